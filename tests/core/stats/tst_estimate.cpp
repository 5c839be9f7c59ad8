// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <random>

#include <moie/stats/estimate.h>

#include "expected.h"
#include "support/close.h"

using namespace moie;

namespace {

// scipy's quantiles of Student's t are exact to ten digits only.
constexpr double quantileTolerance = 1e-9;

SittingSum sitting(const std::vector<double>& values) {
    SittingSum sum;
    for (const double value : values)
        sum.add(value);
    return sum;
}

// So many turns, of which so many are 1.
SittingSum share(double ones, double turns) {
    return {turns, ones, ones};
}

} // namespace

class TestEstimate : public QObject {
    Q_OBJECT

private slots:
    void nothing();
    void meanOverSittings();
    void proportionOverSittings();
    void everySittingAlike();
    void fewSittingsOfMeans();
    void fewSittingsOfProportions();
    void wilsonAgreesWithScipy();
    void wilsonAtTheEnds();
    void oneTurn();
    void differenceOfMeans();
    void differenceOverTurnsIsWelch();
    void differenceOfShares();
    void oneUnsafeTurnIsNoNews();
    void noneInADozenIsNoNews();
    void whatNeverVariesIsNotCertain();
    void differenceOfWhatNeverVaries();
    void differenceWithoutASide();
    void equalButForRounding();
    void sittingWithoutTurns();
    void seldomCriesDifference_data();
    void seldomCriesDifference();
};

void TestEstimate::nothing() {
    const Estimate none = estimate({}, Quantity::Mean);
    QCOMPARE(none.n, std::size_t{0});
    QVERIFY(std::isnan(none.value) && std::isnan(none.low) && std::isnan(none.high));
    const std::vector<SittingSum> empty(7);
    const Estimate noTurns = estimate(empty, Quantity::Proportion);
    QCOMPARE(noTurns.sittings, std::size_t{0});
    QVERIFY(std::isnan(noTurns.value) && std::isnan(noTurns.effectiveN));
}

void TestEstimate::meanOverSittings() {
    // Σx = 30, Σn = 10, r = 3; residuals x − 3n: −1, 2, 0, −3, 2 (squares 18); v = 5/4 · 18/100 = 0.225.
    const std::vector<SittingSum> sittings{sitting({1, 4}), sitting({5, 6, 0}), sitting({3}), sitting({1, 2}),
                                           sitting({4, 4})};
    const Estimate mean = estimate(sittings, Quantity::Mean);
    QCOMPARE(mean.n, std::size_t{10});
    QCOMPARE(mean.sittings, std::size_t{5});
    QVERIFY(!mean.turnsTreatedAsIndependent);
    QCOMPARE(mean.value, 3.0);
    // t(4, 0.975) = 2.7764451051977987.
    QVERIFY(isClose(mean.low, 3 - 2.7764451051977987 * std::sqrt(0.225)));
    QVERIFY(isClose(mean.high, 3 + 2.7764451051977987 * std::sqrt(0.225)));
    QVERIFY(std::isnan(mean.effectiveN));
}

void TestEstimate::proportionOverSittings() {
    // Σx = 10, Σn = 50, r = 0.2; residuals 3, −2, 0, −1, 0 (squares 14); v = 5/4 · 14/2500 = 0.007.
    const std::vector<SittingSum> sittings{share(5, 10), share(0, 10), share(2, 10), share(1, 10), share(2, 10)};
    const Estimate proportion = estimate(sittings, Quantity::Proportion);
    QCOMPARE(proportion.value, 0.2);
    QCOMPARE(proportion.n, std::size_t{50});
    // min(50, 0.16/0.007 = 22.857…) · (1.95996…/2.77644…)².
    const double effective = 0.16 / 0.007 * std::pow(1.959963984540054 / 2.7764451051977987, 2);
    QVERIFY(isClose(proportion.effectiveN, effective));
    const double z2 = 1.959963984540054 * 1.959963984540054;
    const double centre = (0.2 + z2 / (2 * effective)) / (1 + z2 / effective);
    const double reach = std::sqrt(z2 * (0.16 / effective + z2 / (4 * effective * effective))) / (1 + z2 / effective);
    QVERIFY(isClose(proportion.low, centre - reach));
    QVERIFY(isClose(proportion.high, centre + reach));
}

void TestEstimate::everySittingAlike() {
    // No variance between sittings: n counts as it is.
    const std::vector<SittingSum> none(6, share(0, 7));
    const Estimate never = estimate(none, Quantity::Proportion);
    QCOMPARE(never.value, 0.0);
    QCOMPARE(never.effectiveN, 42.0);
    QCOMPARE(never.low, 0.0);
    QVERIFY(isClose(never.high, 3.8414588206941236 / (42 + 3.8414588206941236))); // z²/(n + z²)
    const std::vector<SittingSum> thirds(5, share(1, 3));
    QCOMPARE(estimate(thirds, Quantity::Proportion).effectiveN, 15.0);
    const std::vector<SittingSum> constant(5, sitting({0.1, 0.1, 0.1}));
    const Estimate mean = estimate(constant, Quantity::Mean);
    QVERIFY(isClose(mean.value, 0.1) && isClose(mean.low, 0.1) && isClose(mean.high, 0.1));
}

void TestEstimate::fewSittingsOfMeans() {
    for (const auto& row : expected::welch) {
        const auto values = expected::scattered(static_cast<std::size_t>(row[0]), static_cast<std::uint64_t>(row[1]));
        const std::vector<SittingSum> sittings{sitting(values)};
        const Estimate mean = estimate(sittings, Quantity::Mean);
        QVERIFY(mean.turnsTreatedAsIndependent);
        QCOMPARE(mean.sittings, std::size_t{1});
        QVERIFY(isClose(mean.value, row[4]));
        QVERIFY(isClose(mean.low, row[5], quantileTolerance));
        QVERIFY(isClose(mean.high, row[6], quantileTolerance));
    }
}

void TestEstimate::fewSittingsOfProportions() {
    for (const auto& row : expected::wilson) {
        // In four sittings, all but the first without a hit.
        const std::vector<SittingSum> sittings{share(row[0], row[1]), {}, {}, {}};
        const Estimate proportion = estimate(sittings, Quantity::Proportion);
        QVERIFY(proportion.turnsTreatedAsIndependent);
        QCOMPARE(proportion.effectiveN, row[1]);
        QVERIFY(isClose(proportion.low, row[2]) && isClose(proportion.high, row[3]));
    }
}

void TestEstimate::wilsonAgreesWithScipy() {
    for (const auto& row : expected::wilson) {
        const Interval interval = wilson(row[0] / row[1], row[1]);
        QVERIFY(isClose(interval.low, row[2]) && isClose(interval.high, row[3]));
    }
}

void TestEstimate::wilsonAtTheEnds() {
    QCOMPARE(wilson(0, 3).low, 0.0);
    QCOMPARE(wilson(1, 3).high, 1.0);
    QVERIFY(std::isnan(wilson(0.5, 0).low));
    QVERIFY(std::isnan(wilson(notMeasured, 10).high));
}

void TestEstimate::oneTurn() {
    const std::vector<SittingSum> sittings{sitting({0.7})};
    const Estimate mean = estimate(sittings, Quantity::Mean);
    QCOMPARE(mean.value, 0.7);
    QVERIFY(std::isnan(mean.low) && std::isnan(mean.high));
    const Difference d = difference(sittings, sittings, Quantity::Mean);
    QCOMPARE(d.change, 0.0);
    QVERIFY(std::isnan(d.p) && !d.moreThanNoise);
}

void TestEstimate::differenceOfMeans() {
    // Before as in meanOverSittings: 3, v = 0.225. Now: Σx = 24, Σn = 6, r = 4, residuals 1, −1, 1, −2, 1, 0 (squares
    // 8), v = 6/5 · 8/36 = 4/15.
    const std::vector<SittingSum> before{sitting({1, 4}), sitting({5, 6, 0}), sitting({3}), sitting({1, 2}),
                                         sitting({4, 4})};
    const std::vector<SittingSum> now{sitting({5}), sitting({3}), sitting({5}),
                                      sitting({2}), sitting({5}), sitting({4})};
    const Difference d = difference(before, now, Quantity::Mean);
    QCOMPARE(d.change, 1.0);
    QCOMPARE(d.before.value, 3.0);
    QCOMPARE(d.now.value, 4.0);
    // 5 + 6 − 2 = 9 degrees of freedom: t(9, 0.975) = 2.2621571627409915.
    const double deviation = std::sqrt(0.225 + 4.0 / 15);
    QVERIFY(isClose(d.low, 1 - 2.2621571627409915 * deviation, quantileTolerance));
    QVERIFY(isClose(d.high, 1 + 2.2621571627409915 * deviation, quantileTolerance));
    QVERIFY(isClose(d.p, 0.1875771879332499, 1e-11)); // scipy: 2·t.sf(1/√0.491666…, 9)
    QVERIFY(std::isnan(d.pHolm));
    QVERIFY(!d.moreThanNoise);
}

void TestEstimate::differenceOverTurnsIsWelch() {
    for (const auto& row : expected::welch) {
        const auto before = expected::scattered(static_cast<std::size_t>(row[0]), static_cast<std::uint64_t>(row[1]));
        auto now = expected::scattered(static_cast<std::size_t>(row[2]), static_cast<std::uint64_t>(row[3]));
        for (double& value : now)
            value += 0.1;
        const std::vector<SittingSum> sittingsBefore{sitting(before)};
        const std::vector<SittingSum> sittingsNow{sitting(now)};
        const Difference d = difference(sittingsBefore, sittingsNow, Quantity::Mean);
        QVERIFY(isClose(d.change, row[7]));
        QVERIFY(isClose(d.p, row[8], 1e-10));
    }
}

void TestEstimate::differenceOfShares() {
    // r = 0.2 with v = 0.007 as above against 30 of 50, residuals −1, 2, −1, 0, 0 (squares 6), v = 5/4 · 6/2500 =
    // 0.003.
    const std::vector<SittingSum> before{share(5, 10), share(0, 10), share(2, 10), share(1, 10), share(2, 10)};
    const std::vector<SittingSum> now{share(5, 10), share(8, 10), share(5, 10), share(6, 10), share(6, 10)};
    const Difference d = difference(before, now, Quantity::Proportion);
    QVERIFY(isClose(d.change, 0.4));
    // √(0.007 + 0.003) = 0.1, t = 4, 8 degrees of freedom: t(8, 0.975) = 2.3060041350333704.
    QVERIFY(isClose(d.low, 0.4 - 0.23060041350333704, quantileTolerance));
    QVERIFY(isClose(d.high, 0.4 + 0.23060041350333704, quantileTolerance));
    QVERIFY(isClose(d.p, 0.003949772803445322, 1e-11)); // scipy: 2·t.sf(4, 8)
    QVERIFY(d.moreThanNoise);
}

void TestEstimate::oneUnsafeTurnIsNoNews() {
    // None of 20 before, the only turn now: without a variance of its own, a bare t test would be certain.
    const std::vector<SittingSum> before{share(0, 20)};
    const std::vector<SittingSum> one{share(1, 1)};
    const Difference d = difference(before, one, Quantity::Proportion);
    QCOMPARE(d.change, 1.0);
    QVERIFY(d.p > 0.05);
    QVERIFY(!d.moreThanNoise);
    // None at all is no difference.
    const Difference same = difference(before, before, Quantity::Proportion);
    QCOMPARE(same.change, 0.0);
    QCOMPARE(same.p, 1.0);
    QVERIFY(same.low < 0 && same.high > 0);
    // All of many against none of many is one.
    const std::vector<SittingSum> never(8, share(0, 10));
    const std::vector<SittingSum> always(8, share(10, 10));
    QVERIFY(difference(never, always, Quantity::Proportion).p < 1e-6);
}

// Twelve turns without a violation against one in ten elsewhere: that they do not vary says nothing. By hand: the other
// side's variance is 6/5 · 8 / 60² = 0.00267, of twelve turns five times as much; p and interval by scipy's t.
void TestEstimate::noneInADozenIsNoNews() {
    std::vector<SittingSum> elsewhere;
    for (const double violations : {0.0, 1.0, 0.0, 2.0, 0.0, 3.0})
        elsewhere.push_back({10, violations, violations});
    const std::vector<SittingSum> none{{6, 0, 0}, {6, 0, 0}};
    const Difference d = difference(elsewhere, none, Quantity::Mean);
    QCOMPARE(d.change, -0.1);
    QVERIFY(std::abs(d.p - 0.4418836559) < 1e-8);
    QVERIFY(std::abs(d.low + 0.3703227396) < 1e-8);
    QVERIFY(std::abs(d.high - 0.1703227396) < 1e-8);
    QVERIFY(!d.moreThanNoise);
    QVERIFY(std::abs(difference(none, elsewhere, Quantity::Mean).p - d.p) < 1e-12);
}

// As above, with 0.1 in every turn against 0.2 with the same variance: a sum of tenths is rounded, which is no variance
// either. Of 42 turns in six sittings the other side's variance is taken 60/42 times; scipy's t with 10 degrees.
void TestEstimate::whatNeverVariesIsNotCertain() {
    std::vector<SittingSum> elsewhere;
    for (const double sum : {1.0, 2.0, 1.0, 3.0, 1.0, 4.0})
        elsewhere.push_back({10, sum, sum});
    const auto tenths = [](std::initializer_list<std::size_t> turns) {
        std::vector<SittingSum> sittings;
        for (const std::size_t n : turns)
            sittings.push_back(sitting(std::vector<double>(n, 0.1)));
        return sittings;
    };
    const Difference dozen = difference(elsewhere, tenths({2, 10}), Quantity::Mean);
    QVERIFY(isClose(dozen.p, 0.4418836559, 1e-8));
    QVERIFY(isClose(dozen.low, -0.3703227396, 1e-8));
    QVERIFY(isClose(dozen.high, 0.1703227396, 1e-8));
    const Difference sixSittings = difference(elsewhere, tenths({3, 7, 9, 11, 5, 7}), Quantity::Mean);
    QVERIFY(isClose(sixSittings.p, 0.2423545691748088, 1e-9));
    QVERIFY(isClose(sixSittings.low, -0.1 - 0.17930898752266214, 1e-9));
    QVERIFY(!sixSittings.moreThanNoise);
}

void TestEstimate::differenceOfWhatNeverVaries() {
    for (const std::size_t count : {std::size_t{1}, std::size_t{6}}) {
        const std::vector<SittingSum> before(count, sitting({0.3, 0.3}));
        const std::vector<SittingSum> now(count, sitting({0.7, 0.7}));
        const Difference d = difference(before, now, Quantity::Mean);
        QVERIFY(isClose(d.change, 0.4));
        QVERIFY(std::isnan(d.p) && std::isnan(d.low) && std::isnan(d.high));
        QVERIFY(!d.moreThanNoise);
        QCOMPARE(difference(now, now, Quantity::Mean).p, 1.0);
    }
}

void TestEstimate::differenceWithoutASide() {
    const std::vector<SittingSum> some{sitting({1, 2, 3})};
    const Difference d = difference({}, some, Quantity::Mean);
    QVERIFY(std::isnan(d.change) && std::isnan(d.p) && !d.moreThanNoise);
    QCOMPARE(d.now.value, 2.0);
    QCOMPARE(d.before.n, std::size_t{0});
}

void TestEstimate::sittingWithoutTurns() {
    // Two violations that belong to no turn: they count for the rate and for its uncertainty. Σx = 4, Σn = 8, r = 0.5.
    const std::vector<SittingSum> sittings{{1, 1, 1}, {3, 1, 1}, {2, 0, 0}, {2, 0, 0}, {0, 2, 4}};
    const Estimate rate = estimate(sittings, Quantity::Mean);
    QCOMPARE(rate.sittings, std::size_t{5});
    QCOMPARE(rate.value, 0.5);
    // Residuals: 1 − 0.5, 1 − 1.5, 0 − 1, 0 − 1, 2 − 0: squares 0.25 + 0.25 + 1 + 1 + 4 = 6.5.
    QVERIFY(isClose(rate.high, 0.5 + 2.7764451051977987 * std::sqrt(1.25 * 6.5 / 64)));
}

void TestEstimate::equalButForRounding() {
    const std::vector<SittingSum> three(6, sitting({0.1, 0.1, 0.1}));
    const std::vector<SittingSum> seven(9, sitting({0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}));
    const Difference found = difference(three, seven, Quantity::Mean);
    QCOMPARE(found.change, 0.0);
    QCOMPARE(found.p, 1.0);
    QVERIFY(!found.moreThanNoise);
}

void TestEstimate::seldomCriesDifference_data() {
    QTest::addColumn<bool>("proportion");
    QTest::addColumn<int>("sittings");
    QTest::newRow("means, 8 sittings") << false << 8;
    QTest::newRow("means, 40 sittings") << false << 40;
    QTest::newRow("shares, 8 sittings") << true << 8;
    QTest::newRow("shares, 40 sittings") << true << 40;
}

void TestEstimate::seldomCriesDifference() {
    // Two periods without any difference whose turns resemble those of their sitting.
    QFETCH(bool, proportion);
    QFETCH(int, sittings);
    std::mt19937_64 random(2026);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> uniform;
    const auto period = [&] {
        std::vector<SittingSum> sums(static_cast<std::size_t>(sittings));
        for (SittingSum& sum : sums) {
            const double own = normal(random);
            for (auto turns = 5 + random() % 20; turns > 0; --turns) {
                const double chance = 1 / (1 + std::exp(-(own - 1)));
                sum.add(proportion ? (uniform(random) < chance ? 1.0 : 0.0) : own + normal(random));
            }
        }
        return sums;
    };
    constexpr int rounds = 2000;
    int cries = 0;
    for (int i = 0; i < rounds; ++i)
        cries += difference(period(), period(), proportion ? Quantity::Proportion : Quantity::Mean).moreThanNoise;
    // 5 % of 2,000 is 100 with a standard deviation of 9.7; the ratio estimator is a little liberal with few sittings.
    QVERIFY2(cries <= 150, qPrintable(QString::number(cries)));
    QVERIFY2(cries >= 40, qPrintable(QString::number(cries)));
}

QTEST_APPLESS_MAIN(TestEstimate)
#include "tst_estimate.moc"
