// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <numeric>

#include <QTest>

#include "ui/charts/love_charts.h"
#include "ui/support/sample_love.h"

using namespace moie;
using namespace moie::ui;

class TestLoveCharts : public QObject {
    Q_OBJECT

private slots:
    void aComponentHasItsBandAndShifts() {
        const LoveVectors figures = test::sampleLove();
        const ChartContent chart = loveQuantityChart(figures, LoveQuantity::Warmth);
        QCOMPARE(chart.title, QStringLiteral("Warmth"));
        QCOMPARE(chart.lines.size(), std::size_t(1));
        QCOMPARE(chart.lines[0].color, ColorRole::Warmth);
        QCOMPARE(chart.lines[0].values[1], 0.6);
        QCOMPARE(chart.lines[0].low[1], 0.5);
        QCOMPARE(chart.lines[0].high[1], 0.7);
        QVERIFY(std::isnan(chart.lines[0].values[2]));
        QCOMPARE(chart.lines[0].n, (std::vector<std::size_t>{110, 104, 0, 98}));
        QCOMPARE(chart.ceiling, 1.0);
        QCOMPARE(chart.marks.size(), std::size_t(1));
        QCOMPARE(chart.marks[0].kind, QStringLiteral("shift of the mean"));
        QCOMPARE(chart.marks[0].time, figures.components[0].shifts[0].at);
        QCOMPARE(chart.marks[0].text, QStringLiteral("shift of the mean from 0.550 to 0.710"));
        QCOMPARE(chart.summary,
                 QStringLiteral("Daily mean, band 10–90 %, 312 turns, 6–9 Nov: warmth from 0.550 to 0.650; on 9 Nov a "
                                "shift of the mean from 0.550 to 0.710."));
    }

    void magnitudeHasItsOwnScale() {
        const ChartContent chart = loveQuantityChart(test::sampleLove(), LoveQuantity::Magnitude);
        QCOMPARE(chart.ceiling, std::sqrt(5.0));
        QVERIFY(chart.marks.empty());
        QVERIFY(chart.summary.endsWith(QStringLiteral("magnitude from 1.53 to 1.63.")));
    }

    void aHistogramCoversTheScale() {
        const LoveVectors figures = test::sampleLove();
        for (const LoveQuantity quantity : loveQuantities) {
            const ChartContent chart = loveHistogram(figures, quantity);
            QCOMPARE(chart.binEdges.size(), loveBins + 1);
            QCOMPARE(chart.binEdges.front(), 0.0);
            QCOMPARE(chart.binEdges.back(), loveFigure(figures, quantity).scale);
            const auto& bars = chart.bars[0].values;
            QCOMPARE(std::accumulate(bars.begin(), bars.end(), 0.0), 312.0);
        }
        QCOMPARE(loveHistogram(figures, LoveQuantity::Empathy).summary,
                 QStringLiteral("Empathy of 312 turns, 6–9 Nov: half of them over 0.660, 10–90 % 0.550 to 0.800; "
                                "0 % at 0 and 12.5 % at 1.00."));
    }

    void theTrajectoryLeavesGapsOutAndSaysWhatItExplains() {
        const LoveVectors figures = test::sampleLove();
        const ChartContent chart = loveTrajectoryChart(figures);
        QCOMPARE(chart.points[0].x, (std::vector<double>{-0.2, 0.1, 0.3}));
        QCOMPARE(chart.points[0].y, (std::vector<double>{0.05, -0.1, 0.02}));
        QCOMPARE(chart.points[0].n, (std::vector<std::size_t>{110, 104, 98}));
        QCOMPARE(chart.points[0].times[2], figures.buckets.edges[3]);
        QCOMPARE(chart.points[0].labels[0], QStringLiteral("6 Nov"));
        QCOMPARE(chart.xName, QStringLiteral("first principal component, 62.0 % of the variance"));
        QCOMPARE(chart.yName, QStringLiteral("second principal component, 20.0 % of the variance"));
    }

    void nothingMeasured() {
        const LoveVectors nothing;
        std::vector<ChartContent> charts{loveTrajectoryChart(nothing)};
        for (const LoveQuantity quantity : loveQuantities) {
            charts.push_back(loveQuantityChart(nothing, quantity));
            charts.push_back(loveHistogram(nothing, quantity));
        }
        for (const ChartContent& chart : charts) {
            QVERIFY2(chart.empty(), qPrintable(chart.title));
            QVERIFY(!chart.emptyText.isEmpty());
            QCOMPARE(chart.summary, chart.emptyText);
        }
    }
};

QTEST_APPLESS_MAIN(TestLoveCharts)
#include "tst_love_charts.moc"
