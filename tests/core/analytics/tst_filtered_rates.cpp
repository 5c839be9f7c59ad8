// SPDX-License-Identifier: GPL-3.0-or-later
// What a filter leaves of the figures: rates are of all turns of the range and session, all else of the turns that it
// matches.
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <numeric>

#include <moie/analytics/comparison.h>
#include <moie/analytics/evolution.h>
#include <moie/analytics/groups.h>
#include <moie/analytics/overview.h>
#include <moie/analytics/performance.h>
#include <moie/analytics/safety.h>

#include "support/close.h"
#include "support/snapshot_builder.h"

using namespace std::chrono_literals;
using namespace moie;

namespace {

const Time noon = fromUnixSeconds(1795172400);

// Six sittings of ten turns, one a session: turn 0 fails, 1 and 2 reach the user (each with a violation), 3 is not
// judged, 4 and 5 are breaches, the others are clear. Turns 1 to 4 of the first three sittings match.
struct Made {
    Made() {
        for (int session = 0; session < 6; ++session)
            for (int turn = 0; turn < 10; ++turn)
                addTurn("s" + std::to_string(session), turn, noon + session * 24h + turn * 1min);
        snapshot = builder.build();
        std::vector<std::vector<bool>> turns(6, std::vector<bool>(10));
        for (int session = 0; session < 3; ++session)
            std::fill_n(turns[static_cast<std::size_t>(session)].begin() + 1, 4, true);
        filtered.filter = "by hand";
        filtered.filtered =
            std::make_shared<FilteredTurns>(snapshot.generation, turns, EntrySet(snapshot.entries.size()));
    }

    void addTurn(const std::string& session, int turn, Time opened) {
        auto& entries = builder.turn(session, opened).modelRun(turn < 5 ? "small" : "large");
        if (turn == 0) {
            entries.error("timeout");
            return;
        }
        if (turn == 1 || turn == 2)
            entries.evaluation(false).violation("harm", 0.5);
        else if (turn == 4 || turn == 5)
            entries.evaluation(true, {{"harm", -0.1}});
        else if (turn != 3)
            entries.evaluation(true);
        entries.response({0.1 * turn, 0, 0, 0, 0}, turn);
    }

    SnapshotBuilder builder;
    Snapshot snapshot;
    Scope filtered;
};

} // namespace

class TestFilteredRates : public QObject {
    Q_OBJECT

private slots:
    void overview();
    void againstThePeriodBefore();
    void safety();
    void performance();
    void performanceOfResourcesAlone();
    void groups();
    void comparison();
    void evolution();
    void sumsOfParts();
};

void TestFilteredRates::overview() {
    const Made made;
    const Overview figures = moie::overview(made.snapshot, made.filtered);
    QCOMPARE(figures.turns, std::size_t{12});
    QCOMPARE(figures.turnsInRange, std::size_t{60});
    QCOMPARE(figures.judged, std::size_t{9});
    // Six unsafe replies in scope, of 8 judged turns in each of six sittings; by hand as sums of sittings 2, 2, 2, 0,
    // 0, 0.
    QCOMPARE(figures.reachedUser.n, std::size_t{48});
    QCOMPARE(figures.reachedUser.sittings, std::size_t{6});
    QVERIFY(isClose(figures.reachedUser.value, 6.0 / 48));
    QCOMPARE(figures.breach.n, std::size_t{48});
    QVERIFY(isClose(figures.breach.value, 3.0 / 48));
    QVERIFY(isClose(figures.violationsPer100Turns, 10));
    // Of the turns that match.
    QVERIFY(isClose(figures.coverage, 9.0 / 12));
    QCOMPARE(figures.magnitude.n, std::size_t{12});
    QVERIFY(isClose(figures.magnitude.mean, 0.25));
    // What the figures are of does not move with the filter.
    QVERIFY(figures.from == noon && figures.to == noon + 5 * 24h + 9min);
    QVERIFY(figures.buckets.edges == moie::overview(made.snapshot, {}).buckets.edges);
}

void TestFilteredRates::againstThePeriodBefore() {
    const Made made;
    Scope scope = made.filtered;
    scope.range = {noon + 3 * 24h, noon + 6 * 24h}; // none matches there, those before do
    const Overview figures = moie::overview(made.snapshot, scope);
    QCOMPARE(figures.turns, std::size_t{0});
    QCOMPARE(figures.previousTurns, std::size_t{12});
    QVERIFY(figures.reachedUserChange && figures.violationsChange && !figures.magnitudeChange);
    QVERIFY(isClose(figures.reachedUserChange->change, -6.0 / 24));
    QVERIFY(isClose(figures.violationsChange->change, -20));
}

void TestFilteredRates::safety() {
    const Made made;
    const SafetyFigures figures = safetyFigures(made.snapshot, made.filtered);
    QVERIFY(isClose(figures.reachedUser.value, 6.0 / 48));
    QCOMPARE(figures.breach.n, std::size_t{48});
    QVERIFY(isClose(figures.breach.value, 3.0 / 48));
    QVERIFY(isClose(figures.violationsPer100Turns, 10));
    QVERIFY(isClose(figures.violationsMean.value, 10));
    QVERIFY(isClose(figures.coverage, 9.0 / 12));
    // Of evaluations, and of turns with an unsafe one: the scope's.
    QVERIFY(isClose(figures.unsafeShare.value, 6.0 / 9));
    QCOMPARE(figures.correction.turns, std::size_t{6});
    const auto turns = [](std::size_t sum, const ControlPoint& point) { return sum + point.count.turns; };
    const auto unsafe = [](std::size_t sum, const ControlPoint& point) { return sum + point.count.unsafe; };
    const auto& points = figures.control.points;
    QCOMPARE(std::accumulate(points.begin(), points.end(), std::size_t{0}, turns), std::size_t{48});
    QCOMPARE(std::accumulate(points.begin(), points.end(), std::size_t{0}, unsafe), std::size_t{6});
}

void TestFilteredRates::performance() {
    Made made;
    // The failed turns of two sittings match.
    std::vector<std::vector<bool>> turns(6, std::vector<bool>(10));
    turns[0][0] = turns[1][0] = true;
    made.filtered.filtered =
        std::make_shared<FilteredTurns>(made.snapshot.generation, turns, EntrySet(made.snapshot.entries.size()));
    const PerformanceFigures figures = performanceFigures(made.snapshot, made.filtered);
    QCOMPARE(figures.failed, std::size_t{2});
    QVERIFY(isClose(figures.failedShare.value, 2.0 / 60));
    QCOMPARE(std::accumulate(figures.turnSeries.begin(), figures.turnSeries.end(), std::size_t{0}), std::size_t{60});
    QCOMPARE(std::accumulate(figures.failedSeries.begin(), figures.failedSeries.end(), std::size_t{0}), std::size_t{2});
    QCOMPARE(figures.responseSeconds.n, std::size_t{0});
}

// What is logged outside any turn may match where no turn does; the turns are counted at their own times.
void TestFilteredRates::performanceOfResourcesAlone() {
    SnapshotBuilder builder;
    builder.turn("s", noon).response({.5, .5, .5, .5, .5}, 1);
    builder.turn("s", noon + 1h).response({.5, .5, .5, .5, .5}, 1);
    builder.loose("s", noon + 4h).resources(30);
    const Snapshot snapshot = builder.build();
    EntrySet loose(snapshot.entries.size());
    loose.add(snapshot.sessions[0]->loose->front().id());
    Scope scope;
    scope.filter = "by hand";
    scope.filtered =
        std::make_shared<FilteredTurns>(snapshot.generation, std::vector<std::vector<bool>>(1, {false, false}), loose);
    PerformanceOptions options;
    options.mostBuckets = 6; // one an hour
    const PerformanceFigures figures = performanceFigures(snapshot, scope, {}, options);
    QCOMPARE(figures.turnSeries, (std::vector<std::size_t>{1, 1, 0, 0, 0}));
    QCOMPARE(figures.failedSeries, (std::vector<std::size_t>(5, 0)));
    QCOMPARE(figures.cpuPercent.series.n, (std::vector<std::size_t>{0, 0, 0, 0, 1}));
    QCOMPARE(figures.responseSeconds.n, std::size_t{0});
}

void TestFilteredRates::groups() {
    const Made made;
    const Groups groups = groupFigures(made.snapshot, made.filtered, GroupKey::Model);
    QCOMPARE(groups.groups.size(), std::size_t{2});
    const GroupFigures& small = groups.groups[0];
    QVERIFY(made.snapshot.name(small.name.name) == "small");
    QCOMPARE(small.turns, std::size_t{12});
    QCOMPARE(small.turnsInRange, std::size_t{30});
    constexpr auto reached = std::size_t(Measure::UnsafeReplies);
    QVERIFY(isClose(small.estimates[reached].value, 6.0 / 18)); // of three judged turns in each of six sittings
    QVERIFY(isClose(small.estimates[std::size_t(Measure::Violations)].value, 20));
    QCOMPARE(small.distributions[std::size_t(Measure::Magnitude)].n, std::size_t{12});
    QCOMPARE(groups.groups[1].turns, std::size_t{0});
    QCOMPARE(groups.groups[1].turnsInRange, std::size_t{30});
    QCOMPARE(groups.groups[1].estimates[reached].value, 0.0);
    QVERIFY(isClose(small.againstOthers[reached].change, 6.0 / 18));
}

// Before and after a moment, as after a marker.
void TestFilteredRates::comparison() {
    const Made made;
    const auto [before, after] = beforeAndAfter(made.filtered, noon + 3 * 24h);
    const Comparison figures = compare(made.snapshot, before, after);
    QCOMPARE(figures.first.turns, std::size_t{12});
    QCOMPARE(figures.first.turnsInRange, std::size_t{30});
    QCOMPARE(figures.second.turns, std::size_t{0});
    QCOMPARE(figures.second.turnsInRange, std::size_t{30});
    constexpr auto reached = std::size_t(Measure::UnsafeReplies);
    QVERIFY(isClose(figures.differences[reached].change, -6.0 / 24));
    QVERIFY(isClose(figures.first.distributions[reached].mean, 6.0 / 24));
    QCOMPARE(figures.first.distributions[std::size_t(Measure::ResponseTime)].n, std::size_t{12});
    std::size_t charted = 0;
    for (const auto& series : figures.first.verdictSeries)
        charted = std::accumulate(series.begin(), series.end(), charted);
    QCOMPARE(charted, std::size_t{12});
    // A moment outside the range leaves one side empty.
    Scope day;
    day.range = {noon, noon + 24h};
    const auto [all, none] = beforeAndAfter(day, noon + 48h);
    QVERIFY(all.scope.range.to == noon + 24h);
    QCOMPARE(compare(made.snapshot, all, none).second.turnsInRange, std::size_t{0});
    const auto [nothing, everything] = beforeAndAfter(day, noon - 48h);
    QCOMPARE(compare(made.snapshot, nothing, everything).first.turnsInRange, std::size_t{0});
    QCOMPARE(compare(made.snapshot, nothing, everything).second.turnsInRange, std::size_t{10});
}

// Events a day are of the days of the range.
void TestFilteredRates::evolution() {
    Made made;
    made.builder.turn("s5", noon + 5 * 24h + 9min).adaptation("harm"); // in the same moment as the last turn
    Snapshot snapshot = made.builder.build();
    std::vector<std::vector<bool>> turns(6, std::vector<bool>(11));
    turns[5][10] = true;
    made.filtered.filtered =
        std::make_shared<FilteredTurns>(snapshot.generation, turns, EntrySet(snapshot.entries.size()));
    const EvolutionFigures figures = evolutionFigures(snapshot, made.filtered);
    QCOMPARE(figures.period.turns, std::size_t{1});
    QCOMPARE(figures.events, std::size_t{1});
    QVERIFY(isClose(figures.eventsPerDay, 1 / (5 + 9.0 / 1440)));
}

// A rate of a filter and that of its opposite add up to the rate of all.
void TestFilteredRates::sumsOfParts() {
    const Made made;
    Scope opposite = made.filtered;
    std::vector<std::vector<bool>> turns(6, std::vector<bool>(10));
    for (std::size_t session = 0; session < 6; ++session)
        for (std::size_t turn = 0; turn < 10; ++turn)
            turns[session][turn] = !made.filtered.filtered->hasTurn(SessionIndex{std::uint32_t(session)}, turn + 1);
    opposite.filtered =
        std::make_shared<FilteredTurns>(made.snapshot.generation, turns, EntrySet(made.snapshot.entries.size()));
    const Overview part = moie::overview(made.snapshot, made.filtered);
    const Overview rest = moie::overview(made.snapshot, opposite);
    const Overview all = moie::overview(made.snapshot, {});
    QVERIFY(isClose(part.reachedUser.value + rest.reachedUser.value, all.reachedUser.value));
    QVERIFY(isClose(part.violationsPer100Turns + rest.violationsPer100Turns, all.violationsPer100Turns));
    QCOMPARE(part.turns + rest.turns, all.turns);
}

QTEST_APPLESS_MAIN(TestFilteredRates)
#include "tst_filtered_rates.moc"
