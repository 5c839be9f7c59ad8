// SPDX-License-Identifier: GPL-3.0-or-later
// What the window says of a log directory, whatever it holds, and of reports on it.
#include <memory>

#include <QAction>
#include <QDir>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

#include <moie/query/selection.h>

#include "support/snapshot_builder.h"
#include "ui/frame/report_export.h"
#include "ui/frame/start_page.h"
#include "ui/pages/noted_lines_view.h"
#include "ui/pages/overview_page.h"
#include "ui/support/window_under_test.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/state_view.h"

using namespace moie;
using namespace moie::ui;
using namespace std::chrono_literals;

using State = FrameState::Kind;

class TestWindowStates : public QObject {
    Q_OBJECT

private slots:
    void init() { m_test = std::make_unique<test::WindowUnderTest>(); }
    void cleanup() { m_test.reset(); }
    void startsWithoutADirectory();
    void showsAMissingDirectoryUntilItIsThere();
    void showsAnEmptyDirectory();
    void showsOnlyBadLinesAndTheirBytes();
    void showsFiguresAndFollowsTheLog();
    void offersAllWhereTheRangeIsEmpty();
    void showsNoPermission();
    void showsLoadingAndCancels();
    void saysThatTheDirectoryIsGone();
    void saysThatSettingsCannotBeWritten();
    void offersTheRangeWithoutTurnsFarAway();
    void savesAReport();
    void saysThatAReportIsPartial();
    void saysWhyAReportIsNotSaved();

private:
    MainWindow& window() const { return *m_test->window; }
    Workspace& workspace() const { return m_test->workspace; }
    QString stateTitle() const { return window().findChild<StateView*>()->state().title; }

    std::unique_ptr<test::WindowUnderTest> m_test;
};

void TestWindowStates::startsWithoutADirectory() {
    QCOMPARE(window().state().kind, State::NoDirectory);
    QVERIFY(window().findChild<StartPage*>()->isVisible());
    QCOMPARE(m_test->statusTexts().first(), QString("No directory open"));
}

void TestWindowStates::showsAMissingDirectoryUntilItIsThere() {
    workspace().open(m_test->logs());
    QTRY_COMPARE(window().state().kind, State::Missing);
    QCOMPARE(stateTitle(), QString("There is no such directory"));
    QVERIFY(window().findChild<StateView*>()->state().text.contains("engine/logs"));
    logLines::Writer writer("s");
    m_test->writeTurns(writer, 2);
    QTRY_COMPARE(window().state().kind, State::Figures);
    QVERIFY(window().findChild<OverviewPage*>()->isVisible());
    QVERIFY(!window().findChild<StateView*>()->isVisible());
}

void TestWindowStates::showsAnEmptyDirectory() {
    QVERIFY(QDir().mkpath(m_test->logs()));
    workspace().open(m_test->logs());
    QTRY_COMPARE(window().state().kind, State::NoLogs);
    QVERIFY(window().findChild<StartPage*>()->isVisible());
    QCOMPARE(window().windowTitle().left(11), QString("engine/logs"));
}

void TestWindowStates::showsOnlyBadLinesAndTheirBytes() {
    logLines::append(m_test->file("x.jsonl"), "oops <b>bold</b>\n[1]\n");
    workspace().open(m_test->logs());
    QTRY_COMPARE(window().state().kind, State::OnlyBadLines);
    QVERIFY(m_test->statusTexts().contains(QString::fromUtf8("2 lines rejected ·")));
    QTest::mouseClick(m_test->statusButton("show"), Qt::LeftButton);
    QCOMPARE(workspace().place().page, QString("logs"));
    auto* view = window().findChild<NotedLinesView*>();
    QVERIFY(view && view->isVisible());
    auto* table = view->findChild<RowTable*>();
    QCOMPARE(table->model()->rowCount(), 2);
    table->selectRow(0);
    auto* bytes = view->findChild<QPlainTextEdit*>();
    QTRY_COMPARE(bytes->toPlainText(), QString("oops <b>bold</b>"));
    table->selectRow(1);
    QTRY_COMPARE(bytes->toPlainText(), QString("[1]"));
    logLines::append(m_test->file("x.jsonl"), "more\n");
    QTRY_COMPARE(table->model()->rowCount(), 3);
    QCOMPARE(bytes->toPlainText(), QString("[1]"));
}

void TestWindowStates::showsFiguresAndFollowsTheLog() {
    logLines::Writer writer("s");
    m_test->writeTurns(writer, 3);
    workspace().open(m_test->logs());
    QTRY_COMPARE(window().state().kind, State::Figures);
    QTRY_VERIFY(m_test->statusTexts().contains("9 entries"));
    QVERIFY(m_test->statusTexts().contains("1 session"));
    QVERIFY(m_test->statusTexts().first().startsWith("Watching 1 file"));
    m_test->writeTurns(writer, 1);
    QTRY_VERIFY(m_test->statusTexts().contains("12 entries"));
    QVERIFY(!m_test->statusButton("show"));
}

void TestWindowStates::offersAllWhereTheRangeIsEmpty() {
    logLines::Writer writer("s");
    m_test->writeTurns(writer, 1);
    workspace().open(m_test->logs());
    workspace().setRangeChoice(RangeChoice::between({fromUnixSeconds(1e9), fromUnixSeconds(1.1e9)}));
    QTRY_COMPARE(window().state().kind, State::OutOfScope);
    auto* view = window().findChild<StateView*>();
    auto* button = view->findChild<QPushButton*>();
    QCOMPARE(button->text(), QString("Show all"));
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_COMPARE(window().state().kind, State::Figures);
    QCOMPARE(workspace().rangeChoice(), RangeChoice::all());
}

void TestWindowStates::showsNoPermission() {
    // Root may read everything, so that the snapshot is made by hand.
    workspace().openUnwatched(m_test->logs());
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->problem =
        Error{ErrorCode::PermissionDenied, "cannot open: Permission denied", m_test->logs().toStdString(), {}};
    workspace().receive(snapshot);
    QCOMPARE(window().state().kind, State::NoPermission);
    QCOMPARE(stateTitle(), QString("No permission to read this directory"));
    QCOMPARE(m_test->statusTexts().first(), QString("Directory cannot be read"));
}

void TestWindowStates::showsLoadingAndCancels() {
    workspace().openUnwatched(m_test->logs());
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->load = {25, 100, false, false};
    workspace().receive(snapshot);
    QCOMPARE(window().state().kind, State::Opening);
    QVERIFY(m_test->statusTexts().first().startsWith("Loading 25 %"));
    QVERIFY(m_test->statusButton("Cancel"));
    auto cancelled = std::make_shared<Snapshot>(*snapshot);
    cancelled->load.cancelled = true;
    workspace().receive(cancelled);
    QCOMPARE(m_test->statusTexts().first(), QString("Partly loaded (25 %)"));
    QVERIFY(m_test->statusButton("Load the rest"));
    QVERIFY(!m_test->statusButton("Cancel"));
}

void TestWindowStates::saysThatTheDirectoryIsGone() {
    logLines::Writer writer("s");
    m_test->writeTurns(writer, 3);
    workspace().open(m_test->logs());
    QTRY_COMPARE(window().state().kind, State::Figures);
    QVERIFY(!m_test->notice());
    QVERIFY(QDir(m_test->logs()).removeRecursively());
    QTRY_VERIFY(m_test->notice());
    const NoticeBar* gone = m_test->notice();
    QVERIFY2(gone->text().contains("engine/logs has been gone since "), qPrintable(gone->text()));
    QVERIFY2(gone->text().contains("The figures are of what was read before."), qPrintable(gone->text()));
    QCOMPARE(window().state().kind, State::Figures);
    const auto isExportOffered = [&] {
        for (const QAction* action : window().actions()) {
            if (action->shortcut() == QKeySequence(Qt::CTRL | Qt::Key_E))
                return action->isEnabled();
        }
        return false;
    };
    QVERIFY(!isExportOffered());
    logLines::Writer another("t");
    m_test->writeTurns(another, 2);
    QTRY_VERIFY(!gone->isVisible());
    QTRY_VERIFY(isExportOffered());
}

// A log that was left lying, a year before the others: all figures hold it until the user chooses otherwise.
void TestWindowStates::saysThatSettingsCannotBeWritten() {
    // A directory stands where the file should be.
    QFile::remove(m_test->settings.file());
    QVERIFY(QDir(m_test->directory.path()).mkpath("settings.ini"));
    // Not while the logs are waited for: there is nothing to write yet.
    workspace().open(m_test->logs());
    QTRY_COMPARE(window().state().kind, State::Missing);
    QVERIFY(!m_test->notice());
    logLines::Writer writer("s");
    m_test->writeTurns(writer, 2);
    QTRY_VERIFY(m_test->notice("Settings cannot be written to " + m_test->settings.file()));
}

void TestWindowStates::offersTheRangeWithoutTurnsFarAway() {
    logLines::Writer old("old", 1763600000 - 365 * 86400.0);
    m_test->writeTurns(old, 1);
    logLines::Writer writer("s");
    m_test->writeTurns(writer, 12);
    workspace().open(m_test->logs());
    const auto action = [&](const QString& beginning) -> QPushButton* {
        for (QPushButton* button : window().findChildren<QPushButton*>())
            if (button->isVisible() && button->text().startsWith(beginning))
                return button;
        return nullptr;
    };
    const auto turns = [&] {
        int count = 0;
        forEachTurn(*workspace().snapshot(), workspace().scope(), {}, [&](const SelectedTurn&) { ++count; });
        return count;
    };
    QTRY_VERIFY(action("Show 20 Nov"));
    const auto* notice = qobject_cast<NoticeBar*>(action("Show 20 Nov")->parentWidget());
    QVERIFY(notice && notice->isVisible());
    QVERIFY2(
        notice->text().startsWith(
            "Charts over time are mostly empty, because of 1 of 13 turns and events long before all others (20 Nov"),
        qPrintable(notice->text()));
    QCOMPARE(turns(), 13);
    QTest::mouseClick(action("Show 20 Nov"), Qt::LeftButton);
    QVERIFY(workspace().scope().range.from && !workspace().scope().range.to);
    QCOMPARE(turns(), 12);
    QVERIFY(!notice->isVisible());
    workspace().back();
    QTRY_VERIFY(notice->isVisible());
    // It is a matter of charts over the range, which these pages do not have.
    for (const char* page : {"live", "sessions"}) {
        window().showPage(page);
        QTRY_VERIFY(!notice->isVisible());
        window().showPage("safety");
        QTRY_VERIFY(notice->isVisible());
    }
    QTest::mouseClick(action("Keep all"), Qt::LeftButton);
    QVERIFY(!notice->isVisible());
    workspace().setSession("s");
    workspace().back();
    QTRY_COMPARE(window().state().kind, State::Figures);
    QCOMPARE(turns(), 13);
    QVERIFY(!notice->isVisible());
}

void TestWindowStates::saysThatAReportIsPartial() {
    workspace().openUnwatched(m_test->logs());
    SnapshotBuilder builder;
    builder.turn("s", fromUnixSeconds(1'763'600'000)).response({0.6, 0.5, 0.6, 0.5, 0.4}, 1.0).evaluation(true, {});
    auto snapshot = std::make_shared<Snapshot>(builder.build());
    snapshot->load = {2500, 10'000, false, false};
    workspace().receive(snapshot);
    window().findChild<ReportExport*>()->write(m_test->directory.filePath(QStringLiteral("out.pdf")), {});
    auto* notice = window().findChild<NoticeBar*>();
    QTRY_VERIFY(notice->text().startsWith("Saved "));
    QVERIFY2(notice->text().endsWith("Partial: 2.50 kB of 10.0 kB had been read."), qPrintable(notice->text()));
    workspace().openUnwatched(m_test->directory.path());
    QVERIFY(!notice->isVisible());
}

void TestWindowStates::savesAReport() {
    logLines::Writer writer("s");
    m_test->writeTurns(writer, 3);
    workspace().open(m_test->logs());
    QTRY_COMPARE(window().state().kind, State::Figures);
    auto* report = window().findChild<ReportExport*>();
    const QString target = m_test->directory.filePath(QStringLiteral("out.pdf"));
    report->write(target, {});
    auto* notice = window().findChild<NoticeBar*>();
    QVERIFY(notice->isVisible());
    QTRY_VERIFY(notice->text().startsWith("Saved "));
    QFile pdf(target);
    QVERIFY(pdf.open(QIODevice::ReadOnly));
    QVERIFY(pdf.readAll().startsWith("%PDF-"));
    const TimeRange reach{fromUnixSeconds(1'763'200'000), fromUnixSeconds(1'763'600'000)};
    QCOMPARE(ReportExport::defaultName("/x/logs", "report", reach, ".pdf"),
             QString("logs report 2025-11-15 to 2025-11-20.pdf"));
    QCOMPARE(ReportExport::defaultName("/", "entries", reach, ".csv"), QString("entries 2025-11-15 to 2025-11-20.csv"));
    QCOMPARE(usualPaper(QLocale(QLocale::English, QLocale::UnitedStates)), Paper::Letter);
    QCOMPARE(usualPaper(QLocale(QLocale::German, QLocale::Germany)), Paper::A4);
}

void TestWindowStates::saysWhyAReportIsNotSaved() {
    logLines::Writer writer("s");
    m_test->writeTurns(writer, 1);
    workspace().open(m_test->logs());
    QTRY_COMPARE(window().state().kind, State::Figures);
    auto* report = window().findChild<ReportExport*>();
    const QString target = m_test->directory.filePath(QStringLiteral("nowhere/out.pdf"));
    report->write(target, {});
    auto* notice = window().findChild<NoticeBar*>();
    QTRY_VERIFY(notice->text().startsWith("The report was not written"));
    QVERIFY2(notice->text().contains("nowhere/out.pdf"), qPrintable(notice->text()));
}

QTEST_MAIN(TestWindowStates)
#include "tst_window_states.moc"
