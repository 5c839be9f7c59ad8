// SPDX-License-Identifier: MIT
#include <moie/analytics/newest.h>

#include <algorithm>
#include <functional>
#include <queue>

#include <moie/query/selection.h>

namespace moie {

namespace {

// The turns that opened last, of those that were offered.
class Latest {
public:
    explicit Latest(std::size_t most) : m_most(most) {}

    bool wants(Time opened) const { return m_turns.size() < m_most || opened > m_turns.top().opened; }
    void offer(const SelectedTurn& selected) {
        if (!wants(selected.turn->opened))
            return;
        if (m_turns.size() == m_most)
            m_turns.pop();
        m_turns.push({selected.turn->opened, selected});
    }

    std::vector<NewestTurn> take(const Snapshot& snapshot) {
        std::vector<NewestTurn> turns;
        for (; !m_turns.empty(); m_turns.pop()) {
            const SelectedTurn& selected = m_turns.top().selected;
            const Turn& turn = *selected.turn;
            turns.push_back({selected.sessionIndex, turn.opening, turn.opened, responseVector(snapshot, turn),
                             marginOf(snapshot, turn), turn.responseSeconds, verdictOf(snapshot, turn)});
        }
        return turns;
    }

private:
    struct Held {
        Time opened;
        SelectedTurn selected;

        bool operator>(const Held& other) const {
            if (opened != other.opened)
                return opened > other.opened;
            return selected.turn->opening > other.selected.turn->opening;
        }
    };

    std::size_t m_most;
    std::priority_queue<Held, std::vector<Held>, std::greater<>> m_turns; // the earliest on top
};

// From its end, as long as turns may be wanted: where the clock was set back, a block is looked at as a whole.
void offerTurnsOf(const Snapshot& snapshot, SessionIndex index, const Scope& scope, Latest& latest) {
    SelectedTurn selected;
    selected.snapshot = &snapshot;
    selected.sessionIndex = index;
    selected.session = snapshot.sessions[moie::index(index)].get();
    std::size_t number = selected.session->turnCount;
    for (auto block = selected.session->blocks.rbegin(); block != selected.session->blocks.rend(); ++block) {
        bool wanted = false;
        selected.block = block->get();
        for (auto turn = (*block)->turns.rbegin(); turn != (*block)->turns.rend(); ++turn, --number) {
            if (!latest.wants(turn->opened))
                continue;
            wanted = true;
            selected.turn = &*turn;
            selected.number = number;
            if (!scope.filtered || scope.filtered->hasTurn(index, number))
                latest.offer(selected);
        }
        if (!wanted)
            return;
    }
}

} // namespace

std::vector<EntryId> newestEntries(const Snapshot& snapshot, std::size_t most) {
    using Timed = std::pair<Time, std::uint32_t>;
    std::priority_queue<Timed, std::vector<Timed>, std::greater<>> latest;
    for (std::uint32_t i = 0; most > 0 && i < snapshot.entries.size(); ++i) {
        const Timed timed{snapshot.entries.time[i], i};
        if (latest.size() < most) {
            latest.push(timed);
        } else if (timed > latest.top()) {
            latest.pop();
            latest.push(timed);
        }
    }
    std::vector<EntryId> entries;
    for (; !latest.empty(); latest.pop())
        entries.push_back(EntryId{latest.top().second});
    return entries;
}

NewestTurns newestTurns(const Snapshot& snapshot, const Scope& scope, std::size_t most, const std::stop_token& stop) {
    std::vector<SessionIndex> sessions = sessionsInScope(snapshot, scope.during({}));
    const auto last = [&](SessionIndex session) { return snapshot.sessions[index(session)]->last; };
    std::sort(sessions.begin(), sessions.end(),
              [&](SessionIndex a, SessionIndex b) { return last(a) != last(b) ? last(a) > last(b) : a > b; });
    Latest latest(most);
    for (const SessionIndex session : sessions) {
        // A turn opens before its session's last entry.
        if (most == 0 || stop.stop_requested() || !latest.wants(last(session)))
            break;
        offerTurnsOf(snapshot, session, scope, latest);
    }
    return {latest.take(snapshot)};
}

std::vector<Verdict> turnVerdicts(const Snapshot& snapshot, std::string_view session) {
    std::vector<Verdict> verdicts;
    const auto found = std::find_if(snapshot.sessions.rbegin(), snapshot.sessions.rend(),
                                    [&](const auto& candidate) { return snapshot.name(candidate->id) == session; });
    if (found == snapshot.sessions.rend())
        return verdicts;
    verdicts.reserve((*found)->turnCount);
    for (const auto& block : (*found)->blocks)
        for (const Turn& turn : block->turns)
            verdicts.push_back(verdictOf(snapshot, turn));
    return verdicts;
}

} // namespace moie
