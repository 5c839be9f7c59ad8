// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QTest>

#include "ui/charts/chart_readings.h"
#include "ui/charts/legend.h"
#include "ui/charts/overview_charts.h"
#include "ui/support/sample_overview.h"

using namespace moie;
using namespace moie::ui;

class TestOverviewCharts : public QObject {
    Q_OBJECT

private slots:
    void loveHasALinePerComponentWithItsBand() {
        const ChartContent chart = loveVectorsChart(*test::sampleOverview());
        QCOMPARE(chart.lines.size(), componentCount);
        QCOMPARE(chart.lines[3].name, QStringLiteral("understanding"));
        QCOMPARE(chart.lines[3].values.size(), test::sampleDays);
        QVERIFY(std::isnan(chart.lines[3].values[test::sampleGap]));
        QCOMPARE(chart.lines[0].low[0], 0.3);
        QCOMPARE(chart.note, QStringLiteral("daily mean, band 10–90 %"));
        QVERIFY2(chart.summary.contains(QStringLiteral("warmth from 0.400 to 0.790")), qPrintable(chart.summary));
    }

    void onlyVerdictsThatOccur() {
        const ChartContent chart = verdictsChart(*test::sampleOverview());
        QStringList names;
        for (const LegendEntry& entry : legendOf(chart))
            names.append(entry.name);
        QCOMPARE(names, QStringList({"reached the user", "near", "clear", "failed"}));
        QCOMPARE(chart.note, QStringLiteral("per day"));
        QVERIFY2(chart.summary.startsWith(QStringLiteral("960 turns, 6–19 Nov")), qPrintable(chart.summary));
        QVERIFY2(chart.summary.contains(QStringLiteral("130 reached the user")), qPrintable(chart.summary));
    }

    void percentilesThatWereNeverMeasuredHaveNoLine() {
        const ChartContent chart = responseTimeChart(*test::sampleOverview());
        QCOMPARE(chart.lines.size(), std::size_t(2));
        QCOMPARE(chart.lines[1].name, QStringLiteral("p95"));
        QVERIFY2(chart.summary.contains(QStringLiteral("p95 from 3.0 s to 4.3 s")), qPrintable(chart.summary));
    }

    void nothingMeasured() {
        const Overview nothing;
        for (const ChartContent& chart :
             {loveVectorsChart(nothing), verdictsChart(nothing), responseTimeChart(nothing)}) {
            QVERIFY(chart.empty());
            QVERIFY(!chart.emptyText.isEmpty());
            QCOMPARE(chart.summary, chart.emptyText);
            QVERIFY(legendOf(chart).empty());
        }
    }

    void valuesUnderTheCrossHair() {
        const auto overview = test::sampleOverview();
        const auto readings = [](const ChartContent& chart, std::size_t bucket) {
            return readingsAt(chart, XScale(chart), bucket).readings;
        };
        QCOMPARE(readings(loveVectorsChart(*overview), 0)[0].value, QStringLiteral("0.400  (0.300–0.480)"));
        QCOMPARE(readings(loveVectorsChart(*overview), test::sampleGap)[0].value, QStringLiteral("–"));
        const auto verdicts = readings(verdictsChart(*overview), 0);
        QCOMPARE(verdicts[2].name, QStringLiteral("clear"));
        QCOMPARE(verdicts[2].value, QStringLiteral("54"));
        QCOMPARE(readings(responseTimeChart(*overview), 0)[1].value, QStringLiteral("3.0 s"));
    }
};

QTEST_APPLESS_MAIN(TestOverviewCharts)
#include "tst_overview_charts.moc"
