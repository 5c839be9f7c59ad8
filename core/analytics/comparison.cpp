// SPDX-License-Identifier: MIT
#include <moie/analytics/comparison.h>

#include <algorithm>
#include <numeric>

#include <moie/analytics/bucket_series.h>
#include <moie/analytics/turn_table.h>

namespace moie {

namespace {

struct SideTurns {
    TurnTable table;
    std::vector<std::uint32_t> rows;
};

SideTurns turnsOf(const Snapshot& snapshot, const ComparedScope& compared, const std::stop_token& stop) {
    SideTurns side;
    if (!compared.only) {
        side.table = turnTable(snapshot, compared.scope, stop);
        side.rows.resize(side.table.size());
        std::iota(side.rows.begin(), side.rows.end(), 0u);
        return side;
    }
    GroupReader reader(snapshot, compared.only->key);
    side.table = turnTable(snapshot, compared.scope, stop, &reader);
    const auto& names = reader.names();
    const auto group =
        static_cast<std::uint32_t>(std::find(names.begin(), names.end(), compared.only->name) - names.begin());
    for (std::uint32_t row = 0; row < side.table.size(); ++row)
        if (side.table.groups[row] == group)
            side.rows.push_back(row);
    return side;
}

ComparedSide sideOf(const SideTurns& turns, const TimeRange& range, std::size_t mostBuckets) {
    ComparedSide side;
    side.period = turns.table.period;
    side.turnsInRange = turns.rows.size();
    const std::vector<std::uint32_t> matching = turns.table.matchingOf(turns.rows);
    side.turns = matching.size();
    std::vector<Time> opened;
    std::vector<Verdict> verdicts;
    for (const std::uint32_t row : matching) {
        opened.push_back(turns.table.opened[row]);
        verdicts.push_back(turns.table.verdicts[row]);
        ++side.verdicts[static_cast<std::size_t>(verdicts.back())];
        side.judged += isJudged(verdicts.back()) ? 1 : 0;
    }
    const auto valuesOf = [&](Measure measure) { return turns.table.valuesOf(measure, matching); };
    side.buckets = displayBuckets(range, side.period, mostBuckets);
    if (side.buckets.count() > 0) {
        BucketSeries series(side.buckets, opened);
        for (std::size_t i = 0; i < componentCount; ++i)
            side.love[i] = series.band(valuesOf(static_cast<Measure>(i)));
        side.magnitude = series.band(valuesOf(Measure::Magnitude));
        side.responseTime = series.percentiles(valuesOf(Measure::ResponseTime));
        side.verdictSeries = series.verdicts(verdicts);
        std::vector<Time> openedInRange;
        for (const std::uint32_t row : turns.rows)
            openedInRange.push_back(turns.table.opened[row]);
        side.unsafeReplies =
            BucketSeries(side.buckets, openedInRange).band(turns.table.valuesOf(Measure::UnsafeReplies, turns.rows));
    }
    for (std::size_t i = 0; i < measureCount; ++i) {
        std::vector<double> values = turns.table.valuesOf(static_cast<Measure>(i), turns.rows);
        side.distributions[i] = distributionOf(values);
    }
    return side;
}

} // namespace

std::pair<ComparedScope, ComparedScope> beforeAndAfter(const Scope& scope, Time moment) {
    // A moment beyond the scope leaves one side without turns.
    const Time from = std::max(moment, scope.range.from.value_or(moment));
    const Time to = std::min(moment, scope.range.to.value_or(moment));
    return {{scope.during({scope.range.from, to}), {}}, {scope.during({from, scope.range.to}), {}}};
}

bool isHigherBetter(Measure measure) {
    return measure != Measure::UnsafeReplies && measure != Measure::Violations && measure != Measure::ResponseTime;
}

Comparison compare(const Snapshot& snapshot, const ComparedScope& first, const ComparedScope& second,
                   std::stop_token stop, std::size_t mostBuckets) {
    Comparison result;
    const SideTurns a = turnsOf(snapshot, first, stop);
    const SideTurns b = turnsOf(snapshot, second, stop);
    if (stop.stop_requested())
        return result;
    result.first = sideOf(a, first.scope.range, mostBuckets);
    result.second = sideOf(b, second.scope.range, mostBuckets);
    for (std::size_t i = 0; i < measureCount; ++i) {
        const auto measure = static_cast<Measure>(i);
        result.differences[i] =
            difference(a.table.sumsOf(measure, a.rows), b.table.sumsOf(measure, b.rows), quantityOf(measure));
    }
    correctTogether(std::span(&result.differences, 1));
    return result;
}

std::vector<GroupSize> groupSizes(const Snapshot& snapshot, const Scope& scope, GroupKey key,
                                  const std::stop_token& stop) {
    GroupReader reader(snapshot, key);
    std::vector<GroupSize> sizes;
    forEachTurn(snapshot, scope, stop, [&](const SelectedTurn& selected) {
        if (selected.turn->provisional)
            return;
        const std::uint32_t group = reader.groupOf(selected);
        if (group == NameSlots::none)
            return;
        if (group >= sizes.size())
            sizes.resize(group + 1);
        ++sizes[group].turns;
    });
    for (std::size_t group = 0; group < sizes.size(); ++group)
        sizes[group].name = reader.names()[group];
    std::stable_sort(sizes.begin(), sizes.end(),
                     [](const GroupSize& a, const GroupSize& b) { return a.turns > b.turns; });
    return sizes;
}

} // namespace moie
