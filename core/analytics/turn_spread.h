// SPDX-License-Identifier: MIT
// A few turns, or entries that are charted by their own time, far away from all others: of a wrong clock, or of a log
// that was left lying. They stretch a range that is open, so that charts over time have no room for the others.
#pragma once

#include <cstddef>
#include <stop_token>
#include <vector>

#include <moie/query/scope.h>
#include <moie/store/snapshot.h>

namespace moie {

// At most one of ten on either side is far away: where the time between it and the others is more than three times as
// long as that of all the others.
struct TurnSpread {
    std::size_t moments = 0; // openings of turns, times of entries
    std::size_t before = 0;  // of them, far before the others
    std::size_t after = 0;   // far after them
    Time from = unknownTime; // the first of the others
    Time to = unknownTime;   // the last one

    bool stretched() const { return before + after > 0; }
};

// In any order. Under ten of them none is far away.
TurnSpread spreadOf(std::vector<Time> moments);

// Of the turns in scope and of the events and resources outside them, on the sides on which its range is open. Empty
// where the token stopped it.
TurnSpread turnSpread(const Snapshot& snapshot, const Scope& scope, const std::stop_token& stop);

} // namespace moie
