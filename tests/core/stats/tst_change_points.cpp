// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cmath>
#include <limits>
#include <numeric>
#include <random>

#include <moie/stats/change_points.h>
#include <moie/stats/theil_sen.h>

#include "support/close.h"

using namespace moie;

namespace {

double costOf(const std::vector<double>& values, std::size_t first, std::size_t end) {
    double mean = 0;
    for (std::size_t i = first; i < end; ++i)
        mean += values[i] / double(end - first);
    double cost = 0;
    for (std::size_t i = first; i < end; ++i)
        cost += (values[i] - mean) * (values[i] - mean);
    return cost;
}

double costOf(const std::vector<double>& values, std::vector<std::size_t> starts, double penalty) {
    const double changes = double(starts.size());
    starts.insert(starts.begin(), 0);
    starts.push_back(values.size());
    double cost = 0;
    for (std::size_t i = 0; i + 1 < starts.size(); ++i)
        cost += costOf(values, starts[i], starts[i + 1]);
    return cost + changes * penalty;
}

// The least cost of any partition into segments of three or more: every last segment is tried for every end.
double leastCost(const std::vector<double>& values, double penalty) {
    std::vector<double> best(values.size() + 1, std::numeric_limits<double>::infinity());
    best[0] = -penalty;
    for (std::size_t end = 1; end <= values.size(); ++end)
        for (std::size_t start = 0; start + 3 <= end; ++start)
            best[end] = std::min(best[end], best[start] + costOf(values, start, end) + penalty);
    return best.back();
}

std::vector<ChangePoint> changesOf(const std::vector<double>& days, const std::vector<double>& values) {
    return changePoints(days, values, 1, theilSen(days, values).value);
}

std::vector<double> countedDays(std::size_t n) {
    std::vector<double> days(n);
    std::iota(days.begin(), days.end(), 0.0);
    return days;
}

// 0, .02, −.02, … : scatter without chance.
double wiggle(std::size_t i) {
    return i % 3 == 0 ? 0 : i % 3 == 1 ? 0.02 : -0.02;
}

} // namespace

class TestChangePoints : public QObject {
    Q_OBJECT

private slots:
    void isTheBestOfAllPartitions();
    void isTheBestWithTies();
    void shortSeries();
    void findsAShift();
    void findsTwoShifts();
    void aStraightLineHasNone();
    void tooFewPoints();
    void constant();
    void longSeriesAreAveraged();
    void variance();
};

void TestChangePoints::isTheBestOfAllPartitions() {
    std::mt19937_64 random(5);
    std::normal_distribution<double> normal;
    for (int round = 0; round < 300; ++round) {
        std::vector<double> values(6 + random() % 60);
        double level = 0;
        for (double& value : values) {
            if (random() % 8 == 0)
                level = 3 * normal(random);
            value = level + normal(random);
        }
        const double penalty = std::vector{0.0, 0.5, 3.0, 20.0}[random() % 4];
        const auto starts = leastCostChanges(values, penalty);
        std::size_t previous = 0;
        for (const std::size_t start : starts) {
            QVERIFY(start >= previous + 3);
            previous = start;
        }
        QVERIFY(values.size() >= previous + 3);
        QVERIFY(isClose(costOf(values, starts, penalty), leastCost(values, penalty), 1e-9));
    }
}

void TestChangePoints::isTheBestWithTies() {
    std::mt19937_64 random(6);
    for (int round = 0; round < 200; ++round) {
        std::vector<double> values(6 + random() % 40);
        for (double& value : values)
            value = double(random() % 3);
        const auto starts = leastCostChanges(values, 1.5);
        QVERIFY(isClose(costOf(values, starts, 1.5), leastCost(values, 1.5), 1e-9));
    }
}

void TestChangePoints::shortSeries() {
    QVERIFY(leastCostChanges({}, 1).empty());
    QVERIFY(leastCostChanges(std::vector<double>{1}, 0).empty());
    QVERIFY(leastCostChanges(std::vector<double>{0, 0, 9, 9, 9}, 0).empty());
    QCOMPARE(leastCostChanges(std::vector<double>{0, 0, 0, 9, 9, 9}, 1), std::vector<std::size_t>{3});
    // 121.5 is what the shift is worth.
    QCOMPARE(leastCostChanges(std::vector<double>{0, 0, 0, 9, 9, 9}, 121), std::vector<std::size_t>{3});
    QVERIFY(leastCostChanges(std::vector<double>{0, 0, 0, 9, 9, 9}, 122).empty());
}

void TestChangePoints::findsAShift() {
    std::vector<double> values;
    for (std::size_t i = 0; i < 30; ++i)
        values.push_back((i < 18 ? 0.5 : 0.7) + wiggle(i));
    const auto points = changesOf(countedDays(30), values);
    QCOMPARE(points.size(), std::size_t{1});
    QCOMPARE(points[0].index, std::size_t{18});
    QVERIFY(isClose(points[0].before, 0.5));
    QVERIFY(isClose(points[0].after, 0.7));
}

void TestChangePoints::findsTwoShifts() {
    std::vector<double> values;
    for (std::size_t i = 0; i < 60; ++i)
        values.push_back((i < 18 || i >= 39 ? 0.5 : 0.8) + wiggle(i));
    const auto points = changesOf(countedDays(60), values);
    QCOMPARE(points.size(), std::size_t{2});
    QCOMPARE(points[0].index, std::size_t{18});
    QCOMPARE(points[1].index, std::size_t{39});
    QVERIFY(isClose(points[1].before, 0.8));
}

void TestChangePoints::aStraightLineHasNone() {
    std::vector<double> values;
    for (std::size_t i = 0; i < 60; ++i)
        values.push_back(0.2 + 0.01 * double(i) + wiggle(i) / 2);
    QVERIFY(!leastCostChanges(values, 3 * 1e-4 * std::log(60)).empty());
    QVERIFY(changesOf(countedDays(60), values).empty());
}

void TestChangePoints::tooFewPoints() {
    std::vector<double> values(19, 0.0);
    std::fill(values.begin() + 10, values.end(), 1.0);
    QVERIFY(changesOf(countedDays(19), values).empty());
    values.push_back(1.0);
    QCOMPARE(changesOf(countedDays(20), values).size(), std::size_t{1});
}

void TestChangePoints::constant() {
    QVERIFY(changesOf(countedDays(50), std::vector<double>(50, 0.3)).empty());
    QVERIFY(changesOf(std::vector<double>(50, 7.0), std::vector<double>(50, 0.3)).empty());
    QVERIFY(changesOf({}, {}).empty());
}

void TestChangePoints::longSeriesAreAveraged() {
    std::vector<double> values;
    for (std::size_t i = 0; i < 2500; ++i)
        values.push_back((i < 1500 ? 0.5 : 0.7) + wiggle(i));
    const auto points = changesOf(countedDays(2500), values);
    QCOMPARE(points.size(), std::size_t{1});
    // 834 groups of three.
    QCOMPARE(points[0].index, std::size_t{1500});
}

void TestChangePoints::variance() {
    const std::vector<double> alternating{0, 1, 0, 1, 0, 1, 0, 1};
    const auto days = countedDays(8);
    // Seven steps, four of them 1: the median is 1, that of the distances 0, so that the least value counts.
    QVERIFY(isClose(longRunVariance(days, alternating, 1, 0), 1e-4));
    QVERIFY(isClose(longRunVariance(days, alternating, 5, 0), 25e-4));
    QVERIFY(isClose(longRunVariance({}, {}, 1, 0), 1e-4));
    // Steps 1, 2, 3, 4, 5: median 3, median distance 1. The line of slope 3 leaves 0, −2, −3, −3, −2, 0.
    const std::vector<double> curve{0, 1, 3, 6, 10, 15};
    const std::vector<double> residuals{0, -2, -3, -3, -2, 0};
    double products = 0;
    double squares = 0;
    for (std::size_t i = 0; i < 6; ++i) {
        squares += std::pow(residuals[i] + 10.0 / 6, 2);
        if (i > 0)
            products += (residuals[i] + 10.0 / 6) * (residuals[i - 1] + 10.0 / 6);
    }
    const double rho = products / squares;
    const double expected = 1.4826 * 1.4826 / 2 / (1 - rho) * (1 + rho) / (1 - rho);
    QVERIFY(isClose(longRunVariance(countedDays(6), curve, 1, 3), expected));
}

QTEST_APPLESS_MAIN(TestChangePoints)
#include "tst_change_points.moc"
