// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "support/snapshot_builder.h"
#include "ui/workspace/alert_watch.h"

using namespace moie;
using namespace moie::ui;
using namespace std::chrono_literals;

namespace {

using AlertKind = Alert::Kind;

const Time start = fromUnixSeconds(1'763'600'000);

} // namespace

class TestAlertWatch : public QObject {
    Q_OBJECT

private slots:
    void init();
    void saysNothingOfWhatALoadBrings();
    void saysEachUnsafeReplyOnce();
    void waitsUntilATurnIsComplete();
    void judgesATurnThatWasBegunDuringTheLoad();
    void doesNotJudgeOldTurnsAnew();
    void leavesOldNewsAlone();
    void comparesMarginAndResponseTime();
    void countsFailuresOfTheLastTurns();
    void noticesSilenceOnce();
    void isOffByDefault();
    void watchesFromTheMomentItIsSwitchedOn();
    void beginsAnewAfterAnotherLoad();
    void knowsATurnWhoseMessageComesLate();
    void goesByTimeAcrossSessions();
    void repeatsNothingWhenAnotherRuleChanges();
    void forgetsFailuresThatWereNotWatched();

private:
    std::vector<Alert> look(bool complete = true) {
        Snapshot snapshot = m_builder->build();
        snapshot.load.complete = complete;
        snapshot.counts.lines.accepted = snapshot.entries.size();
        return m_watch.look(snapshot, m_now, m_elapsed);
    }
    SnapshotBuilder::Entries& turn() { return m_builder->turn("s", m_now += 10s); }
    SnapshotBuilder::Entries& unsafeTurn() { return turn().response({0.5, 0.5, 0.5, 0.5, 0.5}, 1.0).evaluation(false); }

    std::unique_ptr<SnapshotBuilder> m_builder;
    AlertWatch m_watch;
    Time m_now = start;
    Duration m_elapsed{0};
};

void TestAlertWatch::init() {
    m_builder = std::make_unique<SnapshotBuilder>();
    m_watch = {};
    m_now = start;
    m_elapsed = 0s;
    AlertRules rules;
    rules.unsafeReplies = true;
    m_watch.setRules(rules);
}

void TestAlertWatch::saysNothingOfWhatALoadBrings() {
    unsafeTurn();
    QVERIFY(look(false).empty());
    unsafeTurn();
    QVERIFY(look(true).empty());
    QVERIFY(look(true).empty());
    unsafeTurn();
    QCOMPARE(look().size(), std::size_t{1});
}

void TestAlertWatch::saysEachUnsafeReplyOnce() {
    look();
    auto& first = unsafeTurn();
    turn().response({0.5, 0.5, 0.5, 0.5, 0.5}, 1.0).evaluation(true);
    const auto alerts = look();
    QCOMPARE(alerts.size(), std::size_t{1});
    QCOMPARE(alerts[0].kind, AlertKind::UnsafeReply);
    QCOMPARE(alerts[0].time, start + 10s);
    QCOMPARE(alerts[0].turn, (std::optional<TurnPlace>{{SessionIndex{0}, EntryId{0}}}));
    // A late entry makes its block anew.
    first.timing("late", 1.0);
    QVERIFY(look().empty());
    unsafeTurn();
    unsafeTurn();
    QCOMPARE(look().size(), std::size_t{2});
}

void TestAlertWatch::waitsUntilATurnIsComplete() {
    look();
    auto& open = unsafeTurn().provisional();
    QVERIFY(look().empty());
    open.evaluation(true).settled();
    QVERIFY(look().empty()); // the second evaluation caught it
    auto& another = unsafeTurn().provisional();
    QVERIFY(look().empty());
    another.settled();
    QCOMPARE(look().size(), std::size_t{1});
    QVERIFY(look().empty());
}

void TestAlertWatch::judgesATurnThatWasBegunDuringTheLoad() {
    auto& quiet = unsafeTurn().provisional();
    auto& open = turn().provisional();
    look();
    // Of this one all was read with the load.
    quiet.settled();
    QVERIFY(look().empty());
    open.response({0.5, 0.5, 0.5, 0.5, 0.5}, 1.0).evaluation(false).settled();
    QCOMPARE(look().size(), std::size_t{1});
    open.timing("late", 1.0);
    QVERIFY(look().empty());
}

void TestAlertWatch::doesNotJudgeOldTurnsAnew() {
    auto& old = unsafeTurn();
    look();
    old.feedback(0.2);
    QVERIFY(look().empty());
}

void TestAlertWatch::leavesOldNewsAlone() {
    look();
    m_builder->turn("archive", start - 2h).response({0.5, 0.5, 0.5, 0.5, 0.5}, 1.0).evaluation(false);
    QVERIFY(look().empty());
    m_builder->turn("recent", start - 59min).response({0.5, 0.5, 0.5, 0.5, 0.5}, 1.0).evaluation(false);
    QCOMPARE(look().size(), std::size_t{1});
}

void TestAlertWatch::comparesMarginAndResponseTime() {
    AlertRules rules;
    rules.unsafeReplies = true;
    rules.margin = 0.25;
    rules.responseSeconds = 2.0;
    m_watch.setRules(rules);
    // The largest h is 0.8, so that 0.2 has a margin of 0.25.
    turn().response({0.5, 0.5, 0.5, 0.5, 0.5}, 1.0).evaluation(true, {{"harm", 0.8}});
    look();
    turn().response({0.5, 0.5, 0.5, 0.5, 0.5}, 2.0).evaluation(true, {{"harm", 0.2}});
    QVERIFY(look().empty());
    turn().response({0.5, 0.5, 0.5, 0.5, 0.5}, 2.5).evaluation(true, {{"harm", 0.16}});
    auto alerts = look();
    QCOMPARE(alerts.size(), std::size_t{2});
    QCOMPARE(alerts[0].kind, AlertKind::Margin);
    QCOMPARE(alerts[0].value, 0.2);
    QCOMPARE(alerts[0].limit, 0.25);
    QCOMPARE(alerts[1].kind, AlertKind::ResponseTime);
    QCOMPARE(alerts[1].value, 2.5);
    QCOMPARE(alerts[1].limit, 2.0);
    // An unsafe reply is one alert, not two. A turn without barrier values has no margin.
    turn().response({0.5, 0.5, 0.5, 0.5, 0.5}, 1.0).evaluation(false, {{"harm", -0.1}});
    turn().response({0.5, 0.5, 0.5, 0.5, 0.5}, 1.0).evaluation(true);
    alerts = look();
    QCOMPARE(alerts.size(), std::size_t{1});
    QCOMPARE(alerts[0].kind, AlertKind::UnsafeReply);
}

void TestAlertWatch::countsFailuresOfTheLastTurns() {
    AlertRules rules;
    rules.failedShare = 0.2;
    m_watch.setRules(rules);
    look();
    const auto add = [&](int count, bool failed) {
        std::vector<Alert> alerts;
        for (int i = 0; i < count; ++i) {
            if (failed)
                turn().error("timeout");
            else
                turn().response({0.5, 0.5, 0.5, 0.5, 0.5}, 1.0);
            for (const Alert& alert : look())
                alerts.push_back(alert);
        }
        return alerts;
    };
    // Nine turns say nothing, the tenth says 3 of 10.
    QVERIFY(add(3, true).empty());
    QVERIFY(add(6, false).empty());
    const auto alerts = add(1, false);
    QCOMPARE(alerts.size(), std::size_t{1});
    QCOMPARE(alerts[0].kind, AlertKind::Failures);
    QCOMPARE(alerts[0].value, 0.3);
    QCOMPARE(alerts[0].limit, 0.2);
    QCOMPARE(alerts[0].turns, std::size_t{10});
    QVERIFY(add(1, true).empty());                 // 4 of 11: said already
    QVERIFY(add(9, false).empty());                // 4 of 20: a fifth is not above a fifth
    QCOMPARE(add(1, true).size(), std::size_t{0}); // 4 of the last 20: the first failure has left them
    QCOMPARE(add(9, true).size(), std::size_t{1}); // and again when it gets worse, once
}

void TestAlertWatch::noticesSilenceOnce() {
    AlertRules rules;
    rules.silence = 5min;
    m_watch.setRules(rules);
    QVERIFY(!m_watch.lookAtSilence(10min)); // nothing is followed yet
    m_elapsed = 1min;
    look();
    QVERIFY(!m_watch.lookAtSilence(5min));
    const auto alert = m_watch.lookAtSilence(6min);
    QVERIFY(alert);
    QCOMPARE(alert->kind, AlertKind::Silence);
    QCOMPARE(alert->value, 300.0);
    QCOMPARE(alert->limit, 300.0);
    QCOMPARE(alert->time, m_now); // since when it was looked at, whatever the clock says now
    QVERIFY(!alert->turn);
    QVERIFY(!m_watch.lookAtSilence(20min));
    m_elapsed = 21min;
    turn();
    look();
    QVERIFY(!m_watch.lookAtSilence(25min));
    QVERIFY(m_watch.lookAtSilence(26min));
}

void TestAlertWatch::isOffByDefault() {
    m_watch = {};
    QVERIFY(!m_watch.rules().any());
    look();
    unsafeTurn();
    turn().error("timeout");
    QVERIFY(look().empty());
    QVERIFY(!m_watch.lookAtSilence(100h));
}

void TestAlertWatch::watchesFromTheMomentItIsSwitchedOn() {
    m_watch = {};
    look();
    unsafeTurn();
    look();
    AlertRules rules;
    rules.unsafeReplies = true;
    m_watch.setRules(rules);
    QVERIFY(look().empty());
    unsafeTurn();
    QCOMPARE(look().size(), std::size_t{1});
}

void TestAlertWatch::beginsAnewAfterAnotherLoad() {
    look();
    unsafeTurn();
    QCOMPARE(look().size(), std::size_t{1});
    // So much came at once that it is shown as a load.
    unsafeTurn();
    QVERIFY(look(false).empty());
    unsafeTurn();
    QVERIFY(look().empty());
    unsafeTurn();
    QCOMPARE(look().size(), std::size_t{1});
    m_watch.restart();
    unsafeTurn();
    QVERIFY(look().empty());
}

void TestAlertWatch::knowsATurnWhoseMessageComesLate() {
    auto& old = unsafeTurn();
    look();
    auto& turn = unsafeTurn();
    QCOMPARE(look().size(), std::size_t{1});
    turn.lateMessage();
    QVERIFY(look().empty());
    // That one was read with the load.
    old.lateMessage();
    QVERIFY(look().empty());
}

void TestAlertWatch::goesByTimeAcrossSessions() {
    AlertRules rules;
    rules.unsafeReplies = true;
    rules.failedShare = 0.5;
    m_watch.setRules(rules);
    m_builder->turn("first", start);
    m_builder->turn("second", start);
    look();
    const auto unsafe = [&](const char* session, Duration after) {
        m_builder->turn(session, start + after).response({0.5, 0.5, 0.5, 0.5, 0.5}, 1.0).evaluation(false);
    };
    unsafe("first", 40s);
    unsafe("second", 30s);
    unsafe("second", 50s);
    auto alerts = look();
    QCOMPARE(alerts.size(), std::size_t{3});
    QCOMPARE(alerts[0].time, start + 30s);
    QCOMPARE(alerts[1].time, start + 40s);
    QCOMPARE(alerts[2].time, start + 50s);
    // Of ten, the first five succeed and the others fail, wherever they are: half is not more than half. Taken session
    // by session, six of the first eleven would have failed.
    m_watch.restart();
    look();
    for (int i = 0; i < 5; ++i)
        m_builder->turn("second", start + 60s + i * 1s).response({0.5, 0.5, 0.5, 0.5, 0.5}, 1.0);
    for (int i = 0; i < 6; ++i)
        m_builder->turn("first", start + 70s + i * 1s).error("timeout");
    alerts = look();
    QCOMPARE(alerts.size(), std::size_t{1});
    QCOMPARE(alerts[0].turns, std::size_t{11});
    QCOMPARE(alerts[0].time, start + 75s);
}

void TestAlertWatch::repeatsNothingWhenAnotherRuleChanges() {
    AlertRules rules;
    rules.silence = 5min;
    rules.failedShare = 0.2;
    m_watch.setRules(rules);
    look();
    for (int i = 0; i < 10; ++i)
        turn().error("timeout");
    QCOMPARE(look().size(), std::size_t{1});
    QVERIFY(m_watch.lookAtSilence(6min));
    rules.responseSeconds = 5.0;
    m_watch.setRules(rules);
    QVERIFY(!m_watch.lookAtSilence(7min));
    turn().error("timeout");
    QVERIFY(look().empty());
    // The one that changes is asked anew.
    rules.silence = 4min;
    m_watch.setRules(rules);
    QVERIFY(m_watch.lookAtSilence(8min));
}

void TestAlertWatch::forgetsFailuresThatWereNotWatched() {
    AlertRules rules;
    rules.unsafeReplies = true;
    rules.failedShare = 0.2;
    m_watch.setRules(rules);
    look();
    for (int i = 0; i < 9; ++i)
        turn().error("timeout");
    QVERIFY(look().empty());
    AlertRules others = rules;
    others.failedShare.reset();
    m_watch.setRules(others);
    turn().response({0.5, 0.5, 0.5, 0.5, 0.5}, 1.0);
    look();
    m_watch.setRules(rules);
    turn().error("timeout");
    QVERIFY(look().empty());
}

QTEST_GUILESS_MAIN(TestAlertWatch)
#include "tst_alert_watch.moc"
