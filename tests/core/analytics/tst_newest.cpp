// SPDX-License-Identifier: MIT
#include <cmath>

#include <QTest>

#include <moie/analytics/newest.h>

#include "support/snapshot_builder.h"

using namespace moie;
using namespace std::chrono_literals;

class TestNewest : public QObject {
    Q_OBJECT

private slots:
    void takesTheLatestTurnsOfAllSessions();
    void saysWhatATurnIs();
    void keepsToTheSession();
    void saysWhatBecameOfASessionsTurns();
    void takesTheLatestEntriesWhateverTheirOrder();
    void findsLatestTurnsBehindManyOthers();

private:
    const Time m_start{1763600000s};
};

void TestNewest::takesTheLatestTurnsOfAllSessions() {
    SnapshotBuilder builder;
    builder.turn("a", m_start).response({.1, .1, .1, .1, .1});
    builder.turn("a", m_start + 3min).response({.3, .3, .3, .3, .3});
    builder.turn("b", m_start + 1min).response({.2, .2, .2, .2, .2});
    builder.turn("b", m_start + 4min).response({.4, .4, .4, .4, .4});
    const Snapshot snapshot = builder.build();

    const auto three = newestTurns(snapshot, {}, 3, {}).turns;
    QCOMPARE(three.size(), std::size_t(3));
    QCOMPARE(three[0].opened, m_start + 1min);
    QCOMPARE(three[1].opened, m_start + 3min);
    QCOMPARE(three[2].opened, m_start + 4min);
    QCOMPARE(three[0].love.values[4], .2);
    QCOMPARE(newestTurns(snapshot, {}, 10, {}).turns.size(), std::size_t(4));
    QVERIFY(newestTurns(snapshot, {}, 0, {}).turns.empty());
}

void TestNewest::saysWhatATurnIs() {
    SnapshotBuilder builder;
    builder.turn("a", m_start)
        .evaluation(false, {{"harm_prevention", -.4}, {"bias_mitigation", .1}})
        .evaluation(true, {{"harm_prevention", .1}, {"bias_mitigation", .05}})
        .response({.5, .5, .5, .5, .5}, 1.25);
    builder.turn("a", m_start + 1min).error("timeout");
    builder.turn("b", m_start - 1min).evaluation(true, {{"harm_prevention", .4}});
    const Snapshot snapshot = builder.build();

    const auto turns = newestTurns(snapshot, {}, 2, {}).turns;
    QCOMPARE(turns.size(), std::size_t(2));
    // Of the last evaluation: .1 of at most .4, and not .05 of at most .1.
    QCOMPARE(turns[0].margin, .25);
    QCOMPARE(turns[0].seconds, 1.25);
    QVERIFY(turns[0].verdict == Verdict::Caught);
    QVERIFY(turns[1].verdict == Verdict::Failed);
    QVERIFY(std::isnan(turns[1].margin));
    QVERIFY(std::isnan(turns[1].seconds));
    QCOMPARE(int(turns[1].love.size), 0);
}

void TestNewest::keepsToTheSession() {
    SnapshotBuilder builder;
    builder.turn("alice", m_start);
    builder.turn("bob", m_start + 1min);
    const Snapshot snapshot = builder.build();
    Scope scope;
    scope.session = "al";
    // The range of the scope says nothing here.
    scope.range = {m_start + 10min, m_start + 20min};
    const auto turns = newestTurns(snapshot, scope, 10, {}).turns;
    QCOMPARE(turns.size(), std::size_t(1));
    QCOMPARE(turns[0].opened, m_start);
}

void TestNewest::saysWhatBecameOfASessionsTurns() {
    SnapshotBuilder builder;
    builder.turn("a", m_start).evaluation(true, {{"harm_prevention", .4}}).response({.5, .5, .5, .5, .5});
    builder.turn("b", m_start + 1min).evaluation(false, {{"harm_prevention", -.1}}).response({.5, .5, .5, .5, .5});
    builder.turn("a", m_start + 2min).evaluation(true, {{"harm_prevention", .1}}).response({.5, .5, .5, .5, .5});
    builder.turn("a", m_start + 3min).error("timeout");
    const Snapshot snapshot = builder.build();

    QVERIFY(turnVerdicts(snapshot, "a") == (std::vector{Verdict::Clear, Verdict::Clear, Verdict::Failed}));
    QVERIFY(turnVerdicts(snapshot, "b") == std::vector{Verdict::ReachedUser});
    QVERIFY(turnVerdicts(snapshot, "c").empty());
}

void TestNewest::takesTheLatestEntriesWhateverTheirOrder() {
    SnapshotBuilder builder;
    // Entries 0 to 3 in order of arrival.
    builder.turn("a", m_start + 10s);
    builder.turn("b", m_start + 40s);
    builder.turn("c", m_start + 20s);
    builder.turn("d", m_start + 30s);
    const Snapshot snapshot = builder.build();
    QCOMPARE(newestEntries(snapshot, 3), (std::vector<EntryId>{EntryId{2}, EntryId{3}, EntryId{1}}));
    QCOMPARE(newestEntries(snapshot, 9).size(), std::size_t(4));
    QVERIFY(newestEntries(snapshot, 0).empty());
}

// More than a block of 256 turns in a session, and one whose clock was set back within the last block.
void TestNewest::findsLatestTurnsBehindManyOthers() {
    SnapshotBuilder builder;
    for (int i = 0; i < 300; ++i)
        builder.turn("long", m_start + i * 1s);
    builder.turn("long", m_start - 1h);
    const Snapshot snapshot = builder.build();
    const auto turns = newestTurns(snapshot, {}, 100, {}).turns;
    QCOMPARE(turns.size(), std::size_t(100));
    for (int i = 0; i < 100; ++i)
        QCOMPARE(turns[std::size_t(i)].opened, m_start + (200 + i) * 1s);
}

QTEST_GUILESS_MAIN(TestNewest)
#include "tst_newest.moc"
