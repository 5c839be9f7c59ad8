// SPDX-License-Identifier: GPL-3.0-or-later
// How long it takes to replace and paint each kind of chart at 1200 × 400; tests/ui/frame/page_charts_bench.cpp does
// the same with what the pages show of a log directory.
#include <cstdio>
#include <utility>
#include <vector>

#include <QApplication>

#include "ui/support/chart_timing.h"
#include "ui/support/sample_charts.h"

using namespace moie::ui;

namespace {

constexpr QSize size(1200, 400);

ChartContent longTimeLine(std::size_t count) {
    test::Dice dice(3);
    ChartContent chart;
    chart.axis = XAxis::Time;
    ChartLine line{QStringLiteral("magnitude"), ColorRole::Accent};
    line.times = test::sampleTurns(count, dice);
    for (std::size_t i = 0; i < count; ++i)
        line.values.push_back(dice());
    chart.lines.push_back(std::move(line));
    return chart;
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    const double reference = test::referenceMilliseconds(size);
    std::printf("%-44s %8s %8s\n", "replace + render, 1200 × 400", "ms CPU", "ratio");
    std::printf("%-44s %8.2f %8.2f\n", "reference: QLineSeries, 1,000 points", reference, 1.0);
    const std::vector<std::pair<const char*, ChartContent>> charts{
        {"bands: 5 lines, 200 buckets", test::bandChart(200)},
        {"percentiles: 3 lines, 200 buckets", test::percentileChart(200)},
        {"stacked bars: 4 sets, 200 buckets", test::stackedChart(200)},
        {"signed bars: 300 turns", test::signedBarsChart(300)},
        {"session: 5 lines, 2,000 turns, marks", test::sessionChart(2000)},
        {"true time: 1 line, 20,000 values", longTimeLine(20'000)},
        {"true time: 1 line, 200,000 values", longTimeLine(200'000)},
        {"histogram: 10 bins", test::histogramChart()},
        {"heat map: 200 buckets × 24 bins", test::heatChart(200, 24)},
        {"control chart: 200 buckets", test::controlChartContent(200)},
        {"steps: 2 lines", test::stepChart()},
        {"scatter: 5,000 points", test::scatterChart(5000)},
        {"trajectory: 28 points", test::trajectoryChart()},
        {"two scopes: 2 lines", test::twoScopesChart()}};
    for (const auto& [name, content] : charts) {
        const double spent = test::chartMilliseconds(content, size);
        std::printf("%-44s %8.2f %8.2f\n", name, spent, spent / reference);
    }
    return 0;
}
