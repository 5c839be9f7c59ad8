// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <algorithm>
#include <functional>
#include <limits>

#include <moie/stats/distribution.h>

#include "expected.h"
#include "support/close.h"

using namespace moie;

class TestDistribution : public QObject {
    Q_OBJECT

private slots:
    void agreesWithNumpy_data();
    void agreesWithNumpy();
    void leavesNanOut();
    void constantHasNoSpread();
    void percentilesOfAnyShares();
    void percentilesOfMany();
    void sumsPairwise();
    void noMean();
};

void TestDistribution::agreesWithNumpy_data() {
    QTest::addColumn<int>("row");
    for (std::size_t i = 0; i < expected::described.size(); ++i)
        QTest::newRow(expected::described[i].name) << static_cast<int>(i);
}

void TestDistribution::agreesWithNumpy() {
    QFETCH(int, row);
    const auto& set = expected::described[static_cast<std::size_t>(row)];
    std::vector<double> values = set.values;
    const Distribution d = distributionOf(values);
    QCOMPARE(d.n, set.values.size());
    const std::array<double, 9> figures{d.mean, d.std, d.min, d.p10, d.p50, d.p90, d.p95, d.p99, d.max};
    for (std::size_t i = 0; i < figures.size(); ++i)
        QVERIFY2(isClose(figures[i], set.figures[i + 1]), qPrintable(QString("figure %1").arg(i)));
    // Percentiles and extremes agree to the last digit.
    for (const std::size_t i : {2, 3, 4, 5, 8})
        QVERIFY(std::isnan(figures[i]) || figures[i] == set.figures[i + 1]);
}

void TestDistribution::leavesNanOut() {
    std::vector<double> values{notMeasured, 3, notMeasured, 1, 2, notMeasured};
    const Distribution d = distributionOf(values);
    QCOMPARE(d.n, std::size_t{3});
    QCOMPARE(d.mean, 2.0);
    QCOMPARE(d.std, 1.0);
    QCOMPARE(d.min, 1.0);
    QCOMPARE(d.p50, 2.0);
    QCOMPARE(d.max, 3.0);
    std::vector<double> nothing{notMeasured, notMeasured};
    QCOMPARE(distributionOf(nothing).n, std::size_t{0});
    QVERIFY(std::isnan(distributionOf(nothing).mean));
}

void TestDistribution::constantHasNoSpread() {
    std::vector<double> values(1000, 0.1);
    const Distribution d = distributionOf(values);
    QCOMPARE(d.mean, 0.1);
    QCOMPARE(d.std, 0.0);
    QCOMPARE(d.p99, 0.1);
}

void TestDistribution::percentilesOfAnyShares() {
    std::vector<double> values{50, 10, 40, 20, 30};
    const std::array<double, 6> shares{0, 0.125, 0.25, 0.3, 0.9, 1};
    std::array<double, 6> results{};
    percentilesOf(values, shares, results);
    const std::array<double, 6> byHand{10, 15, 20, 22, 46, 50};
    for (std::size_t i = 0; i < shares.size(); ++i)
        QVERIFY(isClose(results[i], byHand[i]));
    percentilesOf(std::span<double>(), shares, results);
    QVERIFY(std::isnan(results[0]) && std::isnan(results[5]));
}

// Sizes and shapes that are selected in other ways: by bins, and where bins do not help.
void TestDistribution::percentilesOfMany() {
    const std::array<double, 7> shares{0, 0.05, 0.1, 0.5, 0.95, 0.999, 1};
    const auto tiny = std::numeric_limits<double>::denorm_min();
    const auto huge = std::numeric_limits<double>::max();
    for (const std::size_t n : {511, 512, 513, 5000}) {
        const std::vector<double> base = expected::scattered(n, 99 + n);
        const std::vector<std::pair<const char*, std::function<double(double)>>> shapes{
            {"even", [](double v) { return v; }},
            {"far off", [](double v) { return v > 0.99 ? 1e6 * v : v; }},
            {"held at bounds", [](double v) { return std::clamp(v, 0.2, 0.7); }},
            {"bounds in one bin", [](double v) { return v > 0.99 ? 1e6 : std::clamp(v, 0.2, 0.7); }},
            {"two values", [](double v) { return v < 0.3 ? -1.0 : 2.0; }},
            {"one value", [](double) { return 0.7; }},
            {"no distance", [&](double v) { return v < 0.5 ? 0.0 : tiny; }},
            {"infinite distance", [&](double v) { return v < 0.5 ? -huge : v; }}};
        for (const auto& [name, shape] : shapes) {
            std::vector<double> values(n);
            std::transform(base.begin(), base.end(), values.begin(), shape);
            std::vector<double> sorted = values;
            std::sort(sorted.begin(), sorted.end());
            std::array<double, 7> results{};
            percentilesOf(values, shares, results);
            for (std::size_t i = 0; i < shares.size(); ++i) {
                const double position = shares[i] * double(n - 1);
                const auto rank = std::size_t(position);
                const double next = sorted[std::min(rank + 1, n - 1)];
                const double fraction = position - double(rank);
                // As shares of each, since their distance may be infinite.
                const double reference = sorted[rank] == next || fraction == 0
                                             ? sorted[rank]
                                             : sorted[rank] * (1 - fraction) + next * fraction;
                QVERIFY2(isClose(results[i], reference), name);
            }
        }
    }
}

void TestDistribution::sumsPairwise() {
    QCOMPARE(sumOf({}), 0.0);
    QCOMPARE(sumOf(std::vector<double>{1, 2, 3}), 6.0);
    // Whole numbers leave no rounding: n(n + 1)/2 for every way of splitting.
    std::vector<double> values;
    for (int n = 1; n <= 1000; ++n) {
        values.push_back(n);
        QCOMPARE(sumOf(values), n * (n + 1) / 2.0);
    }
    // A plain sum of a million tenths is off by 1.3e-6.
    QVERIFY(isClose(sumOf(std::vector<double>(1'000'000, 0.1)), 100'000, 1e-15));
}

void TestDistribution::noMean() {
    QVERIFY(std::isnan(meanOf({})));
}

QTEST_APPLESS_MAIN(TestDistribution)
#include "tst_distribution.moc"
