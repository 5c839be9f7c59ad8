// SPDX-License-Identifier: GPL-3.0-or-later
// Probabilities are scipy.stats.betabinom.sf's.
#include <QtTest>

#include <cmath>

#include <moie/analytics/control_chart.h>

#include "support/close.h"

using namespace moie;

class TestControlChart : public QObject {
    Q_OBJECT

private slots:
    void againstThePeriodBefore();
    void againstTheOtherPoints();
    void aPointDoesNotHideItself();
    void scatterMakesItWider();
    void mergesBuckets();
    void fewTurnsGiveNoAlarm();
    void nothing();
};

void TestControlChart::againstThePeriodBefore() {
    struct Expected {
        Count count;
        double p;
        double alarmFrom;
        bool alarm;
    };
    const Expected all[] = {{{20, 5}, 0.0008028759657855433, 5.0 / 20, true},
                            {{20, 6}, 0.00013165400383063908, 5.0 / 20, true},
                            {{25, 4}, 0.009412400524222542, 6.0 / 25, false},
                            {{20, 0}, 1, 5.0 / 20, false}};
    for (const auto& [count, p, alarmFrom, alarm] : all) {
        const ControlChart chart = controlChart(std::span(&count, 1), {100, 2});
        QCOMPARE(chart.points.size(), std::size_t{1});
        QCOMPARE(chart.previous.turns, std::size_t{100});
        QCOMPARE(chart.points[0].expectedShare, 0.02);
        QVERIFY(isClose(chart.points[0].p, p, 1e-10));
        QCOMPARE(chart.points[0].alarmFrom, alarmFrom);
        QCOMPARE(chart.points[0].alarm, alarm);
    }
    // None before is no certainty that there is none.
    const ControlChart none = controlChart(std::vector<Count>{{20, 1}}, {100, 0});
    QVERIFY(isClose(none.points[0].p, 0.08693887157260238, 1e-10));
    QCOMPARE(none.points[0].alarmFrom, 3.0 / 20);
    // Where nearly all are unsafe, no count is too many.
    QVERIFY(std::isnan(controlChart(std::vector<Count>{{20, 20}}, {40, 39}).points[0].alarmFrom));
    // Far fewer than expected is no alarm, however many there are.
    const ControlChart fewer = controlChart(std::vector<Count>{{6000, 3}}, {60'000, 12'000});
    QCOMPARE(fewer.points[0].p, 1.0);
    QVERIFY(!fewer.points[0].alarm);
    QCOMPARE(fewer.points[0].alarmFrom, 1299.0 / 6000.0);
}

void TestControlChart::againstTheOtherPoints() {
    const ControlChart chart = controlChart(std::vector<Count>{{20, 6}, {50, 1}, {50, 1}}, {});
    QCOMPARE(chart.points[0].expectedShare, 0.02);
    QVERIFY(isClose(chart.points[0].p, 0.00013165400383063908, 1e-10));
    QVERIFY(chart.points[0].alarm && !chart.points[1].alarm);
}

void TestControlChart::aPointDoesNotHideItself() {
    const ControlChart chart = controlChart(std::vector<Count>{{20, 0}, {20, 0}, {20, 10}, {20, 0}, {20, 0}}, {});
    // 2² four times and 8², each over 20 · 0.1 · 0.9, over four degrees of freedom.
    QVERIFY(isClose(chart.dispersion, 80 / 1.8 / 4));
    QVERIFY(isClose(chart.points[2].p * 1e9, 1.982658037746887, 1e-6));
    QVERIFY(chart.points[2].alarm);
}

void TestControlChart::scatterMakesItWider() {
    const ControlChart chart = controlChart(std::vector<Count>{{20, 0}, {20, 9}, {20, 1}, {20, 0}, {20, 12}}, {});
    QVERIFY(isClose(chart.points[4].p, 0.07220572260172231, 1e-10));
    QVERIFY(isClose(chart.points[1].p, 0.1706072458740685, 1e-10));
    for (const ControlPoint& point : chart.points)
        QVERIFY(!point.alarm);
}

void TestControlChart::mergesBuckets() {
    const std::vector<Count> buckets{{0, 0}, {12, 1}, {0, 0}, {9, 2}, {25, 3}, {0, 0}, {7, 4}};
    const ControlChart chart = controlChart(buckets, {100, 2});
    QCOMPARE(chart.points.size(), std::size_t{2});
    QCOMPARE(chart.points[0].firstBucket, std::size_t{0});
    QCOMPARE(chart.points[0].buckets, std::size_t{4});
    QCOMPARE(chart.points[0].count.turns, std::size_t{21});
    QCOMPARE(chart.points[0].count.unsafe, std::size_t{3});
    // What is left at the end joins the last point.
    QCOMPARE(chart.points[1].firstBucket, std::size_t{4});
    QCOMPARE(chart.points[1].buckets, std::size_t{3});
    QCOMPARE(chart.points[1].count.turns, std::size_t{32});
    QCOMPARE(chart.points[1].count.unsafe, std::size_t{7});
}

void TestControlChart::fewTurnsGiveNoAlarm() {
    const ControlChart chart = controlChart(std::vector<Count>{{19, 19}}, {1000, 1});
    QCOMPARE(chart.points.size(), std::size_t{1});
    QVERIFY(chart.points[0].p < 1e-9);
    QVERIFY(!chart.points[0].alarm && std::isnan(chart.points[0].alarmFrom));
    QVERIFY(controlChart(std::vector<Count>{{20, 20}}, {1000, 1}).points[0].alarm);
}

void TestControlChart::nothing() {
    QVERIFY(controlChart({}, {}).points.empty());
    QVERIFY(controlChart(std::vector<Count>{{0, 0}}, {10, 1}).points.empty());
    // A point alone has nothing to be held against.
    const ControlChart alone = controlChart(std::vector<Count>{{30, 9}}, {});
    QVERIFY(std::isnan(alone.points[0].p) && std::isnan(alone.dispersion) && !alone.points[0].alarm);
}

QTEST_APPLESS_MAIN(TestControlChart)
#include "tst_control_chart.moc"
