// SPDX-License-Identifier: GPL-3.0-or-later
// Figures worked out by hand; on whole log directories tst_report holds them to another implementation.
#include <QtTest>

#include <cmath>
#include <numeric>

#include <moie/analytics/performance.h>

#include "support/close.h"
#include "support/snapshot_builder.h"

using namespace std::chrono_literals;
using namespace moie;

namespace {

const Time noon = fromUnixSeconds(1795172400);
const std::initializer_list<double> love{.5, .5, .5, .5, .5};

} // namespace

class TestPerformance : public QObject {
    Q_OBJECT

private slots:
    void responseTimes();
    void operationsAndModels();
    void trends();
    void resourcesOutsideOfTurns();
    void errors();
    void slowest();
    void heatMap();
    void manyNames();
    void nothing();
    void stopped();
};

void TestPerformance::responseTimes() {
    SnapshotBuilder builder;
    builder.turn("s", noon).response(love, 1);
    builder.turn("s", noon + 1min).response(love, 3);
    builder.turn("s", noon + 2min).response(love);
    builder.turn("s", noon + 3min).error("timeout");
    builder.turn("s", noon + 4min).response(love, 100).provisional();
    const PerformanceFigures figures = performanceFigures(builder.build(), {});
    QCOMPARE(figures.responseSeconds.n, std::size_t{2});
    QCOMPARE(figures.responseMean.value, 2.0);
    QCOMPARE(figures.failed, std::size_t{1});
    QCOMPARE(figures.failedShare.value, 0.25);
    QCOMPARE(std::accumulate(figures.turnSeries.begin(), figures.turnSeries.end(), std::size_t{0}), std::size_t{4});
    QCOMPARE(std::accumulate(figures.failedSeries.begin(), figures.failedSeries.end(), std::size_t{0}), std::size_t{1});
}

void TestPerformance::operationsAndModels() {
    SnapshotBuilder builder;
    builder.turn("s", noon).timing("b", 2).timing("a", 1).repeat().timing("a", 9).timing("a", 3).timing("a", NAN);
    builder.turn("s", noon + 1min)
        .modelRun("small", 1, 40, {{"relevance", 0.5}})
        .modelRun("small", 2, NAN, {{"coherence", 0.9}, {"relevance", 0.7}})
        .modelRun("large", 5, 10);
    const Snapshot snapshot = builder.build();
    const PerformanceFigures figures = performanceFigures(snapshot, {});
    QCOMPARE(figures.operations.size(), std::size_t{2});
    QVERIFY(snapshot.name(figures.operations[0].name) == "a");
    QCOMPARE(figures.operations[0].seconds.n, std::size_t{2});
    QCOMPARE(figures.operations[0].seconds.mean, 2.0);
    QVERIFY(figures.operations[0].trend.direction == Direction::TooFew);
    QCOMPARE(figures.models.size(), std::size_t{2});
    const ModelFigures& small = figures.models[0];
    QVERIFY(snapshot.name(small.name) == "small");
    QCOMPARE(small.runs, std::size_t{2});
    QCOMPARE(small.inferenceSeconds.mean, 1.5);
    QCOMPARE(small.tokensPerSecond.n, std::size_t{1});
    QCOMPARE(small.quality.size(), std::size_t{2});
    QVERIFY(isClose(small.quality[0].values.mean, 0.6));
    QCOMPARE(small.quality[1].values.n, std::size_t{1});
    QVERIFY(figures.models[1].quality.empty());
}

void TestPerformance::trends() {
    SnapshotBuilder builder;
    for (int day = 0; day < 12; ++day)
        for (int turn = 0; turn < 3; ++turn)
            builder.turn("s" + std::to_string(day), noon + day * 24h + turn * 1min)
                .timing("slower", 1 + 0.1 * day)
                .timing("same", 1)
                .response(love, 2 - 0.1 * day);
    const Snapshot snapshot = builder.build();
    const PerformanceFigures figures = performanceFigures(snapshot, {});
    QVERIFY(figures.responseTrend.direction == Direction::Improving);
    QVERIFY(isClose(figures.responseTrend.slopePerDay, -0.1));
    QVERIFY(figures.operations[0].trend.direction == Direction::Worsening);
    QVERIFY(isClose(figures.operations[0].trend.slopePerDay, 0.1));
    // Corrected together with the other that has a p.
    QVERIFY(isClose(figures.operations[0].trend.p, figures.responseTrend.p));
    QVERIFY(figures.operations[1].trend.direction == Direction::Stable);
    PerformanceOptions options;
    options.trends = false;
    QVERIFY(performanceFigures(snapshot, {}, {}, options).responseTrend.direction == Direction::TooFew);
}

void TestPerformance::resourcesOutsideOfTurns() {
    SnapshotBuilder builder;
    builder.turn("s", noon).resources(10, 100).response(love, 1);
    // After the last turn.
    builder.loose("s", noon + 3h).resources(30, 300, 50).timing("shutdown", 4).error("disk full");
    builder.loose("s", noon + 48h).resources(99);
    const Snapshot snapshot = builder.build();
    const PerformanceFigures figures = performanceFigures(snapshot, {{noon, noon + 24h}, {}});
    QCOMPARE(figures.cpuPercent.distribution.n, std::size_t{2});
    QCOMPARE(figures.cpuPercent.distribution.mean, 20.0);
    QCOMPARE(figures.memoryMb.distribution.mean, 200.0);
    QCOMPARE(figures.gpuPercent.distribution.n, std::size_t{1});
    QCOMPARE(figures.operations.size(), std::size_t{1});
    QCOMPARE(figures.errors.size(), std::size_t{1});
    const PerformanceFigures open = performanceFigures(snapshot, {});
    QCOMPARE(open.cpuPercent.distribution.n, std::size_t{3});
    // 48 hours and a moment, by three hours, since 40 of one are too few: each in the bucket of its own time.
    QVERIFY((open.buckets.size == BucketSize{3, BucketUnit::Hour}));
    QCOMPARE(open.buckets.count(), std::size_t{17});
    QCOMPARE(open.cpuPercent.series.mean[0], 10.0);
    QCOMPARE(open.cpuPercent.series.mean[1], 30.0);
    QCOMPARE(open.cpuPercent.series.mean[16], 99.0);
    QCOMPARE(std::accumulate(open.cpuPercent.series.n.begin(), open.cpuPercent.series.n.end(), std::size_t{0}),
             std::size_t{3});
}

void TestPerformance::errors() {
    SnapshotBuilder builder;
    builder.turn("s", noon).error("timeout");
    builder.turn("s", noon + 1min).error("refused");
    builder.turn("s", noon + 2min).after(5s).error("timeout").repeat().error("timeout");
    const Snapshot snapshot = builder.build();
    const auto errors = performanceFigures(snapshot, {}).errors;
    QCOMPARE(errors.size(), std::size_t{2});
    QVERIFY(snapshot.name(errors[0].text) == "timeout");
    QCOMPARE(errors[0].count, std::size_t{2});
    QVERIFY(errors[0].last == noon + 2min + 5s);
}

void TestPerformance::slowest() {
    SnapshotBuilder builder;
    for (int i = 0; i < 50; ++i)
        builder.turn("s", noon + i * 1min).timing("generation", i).response(love, (i * 7) % 50);
    builder.turn("s", noon + 51min).error("timeout");
    const Snapshot snapshot = builder.build();
    const auto turns = performanceFigures(snapshot, {}).slowest;
    QCOMPARE(turns.size(), mostSlowTurns);
    for (std::size_t i = 0; i < turns.size(); ++i)
        QCOMPARE(turns[i].seconds, 49.0 - double(i));
    // 7 · 7 = 49: the eighth turn.
    QCOMPARE(turns[0].number, std::size_t{8});
    QVERIFY(turns[0].opened == noon + 7min);
    QCOMPARE(turns[0].parts.size(), std::size_t{1});
    QCOMPARE(turns[0].parts[0].seconds, 7.0);
}

void TestPerformance::heatMap() {
    SnapshotBuilder builder;
    for (const double seconds : {0.5, 1.0, 1.7, 1.8, 20.0, 0.0})
        builder.turn("s", noon + 1s * builder.build().counts.turns).response(love, seconds);
    PerformanceOptions options;
    options.mostBuckets = 2;
    const HeatMap map = performanceFigures(builder.build(), {}, {}, options).heat;
    // From 10^(−2/4) = 0.316 to 10^(6/4) = 31.6.
    QCOMPARE(map.bins(), std::size_t{8});
    QVERIFY(isClose(map.edges.front(), std::pow(10, -0.5)));
    QVERIFY(isClose(map.edges.back(), std::pow(10, 1.5)));
    std::vector<std::uint32_t> sums(map.bins(), 0);
    for (std::size_t i = 0; i < map.counts.size(); ++i)
        sums[i % map.bins()] += map.counts[i];
    // 0 s in the first; 1.0 opens the third, 1.778 the fourth.
    QCOMPARE(sums, (std::vector<std::uint32_t>{2, 0, 2, 1, 0, 0, 0, 1}));
}

void TestPerformance::manyNames() {
    SnapshotBuilder builder;
    auto& turn = builder.turn("s", noon);
    for (int i = 0; i < 260; ++i)
        turn.timing("operation " + std::to_string(i), 1).timing("operation " + std::to_string(i), 2);
    const PerformanceFigures figures = performanceFigures(builder.build(), {});
    QCOMPARE(figures.operations.size(), mostOperations);
    QCOMPARE(figures.namesLeftOut, std::size_t{60});
}

void TestPerformance::nothing() {
    const PerformanceFigures figures = performanceFigures(SnapshotBuilder().build(), {});
    QCOMPARE(figures.responseSeconds.n, std::size_t{0});
    QVERIFY(std::isnan(figures.failedShare.value));
    QVERIFY(figures.heat.edges.empty() && figures.slowest.empty() && figures.operations.empty());
}

void TestPerformance::stopped() {
    SnapshotBuilder builder;
    builder.turn("s", noon).response(love, 1);
    std::stop_source source;
    source.request_stop();
    QCOMPARE(performanceFigures(builder.build(), {}, source.get_token()).responseSeconds.n, std::size_t{0});
}

QTEST_APPLESS_MAIN(TestPerformance)
#include "tst_performance.moc"
