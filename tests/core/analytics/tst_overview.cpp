// SPDX-License-Identifier: GPL-3.0-or-later
// Figures worked out by hand; intervals and percentiles from scipy 1.10.1 and numpy 1.24.2. Runs under
// TZ=Europe/Berlin.
#include <QtTest>

#include <cmath>

#include <moie/analytics/love_vectors.h>
#include <moie/analytics/overview.h>

#include "support/close.h"
#include "support/snapshot_builder.h"

using namespace std::chrono_literals;
using namespace moie;

namespace {

const Time noon = fromUnixSeconds(1795172400); // 2026-11-20 12:00 CET

// One turn of each verdict, a minute apart, and one of which nothing can be said yet.
SnapshotBuilder oneOfEach() {
    SnapshotBuilder builder;
    builder.turn("a", noon).after(1s).error("timeout");
    builder.turn("a", noon + 1min);
    builder.turn("a", noon + 2min).response({1, 1, 1, 1, 1}, 1.0);
    builder.turn("a", noon + 3min).evaluation(false).response({.5, .5, .5, .5, .5}, 2.0).violation("harm", 0.8);
    builder.turn("a", noon + 4min)
        .evaluation(false, {{"harm", -0.2}})
        .violation("harm", 0.4)
        .repeat()
        .violation("harm", 0.4)
        .evaluation(true, {{"harm", 0.5}})
        .response({.4, .4, .4, .4}, 4.0);
    builder.turn("a", noon + 5min).evaluation(true, {{"harm", -0.1}}).response({0, 0, 0, 0, 0}, 0.5);
    builder.turn("a", noon + 6min).evaluation(true, {{"harm", 0.1}}).response({1, 0, 0, 0, 0}, 1.5);
    builder.turn("a", noon + 7min).evaluation(true, {{"harm", 1.0}}).response({}, 3.0);
    builder.turn("a", noon + 8min).provisional().violation("harm").checkpoint().response({1, 1, 1, 1, 1}, 99);
    return builder;
}

std::size_t count(const Overview& o, Verdict verdict) {
    return o.verdicts[static_cast<std::size_t>(verdict)];
}

QString sizeOf(const Overview& o) {
    static constexpr const char* units[] = {"s", "min", "h", "d", "w", "month"};
    return QString("%1 %2").arg(o.buckets.size.count).arg(units[static_cast<int>(o.buckets.size.unit)]);
}

} // namespace

class TestOverview : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void nothing();
    void nothingInRange();
    void verdicts();
    void sharesOfJudgedTurns();
    void love();
    void responseTime();
    void violationsAndEvents();
    void looseEntries();
    void sessionsAndMissingEntries();
    void provisionalTurnsCountNowhereElse();
    void bucketSizes_data();
    void bucketSizes();
    void bucketsByHand();
    void bucketsCoverTheRange();
    void percentilesOfBucketsNeedTheirNumber();
    void latestEventsAreTheNewest();
    void magnitudeTrend();
    void magnitudeTrendIsThatOfTheLoveVectors();
    void conversationsOfOneSession();
    void stops();
};

void TestOverview::initTestCase() {
    QCOMPARE(QString::fromStdString(isoLocal(noon)), "2026-11-20T12:00:00");
}

void TestOverview::nothing() {
    const Overview o = overview(Snapshot(), {});
    QCOMPARE(o.turns, std::size_t{0});
    QVERIFY(o.from == unknownTime && o.to == unknownTime);
    QVERIFY(std::isnan(o.reachedUser.value) && std::isnan(o.coverage) && std::isnan(o.violationsPer100Turns));
    QVERIFY(std::isnan(o.eventsPerDay));
    QCOMPARE(o.buckets.count(), std::size_t{0});
    QVERIFY(o.love[0].mean.empty() && o.responseTime.p50.empty() && o.verdictSeries[0].empty());
    QVERIFY(!o.previous && o.changes.empty() && o.latest.empty());
    QVERIFY(o.magnitudeTrend.direction == Direction::TooFew);
}

void TestOverview::nothingInRange() {
    const Snapshot snapshot = oneOfEach().build();
    const TimeRange after{noon + 1h, noon + 2h};
    const Overview o = overview(snapshot, {after, {}});
    QCOMPARE(o.turns, std::size_t{0});
    QVERIFY(o.from == noon + 1h && o.to == noon + 2h);
    QCOMPARE(o.buckets.count(), std::size_t{0});
    // Before it there was something, but nothing to compare it with.
    QVERIFY(o.previous.has_value());
    QCOMPARE(o.previousTurns, std::size_t{8});
    QVERIFY(o.changes.empty() && !o.magnitudeChange && !o.reachedUserChange);
}

void TestOverview::verdicts() {
    const Overview o = overview(oneOfEach().build(), {});
    QCOMPARE(o.turns, std::size_t{8});
    for (const Verdict verdict :
         {Verdict::Failed, Verdict::Unanswered, Verdict::NotJudged, Verdict::ReachedUser, Verdict::Caught,
          Verdict::Breach, Verdict::Near, Verdict::Clear, Verdict::Provisional})
        QCOMPARE(count(o, verdict), std::size_t{1});
    QCOMPARE(o.provisional, std::size_t{1});
    QCOMPARE(o.judged, std::size_t{5});
    QVERIFY(isClose(o.coverage, 5.0 / 6));
    QVERIFY(o.from == noon && o.to == noon + 7min);
}

void TestOverview::sharesOfJudgedTurns() {
    const Overview o = overview(oneOfEach().build(), {});
    QCOMPARE(o.reachedUser.value, 0.2);
    QCOMPARE(o.reachedUser.n, std::size_t{5});
    QCOMPARE(o.reachedUser.sittings, std::size_t{1});
    QVERIFY(o.reachedUser.turnsTreatedAsIndependent);
    QVERIFY(isClose(o.reachedUser.low, 0.036224108632430196));
    QVERIFY(isClose(o.reachedUser.high, 0.6244653702374747));
    // One in five as well.
    QCOMPARE(o.breach.value, 0.2);
    QCOMPARE(o.breach.n, std::size_t{5});
    QVERIFY(isClose(o.breach.low, 0.036224108632430196));
    QVERIFY(isClose(o.breach.high, 0.6244653702374747));
}

void TestOverview::love() {
    // |v| = √5, √5/2, none (four components), 0, 1, none (no vector).
    const Overview o = overview(oneOfEach().build(), {});
    QCOMPARE(o.magnitude.n, std::size_t{4});
    QVERIFY(isClose(o.magnitude.mean, 1.0885254915624212));
    QVERIFY(isClose(o.magnitude.std, 0.9147766606983292));
    QVERIFY(isClose(o.magnitude.p50, 1.0590169943749475));
    QVERIFY(isClose(o.magnitude.p90, 1.9006577808748215));
    QCOMPARE(o.magnitude.max, std::sqrt(5.0));
    QVERIFY(std::isnan(o.magnitude.p95));
    QVERIFY(isClose(o.magnitudeMean.value, 1.0885254915624212));
    QVERIFY(isClose(o.magnitudeMean.low, -0.36708831043741563, 1e-8));
    QVERIFY(isClose(o.magnitudeMean.high, 2.544139293562258, 1e-8));
}

void TestOverview::responseTime() {
    // 1, 2, 4, 0.5, 1.5, 3
    const Overview o = overview(oneOfEach().build(), {});
    QCOMPARE(o.responseSeconds.n, std::size_t{6});
    QCOMPARE(o.responseSeconds.mean, 2.0);
    QCOMPARE(o.responseSeconds.p10, 0.75);
    QCOMPARE(o.responseSeconds.p50, 1.75);
    QCOMPARE(o.responseSeconds.p90, 3.5);
    // A failed turn has none, whatever was logged.
    SnapshotBuilder builder;
    builder.turn("a", noon).error("lost").response({1, 1, 1, 1, 1}, 7);
    QCOMPARE(overview(builder.build(), {}).responseSeconds.n, std::size_t{0});
}

void TestOverview::violationsAndEvents() {
    SnapshotBuilder builder = oneOfEach();
    builder.turn("a", noon + 12h).adaptation("harm").learning("tone").feedback(0.5).evolution().checkpoint();
    builder.turn("a", noon + 48h).repeat().feedback(0.5).learning("tone");
    const Overview o = overview(builder.build(), {});
    QCOMPARE(o.turns, std::size_t{10});
    QCOMPARE(o.violations, std::size_t{2}); // neither the repeat nor the provisional turn's
    QVERIFY(isClose(o.violationsPer100Turns, 20));
    QCOMPARE(o.adaptations, std::size_t{3});
    QCOMPARE(o.feedback, std::size_t{1});
    QCOMPARE(o.checkpoints, std::size_t{1});
    QCOMPARE(o.events, std::size_t{5});
    QVERIFY(isClose(o.eventsPerDay, 2.5));
    // Of less than a day there is none.
    QVERIFY(std::isnan(overview(builder.build(), {{noon, noon + 23h}, {}}).eventsPerDay));
    // A range that is given is what the rate is of.
    const Overview days = overview(builder.build(), {{noon - 24h, noon + 96h}, {}});
    QVERIFY(isClose(days.eventsPerDay, 1));
}

void TestOverview::looseEntries() {
    SnapshotBuilder builder;
    builder.turn("a", noon).violation("harm", 0.1);
    builder.turn("a", noon + 10min);
    builder.loose("a", noon + 5min).violation("harm", 0.9).repeat().violation("harm", 0.9).checkpoint();
    builder.loose("a", noon + 20min).checkpoint().error("outside");
    // A session without a turn in scope.
    builder.loose("b", noon + 5min).violation("harm");
    builder.missingEntries("b", noon + 5min, 3).missingEntries("b", noon + 1h, 50);
    const Overview o = overview(builder.build(), {{noon, noon + 20min}, {}});
    QCOMPARE(o.violations, std::size_t{3});
    QVERIFY(isClose(o.violationsPer100Turns, 150));
    QCOMPARE(o.checkpoints, std::size_t{1});
    QCOMPARE(o.sessions, std::size_t{1});
    QCOMPARE(o.missingEntries, std::size_t{3});
    QCOMPARE(o.latest.size(), std::size_t{3}); // without the checkpoint
}

void TestOverview::sessionsAndMissingEntries() {
    SnapshotBuilder builder;
    builder.turn("a", noon);
    builder.turn("b", noon);
    builder.turn("b", noon + 1h);
    builder.turn("c", noon + 5h);
    builder.missingEntries("a", noon, 1).missingEntries("b", noon + 1h, 20).missingEntries("c", noon + 5h, 300);
    const Snapshot snapshot = builder.build();
    QCOMPARE(overview(snapshot, {}).sessions, std::size_t{3});
    QCOMPARE(overview(snapshot, {}).missingEntries, std::size_t{321});
    const Overview some = overview(snapshot, {{noon, noon + 2h}, {}});
    QCOMPARE(some.sessions, std::size_t{2});
    QCOMPARE(some.missingEntries, std::size_t{21});
    QCOMPARE(overview(snapshot, {{}, "c"}).turns, std::size_t{1});
}

void TestOverview::provisionalTurnsCountNowhereElse() {
    SnapshotBuilder builder;
    builder.turn("a", noon).provisional().evaluation(false).response({1, 1, 1, 1, 1}, 1).violation("harm").feedback(1);
    const Overview o = overview(builder.build(), {});
    QCOMPARE(o.provisional, std::size_t{1});
    QCOMPARE(o.turns + o.judged + o.violations + o.events + o.sessions, std::size_t{0});
    QVERIFY(o.latest.empty());
    QCOMPARE(o.magnitude.n + o.responseSeconds.n, std::size_t{0});
    QCOMPARE(o.buckets.count(), std::size_t{0});
}

void TestOverview::bucketSizes_data() {
    QTest::addColumn<int>("hours");
    QTest::addColumn<int>("most");
    QTest::addColumn<QString>("size");
    QTest::addColumn<int>("buckets");
    QTest::newRow("an hour") << 1 << 40 << "5 min" << 13;
    QTest::newRow("a day") << 24 << 40 << "1 h" << 25;
    QTest::newRow("a week") << 7 * 24 << 40 << "6 h" << 29;
    QTest::newRow("two weeks") << 14 * 24 << 40 << "1 d" << 15; // not 29 half days
    QTest::newRow("thirty days") << 30 * 24 << 40 << "1 d" << 31;
    QTest::newRow("a quarter") << 90 * 24 << 40 << "1 w" << 14; // Monday 16 November … Thursday 18 February
    QTest::newRow("two weeks, much room") << 14 * 24 << 200 << "3 h" << 113;
    QTest::newRow("two weeks, room for 60") << 14 * 24 << 60 << "6 h" << 57;
}

void TestOverview::bucketSizes() {
    QFETCH(int, hours);
    QFETCH(int, most);
    QFETCH(QString, size);
    QFETCH(int, buckets);
    SnapshotBuilder builder;
    builder.turn("a", noon);
    builder.turn("a", noon + hours * 1h);
    OverviewOptions options;
    if (most == 40)
        QCOMPARE(options.mostBuckets, std::size_t{40}); // the default
    options.mostBuckets = static_cast<std::size_t>(most);
    const Overview o = overview(builder.build(), {}, {}, options);
    QCOMPARE(sizeOf(o), size);
    QCOMPARE(static_cast<int>(o.buckets.count()), buckets);
    QCOMPARE(o.love[4].mean.size(), o.buckets.count());
    QCOMPARE(o.verdictSeries[0].size(), o.buckets.count());
    QCOMPARE(o.responseTime.p99.size(), o.buckets.count());
}

void TestOverview::bucketsCoverTheRange() {
    SnapshotBuilder builder;
    builder.turn("a", noon);
    builder.turn("a", noon + 1h);
    const Snapshot snapshot = builder.build();
    // Silence before and after is seen, too.
    const Overview o = overview(snapshot, {{noon - 72h, noon + 72h}, {}}, {}, {.mostBuckets = 40, .trend = false});
    QVERIFY(o.buckets.edges.front() <= noon - 72h);
    QVERIFY(o.buckets.edges.back() >= noon + 72h);
    // Where the range is open, the turns bound them.
    const Overview open = overview(snapshot, {}, {}, {.mostBuckets = 40, .trend = false});
    QVERIFY(open.buckets.edges.front() > noon - 24h);
    QVERIFY(open.buckets.edges.back() < noon + 24h);
}

void TestOverview::bucketsByHand() {
    // Three days with 3, 0 and 1 turns.
    SnapshotBuilder builder;
    builder.turn("a", noon).evaluation(true, {{"harm", 1}}).response({.2, 0, 0, 0, 1}, 1);
    builder.turn("b", noon - 3h).evaluation(false).response({.6, 0, 0, 0, 1}, 2);
    builder.turn("b", noon + 11h).response({.4, 0, 0, 0}, 6);
    builder.turn("c", noon + 36h).error("lost").response({.9, 0, 0, 0, 0}, 1);
    OverviewOptions options;
    options.mostBuckets = 3;
    const Overview o = overview(builder.build(), {}, {}, options);
    QCOMPARE(sizeOf(o), "1 d");
    QCOMPARE(o.buckets.count(), std::size_t{3});
    const BandSeries& warmth = o.love[0];
    QVERIFY((warmth.n == std::vector<std::size_t>{3, 0, 1}));
    QVERIFY(isClose(warmth.mean[0], 0.4) && isClose(warmth.p10[0], 0.24) && isClose(warmth.p90[0], 0.56));
    QVERIFY(std::isnan(warmth.mean[1]) && std::isnan(warmth.p10[1]) && std::isnan(warmth.p90[1]));
    QVERIFY(isClose(warmth.mean[2], 0.9) && isClose(warmth.p10[2], 0.9) && isClose(warmth.p90[2], 0.9));
    QVERIFY((o.love[4].n == std::vector<std::size_t>{2, 0, 1}));
    const auto series = [&](Verdict verdict) { return o.verdictSeries[static_cast<std::size_t>(verdict)]; };
    QVERIFY((series(Verdict::Clear) == std::vector<std::size_t>{1, 0, 0}));
    QVERIFY((series(Verdict::ReachedUser) == std::vector<std::size_t>{1, 0, 0}));
    QVERIFY((series(Verdict::NotJudged) == std::vector<std::size_t>{1, 0, 0}));
    QVERIFY((series(Verdict::Failed) == std::vector<std::size_t>{0, 0, 1}));
    QVERIFY((o.responseTime.n == std::vector<std::size_t>{3, 0, 0}));
    QCOMPARE(o.responseTime.p50[0], 2.0);
    QVERIFY(std::isnan(o.responseTime.p50[2]));
}

void TestOverview::percentilesOfBucketsNeedTheirNumber() {
    // 25 turns of 1…25 s on one day, 19 on the next.
    SnapshotBuilder builder;
    for (int i = 1; i <= 25; ++i)
        builder.turn("a", noon + i * 1min).response({}, i);
    for (int i = 1; i <= 19; ++i)
        builder.turn("b", noon + 24h + i * 1min).response({}, i);
    OverviewOptions options;
    options.mostBuckets = 2;
    const Overview o = overview(builder.build(), {}, {}, options);
    QCOMPARE(o.buckets.count(), std::size_t{2});
    QCOMPARE(o.responseTime.p50[0], 13.0);
    QVERIFY(isClose(o.responseTime.p95[0], 23.8));
    QVERIFY(std::isnan(o.responseTime.p99[0]));
    QCOMPARE(o.responseTime.p50[1], 10.0);
    QVERIFY(std::isnan(o.responseTime.p95[1]));
}

void TestOverview::latestEventsAreTheNewest() {
    SnapshotBuilder builder;
    // Two sessions whose events interleave, each followed by a checkpoint.
    for (int i = 0; i < 60; ++i)
        builder.turn(i % 2 == 0 ? "a" : "b", noon + i * 1min).after(1s).feedback(i).after(1s).checkpoint();
    builder.loose("a", noon + 90min).error("disk full");
    const Snapshot snapshot = builder.build();
    const Overview o = overview(snapshot, {});
    QCOMPARE(o.checkpoints, std::size_t{60});
    QCOMPARE(o.latest.size(), latestEvents);
    QVERIFY(o.latest[0].kind == EventKind::Error);
    QVERIFY(snapshot.name(o.latest[0].what) == "disk full");
    QVERIFY(o.latest[0].time == noon + 90min);
    for (std::size_t i = 1; i < o.latest.size(); ++i) {
        QVERIFY(o.latest[i].kind == EventKind::Feedback);
        QCOMPARE(o.latest[i].value, 60.0 - static_cast<double>(i));
        QVERIFY(o.latest[i].time == noon + (60 - static_cast<int>(i)) * 1min + 1s);
    }
}

void TestOverview::magnitudeTrend() {
    // Ten sittings a day apart with means √5 · (0.50, 0.52, …): as in tst_trend, where the days are 0…9 too.
    const std::vector<double> levels{.5, .52, .51, .55, .54, .58, .57, .6, .62, .61};
    SnapshotBuilder builder;
    for (std::size_t day = 0; day < levels.size(); ++day) {
        const Time start = noon + static_cast<int>(day) * 24h;
        for (int i = -1; i <= 1; ++i) {
            const double c = levels[day] + 0.01 * i;
            builder.turn("a", start + i * 5min).response({c, c, c, c, c});
        }
    }
    // Two turns are no sitting worth a point.
    for (int i = 0; i < 2; ++i)
        builder.turn("a", noon + 12 * 24h + i * 1min).response({0, 0, 0, 0, 0});
    const Overview o = overview(builder.build(), {});
    QCOMPARE(o.magnitudeTrend.sittings, std::size_t{10});
    QVERIFY(o.magnitudeTrend.direction == Direction::Improving);
    QVERIFY(isClose(o.magnitudeTrend.slopePerDay, std::sqrt(5.0) * 0.014285714285714282));
    // Seven times what scipy.stats.kendalltau has: the components and coherence rise alike.
    QVERIFY(isClose(o.magnitudeTrend.p, 7 * 0.0009350263526396277));
    OverviewOptions without;
    without.trend = false;
    QCOMPARE(overview(builder.build(), {}, {}, without).magnitudeTrend.sittings, std::size_t{0});
}

// Ten sittings a day apart; alone, magnitude would be called a trend (scipy.stats.kendalltau, asymptotic: 0.0196). It
// is tested with the other six, or five where one of them stands at a bound; after Holm's correction by hand it is
// none.
void TestOverview::magnitudeTrendIsThatOfTheLoveVectors() {
    const std::vector<double> levels{.50, .53, .51, .54, .52, .57, .53, .58, .55, .56};
    const auto build = [&](double scale, double safety) {
        SnapshotBuilder builder;
        for (std::size_t day = 0; day < levels.size(); ++day) {
            const double c = scale * levels[day];
            const double other = scale * (day % 2 == 0 ? 0.05 : -0.05);
            for (int i = 0; i < 3; ++i)
                builder.turn("a", noon + static_cast<int>(day) * 24h + i * 5min)
                    .response({c + other, c - other, std::isnan(safety) ? c : safety, c + other, c - other});
        }
        return builder.build();
    };
    const auto compare = [](const Snapshot& snapshot, double p) {
        const Overview o = overview(snapshot, {});
        const LoveFigure magnitude = loveVectors(snapshot, {}).magnitude;
        QVERIFY(isClose(o.magnitudeTrend.p, p) || (std::isnan(p) && std::isnan(o.magnitudeTrend.p)));
        QVERIFY(o.magnitudeTrend.direction == (std::isnan(p) ? Direction::TooFew : Direction::Stable));
        QCOMPARE(o.magnitudeTrendWithheld, std::isnan(p));
        QVERIFY(o.magnitudeTrend.direction == magnitude.trend.direction);
        QVERIFY(isClose(magnitude.trend.p, p) || (std::isnan(p) && std::isnan(magnitude.trend.p)));
        QCOMPARE(magnitude.trendWithheld, o.magnitudeTrendWithheld);
    };
    compare(build(1, notMeasured), 0.13685188365019874);
    compare(build(1, 1.0), 0.11730161455731321);
    compare(build(0, 0.0), notMeasured);
}

void TestOverview::conversationsOfOneSession() {
    // Two conversations of one process interleave: two sittings, though the turns alternate.
    SnapshotBuilder builder;
    for (int i = 0; i < 6; ++i)
        builder.turn("a", noon + i * 1min)
            .conversation(i % 2 == 0 ? "eve" : "adam")
            .sitting(i % 2 == 0 ? 0 : 1)
            .response({1, 1, 1, 1, 1}, i);
    QCOMPARE(overview(builder.build(), {}).magnitudeMean.sittings, std::size_t{2});
}

void TestOverview::stops() {
    std::stop_source source;
    source.request_stop();
    const Overview o = overview(oneOfEach().build(), {}, source.get_token());
    QCOMPARE(o.turns, std::size_t{0});
    QVERIFY(violations(oneOfEach().build(), {}, source.get_token()).empty());
}

QTEST_APPLESS_MAIN(TestOverview)
#include "tst_overview.moc"
