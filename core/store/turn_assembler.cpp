// SPDX-License-Identifier: MIT
#include <moie/store/turn_assembler.h>

#include <algorithm>
#include <array>
#include <utility>

#include <moie/base/hash.h>

namespace moie {

namespace {
constexpr std::size_t usualEntries = 16; // of a turn
}

void TurnAssembler::feed(EntryId id) {
    const auto& entries = m_columns->entries;
    if (const std::uint32_t tag = entries.turnTag[index(id)])
        takeTagged(id, tag);
    else
        take(id);
}

void TurnAssembler::take(EntryId id) {
    switch (m_columns->entries.labelsOf(id).kind) {
    case Kind::UserInput: takeMessage(id); return;
    case Kind::SystemError: takeError(id); return;
    case Kind::Response: {
        const auto turn = m_repeating ? m_repeating : m_current;
        releaseHeldTo(turn);
        if (turn)
            answer(*turn, id);
        else
            m_loose.emplace_back(id, false);
        return;
    }
    case Kind::Decision: {
        releaseHeldTo(m_current);
        m_current = openTurn(id, NameId{0});
        answer(*m_current, id);
        return;
    }
    case Kind::Evaluation:
    case Kind::LoveEvolution:
        if (!m_repeating) {
            m_held.push_back(id);
            return;
        }
        break;
    default: break;
    }
    if (!m_held.empty()) {
        m_held.push_back(id);
    } else if (const auto turn = m_repeating ? m_repeating : m_current) {
        addTo(*turn, id, m_repeating.has_value());
    } else {
        m_loose.emplace_back(id, false);
    }
}

void TurnAssembler::takeMessage(EntryId id) {
    const MessageFact message = m_columns->entries.fact[index(id)] == noFact
                                    ? MessageFact{}
                                    : m_columns->facts.messages[m_columns->entries.fact[index(id)]];
    if (!m_held.empty()) {
        if (const auto turn = unansweredWithText(message.textHash, message.conversation)) {
            releaseHeldTo(turn);
            beginRepeat(*turn);
            addTo(*turn, id, true);
            return;
        }
    }
    releaseHeldTo(m_current);
    m_repeating.reset();
    m_current = openTurn(id, message.conversation);
    awaitAnswer(*m_current);
    addTo(*m_current, id, false);
}

void TurnAssembler::takeError(EntryId id) {
    if (m_unanswered.size() == 1) {
        const std::size_t turn = m_unanswered.front();
        addTo(turn, id, false);
        draft(turn).turn.failed = true;
        settleUnanswered(turn);
    } else if (m_unanswered.empty() && m_current) {
        addTo(*m_current, id, false);
    } else {
        m_loose.emplace_back(id, false);
    }
}

void TurnAssembler::answer(std::size_t turn, EntryId id) {
    addTo(turn, id, false);
    Turn& answered = draft(turn).turn;
    answered.answered = true;
    answered.failed = false; // a reply came after all
    settleUnanswered(turn);
    m_current = turn;
    m_repeating.reset();
}

// As far as the assembler decides on it; the rest of a draft's turn is made when it is published.
const Turn& TurnAssembler::turnAt(std::size_t turn) const {
    const auto thawed = m_thawed.find(turn / blockTurns);
    return thawed != m_thawed.end() ? thawed->second[turn % blockTurns].turn
                                    : m_frozen[turn / blockTurns]->turns[turn % blockTurns];
}

std::optional<std::size_t> TurnAssembler::taggedTurn(std::uint32_t tag) const {
    const std::uint32_t turn = tag < m_turnByTag->size() ? (*m_turnByTag)[tag] : noTurn;
    if (turn >= m_turnCount || m_columns->entries.turnTag[index(turnAt(turn).opening)] != tag)
        return std::nullopt;
    return turn;
}

// The turn's id decides, whatever the order.
void TurnAssembler::takeTagged(EntryId id, std::uint32_t tag) {
    const Kind kind = m_columns->entries.labelsOf(id).kind;
    const std::optional<std::size_t> known = taggedTurn(tag);
    std::size_t turn = 0;
    if (!known) {
        releaseHeldTo(m_current);
        m_repeating.reset();
        turn = openTurn(id, conversationOf(id));
        if (tag >= m_turnByTag->size())
            m_turnByTag->resize(tag + 1, noTurn);
        (*m_turnByTag)[tag] = static_cast<std::uint32_t>(turn);
        awaitAnswer(turn);
        m_current = turn;
    } else {
        turn = *known;
        if (kind == Kind::UserInput && draft(turn).turn.conversation == NameId{0})
            draft(turn).turn.conversation = conversationOf(id);
    }
    if (kind == Kind::Response) {
        answer(turn, id);
        return;
    }
    addTo(turn, id, false);
    Turn& tagged = draft(turn).turn;
    if (kind == Kind::SystemError && !tagged.answered) {
        tagged.failed = true;
        settleUnanswered(turn);
    }
}

NameId TurnAssembler::conversationOf(EntryId id) const {
    const std::uint32_t fact = m_columns->entries.fact[index(id)];
    const bool isMessage = m_columns->entries.labelsOf(id).kind == Kind::UserInput && fact != noFact;
    return isMessage ? m_columns->facts.messages[fact].conversation : NameId{0};
}

void TurnAssembler::releaseHeldTo(std::optional<std::size_t> turn) {
    const std::vector<EntryId> held = std::exchange(m_held, {});
    for (const EntryId id : held) {
        if (turn)
            addTo(*turn, id, false);
        else
            m_loose.emplace_back(id, false);
    }
}

// The earliest such turn, one of the same conversation first.
std::optional<std::size_t> TurnAssembler::unansweredWithText(std::uint64_t textHash, NameId conversation) const {
    const auto first = m_unansweredByText.lower_bound({textHash, 0});
    if (textHash == 0 || first == m_unansweredByText.end() || first->first != textHash)
        return std::nullopt;
    for (auto turn = first; turn != m_unansweredByText.end() && turn->first == textHash; ++turn)
        if (turnAt(turn->second).conversation == conversation)
            return turn->second;
    return first->second;
}

void TurnAssembler::awaitAnswer(std::size_t turn) {
    m_unanswered.push_back(turn); // the newest
    if (const std::uint64_t textHash = textHashOf(draft(turn).turn.opening))
        m_unansweredByText.emplace(textHash, turn);
}

void TurnAssembler::settleUnanswered(std::size_t turn) {
    const auto found = std::lower_bound(m_unanswered.begin(), m_unanswered.end(), turn);
    if (found == m_unanswered.end() || *found != turn)
        return;
    m_unanswered.erase(found);
    m_unansweredByText.erase({textHashOf(draft(turn).turn.opening), turn});
}

// From here to its response, the turn is logged once more.
void TurnAssembler::beginRepeat(std::size_t turn) {
    m_repeating = m_current = turn;
    m_repeatable.clear();
    for (const TurnEntryRef& entry : draft(turn).entries)
        m_repeatable.push_back(contentOf(entry.id()));
    std::sort(m_repeatable.begin(), m_repeatable.end());
}

std::uint64_t TurnAssembler::textHashOf(EntryId opening) const {
    const auto& entries = m_columns->entries;
    const std::uint32_t fact = entries.fact[index(opening)];
    if (entries.labelsOf(opening).kind != Kind::UserInput || fact == noFact)
        return 0;
    return m_columns->facts.messages[fact].textHash;
}

std::size_t TurnAssembler::openTurn(EntryId id, NameId conversation) {
    const std::size_t turn = m_turnCount++;
    if (turn % blockTurns != 0)
        draft(turn - 1); // thaws their block
    Draft& opened = m_thawed[turn / blockTurns].emplace_back();
    opened.entries.reserve(usualEntries);
    opened.turn.opened = m_columns->entries.time[index(id)];
    opened.turn.opening = id;
    opened.turn.conversation = conversation;
    opened.turn.sitting = sittingAt(conversation, opened.turn.opened);
    return turn;
}

std::uint32_t TurnAssembler::sittingAt(NameId conversation, Time time) {
    const auto [found, isNew] = m_sittings.try_emplace(conversation);
    Sitting& sitting = found->second;
    if (isNew || time - sitting.lastActivity > sittingPause)
        sitting.number = m_sittingCount++;
    sitting.lastActivity = std::max(sitting.lastActivity, time);
    return sitting.number;
}

void TurnAssembler::noteActivity(NameId conversation, Time time) {
    Sitting& sitting = m_sittings[conversation];
    sitting.lastActivity = std::max(sitting.lastActivity, time);
}

std::uint64_t TurnAssembler::contentOf(EntryId id) const {
    const auto& entries = m_columns->entries;
    const EntryLabels& labels = entries.labelsOf(id);
    const std::array<std::uint64_t, 3> content{index(labels.category), index(labels.message),
                                               entries.payloadHash[index(id)]};
    return hash64({reinterpret_cast<const char*>(content.data()), sizeof content});
}

// Whether the repeating turn holds the same already; from now on it does.
bool TurnAssembler::isRepeated(EntryId id) {
    const std::uint64_t content = contentOf(id);
    const auto place = std::lower_bound(m_repeatable.begin(), m_repeatable.end(), content);
    if (place != m_repeatable.end() && *place == content)
        return true;
    m_repeatable.insert(place, content);
    return false;
}

void TurnAssembler::addTo(std::size_t turn, EntryId id, bool mayRepeat) {
    Draft& target = draft(turn);
    target.entries.emplace_back(id, mayRepeat && isRepeated(id));
    noteActivity(target.turn.conversation, m_columns->entries.time[index(id)]);
}

TurnAssembler::Draft& TurnAssembler::draft(std::size_t turn) {
    const std::size_t block = turn / blockTurns;
    auto found = m_thawed.find(block);
    if (found == m_thawed.end())
        found = m_thawed.emplace(block, thaw(*m_frozen[block])).first;
    return found->second[turn % blockTurns];
}

TurnAssembler::Drafts TurnAssembler::thaw(const TurnBlock& block) const {
    Drafts drafts;
    drafts.reserve(blockTurns);
    for (const Turn& turn : block.turns) {
        const auto first = block.entries.begin() + turn.entries.first;
        drafts.push_back({turn, {first, first + turn.entries.count}});
    }
    return drafts;
}

bool TurnAssembler::publish(Session& session, const Settling& settling, bool isGrowing) {
    session.turnCount = static_cast<std::uint32_t>(m_turnCount);
    session.loose = std::make_shared<const std::vector<TurnEntryRef>>(m_loose);
    const std::size_t blocks = (m_turnCount + blockTurns - 1) / blockTurns;
    m_frozen.resize(blocks);
    if (m_current && !m_held.empty())
        draft(*m_current); // thaws the block that shows the held entries

    bool provisional = false;
    for (auto thawed = m_thawed.begin(); thawed != m_thawed.end();) {
        const std::size_t block = thawed->first;
        bool blockProvisional = false;
        const bool showsHeld = m_current && !m_held.empty() && *m_current / blockTurns == block;
        if (showsHeld) {
            Drafts shown = thawed->second;
            Draft& current = shown[*m_current % blockTurns];
            for (const EntryId id : m_held)
                current.entries.emplace_back(id, false);
            m_frozen[block] = freeze(shown, settling, blockProvisional);
        } else {
            m_frozen[block] = freeze(thawed->second, settling, blockProvisional);
        }
        provisional = provisional || blockProvisional;
        // The last block goes on growing, and a provisional turn has to be looked at again.
        const bool keep = (isGrowing && block + 1 == blocks) || showsHeld || blockProvisional;
        thawed = keep ? std::next(thawed) : m_thawed.erase(thawed);
    }
    session.blocks = m_frozen;
    return provisional;
}

std::shared_ptr<const TurnBlock> TurnAssembler::freeze(const Drafts& drafts, const Settling& settling,
                                                       bool& provisional) const {
    auto block = std::make_shared<TurnBlock>();
    std::size_t entries = 0;
    for (const Draft& each : drafts)
        entries += each.entries.size();
    block->turns.reserve(drafts.size());
    block->entries.reserve(entries);
    for (const Draft& each : drafts) {
        Turn turn = finish(each, settling);
        turn.entries = {static_cast<std::uint32_t>(block->entries.size()),
                        static_cast<std::uint32_t>(each.entries.size())};
        provisional = provisional || turn.provisional;
        block->turns.push_back(turn);
        block->entries.insert(block->entries.end(), each.entries.begin(), each.entries.end());
    }
    return block;
}

} // namespace moie
