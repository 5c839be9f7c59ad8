// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/value_ticks.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/theme/format.h"

namespace moie::ui {
namespace {

struct Extent {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    void include(double value) {
        if (!std::isfinite(value))
            return;
        low = std::min(low, value);
        high = std::max(high, value);
    }
};

Extent extentOf(const ChartContent& content) {
    Extent extent;
    for (const ChartLine& line : content.lines) {
        for (const auto* values : {&line.values, &line.low, &line.high}) {
            for (const double value : *values)
                extent.include(value);
        }
    }
    for (std::size_t i = 0; i < content.buckets.count() && !content.bars.empty(); ++i) {
        double sum = 0.0;
        for (const ChartBars& bars : content.bars)
            sum += i < bars.values.size() ? bars.values[i] : 0.0;
        extent.include(sum);
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

} // namespace

ValueTicks valueTicks(const ChartContent& content, int mostIntervals) {
    Extent extent = extentOf(content);
    if (extent.low > extent.high)
        extent = {0.0, 1.0};
    if (extent.high == extent.low) {
        const double room = extent.low == 0.0 ? 1.0 : std::abs(extent.low) * 0.1;
        extent.high += room;
        if (!content.zeroBased)
            extent.low -= room;
    }
    const double low = std::isfinite(content.floor) ? std::max(extent.low, content.floor) : extent.low;
    const double high = std::isfinite(content.ceiling) ? std::min(extent.high, content.ceiling) : extent.high;

    double step = stepFor(content.unit, (high - low) / mostIntervals);
    const auto first = [&] { return std::floor(low / step + 1e-9); };
    const auto last = [&] { return std::ceil(high / step - 1e-9); };
    while (last() - first() > mostIntervals)
        step = stepFor(content.unit, step * 1.01);

    ValueTicks axis;
    axis.low = first() * step;
    axis.high = last() * step;
    for (double k = first(); k <= last(); ++k)
        axis.ticks.push_back({k * step, labelOf(content.unit, k * step, step, axis.high)});
    return axis;
}

} // namespace moie::ui
