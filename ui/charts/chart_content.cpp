// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_content.h"

#include <algorithm>
#include <cmath>

namespace moie::ui {
namespace {

bool same(double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

// A gap equals a gap, which NaN's own comparison denies.
bool same(const std::vector<double>& a, const std::vector<double>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) { return same(x, y); });
}

} // namespace

bool operator==(const ChartLine& a, const ChartLine& b) {
    return a.name == b.name && a.color == b.color && a.dash == b.dash && same(a.values, b.values) &&
           same(a.low, b.low) && same(a.high, b.high);
}

bool operator==(const ChartBars& a, const ChartBars& b) {
    return a.name == b.name && a.color == b.color && a.marker == b.marker && same(a.values, b.values) &&
           a.explanation == b.explanation;
}

bool operator==(const ChartContent& a, const ChartContent& b) {
    return a.title == b.title && a.note == b.note && a.emptyText == b.emptyText && a.summary == b.summary &&
           a.unit == b.unit && same(a.floor, b.floor) && same(a.ceiling, b.ceiling) && a.zeroBased == b.zeroBased &&
           a.leastLegendRows == b.leastLegendRows && a.buckets.size == b.buckets.size &&
           a.buckets.edges == b.buckets.edges && a.lines == b.lines && a.bars == b.bars;
}

bool ChartContent::empty() const {
    const auto measured = [](double v) { return std::isfinite(v); };
    const auto counted = [](double v) { return v > 0.0; };
    return std::none_of(
               lines.begin(), lines.end(),
               [&](const ChartLine& line) { return std::any_of(line.values.begin(), line.values.end(), measured); }) &&
           std::none_of(bars.begin(), bars.end(), [&](const ChartBars& set) {
               return std::any_of(set.values.begin(), set.values.end(), counted);
           });
}

} // namespace moie::ui
