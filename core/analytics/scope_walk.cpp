// SPDX-License-Identifier: MIT
#include <moie/analytics/scope_walk.h>

#include <algorithm>

#include <moie/stats/distribution.h>

namespace moie {

double daysBetween(Time from, Time to) {
    return toSeconds(to - from) / 86'400;
}

double perDay(std::size_t count, double days) {
    return days >= 1 ? static_cast<double>(count) / days : notMeasured;
}

double shareOf(std::size_t part, std::size_t whole) {
    return whole == 0 ? notMeasured : static_cast<double>(part) / static_cast<double>(whole);
}

double Period::days() const {
    const bool bounded = from != unknownTime && to != unknownTime && to > from;
    return bounded ? daysBetween(from, to) : notMeasured;
}

std::optional<TimeRange> rangeBefore(const TimeRange& range, const Period& period) {
    const std::optional<Time> end = range.to                  ? range.to
                                    : period.turnsInRange > 0 ? std::optional(period.lastTurn)
                                                              : std::nullopt;
    if (!range.from || !end || *end <= *range.from)
        return std::nullopt;
    return TimeRange{*range.from - (*end - *range.from), *range.from};
}

void Stretch::include(Time time) {
    first = empty() ? time : std::min(first, time);
    last = std::max(last, time);
}

Stretch turnsOf(const Period& period) {
    return period.turns == 0 ? Stretch{} : Stretch{period.firstTurn, period.lastTurn};
}

Buckets displayBuckets(const TimeRange& range, const Stretch& stretch, std::size_t most) {
    if (stretch.empty())
        return {};
    Stretch covered = stretch;
    if (range.from)
        covered.include(*range.from);
    if (range.to)
        covered.include(*range.to - Duration(1));
    Buckets buckets = bucketsFor(covered.first, covered.last, most);
    if (buckets.size == BucketSize{12, BucketUnit::Hour})
        buckets = bucketsFor(covered.first, covered.last, buckets.count() - 1);
    return buckets;
}

Buckets displayBuckets(const TimeRange& range, const Period& period, std::size_t most) {
    return displayBuckets(range, turnsOf(period), most);
}

std::size_t mostTurnsInScope(const Snapshot& snapshot, const Scope& scope) {
    std::size_t most = 0;
    for (const SessionIndex session : sessionsInScope(snapshot, scope))
        most += snapshot.sessions[index(session)]->turnCount;
    return most;
}

} // namespace moie
