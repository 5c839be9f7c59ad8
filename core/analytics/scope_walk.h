// SPDX-License-Identifier: MIT
// What the pages' figures have in common: one pass over a scope's turns, and the period that they are of.
#pragma once

#include <cstddef>
#include <optional>
#include <stop_token>

#include <moie/base/calendar.h>
#include <moie/query/selection.h>

namespace moie {

// What figures are of: the scope's range, closed by the openings of the first and last turn in it where it is open.
// Those are turns of the range and session, whatever the filter, and so are what rates are of.
struct Period {
    Time from = unknownTime;
    Time to = unknownTime;
    Time firstTurn = unknownTime;
    Time lastTurn = unknownTime;
    std::size_t turnsInRange = 0; // without provisional ones
    std::size_t turns = 0;        // those of them that the filter matches; without a filter all
    std::size_t provisional = 0;
    std::size_t sessions = 0;

    // NaN where it has no length.
    double days() const;
};

double daysBetween(Time from, Time to);
// NaN below one day: of less there is no rate a day.
double perDay(std::size_t count, double days);
double shareOf(std::size_t part, std::size_t whole); // NaN of none

// The period of the same length just before; empty where the range does not say where it begins.
std::optional<TimeRange> rangeBefore(const TimeRange& range, const Period& period);

// From the first to the last of some moments.
struct Stretch {
    Time first = unknownTime;
    Time last = unknownTime;

    bool empty() const { return last == unknownTime; }
    void include(Time time);
};

// Of the turns that count; empty without any.
Stretch turnsOf(const Period& period);

// Buckets that cover the range as far as it is bounded, so that silence at its ends is seen, and all of the stretch.
// Half days are never taken: they would alternate between the habits of day and night. None of an empty stretch.
Buckets displayBuckets(const TimeRange& range, const Stretch& stretch, std::size_t most);
// Of the turns alone.
Buckets displayBuckets(const TimeRange& range, const Period& period, std::size_t most);

// Calls page.beginSession(const Session&), page.add(const SelectedTurn&) for each turn in scope that is not
// provisional, page.addOther(const SelectedTurn&) for each one of the range that the filter does not match,
// page.add(const LooseEntry&) for each entry outside any turn that is no repeat, and page.endSession(const Session&),
// session by session. Stopped by the token, the period is incomplete.
template <typename Page>
Period walkScope(const Snapshot& snapshot, const Scope& scope, const std::stop_token& stop, Page& page) {
    Period period;
    for (const SessionIndex index : sessionsInScope(snapshot, scope)) {
        if (stop.stop_requested())
            break;
        const Session& session = *snapshot.sessions[moie::index(index)];
        const std::size_t turnsBefore = period.turns;
        page.beginSession(session);
        forEachTurnInRangeOf(snapshot, index, scope, [&](const SelectedTurn& selected, bool matches) {
            const Turn& turn = *selected.turn;
            if (turn.provisional) {
                period.provisional += matches ? 1 : 0;
                return;
            }
            ++period.turnsInRange;
            period.firstTurn = period.firstTurn == unknownTime ? turn.opened : std::min(period.firstTurn, turn.opened);
            period.lastTurn = std::max(period.lastTurn, turn.opened);
            if (!matches)
                return page.addOther(selected);
            ++period.turns;
            page.add(selected);
        });
        forEachLooseEntryOf(snapshot, index, scope, [&](const LooseEntry& loose) {
            if (!loose.entry.repeat)
                page.add(loose);
        });
        page.endSession(session);
        period.sessions += period.turns != turnsBefore ? 1 : 0;
    }
    period.from = scope.range.from.value_or(period.firstTurn);
    period.to = scope.range.to.value_or(period.lastTurn);
    return period;
}

// How many turns the walk will meet at most.
std::size_t mostTurnsInScope(const Snapshot& snapshot, const Scope& scope);

} // namespace moie
