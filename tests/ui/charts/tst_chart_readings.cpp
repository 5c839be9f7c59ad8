// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ui/charts/chart_readings.h"
#include "ui/support/sample_charts.h"

using namespace moie;
using namespace moie::ui;

namespace {

Time at(const char* iso) {
    return *parseIso(iso);
}

QStringList textsAt(const ChartContent& chart, std::size_t stop, std::optional<double> value = std::nullopt) {
    QStringList texts;
    for (const Reading& reading : readingsAt(chart, XScale(chart), stop, value).readings)
        texts.append(reading.name + QStringLiteral(": ") + reading.value);
    return texts;
}

} // namespace

class TestChartReadings : public QObject {
    Q_OBJECT

private slots:
    void nIsSaidWhereItIsKnown() {
        ChartContent chart;
        chart.unit = ValueUnit::Share;
        chart.buckets = test::sampleDays(2);
        ChartLine line{QStringLiteral("unsafe"), ColorRole::Accent, Qt::SolidLine, {0.125, std::nan("")}};
        line.n = {1200, 0};
        chart.lines = {line};
        QCOMPARE(textsAt(chart, 0), QStringList(QStringLiteral("unsafe: 12.5 % · n 1,200")));
        QCOMPARE(textsAt(chart, 1), QStringList(QStringLiteral("unsafe: –")));
    }

    void aBandAloneIsARange() {
        ChartContent chart;
        chart.unit = ValueUnit::Share;
        chart.buckets = test::sampleDays(1);
        ChartLine limits{QStringLiteral("limits"), ColorRole::Dim};
        limits.low = {0.01};
        limits.high = {0.3};
        chart.lines = {limits};
        QCOMPARE(textsAt(chart, 0), QStringList(QStringLiteral("limits: 1.0–30.0 %")));
    }

    void aBandThatIsNotGivenIsNoValue() {
        ChartContent chart;
        chart.unit = ValueUnit::Share;
        chart.buckets = test::sampleDays(2);
        ChartLine limits{QStringLiteral("limits"), ColorRole::Dim};
        limits.low = {std::nan(""), 0.01};
        limits.high = {std::nan(""), 0.3};
        limits.labels = {QStringLiteral("6 Nov"), QStringLiteral("7 Nov")};
        chart.lines = {limits};
        QCOMPARE(textsAt(chart, 0), QStringList(QStringLiteral("limits: –")));
        QCOMPARE(textsAt(chart, 1), QStringList(QStringLiteral("limits: 1.0–30.0 % · 7 Nov")));
    }

    void unitsAreNamed() {
        ChartContent chart;
        chart.unitName = QStringLiteral("tokens/s");
        chart.buckets = test::sampleDays(1);
        chart.lines.push_back({QStringLiteral("speed"), ColorRole::Accent, Qt::SolidLine, {31.44}});
        QCOMPARE(textsAt(chart, 0), QStringList(QStringLiteral("speed: 31.4 tokens/s")));
    }

    void mergedPointsSayWhatTheyAreOf() {
        ChartContent chart;
        chart.buckets = test::sampleDays(6);
        ChartLine line{QStringLiteral("share"), ColorRole::Accent};
        line.times = {chart.buckets.edges[1], chart.buckets.edges[5]};
        line.values = {0.1, 0.2};
        line.labels = {QStringLiteral("6–8 Nov"), QStringLiteral("9–11 Nov")};
        chart.lines = {line};
        QCOMPARE(textsAt(chart, 2), QStringList(QStringLiteral("share: 0.100 · 6–8 Nov")));
        QCOMPARE(textsAt(chart, 3), QStringList(QStringLiteral("share: 0.200 · 9–11 Nov")));
    }

    void stepsHoldAndLinesDoNot() {
        ChartContent chart = test::stepChart();
        // Stops: 6 Nov, 9 Nov 14:00, 12 Nov 19:00 (with a mark), 15 Nov 08:30.
        QCOMPARE(textsAt(chart, 1),
                 QStringList({QStringLiteral("harm prevention: 0.350"), QStringLiteral("privacy protection: 0.250")}));
        QCOMPARE(textsAt(chart, 2),
                 QStringList({QStringLiteral("harm prevention: 0.350"), QStringLiteral("privacy protection: 0.200"),
                              QStringLiteral("threshold lowered: ")}));
        for (ChartLine& line : chart.lines)
            line.shape = LineShape::Straight;
        QCOMPARE(textsAt(chart, 1), QStringList(QStringLiteral("harm prevention: 0.350")));
    }

    void marksBelongToTheirBucketOrTurn() {
        ChartContent chart = test::bandChart();
        QCOMPARE(textsAt(chart, 7).last(), QStringLiteral("changed the prompt: "));
        QVERIFY(!textsAt(chart, 6).last().startsWith(QStringLiteral("changed")));
        const ChartContent session = test::sessionChart();
        QCOMPARE(textsAt(session, 6).last(), QStringLiteral("reached the user: "));
    }

    void manyMarksAreCounted() {
        ChartContent chart = test::bandChart();
        chart.marks.assign(8, chart.marks[0]);
        const QStringList texts = textsAt(chart, 7);
        QCOMPARE(texts.size(), 5 + 5 + 1);
        QCOMPARE(texts.last(), QStringLiteral("and 3 more: "));
    }

    void aHeatMapIsReadAtThePointer() {
        ChartContent chart = test::heatChart(2, 2);
        chart.heat->edges = {0.1, 1.0, 10.0};
        chart.heat->counts = {1, 2, 3, 4};
        QCOMPARE(textsAt(chart, 1, 5.0),
                 QStringList({QStringLiteral("1.0 s–10.0 s: 4 turns"), QStringLiteral("all: 7 turns")}));
        QCOMPARE(textsAt(chart, 0), QStringList(QStringLiteral("all: 3 turns")));
    }

    void headingsSayWhatThePlaceIs() {
        const Time now = at("2026-11-20");
        const auto heading = [&](const ChartContent& chart, std::size_t stop) {
            return headingAt(chart, XScale(chart), stop, now);
        };
        QCOMPARE(heading(test::bandChart(), 0), QStringLiteral("6 Nov"));
        QCOMPARE(heading(test::sessionChart(), 0), QStringLiteral("19 Nov 17:36:02 CET"));
        QCOMPARE(heading(test::histogramChart(), 2), QStringLiteral("severity 0.200–0.300"));
        QCOMPARE(heading(test::twoScopesChart(), 0), QStringLiteral("6 Nov / 20 Oct"));
        QCOMPARE(heading(test::twoScopesChart(), 13), QStringLiteral("19 Nov / 29 Oct"));
    }

    void pointsSayBothTheirValues() {
        ChartContent chart = test::scatterChart(1);
        chart.points[0].x = {0.25};
        chart.points[0].y = {1.5};
        chart.points[0].labels = {QStringLiteral("turn 7")};
        const ReadingGroup group = readingsOf(chart, {0, 0});
        QCOMPARE(group.readings[1].name, QStringLiteral("feedback"));
        QCOMPARE(group.readings[1].value, QStringLiteral("0.250"));
        QCOMPARE(group.readings[2].value, QStringLiteral("1.50"));
        QCOMPARE(headingOf(chart, {0, 0}, at("2026-11-20")), QStringLiteral("turn 7"));
    }

    void ranges() {
        ChartContent chart;
        chart.unit = ValueUnit::Seconds;
        chart.buckets = test::sampleDays(4);
        chart.lines.push_back({QStringLiteral("p50"), ColorRole::Accent, Qt::SolidLine, {9.0, 1.0, 3.0, 0.5}});
        const auto texts = [](const ChartContent& content, const AxisSpan& span) {
            const ReadingGroup group = rangeReadings(content, XScale(content), span);
            return group.readings.empty() ? QString()
                                          : group.readings[0].name + QLatin1Char(' ') + group.readings[0].value;
        };
        QCOMPARE(texts(chart, {1.0, 3.0}), QStringLiteral("p50 1.0 s–3.0 s"));
        ChartContent bars;
        bars.unit = ValueUnit::Count;
        bars.buckets = test::sampleDays(4);
        bars.bars.push_back({QStringLiteral("clear"), ColorRole::Clear, Marker::Circle, {1.0, 20.0, 300.0, 4000.0}});
        QCOMPARE(texts(bars, {1.0, 3.0}), QStringLiteral("clear 320"));
        // A threshold holds within a range that it was set before.
        ChartContent steps;
        steps.axis = XAxis::Time;
        ChartLine threshold{QStringLiteral("threshold"), ColorRole::Accent, Qt::SolidLine, {0.9, 0.3, 0.5}};
        threshold.shape = LineShape::Step;
        threshold.times = {at("2026-11-06T10:00:00"), at("2026-11-06T10:00:10"), at("2026-11-06T10:00:30")};
        steps.lines = {threshold};
        QCOMPARE(texts(steps, {15.0, 20.0}), QStringLiteral("threshold 0.300"));
        QCOMPARE(texts(steps, {15.0, 40.0}), QStringLiteral("threshold 0.300–0.500"));
        // Margins cannot be added up.
        QCOMPARE(texts(test::signedBarsChart(2), {0.0, 0.0}), QString());
    }
};

QTEST_APPLESS_MAIN(TestChartReadings)
#include "tst_chart_readings.moc"
