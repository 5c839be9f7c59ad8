// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QTest>

#include "ui/charts/safety_charts.h"
#include "ui/support/sample_safety.h"

using namespace moie;
using namespace moie::ui;

class TestSafetyCharts : public QObject {
    Q_OBJECT

private slots:
    void barriersAreRowsOfTheirOwn() {
        const auto sample = test::sampleSafety();
        const std::vector<SmallRow> rows = barrierRows(sample.figures, *sample.snapshot);
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(rows[0].name, QStringLiteral("harm prevention"));
        QCOMPARE(rows[0].figure, QStringLiteral("11.0 %"));
        QCOMPARE(rows[0].figureColor, ColorRole::BadText);
        QVERIFY2(rows[0].explanation.contains(QStringLiteral("44 of 400 evaluations")),
                 qPrintable(rows[0].explanation));
        QCOMPARE(rows[0].chart.lines[0].values[3], -0.1);
        QCOMPARE(rows[0].chart.lines[0].n[0], std::size_t(130));
        QVERIFY(std::isnan(rows[0].chart.lines[0].values[2]));
        QCOMPARE(rows[0].chart.references[0].value, 0.0);
        QVERIFY(rows[0].chart.references[0].shadeBelow);
        QCOMPARE(rows[0].chart.summary,
                 QStringLiteral("harm prevention, 6–9 Nov: 11.0 % of 400 evaluations below zero; 5th percentile from "
                                "0.400 to −0.100."));
        QCOMPARE(rows[1].figure, QStringLiteral("0 %"));
        QCOMPARE(rows[1].figureColor, ColorRole::Text);
    }

    void controlPointsHaveLimitsAndAlarms() {
        const SafetyFigures figures = test::sampleSafety().figures;
        const ChartContent chart = unsafeControlChart(figures);
        QCOMPARE(chart.lines.size(), std::size_t(3));
        const ChartLine& limits = chart.lines[0];
        const ChartLine& share = chart.lines[2];
        QVERIFY(limits.values.empty());
        QCOMPARE(limits.high, (std::vector<double>{0.22, 0.25, 0.19}));
        QCOMPARE(chart.lines[1].values, (std::vector<double>{0.11, 0.13, 0.08}));
        QCOMPARE(share.values[0], 0.1);
        QCOMPARE(share.n, (std::vector<std::size_t>{120, 101, 91}));
        QCOMPARE(share.alarms, std::vector<std::size_t>{2});
        // Two days are one point: it stands between them and says so.
        QCOMPARE(share.times[2], figures.buckets.edges[3]);
        QCOMPARE(share.labels,
                 (std::vector<QString>{QStringLiteral("6 Nov"), QStringLiteral("7 Nov"), QStringLiteral("8–9 Nov")}));
        QCOMPARE(chart.summary,
                 QStringLiteral("44 of 312 turns judged with an unsafe evaluation, 6–9 Nov: 1 of 3 points "
                                "are alarms."));
    }

    void severityIsBinnedAndWhatIsOutsideSaid() {
        const ChartContent chart = severityChart(test::sampleSafety().figures);
        QCOMPARE(chart.bars[0].values[1], 10.0);
        QCOMPARE(chart.binEdges[10], 1.0);
        QCOMPARE(chart.note, QStringLiteral("33 violations · 1 outside of 0 to 1 not shown"));
    }

    void verdictsAreStackedWorstFirst() {
        const ChartContent chart = safetyVerdictsChart(test::sampleSafety().figures);
        QCOMPARE(chart.bars.size(), std::size_t(6)); // those that occur
        QCOMPARE(chart.bars[0].name, QStringLiteral("reached the user"));
        QCOMPARE(chart.bars[0].values[3], 15.0);
        QVERIFY2(chart.summary.startsWith(QStringLiteral("320 turns, 6–9 Nov: 30 reached the user, 6 caught")),
                 qPrintable(chart.summary));
    }

    void nothingMeasured() {
        const SafetyFigures nothing;
        for (const ChartContent& chart : {safetyVerdictsChart(nothing), unsafeControlChart(nothing),
                                          severityChart(nothing), barrierChart(nothing, {}, QStringLiteral("harm"))}) {
            QVERIFY2(chart.empty(), qPrintable(chart.title));
            QVERIFY(!chart.emptyText.isEmpty());
            QCOMPARE(chart.summary, chart.emptyText);
        }
        QVERIFY(barrierRows(nothing, Snapshot()).empty());
    }
};

QTEST_APPLESS_MAIN(TestSafetyCharts)
#include "tst_safety_charts.moc"
