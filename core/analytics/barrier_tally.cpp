// SPDX-License-Identifier: MIT
#include <moie/analytics/barrier_tally.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <optional>

namespace moie {

namespace {

constexpr std::array<double, 1> fivePercent{0.05};

} // namespace

BarrierTally::BarrierTally(const Snapshot& snapshot, std::size_t evaluations)
    : m_snapshot(snapshot), m_columnOfName(snapshot.names.size(), 0) {
    m_moments.reserve(evaluations);
}

BarrierTally::Column* BarrierTally::columnOf(NameId name) {
    std::uint8_t& number = m_columnOfName[index(name)];
    if (number == 0) {
        if (m_columns.size() == mostDimensions) {
            if (std::find(m_leftOut.begin(), m_leftOut.end(), name) == m_leftOut.end())
                m_leftOut.push_back(name);
            return nullptr;
        }
        m_columns.emplace_back().name = name;
        m_columns.back().values.reserve(m_moments.capacity());
        number = static_cast<std::uint8_t>(m_columns.size());
    }
    return &m_columns[number - 1u];
}

void BarrierTally::Column::addMoment(std::uint32_t number) {
    if (!isSparse && values.size() == number)
        return;
    if (!isSparse) {
        isSparse = true;
        moment.resize(values.size());
        std::iota(moment.begin(), moment.end(), 0u);
    }
    moment.push_back(number);
}

void BarrierTally::beginSession() {
    for (Column& column : m_columns)
        column.firstOfSession = column.values.size();
}

void BarrierTally::add(const EvaluationFact& evaluation, Time opened) {
    const auto moment = static_cast<std::uint32_t>(m_moments.size());
    m_moments.push_back(opened);
    for (std::uint32_t i = 0; i < evaluation.barriers.count; ++i) {
        const NamedValue barrier = valueAt(m_snapshot.facts, evaluation.barriers, i);
        if (std::isnan(barrier.value))
            continue;
        if (Column* column = columnOf(barrier.name)) {
            column->addMoment(moment);
            column->values.push_back(barrier.value);
        }
    }
}

void BarrierTally::endSession() {
    for (Column& column : m_columns)
        countSteps(column);
}

// The share of all ordered pairs of different values, the first not below zero, that keep the condition. Values are
// thrown into bins, so that for each a look into one bin tells how many reach what it asks for.
double BarrierTally::keptInChanceOrder(std::span<const double> values) {
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    const double range = *most - *least;
    const std::size_t bins = std::isfinite(range) && range > 1e-290 ? std::bit_ceil(values.size()) : 1;
    const double scale = bins > 1 ? static_cast<double>(bins) / range : 0;
    // A signed number: the processor makes one from a double in a single step.
    const auto binOf = [last = static_cast<std::int64_t>(bins) - 1, first = *least, scale](double value) {
        return static_cast<std::size_t>(std::min(static_cast<std::int64_t>((value - first) * scale), last));
    };
    m_binEnds.assign(bins + 1, 0);
    for (const double value : values)
        ++m_binEnds[binOf(value) + 1];
    for (std::size_t bin = 1; bin <= bins; ++bin)
        m_binEnds[bin] += m_binEnds[bin - 1];
    // Each bin is filled from its end down, after which m_binEnds[bin + 1] is where it begins.
    m_binned.resize(values.size());
    for (const double value : values)
        m_binned[--m_binEnds[binOf(value) + 1]] = value;
    const auto beginOf = [&](std::size_t bin) {
        return bin + 1 <= bins ? m_binEnds[bin + 1] : static_cast<std::uint32_t>(values.size());
    };
    std::size_t pairs = 0;
    std::size_t kept = 0;
    for (const double value : values) {
        if (value < 0)
            continue;
        const double asked = (1 - barrierDecay) * value;
        const std::size_t bin = asked < *least ? 0 : binOf(asked);
        const std::size_t end = beginOf(bin + 1);
        std::size_t reached = values.size() - end;
        for (std::size_t i = beginOf(bin); i < end; ++i)
            reached += m_binned[i] >= asked ? 1 : 0;
        pairs += values.size() - 1;
        kept += reached - 1; // it reaches its own mark
    }
    return shareOf(kept, pairs);
}

void BarrierTally::countSteps(Column& column) {
    const std::span<const double> values = std::span(column.values).subspan(column.firstOfSession);
    std::size_t steps = 0;
    std::size_t kept = 0;
    for (std::size_t i = 0; i + 1 < values.size(); ++i) {
        const bool isStep = values[i] >= 0;
        steps += isStep ? 1 : 0;
        kept += (isStep & (values[i + 1] >= (1 - barrierDecay) * values[i])) ? 1 : 0;
    }
    if (steps == 0)
        return;
    column.condition.steps += steps;
    column.condition.kept += kept;
    column.expectedKept += static_cast<double>(steps) * keptInChanceOrder(values);
}

void BarrierTally::fillSeries(DimensionFigures& figures, const Column& column, BucketSeries& series) const {
    series.forEachBucket(column.values, [&](std::size_t, std::span<double> some) {
        const auto below = std::count_if(some.begin(), some.end(), [](double value) { return value < 0; });
        std::array<double, 1> p5{};
        percentilesOf(some, fivePercent, p5);
        figures.series.push_back(some.size());
        figures.belowZeroSeries.push_back(shareOf(static_cast<std::size_t>(below), some.size()));
        figures.p5Series.push_back(p5[0]);
    });
}

DimensionFigures BarrierTally::figuresOf(Column& column) const {
    DimensionFigures figures;
    figures.name = column.name;
    for (const double value : column.values)
        figures.belowZero += value < 0 ? 1 : 0;
    figures.belowZeroShare = shareOf(figures.belowZero, column.values.size());
    figures.largest = m_snapshot.largestBarrier[index(column.name)];
    figures.condition = column.condition;
    if (column.condition.steps > 0)
        figures.condition.baseline = column.expectedKept / static_cast<double>(column.condition.steps);
    return figures;
}

void BarrierTally::fill(SafetyFigures& result, const std::stop_token& stop) {
    // Columns that are not sparse share their moments.
    std::optional<BucketSeries> shared;
    if (result.buckets.count() > 0)
        shared.emplace(result.buckets, m_moments);
    double expectedKept = 0;
    for (Column& column : m_columns) {
        if (stop.stop_requested())
            return;
        DimensionFigures figures = figuresOf(column);
        if (shared && !column.isSparse && column.values.size() == m_moments.size()) {
            fillSeries(figures, column, *shared);
        } else if (shared) {
            std::vector<Time> moments(column.values.size());
            for (std::size_t i = 0; i < moments.size(); ++i)
                moments[i] = m_moments[column.isSparse ? column.moment[i] : i];
            BucketSeries own(result.buckets, moments);
            fillSeries(figures, column, own);
        }
        // Last, since it reorders.
        double p5 = notMeasured;
        figures.distribution = distributionOf(column.values, p5);
        if (figures.largest > 0)
            figures.p5Margin = p5 / figures.largest;
        result.dimensions.push_back(std::move(figures));
        result.condition.steps += column.condition.steps;
        result.condition.kept += column.condition.kept;
        expectedKept += column.expectedKept;
    }
    if (result.condition.steps > 0)
        result.condition.baseline = expectedKept / static_cast<double>(result.condition.steps);
    result.dimensionsLeftOut = m_leftOut.size();
    std::stable_sort(
        result.dimensions.begin(), result.dimensions.end(),
        [](const DimensionFigures& a, const DimensionFigures& b) { return a.distribution.n > b.distribution.n; });
}

} // namespace moie
