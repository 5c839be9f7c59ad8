// SPDX-License-Identifier: GPL-3.0-or-later
// The window as a frame: its keys, its way back, its pages, its room, and its end while a session is held.
#include <cerrno>
#include <memory>

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QDirIterator>
#include <QDropEvent>
#include <QLabel>
#include <QMessageBox>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QScreen>
#include <QTest>
#include <QTimer>

#include "ui/frame/page_stack.h"
#include "ui/live/live_session.h"
#include "ui/pages/overview_page.h"
#include "ui/support/hand_responder.h"
#include "ui/support/refusing_disk.h"
#include "ui/support/window_under_test.h"
#include "ui/widgets/state_view.h"

using namespace moie;
using namespace moie::ui;
using namespace std::chrono_literals;

using State = FrameState::Kind;

class TestMainWindow : public QObject {
    Q_OBJECT

private slots:
    void init() { m_test = std::make_unique<test::WindowUnderTest>(); }
    void cleanup() { m_test.reset(); }
    void opensADroppedDirectory();
    void hasKeysForEverything();
    void walksBackAndForward();
    void hidesTextsAndSaysSo();
    void filtersFromTheTopBar();
    void staysWholeWhenNarrow_data();
    void staysWholeWhenNarrow();
    void makesPagesAheadWhileIdle();
    void firstFitsTheScreen();
    void endsTheSessionBeforeItCloses();
    void endsTheSessionWhenItIsToldToQuit();
    void saysThatASessionCannotBeLogged();

private:
    MainWindow& window() const { return *m_test->window; }
    Workspace& workspace() const { return m_test->workspace; }
    // A session, with a reply of which the end stays away.
    void holdSession(Hand& hand, SessionSetup setup = {});
    QString sessionLog() const;

    std::unique_ptr<test::WindowUnderTest> m_test;
};

void TestMainWindow::opensADroppedDirectory() {
    QVERIFY(QDir().mkpath(m_test->logs()));
    QMimeData folder;
    folder.setUrls({QUrl::fromLocalFile(m_test->logs())});
    const auto drop = [&](const QMimeData& data) {
        QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&window(), &enter);
        if (!enter.isAccepted())
            return false;
        QDropEvent event(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&window(), &event);
        return event.isAccepted();
    };
    QMimeData text;
    text.setText("hello");
    QVERIFY(!drop(text));
    QVERIFY(drop(folder));
    QCOMPARE(workspace().directory(), m_test->logs());
}

void TestMainWindow::hasKeysForEverything() {
    QStringList keys;
    for (const QAction* action : window().actions())
        keys += action->shortcut().toString();
    for (const char* key : {"Ctrl+O", "Ctrl+E", "Ctrl+,", "Ctrl+1", "Ctrl+Q", "Ctrl+H", "/", "Alt+Left", "Alt+Right"})
        QVERIFY2(keys.contains(QLatin1String(key)), key);

    // Tab goes round all buttons that can be pressed, and each of them says what it is.
    m_test->activate();
    QList<QWidget*> reached;
    for (int i = 0; i < 60; ++i) {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &window(), Qt::Key_Tab);
        if (QApplication::focusWidget() && !reached.contains(QApplication::focusWidget()))
            reached += QApplication::focusWidget();
    }
    for (QPushButton* button : window().findChildren<QPushButton*>()) {
        if (!button->isVisible() || !button->isEnabled())
            continue;
        QVERIFY2(reached.contains(button), qPrintable(button->text()));
        QVERIFY(!(button->text() + button->accessibleName()).isEmpty());
    }
}

void TestMainWindow::walksBackAndForward() {
    logLines::Writer writer("s");
    m_test->writeTurns(writer, 1);
    workspace().open(m_test->logs());
    const auto button = [&](const QString& name) {
        for (QPushButton* each : window().findChildren<QPushButton*>())
            if (each->accessibleName() == name)
                return each;
        return static_cast<QPushButton*>(nullptr);
    };
    QPushButton* back = button("Back");
    QPushButton* forward = button("Forward");
    QVERIFY(back && forward);
    QVERIFY(!back->isEnabled() && !forward->isEnabled());
    workspace().setRangeChoice(RangeChoice::last(1h));
    workspace().setFilter("turn:unsafe");
    QVERIFY(back->isEnabled() && !forward->isEnabled());
    QTest::mouseClick(back, Qt::LeftButton);
    QCOMPARE(workspace().place().filter, std::string());
    QVERIFY(forward->isEnabled());
    m_test->activate();
    QTest::keyClick(&window(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(workspace().rangeChoice(), RangeChoice::all());
    QVERIFY(!back->isEnabled());
    // The side buttons of a mouse, wherever it is.
    QTest::mouseClick(window().findChild<StatusBar*>(), Qt::ForwardButton);
    QCOMPARE(workspace().rangeChoice(), RangeChoice::last(1h));
    QTest::mouseClick(forward, Qt::BackButton);
    QCOMPARE(workspace().rangeChoice(), RangeChoice::all());
}

void TestMainWindow::hidesTextsAndSaysSo() {
    m_test->activate();
    QVERIFY(!m_test->statusButton("Texts hidden"));
    QTest::keyClick(&window(), Qt::Key_H, Qt::ControlModifier);
    QVERIFY(workspace().textsHidden());
    QPushButton* chip = m_test->statusButton("Texts hidden");
    QVERIFY(chip);
    QTest::mouseClick(chip, Qt::LeftButton);
    QVERIFY(!workspace().textsHidden());
    QVERIFY(!m_test->statusButton("Texts hidden"));
}

void TestMainWindow::filtersFromTheTopBar() {
    logLines::Writer writer("s");
    m_test->writeTurns(writer, 2);
    workspace().open(m_test->logs());
    QTRY_COMPARE(window().state().kind, State::Figures);
    m_test->activate();
    QTest::keyClick(&window(), Qt::Key_Slash);
    QWidget* line = QApplication::focusWidget();
    QVERIFY(line && line->objectName() == "filterLine");
    // In the line these keys are letters.
    QTest::keyClicks(line, "turn:failed/");
    QTest::keyClick(line, Qt::Key_Backspace);
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_COMPARE(window().state().kind, State::OutOfScope);
    QTest::mouseClick(window().findChild<StateView*>()->findChild<QPushButton*>(), Qt::LeftButton);
    QTRY_COMPARE(window().state().kind, State::Figures);
    QCOMPARE(workspace().place().filter, std::string());
}

void TestMainWindow::staysWholeWhenNarrow_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("textScale");
    QTest::newRow("wide") << QSize(1440, 900) << 1.0;
    QTest::newRow("small") << QSize(1024, 700) << 1.0;
    QTest::newRow("narrow") << QSize(420, 700) << 1.0;
    QTest::newRow("large text") << QSize(1440, 900) << 2.0;
    QTest::newRow("large text on a small screen") << QSize(1024, 700) << 2.0;
}

void TestMainWindow::staysWholeWhenNarrow() {
    QFETCH(QSize, size);
    QFETCH(double, textScale);
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * textScale);
    QApplication::setFont(font);
    m_test->makeWindow();
    window().resize(size);
    logLines::Writer writer("s");
    m_test->writeTurns(writer, 3);
    logLines::append(m_test->file("x.jsonl"), "oops\n");
    workspace().open(m_test->logs());
    workspace().setSession("s");
    QTRY_COMPARE(window().state().kind, State::Figures);
    QTRY_VERIFY(m_test->statusButton("show"));
    QCOMPARE(window().size(), size);
    for (const char* name : {"topBar", "statusBar", "sidebar"}) {
        auto* bar = window().findChild<QWidget*>(QLatin1String(name));
        for (const QWidget* child : bar->findChildren<QWidget*>()) {
            if (!child->isVisible() || qobject_cast<const QProgressBar*>(child))
                continue;
            const QRect place(child->mapTo(bar, QPoint(0, 0)), child->size());
            QVERIFY2(bar->rect().contains(place), qPrintable(child->accessibleName()));
            if (qobject_cast<const QPushButton*>(child) || qobject_cast<const QLabel*>(child))
                QVERIFY2(child->width() >= child->minimumSizeHint().width(), qPrintable(child->accessibleName()));
        }
    }
}

// A change of page must not wait for widgets to be made.
void TestMainWindow::makesPagesAheadWhileIdle() {
    const auto made = [&] { return window().findChildren<Page*>().size(); };
    QCOMPARE(made(), 1);
    logLines::Writer writer("s");
    m_test->writeTurns(writer, 2);
    workspace().open(m_test->logs());
    QTRY_COMPARE_WITH_TIMEOUT(made(), PageStack::ids().size(), 20'000);
    QCOMPARE(window().page(), qobject_cast<Page*>(window().findChild<OverviewPage*>()));
    for (const Page* page : window().findChildren<Page*>())
        QCOMPARE(page->isVisible(), page == window().page());
}

void TestMainWindow::firstFitsTheScreen() {
    const QSize room = window().screen()->availableGeometry().size();
    QVERIFY(window().width() <= room.width());
    QVERIFY(window().height() <= room.height());
}

void TestMainWindow::holdSession(Hand& hand, SessionSetup setup) {
    QVERIFY(QDir().mkpath(m_test->logs()));
    workspace().open(m_test->logs());
    auto* session = window().findChild<LiveSession*>();
    setup.directory = m_test->logs().toStdString();
    setup.makeResponder = hand.maker();
    session->start(std::move(setup));
    QTRY_COMPARE(session->state(), LiveSession::State::Idle);
    session->say(QStringLiteral("I lost my job."));
    QTRY_COMPARE(hand.asked(), 1);
    hand.tell("That sounds hard. I'm here, and");
    QTRY_VERIFY(!session->turns().empty() && session->turns()[0].response == "That sounds hard. ");
}

// All of it.
QString TestMainWindow::sessionLog() const {
    QString all;
    QDirIterator walk(m_test->logs(), {"*.jsonl"}, QDir::Files, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        QFile file(walk.next());
        all += file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
    return all;
}

void TestMainWindow::endsTheSessionBeforeItCloses() {
    Hand hand;
    holdSession(hand);
    window().close();
    // Not at once, and without being asked again.
    QVERIFY(window().isVisible());
    QTRY_VERIFY(!window().isVisible());
    const QString log = sessionLog();
    QCOMPARE(log.count("\"response\": \"That sounds hard. \""), 1);
    QCOMPARE(log.count("\"message\": \"System evolution checkpoint\""), 2);
    QCOMPARE(log.count("\"message\": \"Session ended\""), 1);
}

// As SIGTERM and the end of the desktop's session do.
void TestMainWindow::endsTheSessionWhenItIsToldToQuit() {
    Hand hand;
    holdSession(hand);
    QTimer::singleShot(0, qApp, &QApplication::quit);
    QCOMPARE(QApplication::exec(), 0);
    QVERIFY(!window().isVisible());
    QCOMPARE(sessionLog().count("\"message\": \"Session ended\""), 1);
    // A window that is destroyed without being closed ends its session too.
    m_test->makeWindow();
    Hand another;
    holdSession(another);
    m_test->window.reset();
    QCOMPARE(sessionLog().count("\"message\": \"Session ended\""), 2);
}

void TestMainWindow::saysThatASessionCannotBeLogged() {
    RefusingDisk disk;
    Hand hand;
    SessionSetup setup;
    setup.fileOperations = disk.operations();
    holdSession(hand, std::move(setup));
    disk.refuse(ENOSPC);
    hand.finish();
    QTRY_VERIFY(m_test->notice("The session cannot be logged: " + m_test->logs()));
    QVERIFY(m_test->notice("Make room on that disk."));
    // Closing by the user asks first.
    for (QAction* action : window().actions())
        if (action->text() == "Quit")
            action->trigger();
    auto* question = window().findChild<QMessageBox*>();
    QVERIFY(question && question->isVisible());
    QVERIFY(question->text().contains("lost when the window closes now"));
    question->reject();
    QVERIFY(window().isVisible());
    disk.refuse(0);
    QTRY_VERIFY(m_test->notice("The session is logged again"));
    window().close();
    QTRY_VERIFY(!window().isVisible());
    QCOMPARE(sessionLog().count("\"message\": \"Response generated\""), 1);
}

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
