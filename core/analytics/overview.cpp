// SPDX-License-Identifier: MIT
#include <moie/analytics/overview.h>

#include <cmath>

#include <moie/analytics/bucket_series.h>
#include <moie/analytics/events.h>
#include <moie/analytics/period_tally.h>
#include <moie/analytics/trend.h>
#include <moie/stats/holm.h>

namespace moie {

namespace {

const double largestMagnitude = std::sqrt(static_cast<double>(componentCount));

double daysBetween(Time from, Time to) {
    return toSeconds(to - from) / 86'400;
}

Quantity quantityOf(Measure measure) {
    return measure == Measure::UnsafeReplies ? Quantity::Proportion : Quantity::Mean;
}

bool isHigherBetter(Measure measure) {
    return measure != Measure::UnsafeReplies && measure != Measure::Violations && measure != Measure::ResponseTime;
}

double shareOf(std::size_t part, std::size_t whole) {
    return whole == 0 ? notMeasured : static_cast<double>(part) / static_cast<double>(whole);
}

void fillCounts(Overview& result, const PeriodTally& tally, const TimeRange& range) {
    result.turns = tally.turns;
    result.provisional = tally.provisional;
    result.verdicts = tally.verdicts;
    result.verdicts[static_cast<std::size_t>(Verdict::Provisional)] = tally.provisional;
    result.sessions = tally.sessions;
    result.judged = tally.judged();
    result.violations = tally.violations;
    result.violationsPer100Turns = 100 * shareOf(tally.violations, tally.turns);
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
    result.eventsPerDay =
        bounded ? static_cast<double>(result.events) / daysBetween(result.from, result.to) : notMeasured;
}

Trend magnitudeTrendOf(const PeriodTally& tally) {
    TrendQuestion question;
    question.scale = largestMagnitude;
    const auto& sums = tally.of(Measure::Magnitude);
    for (std::size_t i = 0; i < sums.size(); ++i) {
        if (sums[i].n < leastTurnsOfTrendSitting)
            continue;
        const Time middle = tally.sittingFirst[i] + (tally.sittingLast[i] - tally.sittingFirst[i]) / 2;
        question.days.push_back(daysBetween(tally.first, middle));
        question.means.push_back(sums[i].sum / sums[i].n);
    }
    return trendsOf(std::span(&question, 1)).front();
}

// The period of the same length just before; empty where the scope does not say where it begins.
std::optional<TimeRange> rangeBefore(const TimeRange& range, const PeriodTally& tally) {
    const std::optional<Time> end = range.to ? range.to : (tally.turns > 0 ? std::optional(tally.last) : std::nullopt);
    if (!range.from || !end || *end <= *range.from)
        return std::nullopt;
    return TimeRange{*range.from - (*end - *range.from), *range.from};
}

// The differences of all measures, corrected together.
std::array<Difference, measureCount> differencesOf(const PeriodTally& before, const PeriodTally& now) {
    std::array<Difference, measureCount> differences;
    std::array<double, measureCount> p{};
    for (std::size_t i = 0; i < measureCount; ++i) {
        differences[i] = difference(before.sums[i], now.sums[i], quantityOf(static_cast<Measure>(i)));
        p[i] = differences[i].p;
    }
    adjustHolm(p);
    for (std::size_t i = 0; i < measureCount; ++i) {
        differences[i].pHolm = p[i];
        differences[i].moreThanNoise = p[i] < significance;
    }
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

Buckets displayBuckets(Time first, Time last, std::size_t most) {
    Buckets buckets = bucketsFor(first, last, most);
    if (buckets.size == BucketSize{12, BucketUnit::Hour})
        buckets = bucketsFor(first, last, buckets.count() - 1);
    return buckets;
}

// The buckets cover the range as far as it is bounded, so that silence at its ends is seen.
void fillSeries(Overview& result, const TurnColumns& columns, const PeriodTally& tally, const TimeRange& range,
                std::size_t mostBuckets) {
    if (tally.turns == 0)
        return;
    const Time first = range.from.value_or(tally.first);
    const Time last = range.to ? *range.to - Duration(1) : tally.last;
    result.buckets = displayBuckets(first, last, mostBuckets);
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
    result.magnitudeMean = estimate(tally.of(Measure::Magnitude), Quantity::Mean);
    fillSeries(result, columns, tally, scope.range, options.mostBuckets);
    // Last, since it reorders.
    result.magnitude = distributionOf(columns.magnitude);
    result.responseSeconds = distributionOf(tally.responseSeconds);
    if (stop.stop_requested())
        return result;

    if (const auto previous = rangeBefore(scope.range, tally)) {
        PeriodTally before = tallyOf(snapshot, {*previous, scope.session}, stop);
        if (stop.stop_requested())
            return result;
        if (before.turns > 0) {
            result.previous = previous;
            comparePeriods(result, before, tally);
        }
    }
    if (options.trend)
        result.magnitudeTrend = magnitudeTrendOf(tally);
    return result;
}

} // namespace moie
