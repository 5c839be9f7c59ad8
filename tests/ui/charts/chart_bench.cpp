// SPDX-License-Identifier: GPL-3.0-or-later
// How long it takes to replace and paint each kind of chart at 1200 × 400, beside a line series of Qt Charts with 1,000
// points in the same run: medians of the process's CPU time, since other programs disturb the clock on the wall.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <vector>

#include <QApplication>
#include <QChart>
#include <QGraphicsScene>
#include <QImage>
#include <QLineSeries>
#include <QPainter>
#include <QValueAxis>

#include "ui/charts/plot.h"
#include "ui/support/sample_charts.h"

using namespace moie::ui;

namespace {

constexpr int rounds = 31;
constexpr QSize size(1200, 400);

double medianMilliseconds(const std::function<void(int)>& round) {
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
        const std::clock_t start = std::clock();
        round(i);
        times.push_back(1e3 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
    return times[rounds / 2];
}

double referenceMilliseconds() {
    QGraphicsScene scene;
    auto* chart = new QChart;
    chart->setAnimationOptions(QChart::NoAnimation);
    scene.addItem(chart);
    chart->resize(size);
    auto* series = new QLineSeries;
    chart->addSeries(series);
    const auto addAxis = [&](double high, Qt::AlignmentFlag side) {
        auto* axis = new QValueAxis;
        axis->setRange(0.0, high);
        chart->addAxis(axis, side);
        series->attachAxis(axis);
    };
    addAxis(999.0, Qt::AlignBottom);
    addAxis(1.0, Qt::AlignLeft);
    QImage image(size, QImage::Format_RGB32);
    test::Dice dice(1);
    return medianMilliseconds([&](int) {
        QList<QPointF> points;
        for (int i = 0; i < 1000; ++i)
            points.append({static_cast<double>(i), dice()});
        series->replace(points);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        scene.render(&painter);
    });
}

double chartMilliseconds(const ChartContent& content) {
    Plot plot;
    QFont font = QApplication::font();
    font.setPixelSize(12);
    plot.setLook(Colors::light(), font);
    plot.setSize(size);
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::white);
    return medianMilliseconds([&](int) {
        plot.setContent(content);
        QPainter painter(&image);
        plot.render(painter, QRectF(QPointF(), QSizeF(size)));
    });
}

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
    const double reference = referenceMilliseconds();
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
        const double spent = chartMilliseconds(content);
        std::printf("%-44s %8.2f %8.2f\n", name, spent, spent / reference);
    }
    return 0;
}
