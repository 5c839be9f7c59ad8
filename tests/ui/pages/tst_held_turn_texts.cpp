// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ui/pages/held_turn_texts.h"

using namespace moie;
using namespace moie::ui;

class TestHeldTurnTexts : public QObject {
    Q_OBJECT

private slots:
    void describesTurns();
    void showsTextAsItIs();
    void cutsLongTexts();
    void saysHowLoggingGoes();
};

void TestHeldTurnTexts::describesTurns() {
    HeldTurn turn;
    turn.message = QStringLiteral("hello");
    turn.opened = fromUnixSeconds(1'763'600'000); // 01:53:20 in Berlin
    turn.contexts = {"anxiety"};
    turn.temperature = 0.4;
    turn.profile = "therapeutic";
    TranscriptTurn shown = heldTurn(turn, 3, std::nullopt, false);
    QCOMPARE(shown.parts[0].head, QString("You   01:53:20   turn 3   anxiety"));
    QCOMPARE(shown.parts[1].head, QString("Engine   writing…   T = 0.40 · therapeutic"));
    QCOMPARE(shown.parts[1].instead, QString("…"));
    QCOMPARE(shown.facts, QString());

    turn.stage = HeldTurn::Stage::Answered;
    turn.response = QStringLiteral("I see.");
    turn.judged = true;
    turn.love = {0.6, 0.4, 1, 0.55, 0.5};
    turn.nearest = {engine::Dimension::EmotionalSafety, 0.05, 0.3};
    turn.seconds = 1.2;
    turn.attempt = 2;
    turn.good = false;
    turn.remarks = {{engine::Remark::Missed, true}, {engine::Remark::FalseAlarm}};
    shown = heldTurn(turn, 3, Verdict::Caught, false);
    QCOMPARE(shown.parts[1].head, QString("Engine   1.2 s   T = 0.40 · therapeutic   attempt 2"));
    QCOMPARE(shown.parts[1].text, QString("I see."));
    QCOMPARE(shown.verdict, QString("caught"));
    QCOMPARE(shown.facts, QString("warmth 0.60 · empathy 0.40 · safety 1.00 · understanding 0.55 · compassion 0.50\n"
                                  "nearest to its threshold: emotional safety, h 0.050 of at most 0.300"));
    QCOMPARE(shown.notes, QString("Your feedback: Bad · Missed (taken back) · False alarm"));
    turn.nearest->discarded = true;
    QVERIFY(heldTurn(turn, 3, std::nullopt, false).facts.endsWith("at most 0.300 · in an attempt that was taken back"));
    QVERIFY(heldTurn(turn, 3, std::nullopt, true).parts[1].covered);

    turn.judged = false;
    turn.whyNotJudged = QStringLiteral("no lists for this language");
    turn.stopped = true;
    QCOMPARE(heldTurn(turn, 3, std::nullopt, false).facts,
             QString("Not judged: no lists for this language\nStopped; this is what had been said by then"));
    turn.stage = HeldTurn::Stage::Failed;
    turn.problem = QStringLiteral("the server\nhung up");
    QCOMPARE(heldTurn(turn, 3, std::nullopt, false).facts, QString("The reply broke off: the server\\nhung up"));
    turn.response.clear();
    QCOMPARE(heldTurn(turn, 3, std::nullopt, false).parts[1].instead, QString("No reply: the server\\nhung up"));
    turn.stage = HeldTurn::Stage::Stopped;
    QCOMPARE(heldTurn(turn, 3, std::nullopt, false).parts[1].instead, QString("Stopped before anything was said"));
}

void TestHeldTurnTexts::showsTextAsItIs() {
    HeldTurn turn;
    turn.message = QString::fromUtf8("<b onclick='x'>no</b>\n\u202Eevil\u0007 שלום 👍🏽");
    const QString shown = heldTurn(turn, 1, std::nullopt, false).parts[0].text;
    QVERIFY(shown.startsWith("<b onclick='x'>no</b>\n\\u202eevil"));
    QVERIFY(shown.contains(QString::fromUtf8("שלום 👍🏽")));
    QVERIFY(!shown.contains(QChar(0x202e)) && !shown.contains(QChar(7)));
}

void TestHeldTurnTexts::cutsLongTexts() {
    HeldTurn turn;
    // While a long one is written, no more of it is shown, and nothing is laid out anew.
    turn.response = QString(mostHeldText + 1, QLatin1Char('a'));
    const TranscriptTurn written = heldTurn(turn, 1, std::nullopt, false);
    QCOMPARE(written.parts[1].text.size(), mostHeldText);
    turn.response += QString(5'000, QLatin1Char('a'));
    QVERIFY(heldTurn(turn, 1, std::nullopt, false) == written);
    turn.stage = HeldTurn::Stage::Answered;
    QCOMPARE(heldTurn(turn, 1, std::nullopt, false).parts[1].more, QString("Show all (17.0 kB)"));

    turn.message = QString(mostHeldText, QLatin1Char('a'));
    QCOMPARE(heldTurn(turn, 1, std::nullopt, false).parts[0].text.size(), mostHeldText);
    QVERIFY(heldTurn(turn, 1, std::nullopt, false).parts[0].more.isEmpty());
    // No character is cut in two: the first half of one would be the last that is shown.
    turn.message = QString(mostHeldText - 1, QLatin1Char('a')) + QString::fromUtf8("👍 and more");
    const TranscriptTurn shown = heldTurn(turn, 1, std::nullopt, false);
    QCOMPARE(shown.parts[0].text, QString(mostHeldText - 1, QLatin1Char('a')));
    QCOMPARE(shown.parts[0].more, QString("Show all (12.0 kB)"));
}

void TestHeldTurnTexts::saysHowLoggingGoes() {
    LoggingState logging;
    logging.waiting = 3;
    QCOMPARE(loggingText(logging), QString("The disk does not answer: 3 entries are waiting to be written. Keep the "
                                           "window open until then."));
    logging.error = Error{ErrorCode::NoSpace, "cannot write: No space left on device", "/logs/a.jsonl", std::nullopt};
    logging.dropped = 2;
    QCOMPARE(
        loggingText(logging),
        QString("The session cannot be logged: /logs/a.jsonl: cannot write: No space left on device. 3 entries are "
                "waiting and written as soon as that works. Make room on that disk. Keep the window open until "
                "then. 2 entries did not fit into memory and are lost."));
}

QTEST_GUILESS_MAIN(TestHeldTurnTexts)
#include "tst_held_turn_texts.moc"
