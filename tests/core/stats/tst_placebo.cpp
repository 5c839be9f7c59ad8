// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <random>

#include <moie/stats/placebo.h>

#include "support/close.h"

using namespace moie;

class TestPlacebo : public QObject {
    Q_OBJECT

private slots:
    void byHand();
    void countsLikeBruteForce();
    void nothing();
    void constant();
    void meansOfChance();
    void aMeanThatIsFar();
    void skewed();
    void drawsBeyondThoseKept();

private:
    PlaceboDraws m_draws;
};

void TestPlacebo::byHand() {
    // Median 1; distances 3, 2, 0, 1, 4.
    const Placebos placebos({-2, -1, 1, 2, 5});
    QCOMPARE(placebos.median(), 1.0);
    const std::vector<double> effects{1, 2.5, -3, 7, std::nan("")};
    const std::vector<double> p = placebos.pValues(effects);
    // Distances 0, 1.5, 4, 6: at least as far are 5, 3, 1 and 0.
    QVERIFY(isClose(p[0], 6.0 / 6));
    QVERIFY(isClose(p[1], 4.0 / 6));
    QVERIFY(isClose(p[2], 2.0 / 6));
    QVERIFY(isClose(p[3], 1.0 / 6));
    QVERIFY(std::isnan(p[4]));
}

void TestPlacebo::countsLikeBruteForce() {
    std::mt19937_64 random(3);
    for (int round = 0; round < 50; ++round) {
        // Whole numbers, so that there are many ties.
        std::vector<double> values(1 + random() % 90);
        for (double& value : values)
            value = double(random() % 12);
        std::vector<double> effects(random() % 30);
        for (double& effect : effects)
            effect = double(random() % 16) - 2;
        std::vector<double> sorted = values;
        std::sort(sorted.begin(), sorted.end());
        const std::size_t half = sorted.size() / 2;
        const double median = sorted.size() % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        const std::vector<double> p = Placebos(values).pValues(effects);
        for (std::size_t i = 0; i < effects.size(); ++i) {
            const auto asFar = std::count_if(values.begin(), values.end(), [&](double value) {
                return std::abs(value - median) >= std::abs(effects[i] - median);
            });
            QVERIFY(isClose(p[i], (1 + double(asFar)) / (1 + double(values.size()))));
        }
    }
}

void TestPlacebo::nothing() {
    const Placebos none({});
    QVERIFY(std::isnan(none.median()));
    QVERIFY(std::isnan(none.pValues(std::vector{1.0})[0]));
    QVERIFY(std::isnan(none.testMean(std::vector{1.0}, m_draws).p));
    QVERIFY(std::isnan(Placebos({1, 2}).testMean({}, m_draws).p));
}

void TestPlacebo::constant() {
    const Placebos same(std::vector<double>(50, 0.1 + 0.2));
    // 0.3 differs from 0.1 + 0.2 in the last digit alone.
    QCOMPARE(same.pValues(std::vector{0.3})[0], 1.0);
    QCOMPARE(same.testMean(std::vector{0.3, 0.3}, m_draws).p, 1.0);
    QVERIFY(isClose(same.testMean(std::vector{0.4}, m_draws).p, 1.0 / 2001));
}

void TestPlacebo::meansOfChance() {
    // Placebos −1 and 1 alike: the mean of four is at least 1/2 away with 2(1 + 4)/16.
    std::vector<double> values;
    for (int i = 0; i < 100; ++i)
        values.push_back(i % 2 == 0 ? -1 : 1);
    const Placebos placebos(values);
    const double p = placebos.testMean(std::vector{0.5, 0.5, 0.5, 0.5}, m_draws).p;
    // Three standard errors of 2,000 draws.
    QVERIFY(std::abs(p - 0.625) < 3 * std::sqrt(0.625 * 0.375 / 2000));
    // The drawn means reach from −1 to 1, each end with a chance of 1/16. They are spread by √1.04 and by
    // t(99, 0.975) / 1.959964 = 1.984217 / 1.959964.
    const PlaceboMean mean = placebos.testMean(std::vector{0.5, 0.5, 0.5, 0.5}, m_draws);
    QCOMPARE(mean.effect, 0.5);
    const double spread = std::sqrt(1.04) * 1.9842169515 / 1.9599639845;
    QVERIFY(isClose(mean.low, 0.5 - spread, 1e-9));
    QVERIFY(isClose(mean.high, 0.5 + spread, 1e-9));
    // The same again: the seed is fixed.
    QCOMPARE(placebos.testMean(std::vector{0.5, 0.5, 0.5, 0.5}, m_draws).p, p);
}

void TestPlacebo::aMeanThatIsFar() {
    std::vector<double> values;
    for (int i = -50; i <= 50; ++i)
        values.push_back(i / 50.0);
    const Placebos placebos(values);
    // One of 0.6 is nothing; twenty are.
    QVERIFY(placebos.testMean(std::vector{0.6}, m_draws).p > 0.3);
    QVERIFY(placebos.testMean(std::vector<double>(20, 0.6), m_draws).p < 0.01);
}

// Mostly 0 and sometimes 1, as of rare unsafe turns: the median says nothing of where means lie. Twenty effects of
// which as many are 1 as among the placebos are no surprise, and the effect lies in its interval.
void TestPlacebo::skewed() {
    std::vector<double> values(1000, 0.0);
    std::fill_n(values.begin(), 200, 1.0);
    const Placebos placebos(values);
    QCOMPARE(placebos.median(), 0.0);
    std::vector<double> effects(20, 0.0);
    std::fill_n(effects.begin(), 4, 1.0);
    const PlaceboMean usual = placebos.testMean(effects, m_draws);
    QVERIFY(isClose(usual.effect, 0));
    QVERIFY(usual.p > 0.9 && usual.low < 0 && usual.high > 0);
    // None at all.
    std::fill_n(effects.begin(), 4, 0.0);
    const PlaceboMean rare = placebos.testMean(effects, m_draws);
    QVERIFY(isClose(rare.effect, -0.2));
    QVERIFY(rare.low < -0.2 && rare.high > -0.2);
    // Round the median, which is 0 too, that is no surprise: the larger p is said.
    QCOMPARE(rare.p, 1.0);
}

// The upper halves of splitmix64's numbers, seed 20261120, as another implementation gives them.
void TestPlacebo::drawsBeyondThoseKept() {
    const auto drawn = [this](std::size_t first, std::size_t count) {
        const auto numbers = m_draws.range(first, count);
        return std::vector(numbers.begin(), numbers.end());
    };
    const std::size_t last = PlaceboDraws::mostKept - 1;
    QCOMPARE(drawn(0, 3), (std::vector<std::uint32_t>{1613466229, 3760584903, 802726758}));
    QCOMPARE(drawn(last, 1), (std::vector<std::uint32_t>{1509590056}));
    QCOMPARE(drawn(last, 3), (std::vector<std::uint32_t>{1509590056, 2127484731, 2048390540}));
    QCOMPARE(drawn(last + 1, 2), (std::vector<std::uint32_t>{2127484731, 2048390540}));
    QCOMPARE(drawn(1, 2), (std::vector<std::uint32_t>{3760584903, 802726758}));
}

QTEST_APPLESS_MAIN(TestPlacebo)
#include "tst_placebo.moc"
