// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include <QTest>

#include "ui/charts/chart_zoom.h"
#include "ui/charts/curve_geometry.h"
#include "ui/charts/decimation.h"
#include "ui/charts/x_scale.h"

using namespace moie;
using namespace moie::ui;

namespace {

Time at(const char* iso) {
    return *parseIso(iso);
}

ChartContent threeDays() {
    ChartContent content;
    content.buckets = {{1, BucketUnit::Day}, {at("2026-11-06"), at("2026-11-07"), at("2026-11-08"), at("2026-11-09")}};
    return content;
}

} // namespace

class TestXScale : public QObject {
    Q_OBJECT

private slots:
    void bucketsAreEquallyWideWhateverTheyLast() {
        // 25 October 2026 has 25 hours in Berlin.
        ChartContent content;
        content.buckets = {{1, BucketUnit::Day}, {at("2026-10-24"), at("2026-10-25"), at("2026-10-26")}};
        const XScale scale(content);
        QCOMPARE(scale.whole(), (AxisSpan{0.0, 2.0}));
        QCOMPARE(scale.at(at("2026-10-24T12:00")), 0.5);
        QCOMPARE(scale.timeAt(1.5), at("2026-10-25") + std::chrono::minutes(25 * 30));
        QCOMPARE(scale.stopCount(), std::size_t(2));
        QCOMPARE(scale.stopTime(1), at("2026-10-25") + std::chrono::minutes(25 * 30));
    }

    void beyondTheEndsGoesOnWithTheMeanPace() {
        const XScale scale(threeDays());
        QCOMPARE(scale.at(at("2026-11-05T12:00")), -0.5);
        QCOMPARE(scale.timeAt(4.0), at("2026-11-10"));
        QCOMPARE(scale.nearestStop(-7.0), std::size_t(0));
        QCOMPARE(scale.nearestStop(7.0), std::size_t(2));
    }

    void momentsStandInTheMiddleOfTheirPlaces() {
        ChartContent content;
        content.axis = XAxis::Moments;
        content.moments = {at("2026-11-06T10:00"), at("2026-11-06T10:01"), at("2026-11-06T12:00")};
        const XScale scale(content);
        QCOMPARE(scale.at(content.moments[1]), 1.5);
        QCOMPARE(scale.timeAt(2.5), content.moments[2]);
        QCOMPARE(scale.stopTime(2), content.moments[2]);
        QCOMPARE(scale.nearestStop(1.99), std::size_t(1));
    }

    void aSingleMomentIsNoOtherTime() {
        ChartContent content;
        content.axis = XAxis::Moments;
        content.moments = {at("2026-11-06T10:00")};
        const XScale scale(content);
        QCOMPARE(scale.at(content.moments[0]), 0.5);
        QVERIFY(!scale.whole().contains(scale.at(at("2026-11-06T10:01"))));
        QVERIFY(scale.timeAt(0.0) < content.moments[0]);
        QVERIFY(scale.timeAt(1.0) > content.moments[0]);
    }

    void trueTimeStopsAtTheTimesOfAllLinesAndMarks() {
        ChartContent content;
        content.axis = XAxis::Time;
        content.range = {at("2026-11-06"), at("2026-11-08")};
        ChartLine line{QStringLiteral("a"), ColorRole::Accent};
        line.times = {at("2026-11-06T12:00"), at("2026-11-09")};
        line.values = {1.0, 2.0};
        content.lines = {line};
        content.marks.push_back({at("2026-11-07")});
        const XScale scale(content);
        QCOMPARE(scale.whole(), (AxisSpan{0.0, 2 * 86'400.0}));
        QCOMPARE(scale.stopCount(), std::size_t(2)); // the one of 9 November is beyond the range
        QCOMPARE(scale.stopTime(1), at("2026-11-07"));
        QCOMPARE(scale.positionsOf(line)[0], 43'200.0);
        QCOMPARE(scale.nearestStop(60'000.0), std::size_t(0));
        QCOMPARE(scale.nearestStop(70'000.0), std::size_t(1));
    }

    void theSecondScopeIsLaidOverTheFirst() {
        ChartContent content = threeDays();
        content.secondBuckets = {{1, BucketUnit::Day}, {at("2026-10-01"), at("2026-10-02"), at("2026-10-03")}};
        ChartLine second{QStringLiteral("before"), ColorRole::Accent, Qt::DashLine, {1.0, 2.0}};
        second.second = true;
        // Two days over three places: the middles of the days at a quarter and three quarters.
        QCOMPARE(XScale(content).positionsOf(second), (std::vector<double>{0.75, 2.25}));
    }

    void stepsStandAtTheBeginningOfTheirBucket() {
        ChartLine step{QStringLiteral("a"), ColorRole::Accent, Qt::SolidLine, {1.0, 2.0, 3.0}};
        step.shape = LineShape::Step;
        QCOMPARE(XScale(threeDays()).positionsOf(step), (std::vector<double>{0.0, 1.0, 2.0}));
        step.shape = LineShape::Straight;
        QCOMPARE(XScale(threeDays()).positionsOf(step), (std::vector<double>{0.5, 1.5, 2.5}));
    }

    void zoomKeepsWhatIsUnderThePointer() {
        const ZoomLimits limits{1.0, {0.0, 10.0}};
        const AxisSpan closer = zoomed({0.0, 10.0}, 2.5, 0.5, limits);
        QCOMPARE(closer, (AxisSpan{1.25, 6.25}));
        QCOMPARE((2.5 - closer.low) / closer.width(), 0.25);
        QCOMPARE(zoomed({0.0, 10.0}, 5.0, 0.001, limits).width(), 1.0);
        QCOMPARE(zoomed({4.0, 6.0}, 5.0, 100.0, limits), (AxisSpan{0.0, 10.0}));
        QCOMPARE(shifted({4.0, 6.0}, 100.0, {0.0, 10.0}), (AxisSpan{8.0, 10.0}));
    }

    void denseLinesKeepTheirPeaksAndGaps() {
        // 10,000 values over ten columns; each thousand has one peak, one trough, and the fifth is a gap.
        std::vector<double> positions;
        std::vector<double> values;
        for (int i = 0; i < 10'000; ++i) {
            positions.push_back(i);
            const int within = i % 1000;
            const double value = within == 300 ? 9.0 : within == 600 ? -9.0 : 1.0;
            values.push_back(i / 1000 == 4 ? std::nan("") : value);
        }
        const auto kept = worthDrawing(positions, values, 0, values.size(), 0.0, 10'000.0, 10);
        QCOMPARE(kept.size(), std::size_t(9 * 4 + 1));
        QVERIFY(std::is_sorted(kept.begin(), kept.end()));
        const std::vector<std::size_t> second(kept.begin() + 4, kept.begin() + 8);
        QCOMPARE(second, (std::vector<std::size_t>{1000, 1300, 1600, 1999}));
        QCOMPARE(std::count_if(kept.begin(), kept.end(), [&](std::size_t i) { return std::isnan(values[i]); }), 1);
    }

    void sparseLinesKeepAll() {
        const std::vector<double> positions{0.0, 1.0, 2.0};
        const std::vector<double> values{1.0, std::nan(""), 3.0};
        QCOMPARE(worthDrawing(positions, values, 0, 3, 0.0, 3.0, 100), (std::vector<std::size_t>{0, 1, 2}));
    }

    void linesEndAtTheEdgesOfThePlot() {
        const QRectF area(10, 10, 100, 50);
        // Through the area's left edge at y = 35, and out at its top at x = 60.
        const auto parts = cutLine(QPolygonF({QPointF(-40, 60), QPointF(60, 10), QPointF(160, -40)}), area);
        QCOMPARE(parts.size(), std::size_t(1));
        QCOMPARE(parts[0].first(), QPointF(10, 35));
        QCOMPARE(parts[0].last(), QPointF(60, 10));
        QVERIFY(cutLine(QPolygonF({QPointF(0, 0), QPointF(5, 100)}), area).empty());
    }

    void aStepBeyondThePlotIsNotSeen() {
        ChartContent content;
        content.axis = XAxis::Time;
        ChartLine line{QStringLiteral("step"), ColorRole::Accent, Qt::SolidLine, {0.25, 0.5, 0.75}};
        line.shape = LineShape::Step;
        line.times = {at("2026-11-06T10:00"), at("2026-11-06T10:01"), at("2026-11-06T10:02")};
        content.lines = {line};
        const XScale scale(content);
        // The third step is thirty seconds to the right of what is seen.
        const PlotMapping mapping{QRectF(0, 0, 90, 100), {0.0, 90.0}, {0.0, 1.0}};
        const auto runs = lineRuns(line, scale.positionsOf(line), mapping);
        QCOMPARE(runs.size(), std::size_t(1));
        QCOMPARE(runs[0], QPolygonF({QPointF(0, 75), QPointF(60, 75), QPointF(60, 50), QPointF(90, 50)}));
    }

    // A second of a line whose ends are an hour before and twelve days after.
    void aLineKeepsItsSlopeHoweverCloseItIsSeen() {
        ChartLine line{QStringLiteral("line"), ColorRole::Accent, Qt::SolidLine, {0.0, 1.0}};
        const PlotMapping mapping{QRectF(0, 0, 100, 100), {0.0, 1.0}, {0.0, 1.0}};
        const auto runs = lineRuns(line, std::vector<double>{-4000.0, 996'000.0}, mapping);
        QCOMPARE(runs.size(), std::size_t(1));
        // After 4,000 of a million seconds, 0.4 % of the height.
        QVERIFY(std::abs(runs[0].first().x()) < 0.01 && std::abs(runs[0].first().y() - 99.6) < 0.01);
        QVERIFY(std::abs(runs[0].last().x() - 100.0) < 0.01 && std::abs(runs[0].last().y() - 99.6) < 0.01);
    }

    void outAndInAgainMakesTwoParts() {
        const QRectF area(0, 0, 100, 100);
        const auto parts =
            cutLine(QPolygonF({QPointF(10, 50), QPointF(20, -50), QPointF(40, -50), QPointF(50, 50)}), area);
        QCOMPARE(parts.size(), std::size_t(2));
        QCOMPARE(parts[0].last(), QPointF(15, 0));
        QCOMPARE(parts[1].first(), QPointF(45, 0));
    }
};

QTEST_APPLESS_MAIN(TestXScale)
#include "tst_x_scale.moc"
