// SPDX-License-Identifier: GPL-3.0-or-later
// A session held on the Live page, by keys and mouse, on real files; and what is said of its turns.
#include <memory>

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <moie/analytics/safety.h>
#include <moie/analytics/session_list.h>

#include "ui/pages/feedback_dialog.h"
#include "ui/pages/held_turn_texts.h"
#include "ui/pages/session_card.h"
#include "ui/pages/session_start.h"
#include "ui/pages/turn_feedback.h"
#include "ui/support/hand_responder.h"
#include "ui/support/live_page_under_test.h"
#include "ui/widgets/figure_rows.h"
#include "ui/widgets/message_edit.h"
#include "ui/widgets/row_list.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/transcript_view.h"

using namespace moie;
using namespace moie::ui;
using State = LiveSession::State;

namespace {

QPushButton* buttonOf(const QWidget& dialog, const char* text) {
    for (QPushButton* candidate : dialog.findChildren<QPushButton*>())
        if (candidate->text() == QLatin1String(text))
            return candidate;
    return nullptr;
}

} // namespace

class TestSessionCard : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void isHeldByMouseAndKeys();
    void offersTheServerOfTheSettings();
    void isFoundThroughTheFiles();
    void saysWhyThereIsNone();
    void writesAMessage();
    void keepsAMessageThatWasNotSent();
    void stopsByKey();
    void takesFeedbackAndUndoesIt();
    void namesTheBarrierThatFeedbackMoves();
    void takesFeedbackOnWhatThereIs();
    void takesFeedbackInFull();
    void answersTheLastTurnAnew();
    void choosesATurn();
    void followsTheEndUnlessScrolled();
    void goesOnAfterItsEnd();
    void leavesTheKeysWhereItIsRead();
    void namesItsDirectory();
    void copiesNothingThatIsHidden();
    void staysWhole_data();
    void staysWhole();

private:
    LivePage* page() const { return m_test->page.get(); }
    LiveSession& session() const { return m_test->session; }
    Workspace& workspace() const { return m_test->workspace; }
    Settings& settings() const { return m_test->settings; }
    SessionCard* card() const { return page()->findChild<SessionCard*>(); }
    MessageEdit* message() const { return card()->findChild<MessageEdit*>(); }
    TranscriptView* transcript() const { return card()->findChild<TranscriptView*>(); }
    TurnFeedback* feedback() const { return card()->findChild<TurnFeedback*>(); }
    QComboBox* responders() const { return card()->findChild<SessionStart*>()->findChild<QComboBox*>(); }
    QAbstractButton* button(const QString& text) const;
    void click(const QString& text) const { QTest::mouseClick(button(text), Qt::LeftButton); }
    bool says(const QString& text) const;
    // With replies by hand; the page's own start knows none.
    void hold();
    void say(const QString& text);
    void answer(const std::string& text);
    // An empty one where there is none, so that a test fails which looks too early.
    const HeldTurn& last() const {
        static const HeldTurn none;
        return session().turns().empty() ? none : session().turns().back();
    }

    std::unique_ptr<Hand> m_hand;
    std::unique_ptr<test::LivePageUnderTest> m_test;
};

void TestSessionCard::init() {
    m_hand = std::make_unique<Hand>();
    m_test = std::make_unique<test::LivePageUnderTest>();
    m_test->workspace.open(m_test->logs());
    m_test->makePage();
    m_test->page->setActive(true);
}

void TestSessionCard::cleanup() {
    m_test.reset();
    m_hand.reset();
}

QAbstractButton* TestSessionCard::button(const QString& text) const {
    for (QAbstractButton* candidate : card()->findChildren<QAbstractButton*>())
        if (candidate->isVisible() && (candidate->text() == text || candidate->accessibleName() == text))
            return candidate;
    qFatal("no button \"%s\"", qPrintable(text));
}

bool TestSessionCard::says(const QString& text) const {
    for (const QLabel* label : card()->findChildren<QLabel*>())
        if (label->isVisible() && label->text().remove(QChar(0x200b)).contains(text)) // where a path may be broken
            return true;
    return false;
}

void TestSessionCard::hold() {
    session().start({.directory = workspace().directory().toStdString(), .makeResponder = m_hand->maker()});
    QTRY_COMPARE(session().state(), State::Idle);
}

void TestSessionCard::say(const QString& text) {
    const int asked = m_hand->asked();
    const std::size_t turns = session().turns().size();
    message()->setPlainText(text);
    QTest::keyClick(message(), Qt::Key_Return);
    QTRY_COMPARE(session().turns().size(), turns + 1);
    QTRY_COMPARE(m_hand->asked(), asked + 1);
}

void TestSessionCard::answer(const std::string& text) {
    m_hand->answer(text);
    QTRY_COMPARE(session().state(), State::Idle);
}

void TestSessionCard::isHeldByMouseAndKeys() {
    QVERIFY(page()->findChild<RowList*>()->isVisible());
    QCOMPARE(responders()->count(), 1);
    QCOMPARE(responders()->currentText(), builtInResponder().name);
    QVERIFY(says(builtInResponder().explanation));
    click(QStringLiteral("Start session"));
    QTRY_COMPARE(session().state(), State::Idle);
    // The newest turns stay in view, of this session and of others.
    QVERIFY(!page()->findChild<RowList*>()->visibleRegion().isEmpty());
    QVERIFY(says(QStringLiteral("judged by the engine's word lists")));
    QVERIFY(message()->hasFocus());
    QTest::keyClicks(message(), QStringLiteral("I lost my job and feel anxious."));
    QTest::keyClick(message(), Qt::Key_Return);
    QTRY_COMPARE(session().turns().size(), std::size_t{1});
    QTRY_COMPARE(session().state(), State::Idle);
    QCOMPARE(message()->toPlainText(), QString());
    QCOMPARE(transcript()->count(), std::size_t{1});
    QCOMPARE(last().message, QString("I lost my job and feel anxious."));
    QVERIFY(message()->hasFocus());
    click(QStringLiteral("End session"));
    QTRY_COMPARE(session().state(), State::None);
    // By keys it goes on from there.
    QVERIFY(button(QStringLiteral("Start another"))->hasFocus());
}

void TestSessionCard::offersTheServerOfTheSettings() {
    const QSignalSpy wanted(page(), &LivePage::settingsWanted);
    click(QStringLiteral("Settings"));
    QCOMPARE(wanted.count(), 1);
    ResponderSettings server;
    server.address = QStringLiteral("http://127.0.0.1:1/v1");
    settings().setResponder(server);
    // As when the settings' window is closed.
    QEvent activated(QEvent::WindowActivate);
    QApplication::sendEvent(card(), &activated);
    QCOMPARE(responders()->count(), 2);
    QCOMPARE(responders()->currentIndex(), 0);
    responders()->setCurrentIndex(1);
    emit responders()->activated(1);
    QVERIFY(settings().responder().usesServer);
    QVERIFY(says(QStringLiteral("No model is chosen")));
    QVERIFY(!button(QStringLiteral("Start session"))->isEnabled());
    QCOMPARE(session().state(), State::None);
    // With a model there is a session, whose turn says that nobody listens there.
    server = settings().responder();
    server.model = QStringLiteral("gemma2:2b");
    settings().setResponder(server);
    QApplication::sendEvent(card(), &activated);
    QVERIFY(responders()->currentText().contains("gemma2:2b"));
    click(QStringLiteral("Start session"));
    QTRY_COMPARE(session().state(), State::Idle);
    QCOMPARE(session().session().model, QString("gemma2:2b"));
    message()->setPlainText(QStringLiteral("hello"));
    QTest::keyClick(message(), Qt::Key_Return);
    QTRY_VERIFY(!session().turns().empty() && last().stage == HeldTurn::Stage::Failed);
    QVERIFY(last().problem.contains("127.0.0.1"));
    QTRY_COMPARE(session().state(), State::Idle);
}

// There is no side door: what other pages show of it they have from the files.
void TestSessionCard::isFoundThroughTheFiles() {
    hold();
    say(QStringLiteral("I lost my job."));
    answer("That sounds hard. I'm here.");
    say(QStringLiteral("What now?"));
    m_hand->tell("You should kill yourself. ");
    QTRY_COMPARE(m_hand->asked(), 3);
    answer("I'm so sorry. What would help?");
    say(QStringLiteral("And then?"));
    m_hand->fail("the server hung up");
    QTRY_COMPARE(session().state(), State::Idle);

    const std::string id = session().session().id.toStdString();
    QTRY_COMPARE(workspace().snapshot() ? turnVerdicts(*workspace().snapshot(), id).size() : 0, std::size_t{3});
    QTRY_VERIFY(turnVerdicts(*workspace().snapshot(), id)[2] == Verdict::Failed);
    const auto verdicts = turnVerdicts(*workspace().snapshot(), id);
    // Every barrier is as far from its threshold as ever.
    QVERIFY(verdicts[0] == Verdict::Clear);
    QVERIFY(verdicts[1] == Verdict::Caught);
    const SessionList sessions = sessionList(*workspace().snapshot(), {});
    QCOMPARE(sessions.rows.size(), std::size_t{1});
    QCOMPARE(sessions.rows[0].turns, 3u);
    const SafetyFigures safety = safetyFigures(*workspace().snapshot(), {});
    QCOMPARE(safety.evaluations, std::size_t{3});
    QCOMPARE(safety.unsafe, std::size_t{1});
    QCOMPARE(safety.verdicts[static_cast<std::size_t>(Verdict::Caught)], std::size_t{1});
    QVERIFY(turnVerdicts(*workspace().snapshot(), "another").empty());
}

void TestSessionCard::saysWhyThereIsNone() {
    const QString missing = m_test->directory.filePath(QStringLiteral("not there"));
    workspace().open(missing);
    click(QStringLiteral("Start session"));
    QTRY_VERIFY(says(missing + QStringLiteral(": the log directory is not there")));
    QCOMPARE(session().state(), State::None);
    QVERIFY(!QFileInfo::exists(missing));
    QVERIFY(!message()->isVisible());
    // It is there now.
    QVERIFY(QDir().mkpath(missing));
    QVERIFY(button(QStringLiteral("Start session"))->hasFocus());
    QTest::keyClick(button(QStringLiteral("Start session")), Qt::Key_Space);
    QTRY_COMPARE(session().state(), State::Idle);
    QVERIFY(!says(QStringLiteral("not there:")));
}

void TestSessionCard::writesAMessage() {
    hold();
    // How many it has room for: its frame's few pixels are known late.
    const auto lines = [this] { return message()->viewport()->height() / message()->fontMetrics().lineSpacing(); };
    QTRY_COMPARE(lines(), 1);
    QVERIFY(!button(QStringLiteral("Send"))->isEnabled());
    QTest::keyClicks(message(), QStringLiteral("one"));
    QTest::keyClick(message(), Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClicks(message(), QStringLiteral("two"));
    QTRY_COMPARE(lines(), 2);
    QCOMPARE(message()->toPlainText(), QString("one\ntwo"));
    click(QStringLiteral("Send"));
    QTRY_COMPARE(session().turns().size(), std::size_t{1});
    QCOMPARE(last().message, QString("one\ntwo"));
    QTRY_COMPARE(lines(), 1);
    // While it is answered, the next one can be written, and is not sent.
    QTest::keyClicks(message(), QStringLiteral("next"));
    QTest::keyClick(message(), Qt::Key_Return);
    QVERIFY(!button(QStringLiteral("Send"))->isEnabled());
    QCOMPARE(message()->toPlainText(), QString("next"));
    answer("I see. Tell me more.");
    QVERIFY(button(QStringLiteral("Send"))->isEnabled());
    QCOMPARE(session().turns().size(), std::size_t{1});
    // What is too long is not taken, and it says so.
    QApplication::clipboard()->setText(QString(LiveSession::longestMessage, QLatin1Char('x')));
    message()->paste();
    QCOMPARE(message()->toPlainText(), QString("next"));
    QVERIFY(says(QStringLiteral("at most 100,000 characters")));
}

// The window is closed, and opened again.
void TestSessionCard::keepsAMessageThatWasNotSent() {
    hold();
    QTest::keyClicks(message(), QStringLiteral("I wanted to say"));
    // Without waiting, too: a killed program loses little of it.
    QTRY_COMPARE(settings().unsentMessage(), QString("I wanted to say"));
    QTest::keyClicks(message(), QStringLiteral(" more"));
    m_test->makePage();
    page()->setActive(true);
    QCOMPARE(message()->toPlainText(), QString("I wanted to say more"));
    QTest::keyClicks(message(), QStringLiteral("."));
    QTest::keyClick(message(), Qt::Key_Return);
    QTRY_COMPARE(session().turns().size(), std::size_t{1});
    QCOMPARE(last().message, QString("I wanted to say more."));
    QCOMPARE(settings().unsentMessage(), QString());
    QTRY_COMPARE(m_hand->asked(), 1);
    answer("That sounds hard.");
    m_test->makePage();
    QCOMPARE(message()->toPlainText(), QString());
}

void TestSessionCard::stopsByKey() {
    hold();
    say(QStringLiteral("I lost my job."));
    m_hand->tell("That sounds hard. I'm here, and");
    QTRY_COMPARE(last().response, QString("That sounds hard. "));
    QVERIFY(button(QStringLiteral("Stop"))->isEnabled());
    QTest::keyClick(message(), Qt::Key_Escape);
    QTRY_COMPARE(session().state(), State::Idle);
    QVERIFY(last().stopped);
    QVERIFY(!button(QStringLiteral("Stop"))->isEnabled());
    say(QStringLiteral("And now?"));
    button(QStringLiteral("Stop"))->setFocus();
    QTest::keyClick(button(QStringLiteral("Stop")), Qt::Key_Space);
    QTRY_COMPARE(session().state(), State::Idle);
    QVERIFY(message()->hasFocus()); // the next one can be written
}

void TestSessionCard::takesFeedbackAndUndoesIt() {
    hold();
    QVERIFY(!feedback()->isVisible());
    say(QStringLiteral("I lost my job."));
    QVERIFY(!button(QStringLiteral("Good"))->isEnabled());
    answer("That sounds hard. I'm here.");
    click(QStringLiteral("Good"));
    QCOMPARE(last().good, std::optional(true));
    click(QStringLiteral("Bad"));
    QCOMPARE(last().good, std::optional(false));
    QVERIFY(!qobject_cast<QToolButton*>(button(QStringLiteral("Good")))->isChecked());
    QVERIFY(!settings().thresholds());
    click(QStringLiteral("Missed"));
    QTRY_VERIFY(says(QStringLiteral("Missed: the threshold of")));
    QVERIFY(!button(QStringLiteral("Missed"))->isEnabled());
    QVERIFY(button(QStringLiteral("False alarm"))->isEnabled());
    const auto changed = session().lastChange()->change;
    QCOMPARE(qRound((changed.after - changed.before) * 1000), 20);
    const auto dimension = static_cast<std::size_t>(changed.dimension);
    QCOMPARE((*settings().thresholds())[dimension], changed.after);
    const auto* rows = card()->findChild<FigureRows*>();
    QVERIFY(rows->rows()[dimension].value.contains("at first"));
    click(QStringLiteral("Undo"));
    QTRY_VERIFY(says(QStringLiteral("Undone")));
    QCOMPARE((*settings().thresholds())[dimension], changed.before);
    QVERIFY(!rows->rows()[dimension].value.contains("at first"));
    // What was taken back may be said again.
    QVERIFY(button(QStringLiteral("Missed"))->isEnabled());
    QVERIFY(!last().holdsRemark(engine::Remark::Missed));
}

// The page, the button, the dialog and the engine mean the same barrier.
void TestSessionCard::namesTheBarrierThatFeedbackMoves() {
    hold();
    say(QStringLiteral("I failed."));
    answer("You only have yourself to blame. Shame on you.");
    const auto name = QStringLiteral("emotional safety");
    QVERIFY(heldTurn(last(), 1, std::nullopt, false).facts.contains("nearest to its threshold: " + name + ", h −"));
    QVERIFY(button(QStringLiteral("False alarm"))->toolTip().contains("threshold of " + name));
    click(QStringLiteral("More…"));
    auto* dialog = card()->findChild<FeedbackDialog*>();
    QVERIFY(*dialog->feedback().dimension == engine::Dimension::EmotionalSafety);
    dialog->close();
    click(QStringLiteral("False alarm"));
    QTRY_VERIFY(says(QStringLiteral("False alarm: the threshold of emotional safety went from 0.70 to 0.69.")));
}

void TestSessionCard::takesFeedbackOnWhatThereIs() {
    hold();
    // No reply at all.
    say(QStringLiteral("I lost my job."));
    m_hand->fail("the server hung up");
    QTRY_COMPARE(session().state(), State::Idle);
    for (const char* name : {"Good", "Bad", "False alarm", "Missed", "More…"})
        QVERIFY2(!button(QString::fromUtf8(name))->isEnabled(), name);
    QVERIFY(button(QStringLiteral("Try again"))->isEnabled());
    // One that was not judged: a remark has to name its barrier.
    say(QStringLiteral("Xin chào"));
    answer("Tôi hiểu bạn đang cảm thấy thế nào, và tôi ở đây để lắng nghe bạn nói về chuyện đó, từng chút một.");
    QVERIFY(!last().judged);
    QVERIFY(button(QStringLiteral("Good"))->isEnabled());
    QVERIFY(!button(QStringLiteral("Missed"))->isEnabled());
    FeedbackDialog dialog(1, last().nearest);
    dialog.findChildren<Segments*>().last()->findChildren<QAbstractButton*>().last()->click();
    QVERIFY(dialog.feedback().remark == engine::Remark::Missed);
    const QPushButton* give = buttonOf(dialog, "Give feedback");
    QVERIFY(give && !give->isEnabled());
    dialog.findChild<QComboBox*>()->setCurrentIndex(0);
    QVERIFY(give->isEnabled());
    QVERIFY(*dialog.feedback().dimension == engine::Dimension::HarmPrevention);
}

void TestSessionCard::takesFeedbackInFull() {
    hold();
    say(QStringLiteral("I lost my job."));
    answer("That sounds hard. I'm here.");
    click(QStringLiteral("More…"));
    auto* dialog = card()->findChild<FeedbackDialog*>();
    QPushButton* give = buttonOf(*dialog, "Give feedback");
    QVERIFY(give && !give->isEnabled());
    buttonOf(*dialog, "False alarm")->click();
    QVERIFY(give->isEnabled());
    auto* dimension = dialog->findChildren<QComboBox*>().last();
    for (QComboBox* candidate : dialog->findChildren<QComboBox*>())
        dimension = candidate->accessibleName() == QLatin1String("Barrier") ? candidate : dimension;
    dimension->setCurrentIndex(static_cast<int>(engine::Dimension::BiasMitigation));
    give->click();
    QTRY_COMPARE(session().thresholds()[static_cast<std::size_t>(engine::Dimension::BiasMitigation)], 0.74);
    QVERIFY(says(QStringLiteral("False alarm: the threshold of bias mitigation went from 0.75 to 0.74.")));
}

void TestSessionCard::answersTheLastTurnAnew() {
    hold();
    say(QStringLiteral("I lost my job."));
    m_hand->fail("the server hung up");
    QTRY_COMPARE(session().state(), State::Idle);
    click(QStringLiteral("Try again"));
    QTRY_COMPARE(m_hand->asked(), 2);
    answer("That sounds hard.");
    QCOMPARE(session().turns().size(), std::size_t{2});
    click(QStringLiteral("Answer anew"));
    QTRY_COMPARE(m_hand->asked(), 3);
    answer("I'm so sorry.");
    QCOMPARE(last().regenerates, session().turns()[1].id);
}

void TestSessionCard::choosesATurn() {
    hold();
    for (const char* text : {"one", "two"}) {
        say(QLatin1String(text));
        answer("I see. Tell me more.");
    }
    QVERIFY(says(QStringLiteral("Turn 2")));
    QTest::mouseClick(transcript()->viewport(), Qt::LeftButton, {}, {40, 12});
    QCOMPARE(transcript()->selected(), std::optional<std::size_t>(0));
    QVERIFY(says(QStringLiteral("Turn 1")));
    QVERIFY(!button(QStringLiteral("Answer anew"))->isEnabled());
    click(QStringLiteral("Good"));
    QCOMPARE(session().turns()[0].good, std::optional(true));
    QVERIFY(!session().turns()[1].good);
    transcript()->setFocus();
    QTest::keyClick(transcript(), Qt::Key_J);
    QCOMPARE(transcript()->selected(), std::optional<std::size_t>(1));
    QTest::keyClick(transcript(), Qt::Key_J);
    QVERIFY(says(QStringLiteral("Turn 2")));
    QTest::keyClick(transcript(), Qt::Key_K);
    QVERIFY(says(QStringLiteral("Turn 1")));
    message()->setFocus();
    // The next message is about the last turn again.
    say(QStringLiteral("three"));
    QVERIFY(!transcript()->selected());
    QVERIFY(says(QStringLiteral("Turn 3")));
}

void TestSessionCard::followsTheEndUnlessScrolled() {
    hold();
    for (int i = 0; i < 8; ++i) {
        say(QStringLiteral("message"));
        answer("I see. Tell me more.");
        QVERIFY(transcript()->isAtEnd());
    }
    say(QStringLiteral("the last"));
    transcript()->verticalScrollBar()->setValue(0);
    QCOMPARE(transcript()->topTurn(), std::size_t{0});
    std::string reply;
    for (int i = 0; i < 200; ++i)
        reply += "That is a sentence of many in this reply, and it is a kind one. ";
    m_hand->tell(reply);
    QTRY_COMPARE(last().response.size(), static_cast<qsizetype>(reply.size()));
    answer("Yes.");
    QCOMPARE(transcript()->verticalScrollBar()->value(), 0);
    transcript()->showEnd();
    QVERIFY(transcript()->isAtEnd());
}

void TestSessionCard::goesOnAfterItsEnd() {
    hold();
    say(QStringLiteral("I lost my job."));
    answer("That sounds hard.");
    QAction* end = nullptr;
    for (QAction* action : page()->actions())
        end = action->text() == QLatin1String("End the session") ? action : end;
    end->trigger();
    QTRY_COMPARE(session().state(), State::None);
    QVERIFY(!end->isEnabled());
    QVERIFY(transcript()->isVisible());
    QVERIFY(says(QStringLiteral("Ended · by hand")));
    QVERIFY(!button(QStringLiteral("Good"))->isEnabled());
    // Another one begins with nothing said.
    hold();
    QCOMPARE(transcript()->count(), std::size_t{0});
    say(QStringLiteral("I found another."));
    answer("I'm glad. What is it?");
    QCOMPARE(transcript()->count(), std::size_t{1});
    end->trigger();
    QTRY_COMPARE(session().state(), State::None);
    click(QStringLiteral("Close"));
    QVERIFY(!transcript()->isVisible());
    QVERIFY(page()->findChild<RowList*>()->isVisible());
    click(QStringLiteral("Start session"));
    QTRY_COMPARE(session().state(), State::Idle);
    QCOMPARE(transcript()->count(), std::size_t{0});
}

void TestSessionCard::leavesTheKeysWhereItIsRead() {
    hold();
    for (const char* text : {"one", "two"}) {
        say(QLatin1String(text));
        answer("I see. Tell me more.");
    }
    transcript()->setFocus();
    session().end();
    QTRY_COMPARE(session().state(), State::None);
    QVERIFY(transcript()->hasFocus());
    QTest::keyClick(transcript(), Qt::Key_K);
    QVERIFY(says(QStringLiteral("Turn 1")));
    QCOMPARE(transcript()->count(), std::size_t{2});
}

void TestSessionCard::namesItsDirectory() {
    hold();
    const QString own = session().directory();
    QVERIFY(says(QStringLiteral("saved to ") + own));
    workspace().open(m_test->directory.filePath(QStringLiteral("other")));
    QVERIFY(says(QStringLiteral("which is not the directory that is open")));
    say(QStringLiteral("I lost my job."));
    answer("That sounds hard.");
    QCOMPARE(session().directory(), own);
    QVERIFY(!QFileInfo::exists(m_test->directory.filePath(QStringLiteral("other"))));
}

void TestSessionCard::copiesNothingThatIsHidden() {
    hold();
    say(QStringLiteral("a secret"));
    answer("That sounds hard.");
    QApplication::clipboard()->setText(QStringLiteral("before"));
    workspace().setTextsHidden(true);
    emit transcript()->copyWanted(0, TranscriptPart::Message);
    QCOMPARE(QApplication::clipboard()->text(), QString("before"));
    // Nor is what was typed and not sent seen, once nobody types.
    const auto typed = [&](const QString& text) {
        message()->setFocus();
        message()->setPlainText(text);
        message()->clearFocus();
        return message()->viewport()->grab().toImage();
    };
    QCOMPARE(typed(QStringLiteral("iiii")), typed(QStringLiteral("mmmm")));
    QVERIFY(typed(QStringLiteral("mmmm")) != typed({}));
    workspace().setTextsHidden(false);
    QVERIFY(typed(QStringLiteral("iiii")) != typed(QStringLiteral("mmmm")));
    message()->clear();
    emit transcript()->copyWanted(0, TranscriptPart::Message);
    QCOMPARE(QApplication::clipboard()->text(), QString("a secret"));
}

void TestSessionCard::staysWhole_data() {
    test::addLivePageSizes();
}

void TestSessionCard::staysWhole() {
    QFETCH(QSize, size);
    QFETCH(double, text);
    m_test->makePage(size, text);
    page()->setActive(true);
    hold();
    say(QStringLiteral("I lost my job."));
    answer("That sounds hard. I'm here.");
    click(QStringLiteral("More…"));
    card()->findChild<FeedbackDialog*>()->close();
    session().giveFeedback(0, {.remark = engine::Remark::Missed});
    QTRY_VERIFY(session().lastChange());
    const auto problem = [&](const QWidget* part) {
        const QRect place(part->mapTo(card(), QPoint()), part->size());
        const QRect inPage(part->mapTo(page(), QPoint()), part->size());
        const QSize least = part->minimumSizeHint();
        const bool isWhole = card()->rect().contains(place) && part->size().expandedTo(least) == part->size();
        return isWhole && inPage.left() >= 0 && inPage.right() < size.width() ? "" : part->metaObject()->className();
    };
    page()->grab();
    QCOMPARE(page()->size(), size);
    for (const QWidget* part : std::initializer_list<const QWidget*>{
             transcript(), feedback(), button(QStringLiteral("More…")), button(QStringLiteral("Answer anew")),
             message(), button(QStringLiteral("Send")), button(QStringLiteral("Undo"))})
        QTRY_COMPARE(problem(part), "");
    session().end();
    QTRY_COMPARE(session().state(), State::None);
    page()->grab();
    for (const QWidget* part : std::initializer_list<const QWidget*>{
             transcript(), responders(), button(QStringLiteral("Settings")), button(QStringLiteral("Start another")),
             button(QStringLiteral("Close"))})
        QTRY_COMPARE(problem(part), "");
    // The charts beside or below it are in view as well.
    for (const Card* beside : page()->findChildren<Card*>())
        QVERIFY2(beside->isVisible() && beside->mapTo(page(), QPoint(beside->width() - 1, 0)).x() < size.width(),
                 qPrintable(beside->accessibleName()));
}

QTEST_MAIN(TestSessionCard)
#include "tst_session_card.moc"
