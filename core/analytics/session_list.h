// SPDX-License-Identifier: MIT
// The sessions of a scope, one row each, and the orders that a list of them can have.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

#include <moie/analytics/figures.h>
#include <moie/query/scope.h>
#include <moie/store/snapshot.h>

namespace moie {

// Of the session's turns that the scope selects; there is at least one.
struct SessionRow {
    SessionIndex session{};
    Time started = unknownTime; // the first of these turns
    Time ended = unknownTime;   // the last entry of the last one
    std::uint32_t turns = 0;    // provisional ones included
    std::uint32_t conversations = 0;
    double magnitude = notMeasured; // mean over the turns that have one, without provisional ones
    std::uint32_t magnitudeTurns = 0;
    std::array<std::uint32_t, verdictCount> verdicts{};
    std::uint32_t firstPoint = 0; // of SessionList::points
    std::uint32_t pointCount = 0;

    std::uint32_t count(Verdict verdict) const { return verdicts[static_cast<std::size_t>(verdict)]; }
    // Turns with an unsafe evaluation, whether it reached the user or was caught.
    std::uint32_t unsafe() const { return count(Verdict::ReachedUser) + count(Verdict::Caught); }
};

struct SessionList {
    // Magnitude over a session's turns, in order; where there are more turns than this, means of equal parts.
    static constexpr std::size_t mostPoints = 24;

    std::vector<SessionRow> rows; // by SessionIndex
    std::vector<float> points;    // NaN where a turn has none

    std::span<const float> pointsOf(const SessionRow& row) const {
        return std::span(points).subspan(row.firstPoint, row.pointCount);
    }
};

// Stopped by the token, the list is incomplete.
SessionList sessionList(const Snapshot& snapshot, const Scope& scope, const std::stop_token& stop = {});

// Of the scope's sessions those with turns that have an entry last, the last first, at most so many.
std::vector<SessionIndex> newestSessions(const Snapshot& snapshot, const Scope& scope, std::size_t most);

enum class SessionColumn : std::uint8_t { Started, Turns, Magnitude, Unsafe, Verdicts };

// The rows' numbers in the order of a column; equal rows the latest first. Verdicts are in order of the share of turns
// that are clear. Rows without a value come last in either direction.
std::vector<std::uint32_t> sessionOrder(const SessionList& list, SessionColumn column, bool ascending);

} // namespace moie
