// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QTest>

#include "ui/charts/performance_charts.h"
#include "ui/support/sample_performance.h"

using namespace moie;
using namespace moie::ui;

class TestPerformanceCharts : public QObject {
    Q_OBJECT

private slots:
    void percentilesThatWereNeverMeasuredHaveNoLine() {
        const ChartContent chart = responsePercentilesChart(test::samplePerformance());
        QCOMPARE(chart.lines.size(), std::size_t(2));
        QCOMPARE(chart.lines[1].name, QStringLiteral("p95"));
        QCOMPARE(chart.lines[0].n, (std::vector<std::size_t>{114, 100, 0, 98}));
        QVERIFY(std::isnan(chart.lines[0].values[2]));
        QCOMPARE(chart.summary, QStringLiteral("Response time of 312 turns, 6–9 Nov: p50 from 1.3 s to 1.1 s, "
                                               "p95 from 3.6 s to 3.1 s."));
    }

    void aDayWithoutTurnsHasNoFailedShare() {
        const ChartContent chart = failedShareChart(test::samplePerformance());
        QCOMPARE(chart.lines[0].values[0], 0.05);
        QCOMPARE(chart.lines[0].values[1], 0.0);
        QVERIFY(std::isnan(chart.lines[0].values[2]));
        QCOMPARE(chart.lines[0].values[3], 0.02);
        QCOMPARE(chart.lines[0].n[3], std::size_t(100));
        QVERIFY(chart.summary.endsWith(QStringLiteral("8 of 320 turns.")));
    }

    void durationsAreCountedByBucketAndBin() {
        const ChartContent chart = durationHeatChart(test::samplePerformance());
        QVERIFY(chart.logValues);
        QCOMPARE(chart.heat->bins(), std::size_t(4));
        QCOMPARE(chart.heat->counts[2], 70u);
        QVERIFY2(chart.summary.contains(QStringLiteral("312 turns")), qPrintable(chart.summary));
        QVERIFY2(chart.summary.contains(QStringLiteral("from 80 ms to 42.0 s")), qPrintable(chart.summary));
    }

    void resourcesHaveTheirUnitAndBand() {
        const PerformanceFigures figures = test::samplePerformance();
        const ChartContent cpu = resourceChart(figures, Resource::Cpu);
        QCOMPARE(cpu.lines[0].low[0], 32.0);
        QCOMPARE(cpu.lines[0].high[0], 48.0);
        QCOMPARE(cpu.unitName, QStringLiteral("%"));
        QVERIFY2(cpu.summary.contains(QStringLiteral("mean 40.7 %, 10–90 % 21.0 to 63.0 %")), qPrintable(cpu.summary));
        QCOMPARE(resourceChart(figures, Resource::Memory).unitName, QStringLiteral("MB"));
        const ChartContent gpu = resourceChart(figures, Resource::Gpu);
        QVERIFY(gpu.empty());
        QCOMPARE(gpu.summary, gpu.emptyText);
    }

    void nothingMeasured() {
        const PerformanceFigures nothing;
        for (const ChartContent& chart : {responsePercentilesChart(nothing), failedShareChart(nothing),
                                          durationHeatChart(nothing), resourceChart(nothing, Resource::Cpu)}) {
            QVERIFY(chart.empty());
            QVERIFY(!chart.emptyText.isEmpty());
            QCOMPARE(chart.summary, chart.emptyText);
        }
    }
};

QTEST_APPLESS_MAIN(TestPerformanceCharts)
#include "tst_performance_charts.moc"
