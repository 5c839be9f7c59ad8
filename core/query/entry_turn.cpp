// SPDX-License-Identifier: MIT
#include <moie/query/entry_turn.h>

#include <algorithm>

namespace moie {

namespace {

using Blocks = std::vector<std::shared_ptr<const TurnBlock>>;

class TurnSearch {
public:
    TurnSearch(const Snapshot& snapshot, SessionIndex session, EntryId id)
        : m_snapshot(snapshot), m_sessionIndex(session), m_session(*snapshot.sessions[index(session)]), m_id(id) {}

    std::optional<EntryTurn> inBlock(std::size_t at) const {
        const TurnBlock& block = *m_session.blocks[at];
        const auto found = std::find_if(block.entries.begin(), block.entries.end(),
                                        [this](const TurnEntryRef& ref) { return ref.id() == m_id; });
        if (found == block.entries.end())
            return std::nullopt;
        const auto place = static_cast<std::uint32_t>(found - block.entries.begin());
        const auto turn = std::find_if(block.turns.begin(), block.turns.end(), [&](const Turn& candidate) {
            return place - candidate.entries.first < candidate.entries.count;
        });
        if (turn == block.turns.end())
            return std::nullopt;
        std::size_t number = static_cast<std::size_t>(turn - block.turns.begin()) + 1;
        for (std::size_t i = 0; i < at; ++i)
            number += m_session.blocks[i]->turns.size();
        return EntryTurn{SelectedTurn{&m_snapshot, &*turn, &block, &m_session, m_sessionIndex, number},
                         found->isRepeat()};
    }

    // Those outside any turn stand in order of n where they have one.
    std::optional<EntryTurn> inLoose() const {
        if (!m_session.loose)
            return std::nullopt;
        const auto& loose = *m_session.loose;
        const auto& numbers = m_snapshot.entries.number;
        const std::uint32_t number = numbers[index(m_id)];
        auto found = std::partition_point(loose.begin(), loose.end(),
                                          [&](const TurnEntryRef& ref) { return numbers[index(ref.id())] < number; });
        if (found == loose.end() || found->id() != m_id)
            found =
                std::find_if(loose.begin(), loose.end(), [this](const TurnEntryRef& ref) { return ref.id() == m_id; });
        return found == loose.end() ? std::nullopt : std::optional(EntryTurn{std::nullopt, found->isRepeat()});
    }

private:
    const Snapshot& m_snapshot;
    SessionIndex m_sessionIndex;
    const Session& m_session;
    EntryId m_id;
};

} // namespace

EntryTurn turnOf(const Snapshot& snapshot, EntryId id) {
    const SessionIndex session = snapshot.entries.session[index(id)];
    if (index(session) >= snapshot.sessions.size())
        return {};
    const TurnSearch search(snapshot, session, id);
    const Blocks& blocks = snapshot.sessions[index(session)]->blocks;
    const Time time = snapshot.entries.time[index(id)];
    const auto later = std::partition_point(blocks.begin(), blocks.end(),
                                            [&](const auto& block) { return block->turns.front().opened <= time; });
    const auto expected = static_cast<std::size_t>(later - blocks.begin());
    const std::size_t near = expected > 2 ? expected - 2 : 0;
    for (std::size_t at = expected; at-- > near;)
        if (auto found = search.inBlock(at))
            return *found;
    if (auto found = search.inLoose())
        return *found;
    for (std::size_t at = 0; at < blocks.size(); ++at)
        if (at < near || at >= expected)
            if (auto found = search.inBlock(at))
                return *found;
    return {};
}

} // namespace moie
