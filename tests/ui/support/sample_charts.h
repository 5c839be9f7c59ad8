// SPDX-License-Identifier: GPL-3.0-or-later
// One chart of each kind, with values that are the same in each run.
#pragma once

#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "ui/charts/chart_content.h"

namespace moie::ui::test {

// Uniform in 0…1, from a fixed seed.
class Dice {
public:
    explicit Dice(std::uint32_t seed) : m_state(seed) {}
    double operator()() {
        m_state = m_state * 1664525u + 1013904223u;
        return static_cast<double>(m_state >> 8) / 16777216.0;
    }

private:
    std::uint32_t m_state;
};

inline Buckets sampleDays(int count, LocalDate first = {2026, 11, 6}) {
    Buckets buckets;
    buckets.size = {1, BucketUnit::Day};
    for (int i = 0; i <= count; ++i)
        buckets.edges.push_back(startOfDay(addDays(first, i)));
    return buckets;
}

inline std::vector<Time> sampleTurns(std::size_t count, Dice& dice) {
    std::vector<Time> times;
    Time time = *parseIso("2026-11-19T17:36:02");
    for (std::size_t i = 0; i < count; ++i) {
        times.push_back(time);
        time += std::chrono::milliseconds(6'000 + static_cast<int>(40'000 * dice() * dice()));
    }
    return times;
}

inline const std::vector<std::pair<QString, ColorRole>>& sampleComponents() {
    static const std::vector<std::pair<QString, ColorRole>> components{
        {QStringLiteral("warmth"), ColorRole::Warmth},
        {QStringLiteral("empathy"), ColorRole::Empathy},
        {QStringLiteral("safety"), ColorRole::Safety},
        {QStringLiteral("understanding"), ColorRole::Understanding},
        {QStringLiteral("compassion"), ColorRole::Compassion}};
    return components;
}

inline ChartContent bandChart(std::size_t buckets = 14) {
    Dice dice(1);
    ChartContent chart;
    chart.title = QStringLiteral("Love vectors");
    chart.note = QStringLiteral("daily mean, band 10–90 %");
    chart.summary = QStringLiteral("Daily mean of love vectors.");
    chart.floor = 0.0;
    chart.ceiling = 1.0;
    chart.buckets = sampleDays(static_cast<int>(buckets));
    double base = 0.46;
    for (const auto& [name, color] : sampleComponents()) {
        ChartLine line{name, color};
        for (std::size_t i = 0; i < buckets; ++i) {
            const double rise = 0.38 * static_cast<double>(i) / static_cast<double>(buckets);
            const double value = std::min(0.98, base + rise + 0.05 * dice());
            line.values.push_back(value);
            line.low.push_back(value - 0.1 - 0.06 * dice());
            line.high.push_back(std::min(1.0, value + 0.08 + 0.06 * dice()));
            line.n.push_back(40 + static_cast<std::size_t>(30 * dice()));
        }
        base += name == QStringLiteral("safety") ? -0.14 : 0.03;
        chart.lines.push_back(std::move(line));
    }
    chart.marks.push_back({chart.buckets.edges[buckets / 2], Marker::Diamond, ColorRole::Accent,
                           QStringLiteral("changed the prompt"), QStringLiteral("marker")});
    return chart;
}

inline ChartContent percentileChart(std::size_t buckets = 14) {
    Dice dice(2);
    ChartContent chart;
    chart.title = QStringLiteral("Response time");
    chart.note = QStringLiteral("failed turns left out");
    chart.unit = ValueUnit::Seconds;
    chart.zeroBased = true;
    chart.buckets = sampleDays(static_cast<int>(buckets));
    const std::vector<std::tuple<const char*, ColorRole, Qt::PenStyle, double>> kinds{
        {"p50", ColorRole::Accent, Qt::SolidLine, 1.2},
        {"p95", ColorRole::DimStrong, Qt::DashLine, 3.1},
        {"p99", ColorRole::Dim, Qt::DotLine, 4.4}};
    for (const auto& [name, color, dash, level] : kinds) {
        ChartLine line{QLatin1String(name), color, dash};
        for (std::size_t i = 0; i < buckets; ++i)
            line.values.push_back(i == buckets / 3 ? std::nan("") : level * (0.85 + 0.3 * dice()));
        chart.lines.push_back(std::move(line));
    }
    return chart;
}

inline ChartContent stackedChart(std::size_t buckets = 14) {
    Dice dice(3);
    ChartContent chart;
    chart.title = QStringLiteral("Turns by verdict");
    chart.note = QStringLiteral("per day");
    chart.unit = ValueUnit::Count;
    chart.zeroBased = true;
    chart.buckets = sampleDays(static_cast<int>(buckets));
    chart.bars = {{QStringLiteral("reached the user"), ColorRole::ReachedUser, Marker::TriangleUp, {}},
                  {QStringLiteral("near"), ColorRole::Near, Marker::Diamond, {}},
                  {QStringLiteral("clear"), ColorRole::Clear, Marker::Circle, {}},
                  {QStringLiteral("failed"), ColorRole::Failed, Marker::Cross, {}}};
    for (std::size_t i = 0; i < buckets; ++i) {
        chart.bars[0].values.push_back(std::floor(12 * dice()));
        chart.bars[1].values.push_back(std::floor(14 * dice()));
        chart.bars[2].values.push_back(std::floor(30 + 60 * dice()));
        chart.bars[3].values.push_back(std::floor(3 * dice()));
    }
    return chart;
}

inline ChartContent signedBarsChart(std::size_t turns = 24) {
    Dice dice(4);
    ChartContent chart;
    chart.title = QStringLiteral("Margin");
    chart.note = QStringLiteral("smallest h(x) by turn");
    chart.axis = XAxis::Moments;
    chart.moments = sampleTurns(turns, dice);
    ChartBars bars{QStringLiteral("margin"), ColorRole::Good, Marker::Square, {}};
    bars.colorBelowZero = ColorRole::Bad;
    for (std::size_t i = 0; i < turns; ++i)
        bars.values.push_back(0.12 * dice() - 0.03);
    chart.bars.push_back(std::move(bars));
    return chart;
}

inline ChartContent sessionChart(std::size_t turns = 24) {
    Dice dice(5);
    ChartContent chart;
    chart.title = QStringLiteral("7cf65b9b");
    chart.note = QStringLiteral("response vectors by turn");
    chart.axis = XAxis::Moments;
    chart.moments = sampleTurns(turns, dice);
    chart.floor = 0.0;
    chart.ceiling = 1.0;
    for (const auto& [name, color] : sampleComponents()) {
        ChartLine line{name, color};
        for (std::size_t i = 0; i < turns; ++i)
            line.values.push_back(0.7 + 0.3 * dice());
        chart.lines.push_back(std::move(line));
    }
    for (std::size_t i = 1; i < turns; i += 5) {
        const bool unsafe = i % 2 == 0;
        chart.marks.push_back({chart.moments[i], unsafe ? Marker::TriangleUp : Marker::Diamond,
                               unsafe ? ColorRole::ReachedUser : ColorRole::Near,
                               unsafe ? QStringLiteral("reached the user") : QStringLiteral("near"), QString(),
                               MarkPlace::TopEdge});
    }
    return chart;
}

inline ChartContent histogramChart(bool logarithmic = false) {
    ChartContent chart;
    chart.title = QStringLiteral("Severity");
    chart.note = QStringLiteral("85 violations");
    chart.axis = XAxis::Bins;
    chart.unit = ValueUnit::Count;
    chart.zeroBased = true;
    chart.xName = QStringLiteral("severity");
    for (int i = 0; i <= 10; ++i)
        chart.binEdges.push_back(i / 10.0);
    chart.bars.push_back(
        {QStringLiteral("violations"), ColorRole::Warn, Marker::Square, {35, 24, 18, 6, 2, 0, 0, 0, 0, 0}});
    if (!logarithmic)
        return chart;
    chart.title = QStringLiteral("Response times");
    chart.note = QStringLiteral("turns by duration");
    chart.xName = QStringLiteral("duration");
    chart.xUnit = ValueUnit::Seconds;
    chart.binEdges.clear();
    for (int i = 0; i <= 10; ++i)
        chart.binEdges.push_back(0.1 * std::pow(10.0, i / 4.0));
    chart.bars[0].color = ColorRole::Accent;
    return chart;
}

inline ChartContent heatChart(std::size_t buckets = 14, std::size_t bins = 10) {
    Dice dice(6);
    ChartContent chart;
    chart.title = QStringLiteral("Durations");
    chart.note = QStringLiteral("turns per day and duration");
    chart.unit = ValueUnit::Seconds;
    chart.logValues = true;
    chart.buckets = sampleDays(static_cast<int>(buckets));
    ChartHeat heat{QStringLiteral("turns"), {}, {}};
    for (std::size_t i = 0; i <= bins; ++i)
        heat.edges.push_back(0.1 * std::pow(10.0, static_cast<double>(i) / 4.0));
    for (std::size_t b = 0; b < buckets; ++b) {
        for (std::size_t i = 0; i < bins; ++i) {
            const double away = static_cast<double>(i) - 0.42 * static_cast<double>(bins);
            heat.counts.push_back(static_cast<std::uint32_t>(60 * dice() * std::exp(-away * away / 4.0)));
        }
    }
    chart.heat = std::move(heat);
    return chart;
}

inline ChartContent controlChartContent(std::size_t buckets = 14) {
    Dice dice(7);
    ChartContent chart;
    chart.title = QStringLiteral("Control chart");
    chart.note = QStringLiteral("share of turns with an unsafe reply");
    chart.unit = ValueUnit::Share;
    chart.floor = 0.0;
    chart.zeroBased = true;
    chart.buckets = sampleDays(static_cast<int>(buckets));
    ChartLine limits{QStringLiteral("limits 99.9 %"), ColorRole::Dim};
    ChartLine share{QStringLiteral("unsafe"), ColorRole::Accent};
    share.dots = true;
    for (std::size_t i = 0; i < buckets; ++i) {
        share.values.push_back(i == buckets - 5 ? 0.33 : 0.08 + 0.12 * dice());
        limits.low.push_back(0.02 * dice());
        limits.high.push_back(0.24 + 0.06 * dice());
        share.n.push_back(40 + static_cast<std::size_t>(60 * dice()));
    }
    share.alarms = {buckets - 5};
    chart.lines = {std::move(limits), std::move(share)};
    chart.references.push_back({0.137, QStringLiteral("mean")});
    return chart;
}

inline ChartContent stepChart() {
    ChartContent chart;
    chart.title = QStringLiteral("Thresholds");
    chart.note = QStringLiteral("as they were from then on");
    chart.axis = XAxis::Time;
    chart.range = {*parseIso("2026-11-06"), *parseIso("2026-11-20")};
    ChartLine harm{QStringLiteral("harm prevention"), ColorRole::Accent};
    harm.shape = LineShape::Step;
    harm.times = {*parseIso("2026-11-06"), *parseIso("2026-11-09T14:00"), *parseIso("2026-11-15T08:30")};
    harm.values = {0.30, 0.35, 0.42};
    ChartLine privacy{QStringLiteral("privacy protection"), ColorRole::DimStrong, Qt::DashLine};
    privacy.shape = LineShape::Step;
    privacy.times = {*parseIso("2026-11-06"), *parseIso("2026-11-12T19:00")};
    privacy.values = {0.25, 0.2};
    chart.lines = {std::move(harm), std::move(privacy)};
    chart.marks.push_back({*parseIso("2026-11-12T19:00"), Marker::Diamond, ColorRole::Warn,
                           QStringLiteral("threshold lowered"), QStringLiteral("adaptation")});
    return chart;
}

inline ChartContent scatterChart(std::size_t count = 400) {
    Dice dice(8);
    ChartContent chart;
    chart.title = QStringLiteral("Scores against feedback");
    chart.axis = XAxis::Numbers;
    chart.xName = QStringLiteral("feedback");
    chart.yName = QStringLiteral("love magnitude");
    ChartPoints points{QStringLiteral("turns"), ColorRole::Accent};
    for (std::size_t i = 0; i < count; ++i) {
        points.x.push_back(dice());
        points.y.push_back(1.0 + 0.8 * points.x.back() + 0.4 * dice());
    }
    chart.points.push_back(std::move(points));
    return chart;
}

inline ChartContent trajectoryChart() {
    Dice dice(9);
    ChartContent chart;
    chart.title = QStringLiteral("Trajectory");
    chart.note = QStringLiteral("daily mean vectors");
    chart.axis = XAxis::Numbers;
    chart.xName = QStringLiteral("first component");
    chart.yName = QStringLiteral("second component");
    ChartPoints points{QStringLiteral("days"), ColorRole::Accent};
    points.path = true;
    points.earlyToLate = true;
    for (int i = 0; i < 28; ++i) {
        points.x.push_back(0.02 * i - 0.28 + 0.08 * dice());
        points.y.push_back(0.12 * std::sin(0.3 * i) + 0.05 * dice());
        points.times.push_back(startOfDay(addDays({2026, 10, 24}, i)));
    }
    chart.points.push_back(std::move(points));
    return chart;
}

inline ChartContent twoScopesChart() {
    Dice dice(10);
    ChartContent chart;
    chart.title = QStringLiteral("Love magnitude");
    chart.note = QStringLiteral("daily mean");
    chart.buckets = sampleDays(14);
    chart.secondBuckets = sampleDays(10, {2026, 10, 20});
    ChartLine now{QStringLiteral("6–19 Nov"), ColorRole::Accent};
    ChartLine before{QStringLiteral("20–29 Oct"), ColorRole::Accent, Qt::DashLine};
    before.second = true;
    for (int i = 0; i < 14; ++i)
        now.values.push_back(1.4 + 0.02 * i + 0.05 * dice());
    for (int i = 0; i < 10; ++i)
        before.values.push_back(1.2 + 0.01 * i + 0.06 * dice());
    chart.lines = {std::move(now), std::move(before)};
    return chart;
}

inline ChartContent barrierRow(int seed, double level) {
    Dice dice(static_cast<std::uint32_t>(seed));
    ChartContent chart;
    chart.title = QStringLiteral("p5 of h");
    chart.buckets = sampleDays(14);
    ChartLine line{QStringLiteral("p5 of h"), ColorRole::Accent};
    for (int i = 0; i < 14; ++i)
        line.values.push_back(level + 0.06 * dice() - 0.03);
    chart.lines.push_back(std::move(line));
    chart.references.push_back({0.0, QString(), ColorRole::Bad, Qt::DashLine, true});
    chart.floor = -0.1;
    return chart;
}

} // namespace moie::ui::test
