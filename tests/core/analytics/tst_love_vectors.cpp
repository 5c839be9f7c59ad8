// SPDX-License-Identifier: GPL-3.0-or-later
// Figures worked out by hand; on whole log directories tst_report holds them to another implementation.
#include <QtTest>

#include <chrono>
#include <cmath>
#include <stop_token>
#include <thread>

#include <moie/analytics/love_vectors.h>

#include "support/close.h"
#include "support/snapshot_builder.h"

using namespace std::chrono_literals;
using namespace moie;

namespace {

const Time noon = fromUnixSeconds(1795172400);
const double root5 = std::sqrt(5.0);

} // namespace

class TestLoveVectors : public QObject {
    Q_OBJECT

private slots:
    void vectorsOfOtherLengths();
    void stepsAndDrift();
    void sittingsOfTwoConversations();
    void manyAtABound();
    void stopsAtAnyTime();
    void steering();
    void inputVectors();
    void correlations();
    void seriesAndTrajectory();
    void nothing();
    void stopped();
};

void TestLoveVectors::vectorsOfOtherLengths() {
    SnapshotBuilder builder;
    builder.turn("s", noon).response({0.1, 0.2, 0.3, 0.4, 0.5});
    builder.turn("s", noon + 1min).response({0.3, 0.4, 0.5});
    builder.turn("s", noon + 2min).response({});
    builder.turn("s", noon + 3min).response({0.5, NAN, 0.7, 0.6, 0.5});
    builder.turn("s", noon + 4min).provisional();
    builder.turn("s", noon + 5min).error("timeout");
    const LoveVectors love = loveVectors(builder.build(), {});
    QCOMPARE(love.n, std::size_t{3});
    QCOMPARE(love.period.turns, std::size_t{5});
    QCOMPARE(love.period.provisional, std::size_t{1});
    QCOMPARE(love.components[0].distribution.n, std::size_t{3});
    QVERIFY(isClose(love.components[0].distribution.mean, 0.3));
    QCOMPARE(love.components[1].distribution.n, std::size_t{2});
    QCOMPARE(love.components[4].distribution.n, std::size_t{2});
    QCOMPARE(love.magnitude.distribution.n, std::size_t{1});
    QVERIFY(isClose(love.magnitude.distribution.mean, std::sqrt(0.55)));
    QVERIFY(isClose(love.coherence.distribution.mean, 0.3));
    QCOMPARE(love.covariation.n, std::size_t{1});
    QVERIFY(std::isnan(love.consistency) && std::isnan(love.driftShare));
}

void TestLoveVectors::stepsAndDrift() {
    SnapshotBuilder builder;
    // Warmth 0, .1, .2 and again .2: steps .1, .1, 0; a turn without a vector is no step.
    builder.turn("s", noon).response({0, .5, .5, .5, .5});
    builder.turn("s", noon + 1min).response({.1, .5, .5, .5, .5});
    builder.turn("s", noon + 2min).error("timeout");
    builder.turn("s", noon + 3min).response({.2, .5, .5, .5, .5});
    builder.turn("s", noon + 4min).response({.2, .5, .5, .5, .5});
    // Another sitting: all components by .1.
    builder.turn("s", noon + 2h).response({.5, .5, .5, .5, .5});
    builder.turn("s", noon + 2h + 1min).response({.6, .6, .6, .6, .6});
    const LoveVectors love = loveVectors(builder.build(), {});
    QCOMPARE(love.meanStep.n, std::size_t{4});
    QVERIFY(isClose(love.meanStep.value, (0.2 + 0.1 * root5) / 4));
    QVERIFY(isClose(love.consistency, 1 - (0.2 + 0.1 * root5) / 4 / root5));
    // Σ|Δ|²/2 = (.01 + .01 + .05)/2; Σ|v − v̄|² = (.125² + .025² + 2 · .075²) + 5 · 2 · .05².
    QVERIFY(isClose(love.driftShare, 1 - 0.035 / (0.0275 + 0.025)));
}

void TestLoveVectors::sittingsOfTwoConversations() {
    SnapshotBuilder builder;
    for (int i = 0; i < 4; ++i)
        builder.turn("s", noon + i * 1min).sitting(std::uint32_t(i % 2)).response({i % 2 ? 1. : 0., .5, .5, .5, .5});
    const LoveVectors love = loveVectors(builder.build(), {});
    QCOMPARE(love.meanStep.n, std::size_t{2});
    QCOMPARE(love.meanStep.value, 0.0);
    QVERIFY(std::isnan(love.driftShare)); // sittings do not vary
}

void TestLoveVectors::manyAtABound() {
    SnapshotBuilder builder;
    for (int i = 0; i < 40; ++i)
        for (int turn = 0; turn < 5; ++turn)
            builder.turn("s" + std::to_string(i), noon + i * 24h + turn * 1min)
                .response({turn == 0 ? 1.0 : 0.5 + 0.01 * i, turn < 2 ? 1.0 : 0.5 + 0.01 * i, 0, -0.1, 1.1});
    const LoveVectors love = loveVectors(builder.build(), {});
    QVERIFY(isClose(love.components[0].atScale, 0.2));
    QVERIFY(!love.components[0].trendWithheld);
    QVERIFY(love.components[0].trend.direction == Direction::Improving);
    QVERIFY(isClose(love.components[1].atScale, 0.4));
    QVERIFY(love.components[1].trendWithheld && std::isnan(love.components[1].trend.p));
    QCOMPARE(love.components[2].atZero, 1.0);
    QCOMPARE(love.components[3].atZero, 1.0);
    QCOMPARE(love.components[4].atScale, 1.0);
    // 0 is in the first bin, 1 in the last; beyond them in none.
    QCOMPARE(love.components[2].histogram[0], std::size_t{200});
    QCOMPARE(love.components[0].histogram[loveBins - 1], std::size_t{40});
    QCOMPARE(love.components[3].histogram, (std::array<std::size_t, loveBins>{}));
    QCOMPARE(love.components[4].histogram, (std::array<std::size_t, loveBins>{}));
}

void TestLoveVectors::steering() {
    SnapshotBuilder builder;
    // Target .8 .8 .9 .7 .8. Short of it by .3 in two components, then by .4 in one; beyond it nowhere counts.
    builder.turn("s", noon).input({.5, .5, .9, .7, .8}).response({.8, .4, 1, 1, 1});
    // Nothing is short before; after it .1.
    builder.turn("s", noon + 1min).input({.8, .8, .9, .7, .8}).response({.8, .8, .9, .7, .7});
    builder.turn("s", noon + 2min).input({.5, .5, .5}).response({.8, .8, .9, .7, .7});
    const Steering steering = loveVectors(builder.build(), {}).steering;
    QCOMPARE(steering.n, std::size_t{2});
    const double first = std::sqrt(.09 + .01 + .01 + .09 + .04);
    QVERIFY(isClose(steering.meanChange.value, (first + 0.1) / 2));
    QVERIFY(isClose(steering.componentChange[0].value, 0.15));
    QVERIFY(isClose(steering.componentChange[4].value, 0.05));
    QVERIFY(isClose(steering.deficitClosed, 1 - (0.4 + 0.1) / std::sqrt(0.18)));
    QCOMPARE(steering.movedNearer.value, 0.5);
    SnapshotBuilder satisfied;
    satisfied.turn("s", noon).input({1, 1, 1, 1, 1}).response({1, 1, 1, 1, 1});
    const Steering none = loveVectors(satisfied.build(), {}).steering;
    QVERIFY(std::isnan(none.deficitClosed));
    QCOMPARE(none.movedNearer.value, 0.0);
}

void TestLoveVectors::inputVectors() {
    SnapshotBuilder builder;
    builder.turn("s", noon).input({.1, .1, .1, .1, .1}).response({.9, .9, .9, .9, .9});
    LoveVectorOptions options;
    options.source = VectorSource::Input;
    const LoveVectors love = loveVectors(builder.build(), {}, {}, options);
    QVERIFY(isClose(love.magnitude.distribution.mean, 0.1 * root5));
    QCOMPARE(love.steering.n, std::size_t{1});
}

void TestLoveVectors::correlations() {
    SnapshotBuilder builder;
    for (int i = 0; i < 6; ++i)
        builder.turn("s", noon + i * 1min).response({.1 * i, .9 - .1 * i, .2 * (i % 2), .5, .05 * i});
    const LoveVectors love = loveVectors(builder.build(), {});
    const auto& r = love.covariation.correlation;
    QVERIFY(isClose(r[0][1], -1));
    QVERIFY(isClose(r[0][4], 1));
    // Of 0…5 and their parities: Σ products 1.5, Σ squares 17.5 and 1.5.
    QVERIFY(isClose(r[0][2], 1.5 / std::sqrt(17.5 * 1.5)));
    QVERIFY(std::isnan(r[3][3]) && std::isnan(r[0][3]));
}

void TestLoveVectors::seriesAndTrajectory() {
    SnapshotBuilder builder;
    for (int day = 0; day < 3; ++day)
        for (int turn = 0; turn < 10 && day != 1; ++turn)
            builder.turn("s" + std::to_string(day), noon + day * 24h + turn * 1min)
                .response({.1 * turn, .5, .5, .5, .3 + .1 * day});
    LoveVectorOptions options;
    options.mostBuckets = 3;
    const LoveVectors love = loveVectors(builder.build(), {}, {}, options);
    QCOMPARE(love.buckets.count(), std::size_t{3});
    QVERIFY(isClose(love.components[0].series.mean[0], 0.45));
    QVERIFY(isClose(love.components[0].series.p10[0], 0.09));
    QVERIFY(std::isnan(love.components[0].series.mean[1]));
    // Warmth varies most: the first component is along it, and days do not differ in it.
    QVERIFY(isClose(std::abs(love.principal.directions[0][0]), 1, 1e-9));
    QVERIFY(isClose(love.trajectory[0][0], 0, 1e-9));
    QVERIFY(std::isnan(love.trajectory[0][1]));
    QVERIFY(isClose(love.trajectory[1][2] - love.trajectory[1][0], 0.2, 1e-9));
}

void TestLoveVectors::nothing() {
    const LoveVectors love = loveVectors(SnapshotBuilder().build(), {});
    QCOMPARE(love.n, std::size_t{0});
    QCOMPARE(love.buckets.count(), std::size_t{0});
    QVERIFY(std::isnan(love.magnitude.mean.value) && std::isnan(love.principal.shares[0]));
    QVERIFY(love.magnitude.trend.direction == Direction::TooFew);
}

void TestLoveVectors::stopped() {
    SnapshotBuilder builder;
    builder.turn("s", noon).response({.1, .1, .1, .1, .1});
    std::stop_source source;
    source.request_stop();
    QCOMPARE(loveVectors(builder.build(), {}, source.get_token()).n, std::size_t{0});
}

// Whatever it is at, it returns, and what it returns can be thrown away.
void TestLoveVectors::stopsAtAnyTime() {
    SnapshotBuilder builder;
    for (int i = 0; i < 20'000; ++i)
        builder.turn("s", fromUnixSeconds(1'763'600'000) + i * std::chrono::minutes(10))
            .response({0.5 + 0.4 * std::sin(i), 0.5, 0.6, 0.5, 0.4}, 1.0);
    const Snapshot snapshot = builder.build();
    const auto begun = std::chrono::steady_clock::now();
    QCOMPARE(loveVectors(snapshot, {}).n, std::size_t{20'000});
    const auto whole = std::chrono::steady_clock::now() - begun;
    constexpr int moments = 100;
    for (int moment = 0; moment < moments; ++moment) {
        std::stop_source stop;
        std::jthread stopper([&, until = std::chrono::steady_clock::now() + whole * moment / moments] {
            while (std::chrono::steady_clock::now() < until)
                continue;
            stop.request_stop();
        });
        QVERIFY(loveVectors(snapshot, {}, stop.get_token()).n <= 20'000);
    }
}

QTEST_APPLESS_MAIN(TestLoveVectors)
#include "tst_love_vectors.moc"
