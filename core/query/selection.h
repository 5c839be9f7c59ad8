// SPDX-License-Identifier: MIT
// What of a snapshot a scope selects. Pure reading: any thread, as long as the snapshot lives.
#pragma once

#include <cassert>
#include <cstddef>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include <moie/base/ids.h>
#include <moie/query/filtered_turns.h>
#include <moie/query/scope.h>
#include <moie/store/snapshot.h>

namespace moie {

// The entries of a turn, to be walked once: for (const TurnEntry& entry : selected.entries()).
class TurnEntries {
public:
    class Iterator {
    public:
        Iterator(const EntriesView& entries, const TurnEntryRef* at) : m_entries(&entries), m_at(at) {}
        TurnEntry operator*() const { return m_at->in(*m_entries); }
        Iterator& operator++() {
            ++m_at;
            return *this;
        }
        bool operator!=(const Iterator& other) const { return m_at != other.m_at; }

    private:
        const EntriesView* m_entries;
        const TurnEntryRef* m_at;
    };

    TurnEntries(const EntriesView& entries, std::span<const TurnEntryRef> refs) : m_entries(&entries), m_refs(refs) {}
    Iterator begin() const { return {*m_entries, m_refs.data()}; }
    Iterator end() const { return {*m_entries, m_refs.data() + m_refs.size()}; }
    TurnEntry front() const { return m_refs.front().in(*m_entries); }
    std::size_t size() const { return m_refs.size(); }

private:
    const EntriesView* m_entries;
    std::span<const TurnEntryRef> m_refs;
};

// A turn and where it stands. The pointers live as long as the snapshot.
struct SelectedTurn {
    const Snapshot* snapshot = nullptr;
    const Turn* turn = nullptr;
    const TurnBlock* block = nullptr;
    const Session* session = nullptr;
    SessionIndex sessionIndex{};
    std::size_t number = 0; // in its session, from 1

    TurnEntries entries() const {
        return {snapshot->entries, std::span(block->entries).subspan(turn->entries.first, turn->entries.count)};
    }
};

// An entry outside any turn.
struct LooseEntry {
    TurnEntry entry;
    Time time = unknownTime;
    SessionIndex sessionIndex{};
};

// Sessions that the scope names and whose time overlaps its range, in order of their index.
std::vector<SessionIndex> sessionsInScope(const Snapshot& snapshot, const Scope& scope);

// Calls visit(const SelectedTurn&) for the turns of one session whose opening lies in the range, in order of opening.
// Blocks are not skipped by their first and last turn: where somebody set the clock back, their order is not that of
// time.
template <typename Visitor>
void forEachTurnOf(const Snapshot& snapshot, SessionIndex session, const TimeRange& range, Visitor&& visit) {
    SelectedTurn selected;
    selected.snapshot = &snapshot;
    selected.sessionIndex = session;
    selected.session = snapshot.sessions[index(session)].get();
    for (const auto& block : selected.session->blocks) {
        selected.block = block.get();
        for (const Turn& turn : block->turns) {
            ++selected.number;
            if (!range.contains(turn.opened))
                continue;
            selected.turn = &turn;
            visit(static_cast<const SelectedTurn&>(selected));
        }
    }
}

// Whether the scope's filter, if it has one, was answered for this snapshot.
inline bool isAnswered(const Snapshot& snapshot, const Scope& scope) {
    return scope.filtered ? scope.filtered->generation() == snapshot.generation : scope.filter.empty();
}

// Calls visit(const SelectedTurn&, bool matches) for the same turns: whether the scope's filter matches them too. The
// session is one that the scope names.
template <typename Visitor>
void forEachTurnInRangeOf(const Snapshot& snapshot, SessionIndex session, const Scope& scope, Visitor&& visit) {
    assert(isAnswered(snapshot, scope));
    forEachTurnOf(snapshot, session, scope.range, [&](const SelectedTurn& selected) {
        visit(selected, !scope.filtered || scope.filtered->hasTurn(session, selected.number));
    });
}

// Calls visit(const SelectedTurn&) for those that match.
template <typename Visitor>
void forEachTurnOf(const Snapshot& snapshot, SessionIndex session, const Scope& scope, Visitor&& visit) {
    forEachTurnInRangeOf(snapshot, session, scope, [&](const SelectedTurn& selected, bool matches) {
        if (matches)
            visit(selected);
    });
}

// Calls visit(const LooseEntry&) for the entries of one session that stand outside any turn and whose own time lies in
// the range. Repeats are among them.
template <typename Visitor>
void forEachLooseEntryOf(const Snapshot& snapshot, SessionIndex session, const TimeRange& range, Visitor&& visit) {
    const auto& loose = snapshot.sessions[index(session)]->loose;
    if (!loose)
        return;
    for (const TurnEntryRef& entry : *loose) {
        const Time time = snapshot.entries.time[index(entry.id())];
        if (range.contains(time))
            visit(LooseEntry{entry.in(snapshot.entries), time, session});
    }
}

// The same for those that the scope's filter matches too.
template <typename Visitor>
void forEachLooseEntryOf(const Snapshot& snapshot, SessionIndex session, const Scope& scope, Visitor&& visit) {
    assert(isAnswered(snapshot, scope));
    forEachLooseEntryOf(snapshot, session, scope.range, [&](const LooseEntry& loose) {
        if (!scope.filtered || scope.filtered->hasLoose(loose.entry.id))
            visit(loose);
    });
}

// Calls visit(const SelectedTurn&) for every turn in scope, session by session. False where the token stopped it, which
// it looks at once a session.
template <typename Visitor>
bool forEachTurn(const Snapshot& snapshot, const Scope& scope, const std::stop_token& stop, Visitor&& visit) {
    for (const SessionIndex session : sessionsInScope(snapshot, scope)) {
        if (stop.stop_requested())
            return false;
        forEachTurnOf(snapshot, session, scope, visit);
    }
    return true;
}

// The same for entries outside any turn.
template <typename Visitor>
bool forEachLooseEntry(const Snapshot& snapshot, const Scope& scope, const std::stop_token& stop, Visitor&& visit) {
    for (const SessionIndex session : sessionsInScope(snapshot, scope)) {
        if (stop.stop_requested())
            return false;
        forEachLooseEntryOf(snapshot, session, scope, visit);
    }
    return true;
}

// The last turn in scope that opened by then; where there is none, the first one after. None where no turn is in scope.
std::optional<SelectedTurn> turnAt(const Snapshot& snapshot, const Scope& scope, Time time);

// The turn of the session that the entry is of; none where it stands outside any turn.
std::optional<SelectedTurn> turnWith(const Snapshot& snapshot, SessionIndex session, EntryId entry);

} // namespace moie
