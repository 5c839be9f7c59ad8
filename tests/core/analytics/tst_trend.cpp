// SPDX-License-Identifier: GPL-3.0-or-later
// Slopes and p-values from scipy 1.10.1: theilslopes, and kendalltau with method="asymptotic".
#include <QtTest>

#include <cmath>

#include <moie/analytics/trend.h>

#include "support/close.h"

using namespace moie;

namespace {

TrendQuestion question(std::vector<double> means, double scale = 1, bool higherIsBetter = true) {
    TrendQuestion result;
    for (std::size_t i = 0; i < means.size(); ++i)
        result.days.push_back(static_cast<double>(i));
    result.means = std::move(means);
    result.scale = scale;
    result.higherIsBetter = higherIsBetter;
    return result;
}

Trend trendOf(const TrendQuestion& asked) {
    return trendsOf(std::span(&asked, 1)).front();
}

const std::vector<double> rising{.5, .52, .51, .55, .54, .58, .57, .6, .62, .61};

} // namespace

class TestTrend : public QObject {
    Q_OBJECT

private slots:
    void names();
    void rises();
    void knowsWhichWayIsBetter();
    void tooFew();
    void tooSmallAChange();
    void constant();
    void correctsForSeveral();
    void nothing();
};

void TestTrend::names() {
    QVERIFY(toString(Direction::TooFew) == "too_few");
    QVERIFY(toString(Direction::Stable) == "stable");
    QVERIFY(toString(Direction::Improving) == "improving");
    QVERIFY(toString(Direction::Worsening) == "worsening");
}

void TestTrend::rises() {
    const Trend trend = trendOf(question(rising));
    QVERIFY(trend.direction == Direction::Improving);
    QCOMPARE(trend.sittings, std::size_t{10});
    QVERIFY(isClose(trend.slopePerDay, 0.014285714285714282));
    QVERIFY(isClose(trend.low, 0.010000000000000009));
    QVERIFY(isClose(trend.high, 0.01666666666666668));
    QVERIFY(isClose(trend.p, 0.0009350263526396277));
}

void TestTrend::knowsWhichWayIsBetter() {
    QVERIFY(trendOf(question(rising, 1, false)).direction == Direction::Worsening);
    std::vector<double> falling(rising.rbegin(), rising.rend());
    QVERIFY(trendOf(question(falling, 1, true)).direction == Direction::Worsening);
    QVERIFY(trendOf(question(falling, 1, false)).direction == Direction::Improving);
}

void TestTrend::tooFew() {
    const Trend seven = trendOf(question({3, 1, 2, 5, 4, 6, 7}, 10));
    QVERIFY(seven.direction == Direction::TooFew);
    QCOMPARE(seven.sittings, std::size_t{7});
    QCOMPARE(seven.slopePerDay, 1.0);
    QVERIFY(std::isnan(seven.low) && std::isnan(seven.high) && std::isnan(seven.p));
    // One more is enough.
    const Trend eight = trendOf(question({0, 1, 2, 3, 4, 5, 6, 7}, 10));
    QVERIFY(eight.direction == Direction::Improving);
    QVERIFY(isClose(eight.p, 0.0005320055051392492));
}

void TestTrend::tooSmallAChange() {
    // 0.07 over the range, which is more than noise, and less than 1 % of 10.
    const std::vector<double> means{0, .01, .02, .03, .04, .05, .06, .07};
    const Trend trend = trendOf(question(means, 10));
    QVERIFY(trend.p < 0.001);
    QVERIFY(trend.direction == Direction::Stable);
    QVERIFY(trendOf(question(means, 6)).direction == Direction::Improving);
}

void TestTrend::constant() {
    const Trend trend = trendOf(question(std::vector<double>(20, 0.7)));
    QVERIFY(trend.direction == Direction::Stable);
    QCOMPARE(trend.slopePerDay, 0.0);
    QVERIFY(std::isnan(trend.p));
}

void TestTrend::correctsForSeveral() {
    // Three of 28 pairs in the wrong order: z = 22/√65.33.
    const std::vector<double> weak{0, 1, 2, 3, 6, 5, 4, 7};
    const double alone = trendOf(question(weak)).p;
    QVERIFY(isClose(alone, 0.006492857745083887));
    std::vector<TrendQuestion> questions(8, question(weak));
    const auto together = trendsOf(questions);
    for (const Trend& trend : together) {
        QVERIFY(isClose(trend.p, 8 * alone));
        QVERIFY(trend.direction == Direction::Stable);
    }
    questions.resize(7);
    QVERIFY(trendsOf(questions).front().direction == Direction::Improving);
    // A question without an answer does not make the others harder.
    questions.push_back(question({1, 2}));
    QVERIFY(trendsOf(questions).front().direction == Direction::Improving);
    QVERIFY(trendsOf(questions).back().direction == Direction::TooFew);
}

void TestTrend::nothing() {
    QVERIFY(trendsOf({}).empty());
    const Trend none = trendOf(question({}));
    QVERIFY(none.direction == Direction::TooFew);
    QVERIFY(std::isnan(none.slopePerDay));
}

QTEST_APPLESS_MAIN(TestTrend)
#include "tst_trend.moc"
