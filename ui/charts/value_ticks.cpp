// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/value_ticks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "ui/charts/plot_mapping.h"
#include "ui/theme/format.h"

namespace moie::ui {
namespace {

// Above and below the values of a small row, so that lines do not touch the next row and a shaded area is always seen.
constexpr double rowRoom = 0.18;
// Values that differ by less than this share of them differ by rounding alone: no label could tell them apart.
constexpr double sameValue = 1e-9;

struct Extent {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    void include(double value) {
        if (!std::isfinite(value))
            return;
        value = std::clamp(value, -largestDrawn, largestDrawn);
        low = std::min(low, value);
        high = std::max(high, value);
    }
};

void includeStacks(Extent& extent, const std::vector<ChartBars>& bars) {
    std::size_t count = 0;
    for (const ChartBars& set : bars)
        count = std::max(count, set.values.size());
    for (std::size_t i = 0; i < count; ++i) {
        double above = 0.0;
        double below = 0.0;
        for (const ChartBars& set : bars) {
            const double value = i < set.values.size() && std::isfinite(set.values[i]) ? set.values[i] : 0.0;
            (value < 0.0 ? below : above) += std::clamp(value, -largestDrawn, largestDrawn);
        }
        extent.include(above);
        extent.include(below);
    }
}

Extent extentOf(const ChartContent& content) {
    Extent extent;
    for (const ChartLine& line : content.lines) {
        for (const auto* values : {&line.values, &line.low, &line.high}) {
            for (const double value : *values) {
                if (!content.logValues || value > 0.0)
                    extent.include(value);
            }
        }
    }
    includeStacks(extent, content.bars);
    for (const ChartPoints& points : content.points)
        std::for_each(points.y.begin(), points.y.end(), [&](double y) { extent.include(y); });
    for (const ReferenceLine& reference : content.references)
        extent.include(reference.value);
    if (content.heat && content.heat->bins() > 0) {
        extent.include(content.heat->edges.front());
        extent.include(content.heat->edges.back());
    }
    if (content.zeroBased)
        extent.include(0.0);
    return extent;
}

// The smallest of 1, 2, 5 times a power of ten that is not under `least`.
double decimalStep(double least) {
    const double power = std::pow(10.0, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= least * (1.0 - 1e-9))
            return factor * power;
    }
    return 10.0 * power;
}

double stepFor(ValueUnit unit, double least) {
    static constexpr std::array<double, 9> minutesAndHours{30, 60, 120, 300, 600, 1800, 3600, 7200, 21600};
    if (unit == ValueUnit::Count)
        return decimalStep(std::max(1.0, least));
    if (unit == ValueUnit::Seconds && least > 20.0 && least <= minutesAndHours.back())
        return *std::lower_bound(minutesAndHours.begin(), minutesAndHours.end(), least);
    return decimalStep(least);
}

QString labelOf(ValueUnit unit, double value, double step, double high) {
    const auto decimals = [](double stepInUnit) {
        return std::clamp(-static_cast<int>(std::floor(std::log10(stepInUnit) + 1e-9)), 0, 9);
    };
    if (unit == ValueUnit::Count)
        return format::fixed(value, 0);
    if (unit == ValueUnit::Plain)
        return format::fixed(value, decimals(step));
    if (unit == ValueUnit::Share)
        return format::fixed(value * 100.0, decimals(step * 100.0)) + QStringLiteral(" %");
    if (value == 0.0)
        return QStringLiteral("0");
    if (high < 1.0)
        return format::fixed(value * 1e3, decimals(step * 1e3)) + QStringLiteral(" ms");
    if (high < 120.0)
        return format::fixed(value, decimals(step)) + QStringLiteral(" s");
    return format::duration(value);
}

Extent withRoom(Extent extent, bool zeroBased) {
    if (extent.low > extent.high)
        return {0.0, 1.0};
    const double largest = std::max(std::abs(extent.low), std::abs(extent.high));
    if (extent.high - extent.low <= sameValue * largest) {
        const double room = largest == 0.0 ? 1.0 : largest * 0.1;
        extent.high += room;
        if (!zeroBased)
            extent.low -= room;
    }
    return extent;
}

Extent withinBounds(const Extent& extent, const ChartContent& content) {
    const bool hasFloor = std::isfinite(content.floor);
    const bool hasCeiling = std::isfinite(content.ceiling);
    const Extent within{hasFloor ? std::max(extent.low, content.floor) : extent.low,
                        hasCeiling ? std::min(extent.high, content.ceiling) : extent.high};
    if (within.low < within.high)
        return within;
    // All values lie beyond a bound: the scale is shown without them.
    return {hasFloor ? content.floor : content.ceiling - 1.0, hasCeiling ? content.ceiling : content.floor + 1.0};
}

ValueTicks linearTicks(double low, double high, ValueUnit unit, int mostIntervals) {
    // Zero is marked, so that values on both sides of it take two intervals.
    if (low < 0.0 && high > 0.0)
        mostIntervals = std::max(2, mostIntervals);
    double step = stepFor(unit, (high - low) / mostIntervals);
    const auto first = [&] { return std::floor(low / step + 1e-9); };
    const auto last = [&] { return std::ceil(high / step - 1e-9); };
    while (last() - first() > mostIntervals)
        step = stepFor(unit, step * 1.01);

    ValueTicks axis;
    axis.low = first() * step;
    axis.high = std::max(first() + 1.0, last()) * step; // counts may be next to nothing
    // Counted, since numbers of steps over 2⁵³ do not grow by one.
    const int steps = std::max(1, static_cast<int>(last() - first()));
    for (int i = 0; i <= steps; ++i) {
        const double value = (first() + i) * step;
        axis.ticks.push_back({value, labelOf(unit, value, step, axis.high)});
    }
    return axis;
}

std::vector<double> logarithmicMarks(double low, double high, ValueUnit unit) {
    static constexpr std::array<double, 6> longDurations{60.0, 600.0, 3600.0, 36'000.0, 86'400.0, 864'000.0};
    std::vector<double> marks;
    const double lastPower = unit == ValueUnit::Seconds ? std::min(high, 10.0) : high;
    for (double power = std::ceil(std::log10(low) - 1e-9); std::pow(10.0, power) <= lastPower * (1.0 + 1e-9); ++power)
        marks.push_back(std::pow(10.0, power));
    for (const double mark : longDurations) {
        if (unit == ValueUnit::Seconds && mark >= low && mark <= high)
            marks.push_back(mark);
    }
    // Within a decade or two, those say too little.
    if (marks.size() < 3 && (unit != ValueUnit::Seconds || high <= 3600.0)) {
        marks.clear();
        for (double mark = stepFor(unit, low); mark <= high * (1.0 + 1e-9); mark = stepFor(unit, mark * 1.01))
            marks.push_back(mark);
    }
    return marks;
}

ValueTicks logarithmicTicks(const Extent& extent, ValueUnit unit, int mostIntervals) {
    ValueTicks axis{extent.low, extent.high, {}};
    const std::vector<double> marks = logarithmicMarks(axis.low, axis.high, unit);
    const auto intervals = static_cast<std::size_t>(mostIntervals);
    const std::size_t stride = std::max<std::size_t>(1, (marks.size() + intervals) / (intervals + 1));
    for (std::size_t i = 0; i < marks.size(); i += stride)
        axis.ticks.push_back({marks[i], tickText(unit, marks[i])});
    return axis;
}

} // namespace

QString tickText(ValueUnit unit, double value) {
    if (unit == ValueUnit::Seconds && std::abs(value) >= 60.0)
        return format::duration(value);
    const double shown = unit == ValueUnit::Share                            ? value * 100.0
                         : unit == ValueUnit::Seconds && std::abs(value) < 1 ? value * 1e3
                                                                             : value;
    int decimals = 0;
    while (decimals < format::decimalsOf(shown) &&
           std::abs(shown - std::round(shown * std::pow(10.0, decimals)) / std::pow(10.0, decimals)) >
               1e-9 * std::abs(shown))
        ++decimals;
    const QString text = format::fixed(shown, decimals);
    if (unit == ValueUnit::Share)
        return text + QStringLiteral(" %");
    if (unit != ValueUnit::Seconds || value == 0.0)
        return text;
    return text + (std::abs(value) < 1 ? QStringLiteral(" ms") : QStringLiteral(" s"));
}

ValueTicks valueTicks(const ChartContent& content, int mostIntervals) {
    Extent extent = extentOf(content);
    if (content.logValues) {
        if (extent.low > extent.high || extent.low <= 0.0)
            extent = {1.0, 10.0};
        if (extent.low == extent.high)
            extent = {extent.low / 2.0, extent.high * 2.0};
        return logarithmicTicks(extent, content.unit, mostIntervals);
    }
    extent = withRoom(extent, content.zeroBased);
    if (content.framing == PlotFraming::Row) {
        const double room = rowRoom * (extent.high - extent.low);
        return {extent.low - room, extent.high + room, {}};
    }
    extent = withinBounds(extent, content);
    return linearTicks(extent.low, extent.high, content.unit, mostIntervals);
}

ValueTicks numberTicks(const ChartContent& content, int mostIntervals) {
    Extent extent;
    for (const ChartPoints& points : content.points)
        std::for_each(points.x.begin(), points.x.end(), [&](double x) { extent.include(x); });
    extent = withRoom(extent, false);
    return linearTicks(extent.low, extent.high, content.xUnit, mostIntervals);
}

std::vector<ValueTick> ticksWithin(const AxisSpan& span, ValueUnit unit, int mostIntervals) {
    ValueTicks axis = linearTicks(span.low, span.high, unit, mostIntervals + 2);
    std::erase_if(axis.ticks, [&](const ValueTick& tick) { return !span.contains(tick.value); });
    return std::move(axis.ticks);
}

} // namespace moie::ui
