// SPDX-License-Identifier: MIT
// Sessions of a scope, their orders, one session turn by turn, and one turn in full. Figures worked out by hand.
#include <QTest>

#include <moie/analytics/session_list.h>
#include <moie/analytics/session_turns.h>

#include "support/close.h"
#include "support/snapshot_builder.h"

using namespace moie;
using namespace std::chrono_literals;

namespace {

const Time start = fromUnixSeconds(1'763'600'000);

std::vector<int> sessionsOf(const SessionList& list, const std::vector<std::uint32_t>& order) {
    std::vector<int> sessions;
    for (const std::uint32_t row : order)
        sessions.push_back(static_cast<int>(list.rows[row].session));
    return sessions;
}

// A session of the length 2 vector (1, 1, 1, 1, 0) for a magnitude of 2, and so on.
Snapshot threeSessions() {
    SnapshotBuilder builder;
    builder.turn("a", start).response({1, 1, 1, 1, 0}).evaluation(true, {{"harm", 0.5}});
    builder.turn("a", start + 1min).response({1, 0, 0, 0, 0}).evaluation(false);
    builder.turn("b", start + 1h).response({1, 0, 0, 0, 0}).evaluation(false).evaluation(true, {{"harm", 0.5}});
    builder.turn("b", start + 2h).error("timeout");
    builder.turn("b", start + 3h).response({1, 1, 1, 1, 0}).provisional();
    builder.turn("c", start + 4h);
    return builder.build();
}

} // namespace

class TestSessionList : public QObject {
    Q_OBJECT

private slots:
    void countsTurnsOfTheScope();
    void leavesOutSessionsWithoutATurnInScope();
    void drawsManyTurnsAsMeansOfEqualParts();
    void ordersByEachColumn_data();
    void ordersByEachColumn();
    void listsTheTurnsOfASession();
    void tellsConversationsApart();
    void givesATurnInFull();
    void givesViolationsToTheirAttempts();
};

void TestSessionList::countsTurnsOfTheScope() {
    const Snapshot snapshot = threeSessions();
    const SessionList list = sessionList(snapshot, {});
    QCOMPARE(list.rows.size(), std::size_t{3});
    const SessionRow& a = list.rows[0];
    QCOMPARE(a.turns, 2u);
    QCOMPARE(a.started, start);
    QCOMPARE(a.unsafe(), 1u);
    QCOMPARE(a.count(Verdict::Clear), 1u);
    QCOMPARE(a.count(Verdict::ReachedUser), 1u);
    QVERIFY(isClose(a.magnitude, 1.5));
    QCOMPARE(a.magnitudeTurns, 2u);
    const SessionRow& b = list.rows[1];
    QCOMPARE(b.turns, 3u);
    QCOMPARE(b.count(Verdict::Caught), 1u);
    QCOMPARE(b.count(Verdict::Failed), 1u);
    QCOMPARE(b.count(Verdict::Provisional), 1u);
    QVERIFY(isClose(b.magnitude, 1.0));
    const auto points = list.pointsOf(b);
    QCOMPARE(points.size(), std::size_t{3});
    QVERIFY(points[0] == 1.0f && std::isnan(points[1]) && std::isnan(points[2]));
    QVERIFY(std::isnan(list.rows[2].magnitude));
}

void TestSessionList::leavesOutSessionsWithoutATurnInScope() {
    const Snapshot snapshot = threeSessions();
    Scope scope;
    scope.range = {start + 30s, start + 90min};
    const SessionList list = sessionList(snapshot, scope);
    QCOMPARE(list.rows.size(), std::size_t{2});
    QCOMPARE(list.rows[0].turns, 1u);
    QCOMPARE(list.rows[0].started, start + 1min);
    QCOMPARE(list.rows[1].turns, 1u);
    scope.session = "b";
    QCOMPARE(sessionList(snapshot, scope).rows.size(), std::size_t{1});
}

void TestSessionList::drawsManyTurnsAsMeansOfEqualParts() {
    SnapshotBuilder builder;
    for (int i = 0; i < 48; ++i)
        builder.turn("s", start + i * 1min).response({i % 2 == 0 ? 0.0 : 2.0 * i, 0, 0, 0, 0});
    const Snapshot snapshot = builder.build();
    const SessionList list = sessionList(snapshot, {});
    const auto points = list.pointsOf(list.rows[0]);
    QCOMPARE(points.size(), std::size_t{24});
    // Turns 2k and 2k + 1 have magnitudes 0 and 2 (2k + 1).
    for (std::size_t k = 0; k < points.size(); ++k)
        QCOMPARE(points[k], static_cast<float>(2 * k + 1));
}

void TestSessionList::ordersByEachColumn_data() {
    QTest::addColumn<int>("column");
    QTest::addColumn<bool>("ascending");
    QTest::addColumn<std::vector<int>>("sessions");
    const auto row = [](const char* name, SessionColumn column, bool ascending, std::vector<int> sessions) {
        QTest::newRow(name) << static_cast<int>(column) << ascending << sessions;
    };
    row("started", SessionColumn::Started, false, {2, 1, 0});
    row("started, ascending", SessionColumn::Started, true, {0, 1, 2});
    row("turns", SessionColumn::Turns, false, {1, 0, 2});
    row("turns, ascending", SessionColumn::Turns, true, {2, 0, 1});
    row("love: none comes last", SessionColumn::Magnitude, false, {0, 1, 2});
    row("love, ascending: likewise", SessionColumn::Magnitude, true, {1, 0, 2});
    row("unsafe: equal ones the latest first", SessionColumn::Unsafe, false, {1, 0, 2});
    row("unsafe, ascending", SessionColumn::Unsafe, true, {2, 1, 0});
    row("share of clear ones", SessionColumn::Verdicts, false, {0, 2, 1});
}

void TestSessionList::ordersByEachColumn() {
    QFETCH(const int, column);
    QFETCH(const bool, ascending);
    QFETCH(const std::vector<int>, sessions);
    const Snapshot snapshot = threeSessions();
    const SessionList list = sessionList(snapshot, {});
    QCOMPARE(sessionsOf(list, sessionOrder(list, static_cast<SessionColumn>(column), ascending)), sessions);
}

void TestSessionList::listsTheTurnsOfASession() {
    const Snapshot snapshot = threeSessions();
    Scope scope;
    scope.range = {start + 90min, start + 150min};
    const SessionTurns turns = sessionTurns(snapshot, scope, SessionIndex{1});
    QCOMPARE(turns.turns.size(), std::size_t{3});
    QCOMPARE(turns.inScope, std::size_t{1});
    QVERIFY(!turns.turns[0].inScope && turns.turns[1].inScope && !turns.turns[2].inScope);
    QVERIFY(turns.turns[0].verdict == Verdict::Caught);
    QVERIFY(turns.turns[1].verdict == Verdict::Failed);
    QVERIFY(turns.turns[2].verdict == Verdict::Provisional);
    QCOMPARE(turns.find(turns.turns[2].opening), std::size_t{2});
    QCOMPARE(turns.find(noEntry), std::size_t{3});
    QVERIFY(turns.conversations.empty());
    QVERIFY(sessionTurns(snapshot, scope, SessionIndex{9}).turns.empty());
}

void TestSessionList::tellsConversationsApart() {
    SnapshotBuilder builder;
    builder.turn("s", start).conversation("alice");
    builder.turn("s", start + 1s).conversation("bob");
    builder.turn("s", start + 2s).conversation("alice");
    const Snapshot snapshot = builder.build();
    const SessionTurns turns = sessionTurns(snapshot, {}, SessionIndex{0});
    QCOMPARE(turns.conversations.size(), std::size_t{2});
    QCOMPARE(snapshot.name(turns.conversations[0]), std::string_view("alice"));
    QCOMPARE(snapshot.name(turns.conversations[1]), std::string_view("bob"));
    QCOMPARE(sessionList(snapshot, {}).rows[0].conversations, 2u);
}

void TestSessionList::givesATurnInFull() {
    SnapshotBuilder builder;
    builder.turn("s", start).evaluation(true, {{"harm", 0.8}});
    builder.turn("s", start + 1min)
        .input({0.1, 0.2, 0.3, 0.4, 0.5})
        .evaluation(true, {{"harm", 0.2}, {"bias", -0.1}})
        .timing("complete_interaction", 2.5)
        .modelRun("tiny", 1.25, 40)
        .repeat()
        .timing("complete_interaction", 2.5)
        .response({0.5, 0.5, 0.5, 0.5, 0.5}, 1.5);
    const Snapshot snapshot = builder.build();
    const EntryId opening = snapshot.sessions[0]->blocks[0]->turns[1].opening;
    const auto detail = turnDetail(snapshot, SessionIndex{0}, opening);
    QVERIFY(detail.has_value());
    QCOMPARE(detail->number, std::size_t{2});
    QCOMPARE(detail->input.values[1], 0.2);
    QCOMPARE(detail->attempts.size(), std::size_t{1});
    QVERIFY(detail->attempts[0].delivered);
    QVERIFY(!detail->attempts[0].unsafe);
    QCOMPARE(detail->attempts[0].barriers.size(), std::size_t{2});
    QVERIFY(isClose(detail->attempts[0].barriers[0].margin, 0.25)); // 0.2 of 0.8
    QCOMPARE(detail->attempts[0].barriers[1].margin, -1.0);         // never above zero: no scale, but a breach
    QCOMPARE(detail->parts.size(), std::size_t{2});
    QCOMPARE(snapshot.name(detail->parts[0].operation), std::string_view("complete_interaction"));
    QCOMPARE(detail->parts[1].seconds, 1.5);
    QCOMPARE(detail->modelRuns.size(), std::size_t{1});
    QCOMPARE(detail->entries.size(), std::size_t{7});
    QVERIFY(detail->entries[5].repeat && !detail->entries[6].repeat);
    QVERIFY(!turnDetail(snapshot, SessionIndex{0}, noEntry));
}

void TestSessionList::givesViolationsToTheirAttempts() {
    SnapshotBuilder builder;
    builder.turn("s", start)
        .violation("early", 0.1)
        .evaluation(false)
        .violation("harm", 0.9, "regenerated")
        .evaluation(true)
        .response({0.5, 0.5, 0.5, 0.5, 0.5});
    builder.turn("s", start + 1min).violation("lone").error("timeout");
    const Snapshot snapshot = builder.build();
    const auto& turns = snapshot.sessions[0]->blocks[0]->turns;
    const auto detail = turnDetail(snapshot, SessionIndex{0}, turns[0].opening);
    QCOMPARE(detail->attempts.size(), std::size_t{2});
    QCOMPARE(detail->attempts[0].violations.size(), std::size_t{2});
    QCOMPARE(snapshot.name(detail->attempts[0].violations[0].type), std::string_view("early"));
    QCOMPARE(snapshot.name(detail->attempts[0].violations[1].action), std::string_view("regenerated"));
    QVERIFY(detail->attempts[0].unsafe && !detail->attempts[0].delivered);
    QVERIFY(detail->attempts[1].violations.empty() && detail->attempts[1].delivered);
    const auto failed = turnDetail(snapshot, SessionIndex{0}, turns[1].opening);
    QVERIFY(failed->attempts.empty());
    QCOMPARE(failed->loneViolations.size(), std::size_t{1});
    QCOMPARE(failed->errors.size(), std::size_t{1});
}

QTEST_GUILESS_MAIN(TestSessionList)
#include "tst_session_list.moc"
