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
constexpr std::uint8_t leftOut = 0xff; // in place of a column's number
static_assert(mostDimensions < leftOut);

// Of a bin that is looked into, so many values are compared whether they are of it or not: what a branch on their
// number would cost is more. Larger bins are sorted.
constexpr std::size_t comparedTogether = 4;

} // namespace

BarrierTally::BarrierTally(const Snapshot& snapshot, std::size_t evaluations)
    : m_snapshot(snapshot), m_numberOfName(snapshot.names.size(), 0) {
    m_moments.reserve(evaluations);
}

std::uint8_t BarrierTally::numberOf(NameId name) {
    std::uint8_t& number = m_numberOfName[index(name)];
    if (number == 0 && m_columns.size() == mostDimensions) {
        ++m_namesLeftOut;
        number = leftOut;
    } else if (number == 0) {
        m_columns.emplace_back().name = name;
        m_columns.back().values.reserve(m_moments.capacity());
        number = static_cast<std::uint8_t>(m_columns.size());
    }
    return number;
}

void BarrierTally::expectNames(const ValueRange& barriers) {
    if (barriers.names == m_names && barriers.count == m_numbers.size())
        return;
    m_names = barriers.names;
    m_numbers.assign(barriers.count, 0);
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
    const FactsView& facts = m_snapshot.facts;
    const ValueRange& barriers = evaluation.barriers;
    expectNames(barriers);
    for (std::uint32_t i = 0; i < barriers.count; ++i) {
        const double value = facts.values[barriers.first + i];
        if (std::isnan(value))
            continue;
        if (m_numbers[i] == 0)
            m_numbers[i] = numberOf(facts.valueNames[barriers.names + i]);
        if (m_numbers[i] == leftOut)
            continue;
        Column& column = m_columns[m_numbers[i] - 1u];
        column.addMoment(moment);
        column.values.push_back(value);
    }
}

void BarrierTally::endSession() {
    for (Column& column : m_columns)
        countSteps(column);
}

// The share of all ordered pairs of different values, the first not below zero, that keep the condition. Values are
// thrown into bins, so that for each a look into one bin tells how many reach what it asks for.
double BarrierTally::keptInChanceOrder(std::span<const double> values) {
    double least = values.front();
    double most = values.front();
    for (const double value : values) {
        least = std::min(least, value);
        most = std::max(most, value);
    }
    const double range = most - least;
    const std::size_t bins = std::isfinite(range) && range > 1e-290 ? std::bit_ceil(values.size()) : 1;
    const double scale = bins > 1 ? static_cast<double>(bins) / range : 0;
    // A signed number: the processor makes one from a double in a single step.
    const auto binOf = [last = static_cast<std::int64_t>(bins) - 1, least, scale](double value) {
        return static_cast<std::size_t>(std::min(static_cast<std::int64_t>((value - least) * scale), last));
    };
    // First how many stand in each bin, summed up; each bin is then filled from its end down, so that its end becomes
    // its beginning.
    m_binBegins.assign(bins + 1, 0);
    for (const double value : values)
        ++m_binBegins[binOf(value)];
    for (std::size_t bin = 1; bin <= bins; ++bin)
        m_binBegins[bin] += m_binBegins[bin - 1];
    m_binned.resize(values.size() + comparedTogether);
    for (const double value : values)
        m_binned[--m_binBegins[binOf(value)]] = value;
    const auto at = [this](std::uint32_t i) { return m_binned.begin() + static_cast<std::ptrdiff_t>(i); };
    for (std::size_t bin = 0; bin < bins; ++bin)
        if (m_binBegins[bin + 1] > m_binBegins[bin] + comparedTogether)
            std::sort(at(m_binBegins[bin]), at(m_binBegins[bin + 1]));
    std::size_t pairs = 0;
    std::size_t kept = 0;
    for (const double value : values) {
        if (value < 0)
            continue;
        const double asked = (1 - barrierDecay) * value;
        const std::size_t bin = asked < least ? 0 : binOf(asked);
        const std::uint32_t begin = m_binBegins[bin];
        const std::uint32_t end = m_binBegins[bin + 1];
        std::size_t reached = values.size() - end;
        if (end > begin + comparedTogether) {
            reached += static_cast<std::size_t>(at(end) - std::lower_bound(at(begin), at(end), asked));
        } else {
            for (std::size_t i = begin; i < begin + comparedTogether; ++i)
                reached += ((i < end) & (m_binned[i] >= asked)) ? 1 : 0;
        }
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
    result.dimensionsLeftOut = m_namesLeftOut;
    std::stable_sort(
        result.dimensions.begin(), result.dimensions.end(),
        [](const DimensionFigures& a, const DimensionFigures& b) { return a.distribution.n > b.distribution.n; });
}

} // namespace moie
