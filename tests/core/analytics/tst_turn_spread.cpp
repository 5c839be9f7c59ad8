// SPDX-License-Identifier: MIT
#include <QtTest>

#include <moie/analytics/turn_spread.h>

#include "support/snapshot_builder.h"

using namespace std::chrono_literals;
using namespace moie;

namespace {

const Time noon = fromUnixSeconds(1795172400);

// One an hour.
std::vector<Time> hours(int count) {
    std::vector<Time> times;
    for (int i = 0; i < count; ++i)
        times.push_back(noon + i * 1h);
    return times;
}

TurnSpread with(std::vector<Time> times, std::initializer_list<Time> others) {
    times.insert(times.end(), others);
    return spreadOf(std::move(times));
}

} // namespace

class TestTurnSpread : public QObject {
    Q_OBJECT

private slots:
    void evenTurnsAreNotStretched();
    void oneOldTurn();
    void howFarIsFar();
    void atMostOneInTen();
    void onBothSides();
    void ofTheScope();
    void ofWhatIsLoggedOutsideTurns();
};

void TestTurnSpread::evenTurnsAreNotStretched() {
    QCOMPARE(spreadOf({}).moments, std::size_t{0});
    const TurnSpread spread = spreadOf(hours(24));
    QVERIFY(!spread.stretched());
    QVERIFY(spread.from == noon && spread.to == noon + 23h);
    // All at one time, and too few to say what is usual.
    QVERIFY(!spreadOf(std::vector<Time>(20, noon)).stretched());
    QVERIFY(!with(hours(8), {noon - 9000h}).stretched());
}

void TestTurnSpread::oneOldTurn() {
    const TurnSpread spread = with(hours(24), {noon - 9000h});
    QCOMPARE(spread.moments, std::size_t{25});
    QCOMPARE(spread.before, std::size_t{1});
    QCOMPARE(spread.after, std::size_t{0});
    QVERIFY(spread.from == noon && spread.to == noon + 23h);
}

void TestTurnSpread::howFarIsFar() {
    // The others take 23 hours.
    QVERIFY(!with(hours(24), {noon - 69h}).stretched());
    QVERIFY(with(hours(24), {noon - 70h}).stretched());
    QVERIFY(!with(hours(24), {noon + 23h + 69h}).stretched());
    QVERIFY(with(hours(24), {noon + 23h + 70h}).stretched());
}

void TestTurnSpread::atMostOneInTen() {
    // Of 20 turns two may be far away, and the longest gap says how many are.
    QCOMPARE(with(hours(18), {noon - 9000h, noon - 8999h}).before, std::size_t{2});
    QCOMPARE(with(hours(18), {noon - 9000h, noon - 1h}).before, std::size_t{1});
    QVERIFY(!with(hours(16), {noon - 9000h, noon - 8999h, noon - 8998h}).stretched());
}

void TestTurnSpread::onBothSides() {
    const TurnSpread spread = with(hours(24), {noon - 9000h, noon + 8000h});
    QCOMPARE(spread.before, std::size_t{1});
    QCOMPARE(spread.after, std::size_t{1});
    QVERIFY(spread.from == noon && spread.to == noon + 23h);
    // Near ones on one side count as the others.
    const TurnSpread old = with(hours(24), {noon - 9000h, noon + 24h});
    QCOMPARE(old.before, std::size_t{1});
    QCOMPARE(old.after, std::size_t{0});
    QVERIFY(old.to == noon + 24h);
}

void TestTurnSpread::ofTheScope() {
    SnapshotBuilder builder;
    builder.turn("old", noon - 9000h).response({0.5, 0.5, 0.5, 0.5, 0.5});
    for (int i = 0; i < 12; ++i)
        builder.turn("s", noon + i * 1h).response({0.5, 0.5, 0.5, 0.5, 0.5});
    const Snapshot snapshot = builder.build();
    QCOMPARE(turnSpread(snapshot, {}, {}).before, std::size_t{1});
    QCOMPARE(turnSpread(snapshot, {{}, "s"}, {}).moments, std::size_t{12});
    QVERIFY(!turnSpread(snapshot, {{}, "s"}, {}).stretched());
    // A range that begins somewhere is what the user wanted to see.
    QVERIFY(!turnSpread(snapshot, {{noon - 9000h, std::nullopt}, {}}, {}).stretched());
    QVERIFY(turnSpread(snapshot, {{std::nullopt, noon + 24h}, {}}, {}).stretched());
    std::stop_source source;
    source.request_stop();
    QCOMPARE(turnSpread(snapshot, {}, source.get_token()).moments, std::size_t{0});
}

void TestTurnSpread::ofWhatIsLoggedOutsideTurns() {
    SnapshotBuilder builder;
    for (int i = 0; i < 12; ++i)
        builder.turn("s", noon + i * 1h).response({0.5, 0.5, 0.5, 0.5, 0.5});
    builder.loose("s", noon - 9000h).learning("a");
    builder.loose("s", noon + 9000h).resources(10.0);
    const TurnSpread spread = turnSpread(builder.build(), {}, {});
    QCOMPARE(spread.moments, std::size_t{14});
    QCOMPARE(spread.before, std::size_t{1});
    QCOMPARE(spread.after, std::size_t{1});
    QVERIFY(spread.from == noon && spread.to == noon + 11h);
    // Nothing else outside turns stands in charts over the range.
    SnapshotBuilder silent;
    for (int i = 0; i < 12; ++i)
        silent.turn("s", noon + i * 1h).response({0.5, 0.5, 0.5, 0.5, 0.5});
    silent.loose("s", noon - 9000h).timing("setup", 0.5);
    QCOMPARE(turnSpread(silent.build(), {}, {}).moments, std::size_t{12});
}

QTEST_APPLESS_MAIN(TestTurnSpread)
#include "tst_turn_spread.moc"
