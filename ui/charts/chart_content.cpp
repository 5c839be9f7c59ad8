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

bool same(const Buckets& a, const Buckets& b) {
    return a.size == b.size && a.edges == b.edges;
}

bool anyMeasured(const std::vector<double>& values) {
    return std::any_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
}

bool sameAxis(const ChartContent& a, const ChartContent& b) {
    return a.axis == b.axis && same(a.buckets, b.buckets) && same(a.secondBuckets, b.secondBuckets) &&
           a.moments == b.moments && a.binEdges == b.binEdges && a.range == b.range && a.xUnit == b.xUnit &&
           a.xName == b.xName;
}

} // namespace

bool operator==(const ChartLine& a, const ChartLine& b) {
    return a.name == b.name && a.color == b.color && a.dash == b.dash && same(a.values, b.values) &&
           same(a.low, b.low) && same(a.high, b.high) && a.shape == b.shape && a.dots == b.dots &&
           a.second == b.second && a.times == b.times && a.n == b.n && a.labels == b.labels && a.alarms == b.alarms &&
           a.explanation == b.explanation;
}

bool operator==(const ChartBars& a, const ChartBars& b) {
    return a.name == b.name && a.color == b.color && a.marker == b.marker && same(a.values, b.values) &&
           a.explanation == b.explanation && a.colorBelowZero == b.colorBelowZero;
}

bool operator==(const ChartPoints& a, const ChartPoints& b) {
    return a.name == b.name && a.color == b.color && a.marker == b.marker && same(a.x, b.x) && same(a.y, b.y) &&
           a.path == b.path && a.earlyToLate == b.earlyToLate && a.times == b.times && a.labels == b.labels &&
           a.n == b.n;
}

bool operator==(const ChartContent& a, const ChartContent& b) {
    return a.title == b.title && a.note == b.note && a.emptyText == b.emptyText && a.summary == b.summary &&
           a.definition == b.definition && a.unit == b.unit && a.unitName == b.unitName && a.yName == b.yName &&
           same(a.floor, b.floor) && same(a.ceiling, b.ceiling) && a.zeroBased == b.zeroBased &&
           a.logValues == b.logValues && a.leastLegendRows == b.leastLegendRows && a.framing == b.framing &&
           sameAxis(a, b) && a.lines == b.lines && a.bars == b.bars && a.heat == b.heat && a.points == b.points &&
           a.references == b.references && a.marks == b.marks;
}

QString explanationOf(const ChartContent& content) {
    if (content.definition.isEmpty() || content.summary.isEmpty())
        return content.definition + content.summary;
    return content.definition + QLatin1Char('\n') + content.summary;
}

std::optional<std::size_t> ChartHeat::binOf(double value) const {
    if (bins() == 0 || !(value >= edges.front() && value <= edges.back()))
        return std::nullopt;
    const auto above = std::upper_bound(edges.begin(), edges.end(), value);
    return std::min(static_cast<std::size_t>(above - edges.begin()), bins()) - 1;
}

bool ChartContent::empty() const {
    if (lines.empty() && bars.empty() && points.empty() && !heat)
        return marks.empty();
    const auto line = [](const ChartLine& l) { return anyMeasured(l.values) || anyMeasured(l.low); };
    const auto set = [](const ChartBars& b) {
        return std::any_of(b.values.begin(), b.values.end(), [](double v) { return std::isfinite(v) && v != 0.0; });
    };
    const auto cell = [](std::uint32_t count) { return count > 0; };
    const auto cloud = [](const ChartPoints& p) { return anyMeasured(p.x) && anyMeasured(p.y); };
    return std::none_of(lines.begin(), lines.end(), line) && std::none_of(bars.begin(), bars.end(), set) &&
           !(heat && std::any_of(heat->counts.begin(), heat->counts.end(), cell)) &&
           std::none_of(points.begin(), points.end(), cloud);
}

} // namespace moie::ui
