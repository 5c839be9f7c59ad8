// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
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
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <moie/query/selection.h>

#include "support/log_lines.h"
#include "support/snapshot_builder.h"
#include "ui/frame/main_window.h"
#include "ui/frame/notice_bar.h"
#include "ui/frame/page_stack.h"
#include "ui/frame/report_export.h"
#include "ui/frame/start_page.h"
#include "ui/frame/status_bar.h"
#include "ui/live/live_session.h"
#include "ui/pages/noted_lines_view.h"
#include "ui/pages/overview_page.h"
#include "ui/support/hand_responder.h"
#include "ui/theme/theme.h"
#include "ui/widgets/state_view.h"
#include "ui/workspace/settings.h"

using namespace moie;
using namespace moie::ui;
using namespace std::chrono_literals;

using State = FrameState::Kind;

class TestMainWindow : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void startsWithoutADirectory();
    void showsAMissingDirectoryUntilItIsThere();
    void showsAnEmptyDirectory();
    void showsOnlyBadLinesAndTheirBytes();
    void showsFiguresAndFollowsTheLog();
    void offersAllWhereTheRangeIsEmpty();
    void showsNoPermission();
    void showsLoadingAndCancels();
    void opensADroppedDirectory();
    void hasKeysForEverything();
    void walksBackAndForward();
    void hidesTextsAndSaysSo();
    void filtersFromTheTopBar();
    void staysWholeWhenNarrow_data();
    void staysWholeWhenNarrow();
    void saysThatTheDirectoryIsGone();
    void offersTheRangeWithoutTurnsFarAway();
    void makesPagesAheadWhileIdle();
    void firstFitsTheScreen();
    void endsTheSessionBeforeItCloses();
    void endsTheSessionWhenItIsToldToQuit();
    void saysThatASessionCannotBeLogged();
    void savesAReport();
    void saysThatAReportIsPartial();
    void saysWhyAReportIsNotSaved();

private:
    QString logs() const { return m_directory->filePath(QStringLiteral("engine/logs")); }
    std::string file(const char* name) const { return (logs() + '/').toStdString() + name; }
    void writeTurns(logLines::Writer& writer, int turns) const;
    QString stateTitle() const { return m_window->findChild<StateView*>()->state().title; }
    // A session, with a reply of which the end stays away.
    void holdSession(Hand& hand, SessionSetup setup = {});
    QString sessionLog() const;
    // Keys reach the window's actions only then.
    void activate() const;
    QStringList statusTexts() const;
    QPushButton* statusButton(const QString& text) const;

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<MainWindow> m_window;
};

void TestMainWindow::init() {
    m_directory = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<Settings>(m_directory->filePath(QStringLiteral("settings.ini")));
    m_theme = std::make_unique<Theme>();
    m_workspace = std::make_unique<Workspace>(*m_settings);
    m_window = std::make_unique<MainWindow>(*m_workspace, *m_theme);
    m_window->show();
}

void TestMainWindow::cleanup() {
    m_window.reset();
    m_workspace.reset();
}

void TestMainWindow::writeTurns(logLines::Writer& writer, int turns) const {
    for (int i = 0; i < turns; ++i)
        writer.user("hello").evaluated(true).responded();
    logLines::append(file("interactions/a.jsonl"), writer.take());
}

void TestMainWindow::activate() const {
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

QStringList TestMainWindow::statusTexts() const {
    QStringList texts;
    for (const QLabel* label : m_window->findChild<StatusBar*>()->findChildren<QLabel*>()) {
        if (label->isVisible())
            texts += label->text();
    }
    return texts;
}

QPushButton* TestMainWindow::statusButton(const QString& text) const {
    for (QPushButton* button : m_window->findChild<StatusBar*>()->findChildren<QPushButton*>()) {
        if (button->isVisible() && button->text() == text)
            return button;
    }
    return nullptr;
}

void TestMainWindow::startsWithoutADirectory() {
    QCOMPARE(m_window->state().kind, State::NoDirectory);
    QVERIFY(m_window->findChild<StartPage*>()->isVisible());
    QCOMPARE(statusTexts().first(), QString("No directory open"));
}

void TestMainWindow::showsAMissingDirectoryUntilItIsThere() {
    m_workspace->open(logs());
    QTRY_COMPARE(m_window->state().kind, State::Missing);
    QCOMPARE(stateTitle(), QString("There is no such directory"));
    QVERIFY(m_window->findChild<StateView*>()->state().text.contains("engine/logs"));
    logLines::Writer writer("s");
    writeTurns(writer, 2);
    QTRY_COMPARE(m_window->state().kind, State::Figures);
    QVERIFY(m_window->findChild<OverviewPage*>()->isVisible());
    QVERIFY(!m_window->findChild<StateView*>()->isVisible());
}

void TestMainWindow::showsAnEmptyDirectory() {
    QVERIFY(QDir().mkpath(logs()));
    m_workspace->open(logs());
    QTRY_COMPARE(m_window->state().kind, State::NoLogs);
    QVERIFY(m_window->findChild<StartPage*>()->isVisible());
    QCOMPARE(m_window->windowTitle().left(11), QString("engine/logs"));
}

void TestMainWindow::showsOnlyBadLinesAndTheirBytes() {
    logLines::append(file("x.jsonl"), "oops <b>bold</b>\n[1]\n");
    m_workspace->open(logs());
    QTRY_COMPARE(m_window->state().kind, State::OnlyBadLines);
    QVERIFY(statusTexts().contains(QString::fromUtf8("2 lines rejected ·")));
    QTest::mouseClick(statusButton("show"), Qt::LeftButton);
    QCOMPARE(m_workspace->place().page, QString("logs"));
    auto* view = m_window->findChild<NotedLinesView*>();
    QVERIFY(view && view->isVisible());
    auto* table = view->findChild<QTableView*>();
    QCOMPARE(table->model()->rowCount(), 2);
    table->selectRow(0);
    auto* bytes = view->findChild<QPlainTextEdit*>();
    QTRY_COMPARE(bytes->toPlainText(), QString("oops <b>bold</b>"));
    table->selectRow(1);
    QTRY_COMPARE(bytes->toPlainText(), QString("[1]"));
    logLines::append(file("x.jsonl"), "more\n");
    QTRY_COMPARE(table->model()->rowCount(), 3);
    QCOMPARE(bytes->toPlainText(), QString("[1]"));
}

void TestMainWindow::showsFiguresAndFollowsTheLog() {
    logLines::Writer writer("s");
    writeTurns(writer, 3);
    m_workspace->open(logs());
    QTRY_COMPARE(m_window->state().kind, State::Figures);
    QTRY_VERIFY(statusTexts().contains("9 entries"));
    QVERIFY(statusTexts().contains("1 session"));
    QVERIFY(statusTexts().first().startsWith("Watching 1 file"));
    writeTurns(writer, 1);
    QTRY_VERIFY(statusTexts().contains("12 entries"));
    QVERIFY(!statusButton("show"));
}

void TestMainWindow::offersAllWhereTheRangeIsEmpty() {
    logLines::Writer writer("s");
    writeTurns(writer, 1);
    m_workspace->open(logs());
    m_workspace->setRangeChoice(RangeChoice::between({fromUnixSeconds(1e9), fromUnixSeconds(1.1e9)}));
    QTRY_COMPARE(m_window->state().kind, State::OutOfScope);
    auto* view = m_window->findChild<StateView*>();
    auto* button = view->findChild<QPushButton*>();
    QCOMPARE(button->text(), QString("Show all"));
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_COMPARE(m_window->state().kind, State::Figures);
    QCOMPARE(m_workspace->rangeChoice(), RangeChoice::all());
}

void TestMainWindow::showsNoPermission() {
    // Root may read everything, so that the snapshot is made by hand.
    m_workspace->openUnwatched(logs());
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->problem = Error{ErrorCode::PermissionDenied, "cannot open: Permission denied", logs().toStdString(), {}};
    m_workspace->receive(snapshot);
    QCOMPARE(m_window->state().kind, State::NoPermission);
    QCOMPARE(stateTitle(), QString("No permission to read this directory"));
    QCOMPARE(statusTexts().first(), QString("Directory cannot be read"));
}

void TestMainWindow::showsLoadingAndCancels() {
    m_workspace->openUnwatched(logs());
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->load = {25, 100, false, false};
    m_workspace->receive(snapshot);
    QCOMPARE(m_window->state().kind, State::Opening);
    QVERIFY(statusTexts().first().startsWith("Loading 25 %"));
    QVERIFY(statusButton("Cancel"));
    auto cancelled = std::make_shared<Snapshot>(*snapshot);
    cancelled->load.cancelled = true;
    m_workspace->receive(cancelled);
    QCOMPARE(statusTexts().first(), QString("Partly loaded (25 %)"));
    QVERIFY(statusButton("Load the rest"));
    QVERIFY(!statusButton("Cancel"));
}

void TestMainWindow::opensADroppedDirectory() {
    QVERIFY(QDir().mkpath(logs()));
    QMimeData folder;
    folder.setUrls({QUrl::fromLocalFile(logs())});
    const auto drop = [&](const QMimeData& data) {
        QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &enter);
        if (!enter.isAccepted())
            return false;
        QDropEvent event(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &event);
        return event.isAccepted();
    };
    QMimeData text;
    text.setText("hello");
    QVERIFY(!drop(text));
    QVERIFY(drop(folder));
    QCOMPARE(m_workspace->directory(), logs());
}

void TestMainWindow::hasKeysForEverything() {
    QStringList keys;
    for (const QAction* action : m_window->actions())
        keys += action->shortcut().toString();
    for (const char* key : {"Ctrl+O", "Ctrl+E", "Ctrl+,", "Ctrl+1", "Ctrl+Q", "Ctrl+H", "/", "Alt+Left", "Alt+Right"})
        QVERIFY2(keys.contains(QLatin1String(key)), key);

    // Tab goes round all buttons that can be pressed, and each of them says what it is.
    activate();
    QList<QWidget*> reached;
    for (int i = 0; i < 60; ++i) {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : m_window.get(), Qt::Key_Tab);
        if (QApplication::focusWidget() && !reached.contains(QApplication::focusWidget()))
            reached += QApplication::focusWidget();
    }
    for (QPushButton* button : m_window->findChildren<QPushButton*>()) {
        if (!button->isVisible() || !button->isEnabled())
            continue;
        QVERIFY2(reached.contains(button), qPrintable(button->text()));
        QVERIFY(!(button->text() + button->accessibleName()).isEmpty());
    }
}

void TestMainWindow::walksBackAndForward() {
    logLines::Writer writer("s");
    writeTurns(writer, 1);
    m_workspace->open(logs());
    const auto button = [&](const QString& name) {
        for (QPushButton* each : m_window->findChildren<QPushButton*>())
            if (each->accessibleName() == name)
                return each;
        return static_cast<QPushButton*>(nullptr);
    };
    QPushButton* back = button("Back");
    QPushButton* forward = button("Forward");
    QVERIFY(back && forward);
    QVERIFY(!back->isEnabled() && !forward->isEnabled());
    m_workspace->setRangeChoice(RangeChoice::last(1h));
    m_workspace->setFilter("turn:unsafe");
    QVERIFY(back->isEnabled() && !forward->isEnabled());
    QTest::mouseClick(back, Qt::LeftButton);
    QCOMPARE(m_workspace->place().filter, std::string());
    QVERIFY(forward->isEnabled());
    activate();
    QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(m_workspace->rangeChoice(), RangeChoice::all());
    QVERIFY(!back->isEnabled());
    // The side buttons of a mouse, wherever it is.
    QTest::mouseClick(m_window->findChild<StatusBar*>(), Qt::ForwardButton);
    QCOMPARE(m_workspace->rangeChoice(), RangeChoice::last(1h));
    QTest::mouseClick(forward, Qt::BackButton);
    QCOMPARE(m_workspace->rangeChoice(), RangeChoice::all());
}

void TestMainWindow::hidesTextsAndSaysSo() {
    activate();
    QVERIFY(!statusButton("Texts hidden"));
    QTest::keyClick(m_window.get(), Qt::Key_H, Qt::ControlModifier);
    QVERIFY(m_workspace->textsHidden());
    QPushButton* chip = statusButton("Texts hidden");
    QVERIFY(chip);
    QTest::mouseClick(chip, Qt::LeftButton);
    QVERIFY(!m_workspace->textsHidden());
    QVERIFY(!statusButton("Texts hidden"));
}

void TestMainWindow::filtersFromTheTopBar() {
    logLines::Writer writer("s");
    writeTurns(writer, 2);
    m_workspace->open(logs());
    QTRY_COMPARE(m_window->state().kind, State::Figures);
    activate();
    QTest::keyClick(m_window.get(), Qt::Key_Slash);
    QWidget* line = QApplication::focusWidget();
    QVERIFY(line && line->objectName() == "filterLine");
    // In the line these keys are letters.
    QTest::keyClicks(line, "turn:failed/");
    QTest::keyClick(line, Qt::Key_Backspace);
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_COMPARE(m_window->state().kind, State::OutOfScope);
    QTest::mouseClick(m_window->findChild<StateView*>()->findChild<QPushButton*>(), Qt::LeftButton);
    QTRY_COMPARE(m_window->state().kind, State::Figures);
    QCOMPARE(m_workspace->place().filter, std::string());
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
    const QFont before = QApplication::font();
    QFont font = before;
    font.setPointSizeF(before.pointSizeF() * textScale);
    cleanup();
    QApplication::setFont(font);
    m_workspace = std::make_unique<Workspace>(*m_settings);
    m_window = std::make_unique<MainWindow>(*m_workspace, *m_theme);
    m_window->resize(size);
    m_window->show();
    logLines::Writer writer("s");
    writeTurns(writer, 3);
    logLines::append(file("x.jsonl"), "oops\n");
    m_workspace->open(logs());
    m_workspace->setSession("s");
    QTRY_COMPARE(m_window->state().kind, State::Figures);
    QTRY_VERIFY(statusButton("show"));
    QCOMPARE(m_window->size(), size);
    for (const char* name : {"topBar", "statusBar", "sidebar"}) {
        auto* bar = m_window->findChild<QWidget*>(QLatin1String(name));
        for (const QWidget* child : bar->findChildren<QWidget*>()) {
            if (!child->isVisible() || qobject_cast<const QProgressBar*>(child))
                continue;
            const QRect place(child->mapTo(bar, QPoint(0, 0)), child->size());
            QVERIFY2(bar->rect().contains(place), qPrintable(child->accessibleName()));
            if (qobject_cast<const QPushButton*>(child) || qobject_cast<const QLabel*>(child))
                QVERIFY2(child->width() >= child->minimumSizeHint().width(), qPrintable(child->accessibleName()));
        }
    }
    cleanup();
    QApplication::setFont(before);
}

void TestMainWindow::saysThatTheDirectoryIsGone() {
    logLines::Writer writer("s");
    writeTurns(writer, 3);
    m_workspace->open(logs());
    QTRY_COMPARE(m_window->state().kind, State::Figures);
    NoticeBar* gone = nullptr;
    const auto isSaid = [&] {
        for (NoticeBar* bar : m_window->findChildren<NoticeBar*>())
            gone = bar->isVisible() ? bar : gone;
        return gone != nullptr;
    };
    QVERIFY(!isSaid());
    QVERIFY(QDir(logs()).removeRecursively());
    QTRY_VERIFY(isSaid());
    QVERIFY2(gone->text().contains("engine/logs has been gone since "), qPrintable(gone->text()));
    QVERIFY2(gone->text().contains("The figures are of what was read before."), qPrintable(gone->text()));
    QCOMPARE(m_window->state().kind, State::Figures);
    const auto isExportOffered = [&] {
        for (const QAction* action : m_window->actions()) {
            if (action->shortcut() == QKeySequence(Qt::CTRL | Qt::Key_E))
                return action->isEnabled();
        }
        return false;
    };
    QVERIFY(!isExportOffered());
    logLines::Writer another("t");
    writeTurns(another, 2);
    QTRY_VERIFY(!gone->isVisible());
    QTRY_VERIFY(isExportOffered());
}

// A log that was left lying, a year before the others: all figures hold it until the user chooses otherwise.
void TestMainWindow::offersTheRangeWithoutTurnsFarAway() {
    logLines::Writer old("old", 1763600000 - 365 * 86400.0);
    writeTurns(old, 1);
    logLines::Writer writer("s");
    writeTurns(writer, 12);
    m_workspace->open(logs());
    const auto action = [&](const QString& beginning) -> QPushButton* {
        for (QPushButton* button : m_window->findChildren<QPushButton*>())
            if (button->isVisible() && button->text().startsWith(beginning))
                return button;
        return nullptr;
    };
    const auto turns = [&] {
        int count = 0;
        forEachTurn(*m_workspace->snapshot(), m_workspace->scope(), {}, [&](const SelectedTurn&) { ++count; });
        return count;
    };
    QTRY_VERIFY(action("Show 20 Nov"));
    const auto* notice = qobject_cast<NoticeBar*>(action("Show 20 Nov")->parentWidget());
    QVERIFY(notice && notice->isVisible());
    QVERIFY2(notice->text().startsWith(
                 "Charts over time are mostly empty, because of 1 turn of 13 long before all others (20 Nov"),
             qPrintable(notice->text()));
    QCOMPARE(turns(), 13);
    QTest::mouseClick(action("Show 20 Nov"), Qt::LeftButton);
    QVERIFY(m_workspace->scope().range.from && !m_workspace->scope().range.to);
    QCOMPARE(turns(), 12);
    QVERIFY(!notice->isVisible());
    m_workspace->back();
    QTRY_VERIFY(notice->isVisible());
    // It is a matter of the range, which the Live page does not show.
    m_window->showPage("live");
    QTRY_VERIFY(!notice->isVisible());
    m_window->showPage("safety");
    QTRY_VERIFY(notice->isVisible());
    QTest::mouseClick(action("Keep all"), Qt::LeftButton);
    QVERIFY(!notice->isVisible());
    m_workspace->setSession("s");
    m_workspace->back();
    QTRY_COMPARE(m_window->state().kind, State::Figures);
    QCOMPARE(turns(), 13);
    QVERIFY(!notice->isVisible());
}

// A change of page must not wait for widgets to be made.
void TestMainWindow::makesPagesAheadWhileIdle() {
    const auto made = [&] { return m_window->findChildren<Page*>().size(); };
    QCOMPARE(made(), 1);
    logLines::Writer writer("s");
    writeTurns(writer, 2);
    m_workspace->open(logs());
    QTRY_COMPARE_WITH_TIMEOUT(made(), PageStack::ids().size(), 20'000);
    QCOMPARE(m_window->page(), qobject_cast<Page*>(m_window->findChild<OverviewPage*>()));
    for (const Page* page : m_window->findChildren<Page*>())
        QCOMPARE(page->isVisible(), page == m_window->page());
}

void TestMainWindow::firstFitsTheScreen() {
    const QSize room = m_window->screen()->availableGeometry().size();
    QVERIFY(m_window->width() <= room.width());
    QVERIFY(m_window->height() <= room.height());
}

void TestMainWindow::saysThatAReportIsPartial() {
    m_workspace->openUnwatched(logs());
    SnapshotBuilder builder;
    builder.turn("s", fromUnixSeconds(1'763'600'000)).response({0.6, 0.5, 0.6, 0.5, 0.4}, 1.0).evaluation(true, {});
    auto snapshot = std::make_shared<Snapshot>(builder.build());
    snapshot->load = {2500, 10'000, false, false};
    m_workspace->receive(snapshot);
    m_window->findChild<ReportExport*>()->write(m_directory->filePath(QStringLiteral("out.pdf")), {});
    auto* notice = m_window->findChild<NoticeBar*>();
    QTRY_VERIFY(notice->text().startsWith("Saved "));
    QVERIFY2(notice->text().endsWith("Partial: 2.50 kB of 10.0 kB had been read."), qPrintable(notice->text()));
    m_workspace->openUnwatched(m_directory->path());
    QVERIFY(!notice->isVisible());
}

void TestMainWindow::holdSession(Hand& hand, SessionSetup setup) {
    QVERIFY(QDir().mkpath(logs()));
    m_workspace->open(logs());
    auto* session = m_window->findChild<LiveSession*>();
    setup.directory = logs().toStdString();
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
    QDirIterator walk(logs(), {"*.jsonl"}, QDir::Files, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        QFile file(walk.next());
        all += file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
    return all;
}

void TestMainWindow::endsTheSessionBeforeItCloses() {
    Hand hand;
    holdSession(hand);
    m_window->close();
    // Not at once, and without being asked again.
    QVERIFY(m_window->isVisible());
    QTRY_VERIFY(!m_window->isVisible());
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
    QVERIFY(!m_window->isVisible());
    QCOMPARE(sessionLog().count("\"message\": \"Session ended\""), 1);
    // A window that is destroyed without being closed ends its session too.
    m_window = std::make_unique<MainWindow>(*m_workspace, *m_theme);
    Hand another;
    holdSession(another);
    m_window.reset();
    QCOMPARE(sessionLog().count("\"message\": \"Session ended\""), 2);
}

void TestMainWindow::saysThatASessionCannotBeLogged() {
    std::atomic<bool> full = false;
    SessionSetup setup;
    setup.fileOperations.write = [&full, real = setup.fileOperations.write](int to, const char* bytes, size_t size) {
        if (!full)
            return real(to, bytes, size);
        errno = ENOSPC;
        return ssize_t{-1};
    };
    Hand hand;
    holdSession(hand, std::move(setup));
    full = true;
    hand.finish();
    const auto notice = [this](const QString& text) {
        for (const NoticeBar* bar : m_window->findChildren<NoticeBar*>())
            if (bar->isVisible() && bar->text().contains(text))
                return true;
        return false;
    };
    QTRY_VERIFY(notice("The session cannot be logged: " + logs()));
    QVERIFY(notice("Make room on that disk."));
    // Closing by the user asks first.
    for (QAction* action : m_window->actions())
        if (action->text() == "Quit")
            action->trigger();
    auto* question = m_window->findChild<QMessageBox*>();
    QVERIFY(question && question->isVisible());
    QVERIFY(question->text().contains("lost when the window closes now"));
    question->reject();
    QVERIFY(m_window->isVisible());
    full = false;
    QTRY_VERIFY(notice("The session is logged again"));
    m_window->close();
    QTRY_VERIFY(!m_window->isVisible());
    QCOMPARE(sessionLog().count("\"message\": \"Response generated\""), 1);
}

void TestMainWindow::savesAReport() {
    logLines::Writer writer("s");
    writeTurns(writer, 3);
    m_workspace->open(logs());
    QTRY_COMPARE(m_window->state().kind, State::Figures);
    auto* report = m_window->findChild<ReportExport*>();
    const QString target = m_directory->filePath(QStringLiteral("out.pdf"));
    report->write(target, {});
    auto* notice = m_window->findChild<NoticeBar*>();
    QVERIFY(notice->isVisible());
    QTRY_VERIFY(notice->text().startsWith("Saved "));
    QFile pdf(target);
    QVERIFY(pdf.open(QIODevice::ReadOnly));
    QVERIFY(pdf.readAll().startsWith("%PDF-"));
    QCOMPARE(ReportExport::defaultName("/x/logs", {fromUnixSeconds(1'763'200'000), fromUnixSeconds(1'763'600'000)}),
             QString("logs 2025-11-15 to 2025-11-20.pdf"));
    QCOMPARE(usualPaper(QLocale(QLocale::English, QLocale::UnitedStates)), Paper::Letter);
    QCOMPARE(usualPaper(QLocale(QLocale::German, QLocale::Germany)), Paper::A4);
}

void TestMainWindow::saysWhyAReportIsNotSaved() {
    logLines::Writer writer("s");
    writeTurns(writer, 1);
    m_workspace->open(logs());
    QTRY_COMPARE(m_window->state().kind, State::Figures);
    auto* report = m_window->findChild<ReportExport*>();
    const QString target = m_directory->filePath(QStringLiteral("nowhere/out.pdf"));
    report->write(target, {});
    auto* notice = m_window->findChild<NoticeBar*>();
    QTRY_VERIFY(notice->text().startsWith("The report was not written"));
    QVERIFY2(notice->text().contains("nowhere/out.pdf"), qPrintable(notice->text()));
}

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
