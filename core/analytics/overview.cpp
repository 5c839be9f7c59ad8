// SPDX-License-Identifier: MIT
#include <moie/analytics/overview.h>

#include <cmath>

#include <moie/analytics/bucket_series.h>
#include <moie/analytics/comparison.h>
#include <moie/analytics/events.h>
#include <moie/analytics/love_trends.h>
#include <moie/analytics/period_tally.h>
#include <moie/analytics/scope_walk.h>
#include <moie/analytics/turn_table.h>

namespace moie {

namespace {

void fillCounts(Overview& result, const PeriodTally& tally, const TimeRange& range) {
    result.turnsInRange = tally.turnsInRange;
    result.turns = tally.turns;
    result.provisional = tally.provisional;
    result.verdicts = tally.verdicts;
    result.verdicts[static_cast<std::size_t>(Verdict::Provisional)] = tally.provisional;
    result.sessions = tally.sessions;
    result.judged = tally.judged();
    result.violations = tally.violations;
    result.violationsPer100Turns = 100 * shareOf(tally.violations, tally.turnsInRange);
    result.missingEntries = tally.missingEntries;
    result.adaptations = tally.adaptations;
    result.feedback = tally.feedback;
    result.checkpoints = tally.checkpoints;
    result.events = tally.adaptations + tally.feedback + tally.checkpoints;
    const std::size_t withoutReply = tally.verdicts[static_cast<std::size_t>(Verdict::Failed)] +
                                     tally.verdicts[static_cast<std::size_t>(Verdict::Unanswered)];
    result.coverage = shareOf(result.judged, tally.turns - withoutReply);

    result.from = range.from.value_or(tally.first);
    result.to = range.to.value_or(tally.last);
    const bool bounded = result.from != unknownTime && result.to != unknownTime && result.to > result.from;
    result.eventsPerDay = perDay(result.events, bounded ? daysBetween(result.from, result.to) : notMeasured);
}

// As the Love vectors page tests it: beside the components and coherence, and not at a bound.
void fillTrend(Overview& result, const PeriodTally& tally, const TurnColumns& columns) {
    LoveSeries series;
    const auto ask = [&](std::size_t quantity, std::size_t sum, const std::vector<double>& values) {
        if (!atBounds(values, loveScale(quantity)).withholdTrend())
            series[quantity] = loveSeriesOf(tally.sittings, sum, quantity);
    };
    for (std::size_t i = 0; i < componentCount; ++i)
        ask(i, i, columns.love[i]);
    ask(magnitudeQuantity, static_cast<std::size_t>(Measure::Magnitude), columns.magnitude);
    ask(coherenceQuantity, coherenceSum, columns.coherence);
    result.magnitudeTrendWithheld = !series[magnitudeQuantity];
    result.magnitudeTrend = loveTrends(series)[magnitudeQuantity];
}

// The differences of all measures, corrected together.
std::array<Difference, measureCount> differencesOf(const PeriodTally& before, const PeriodTally& now) {
    std::array<Difference, measureCount> differences;
    for (std::size_t i = 0; i < measureCount; ++i)
        differences[i] = difference(before.sittings.of(i), now.sittings.of(i), quantityOf(static_cast<Measure>(i)));
    correctTogether(std::span(&differences, 1));
    return differences;
}

void comparePeriods(Overview& result, PeriodTally& before, const PeriodTally& now) {
    result.previousTurns = before.turns;
    result.reachedUserBefore = before.verdicts[static_cast<std::size_t>(Verdict::ReachedUser)];
    result.responseP95Before = distributionOf(before.responseSeconds).p95;
    const auto differences = differencesOf(before, now);
    const auto changeOf = [&](Measure measure) -> std::optional<Difference> {
        const Difference& found = differences[static_cast<std::size_t>(measure)];
        return std::isnan(found.change) ? std::nullopt : std::optional(found);
    };
    result.reachedUserChange = changeOf(Measure::UnsafeReplies);
    result.magnitudeChange = changeOf(Measure::Magnitude);
    result.violationsChange = changeOf(Measure::Violations);
    result.responseTimeChange = changeOf(Measure::ResponseTime);
    static_assert(static_cast<int>(Change::Metric::ResponseTime) == static_cast<int>(Measure::ResponseTime));
    for (std::size_t i = 0; i <= static_cast<std::size_t>(Measure::ResponseTime); ++i) {
        const auto found = changeOf(static_cast<Measure>(i));
        if (!found)
            continue;
        Change change;
        change.metric = static_cast<Change::Metric>(i);
        change.difference = *found;
        change.distinguishable = found->moreThanNoise;
        change.better = (found->change > 0) == isHigherBetter(static_cast<Measure>(i));
        result.changes.push_back(change);
    }
}

// What of a tally says which buckets and which period before belong to it.
Period periodOf(const PeriodTally& tally) {
    Period period;
    period.turnsInRange = tally.turnsInRange;
    period.turns = tally.turns;
    period.firstTurn = tally.first;
    period.lastTurn = tally.last;
    return period;
}

void fillSeries(Overview& result, const TurnColumns& columns, const PeriodTally& tally, const TimeRange& range,
                std::size_t mostBuckets) {
    if (tally.turns == 0)
        return;
    result.buckets = displayBuckets(range, periodOf(tally), mostBuckets);
    BucketSeries series(result.buckets, columns.opened);
    for (std::size_t i = 0; i < componentCount; ++i)
        result.love[i] = series.band(columns.love[i]);
    result.verdictSeries = series.verdicts(columns.verdict);
    result.responseTime = series.percentiles(tally.responseSeconds);
}

} // namespace

Overview overview(const Snapshot& snapshot, const Scope& scope, std::stop_token stop, const OverviewOptions& options) {
    Overview result;
    TurnColumns columns;
    NewestEvents events(snapshot, latestEvents);
    PeriodTally tally = tallyOf(snapshot, scope, stop, &columns, &events);
    fillCounts(result, tally, scope.range);
    result.latest = events.take();
    if (stop.stop_requested())
        return result;

    result.reachedUser = estimate(tally.of(Measure::UnsafeReplies), Quantity::Proportion);
    result.breach = estimate(tally.sittings.of(breachSum), Quantity::Proportion);
    result.magnitudeMean = estimate(tally.of(Measure::Magnitude), Quantity::Mean);
    fillSeries(result, columns, tally, scope.range, options.mostBuckets);
    if (options.trend)
        fillTrend(result, tally, columns);
    // Last, since it reorders.
    result.magnitude = distributionOf(columns.magnitude);
    result.responseSeconds = distributionOf(tally.responseSeconds);
    if (stop.stop_requested())
        return result;

    if (const auto previous = rangeBefore(scope.range, periodOf(tally))) {
        PeriodTally before = tallyOf(snapshot, scope.during(*previous), stop);
        if (stop.stop_requested())
            return result;
        if (before.turnsInRange > 0) {
            result.previous = previous;
            comparePeriods(result, before, tally);
        }
    }
    return result;
}

} // namespace moie
