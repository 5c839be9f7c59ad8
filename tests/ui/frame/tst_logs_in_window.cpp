// SPDX-License-Identifier: GPL-3.0-or-later
// The Logs page in the window, over a directory that another process writes, beside what `moielog query` says of it.
#include <memory>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "support/log_lines.h"
#include "ui/frame/entry_export.h"
#include "ui/frame/main_window.h"
#include "ui/frame/notice_bar.h"
#include "ui/models/noted_lines_model.h"
#include "ui/pages/entry_detail.h"
#include "ui/pages/entry_table.h"
#include "ui/pages/logs_page.h"
#include "ui/pages/noted_lines_view.h"
#include "ui/theme/theme.h"
#include "ui/widgets/segments.h"
#include "ui/workspace/settings.h"

using namespace moie;
using namespace moie::ui;

namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
}

} // namespace

class TestLogsInWindow : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void countsWhatAQueryCountsWhileAnotherProcessWrites();
    void exportsWhatAQueryPrints_data();
    void exportsWhatAQueryPrints();
    void saysWhyNothingWasExported();
    void speaksOfEntries();
    void showsRejectedLinesAndWarnings();
    void saysWhatWasNotRead();
    void goesFromALineToItsEntry();
    void goesToAnEntry();
    void showsLinesWhereThereIsNoEntry();
    void makesRoomForTheTable();

private:
    QString logs() const { return m_directory->filePath(QStringLiteral("logs")); }
    void write(const char* file, const std::string& text) const {
        logLines::append((logs() + '/').toStdString() + file, text);
    }
    void writeDirty() const;
    QByteArray query(const QStringList& arguments) const;
    void openLogs();
    LogsPage* page() const { return m_window->findChild<LogsPage*>(); }
    ui::EntryTable* entries() const { return m_window->findChild<ui::EntryTable*>("entries"); }
    RowTable* lines() const { return m_window->findChild<RowTable*>("notedLines"); }
    // What the page says of how many it lists.
    bool says(const QString& text) const;

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<MainWindow> m_window;
};

void TestLogsInWindow::init() {
    m_directory = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<Settings>(m_directory->filePath(QStringLiteral("settings.ini")));
    m_theme = std::make_unique<Theme>();
    m_workspace = std::make_unique<Workspace>(*m_settings);
    m_window = std::make_unique<MainWindow>(*m_workspace, *m_theme);
    m_window->resize(1440, 900);
    m_window->show();
}

void TestLogsInWindow::cleanup() {
    m_window.reset();
    m_workspace.reset();
}

// Two files: 2 turns of 3 entries, a bare NaN, an invalid byte, a foreign object, a copy of a line; 3 bad lines.
void TestLogsInWindow::writeDirty() const {
    logLines::Writer writer("one");
    writer.user("panic, =1+1").evaluated(false).responded("[NaN, 0.5, 0.5, 0.5, 0.5]").wait(60);
    writer.user("calm \xff").evaluated(true).responded();
    write("a.jsonl", writer.text());
    logLines::Writer copied("one");
    copied.user("panic, =1+1");
    write("b.jsonl", "torn {\"a\n" + copied.text() + "{\"other\": 1}\n[1]\n<b>no</b>\x1b[31m\n");
}

QByteArray TestLogsInWindow::query(const QStringList& arguments) const {
    QProcess process;
    process.start(QStringLiteral(MOIELOG_PATH), QStringList{"query", logs()} + arguments);
    return process.waitForFinished() ? process.readAllStandardOutput() : QByteArray("(did not end)");
}

void TestLogsInWindow::openLogs() {
    m_workspace->open(logs());
    m_window->showPage(QStringLiteral("logs"));
    QTRY_VERIFY(page()->shown() && m_workspace->snapshot()->load.complete);
    QTRY_COMPARE(page()->shown()->subject.snapshot, m_workspace->snapshot());
}

bool TestLogsInWindow::says(const QString& text) const {
    const auto labels = page()->findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
                       [&](const QLabel* label) { return label->isVisible() && label->text() == text; });
}

void TestLogsInWindow::countsWhatAQueryCountsWhileAnotherProcessWrites() {
    writeDirty();
    openLogs();
    QVERIFY(!m_workspace->setFilter("level:error or panic"));
    QProcess writer;
    writer.start(QStringLiteral(MOIELOG_PATH), {QStringLiteral("append"), logs()});
    QVERIFY(writer.waitForStarted());
    for (int round = 1; round <= 3; ++round) {
        for (int i = 0; i < 100; ++i) {
            writer.write("{\"level\": \"error\", \"category\": \"system_state\", \"message\": \"from elsewhere\"}\n");
            writer.write("{\"level\": \"info\", \"category\": \"system_state\", \"message\": \"not this\"}\n");
        }
        QVERIFY(writer.waitForBytesWritten());
        QTRY_COMPARE(entries()->model()->rowCount(), 100 * round + 1);
        QTRY_VERIFY(says(QStringLiteral("%1 entries").arg(100 * round + 1)));
        QCOMPARE(query({"level:error or panic", "--format", "jsonl"}).count('\n'), entries()->model()->rowCount());
    }
    writer.closeWriteChannel();
    QVERIFY(writer.waitForFinished());
    // And all of them; a line that was read before is listed once.
    QVERIFY(!m_workspace->setFilter(""));
    QTRY_COMPARE(entries()->model()->rowCount(), 7 + 600);
    QCOMPARE(query({"--format", "jsonl"}).count('\n'), 7 + 600);
}

void TestLogsInWindow::exportsWhatAQueryPrints_data() {
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("session");
    QTest::addColumn<QString>("kind");
    for (const char* kind : {"csv", "jsonl"}) {
        QTest::addRow("%s of all", kind) << ""
                                         << "" << kind;
        QTest::addRow("%s of a filter", kind) << "category:interaction"
                                              << "" << kind;
        QTest::addRow("%s of a session", kind) << ""
                                               << "one" << kind;
    }
}

void TestLogsInWindow::exportsWhatAQueryPrints() {
    QFETCH(QString, filter);
    QFETCH(QString, session);
    QFETCH(QString, kind);
    writeDirty();
    openLogs();
    m_workspace->setSession(session.toStdString());
    QVERIFY(!m_workspace->setFilter(filter.toStdString()));
    QStringList arguments{"--format", kind};
    if (!filter.isEmpty())
        arguments.prepend(filter);
    if (!session.isEmpty())
        arguments += {"--session", session};
    const QByteArray printed = query(arguments);
    const int listed = static_cast<int>(printed.count('\n')) - (kind == "csv" ? 1 : 0);
    QVERIFY(listed > 0);
    QTRY_COMPARE(entries()->model()->rowCount(), listed);
    // Whatever the order of the table.
    emit entries()->horizontalHeader()->sectionClicked(EntryModel::MessageColumn);
    QSignalSpy wanted(page(), &LogsPage::exportWanted);
    const auto* asked = m_window->findChild<EntryExport*>();
    disconnect(page(), &LogsPage::exportWanted, asked, nullptr); // it would open a dialog
    for (QAction* action : page()->actions())
        if (action->text().contains(kind == "csv" ? "CSV" : "JSON"))
            action->trigger();
    QCOMPARE(wanted.count(), 1);
    auto* exporting = m_window->findChild<EntryExport*>();
    const QSignalSpy finished(exporting, &EntryExport::finished);
    const QString file = m_directory->filePath("out." + kind);
    exporting->write(file, wanted[0][0].value<ListedEntries>(), wanted[0][1].value<EntryFormat>());
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(contentOf(file), printed);
}

void TestLogsInWindow::saysWhyNothingWasExported() {
    writeDirty();
    openLogs();
    const auto matches = listEntries(*m_workspace->snapshot(), {}, {}, EntryOrder::ByTime);
    const ListedEntries all{m_workspace->snapshot(), {}, std::make_shared<const EntryListing>(matches)};
    auto* exporting = m_window->findChild<EntryExport*>();
    const QSignalSpy finished(exporting, &EntryExport::finished);
    exporting->write(logs() + "/x.jsonl", all, EntryFormat::JsonLines);
    QTRY_COMPARE(finished.count(), 1);
    const auto notices = m_window->findChildren<NoticeBar*>();
    QVERIFY(std::any_of(notices.begin(), notices.end(), [](const NoticeBar* notice) {
        return notice->isVisible() && notice->text().startsWith("The entries were not written.") &&
               notice->text().contains("would be read as a log");
    }));
    QVERIFY(!QFile::exists(logs() + "/x.jsonl"));
}

void TestLogsInWindow::speaksOfEntries() {
    write("a.jsonl", logLines::line({}));
    openLogs();
    QVERIFY(!m_workspace->setFilter("level:critical"));
    QTRY_COMPARE(m_window->state().kind, FrameState::Kind::OutOfScope);
    QCOMPARE(m_window->state().view.title, QString("No entry matches"));
    QVERIFY2(m_window->state().view.text.startsWith("The filter level:critical matches no entry"),
             qPrintable(m_window->state().view.text));
}

void TestLogsInWindow::showsRejectedLinesAndWarnings() {
    writeDirty();
    openLogs();
    QPushButton* rejected = nullptr;
    QPushButton* warnings = nullptr;
    for (QPushButton* button : page()->findChildren<QPushButton*>()) {
        if (button->text() == "Rejected 3")
            rejected = button;
        if (button->text() == "Warnings 4") // NaN, the invalid byte, the foreign object, the copied line
            warnings = button;
    }
    QVERIFY(rejected && warnings);
    QTest::mouseClick(rejected, Qt::LeftButton);
    QVERIFY(lines()->isVisible());
    QCOMPARE(lines()->model()->rowCount(), 3);
    const auto cell = [&](int row, int column) { return lines()->model()->index(row, column).data().toString(); };
    QCOMPARE(cell(0, NotedLinesModel::PlaceColumn), QString("b.jsonl:1"));
    QCOMPARE(cell(2, NotedLinesModel::ReasonColumn), QString("not JSON, or a damaged line"));
    lines()->selectRow(2);
    auto* bytes = m_window->findChild<QPlainTextEdit*>("notedBytes");
    QTRY_COMPARE(bytes->toPlainText(), QString("<b>no</b>\\x1b[31m"));
    const auto press = [&](const char* text) {
        for (QPushButton* button : page()->findChild<NotedLinesView*>()->findChildren<QPushButton*>())
            if (button->text() == text)
                QTest::mouseClick(button, Qt::LeftButton);
    };
    press("Copy line");
    QCOMPARE(QApplication::clipboard()->text(), QString("<b>no</b>\\x1b[31m"));
    press("Copy place");
    QVERIFY(QApplication::clipboard()->text().startsWith("b.jsonl:5:"));
    m_workspace->setTextsHidden(true);
    QVERIFY(!bytes->toPlainText().contains("no</b>"));
    QVERIFY(!cell(2, NotedLinesModel::BeginningColumn).contains("no</b>"));
    QTest::mouseClick(warnings, Qt::LeftButton);
    QCOMPARE(lines()->model()->rowCount(), 4);
    QCOMPARE(bytes->toPlainText(), QString());
}

void TestLogsInWindow::saysWhatWasNotRead() {
    writeDirty();
    write("c.jsonl.gz", "not compressed\n");
    openLogs();
    for (QPushButton* button : page()->findChildren<QPushButton*>())
        if (button->text() == "Rejected 3")
            QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(
        says(QStringLiteral("Not read, or not to the end:\n%1/c.jsonl.gz: the compressed file is damaged (incorrect "
                            "header check) (at byte 0)")
                 .arg(logs())));
}

void TestLogsInWindow::goesFromALineToItsEntry() {
    writeDirty();
    openLogs();
    page()->setView(LogsPage::View::Warnings);
    QCOMPARE(lines()->model()->index(0, NotedLinesModel::PlaceColumn).data().toString(), QString("a.jsonl:3"));
    lines()->selectRow(0);
    QTest::keyClick(lines(), Qt::Key_Return);
    QTRY_COMPARE(page()->view(), LogsPage::View::Entries);
    QTRY_VERIFY(entries()->currentEntry());
    QCOMPARE(entries()->model()->index(entries()->currentIndex().row(), EntryModel::SessionColumn).data().toString(),
             QString("one#3"));
    // The second bad line stands behind the foreign object.
    page()->setView(LogsPage::View::Rejected);
    lines()->selectRow(1);
    QTest::keyClick(lines(), Qt::Key_Return);
    QTRY_COMPARE(page()->view(), LogsPage::View::Entries);
    QCOMPARE(entries()->model()->index(entries()->currentIndex().row(), EntryModel::CategoryColumn).data().toString(),
             QString("foreign"));
}

void TestLogsInWindow::goesToAnEntry() {
    writeDirty();
    openLogs();
    page()->setView(LogsPage::View::Rejected);
    m_window->showPage(QStringLiteral("overview"));
    // As from the list of turns that a filter found, while its entries are not listed yet.
    const EntryId wanted = entries()->model()->rowCount() > 0 ? EntryId{3} : noEntry;
    const QString session = QStringLiteral("one#4");
    Place place = m_workspace->place();
    place.page = QStringLiteral("logs");
    place.filter = "category:interaction";
    place.entry = wanted;
    m_workspace->go(place);
    QTRY_COMPARE(entries()->model()->rowCount(), 4);
    QCOMPARE(page()->view(), LogsPage::View::Entries);
    QTRY_COMPARE(entries()->currentEntry(), std::optional(wanted));
    QCOMPARE(entries()->model()->index(entries()->currentIndex().row(), EntryModel::SessionColumn).data().toString(),
             session);
    // Another filter is no reason to go back to it.
    QVERIFY(!m_workspace->setFilter("category:cbf"));
    QTRY_COMPARE(entries()->model()->rowCount(), 2);
    QVERIFY(!entries()->currentEntry());
}

void TestLogsInWindow::showsLinesWhereThereIsNoEntry() {
    write("a.jsonl", "oops\n");
    m_workspace->open(logs());
    m_window->showPage(QStringLiteral("logs"));
    QTRY_COMPARE(m_window->state().kind, FrameState::Kind::OnlyBadLines);
    QVERIFY(!page()->isVisible());
    page()->setView(LogsPage::View::Rejected);
    QVERIFY(lines()->isVisible());
    lines()->selectRow(0);
    QTest::keyClick(lines(), Qt::Key_Return);
    QTRY_VERIFY(says("No entry stands before this line in its file."));
    page()->setView(LogsPage::View::Entries);
    QCOMPARE(m_window->state().kind, FrameState::Kind::OnlyBadLines);
    QVERIFY(!page()->isVisible());
}

void TestLogsInWindow::makesRoomForTheTable() {
    std::string text;
    for (unsigned i = 1; i <= 100; ++i)
        text += logLines::line({.number = i, .seconds = 1763600000.0 + i});
    write("a.jsonl", text);
    m_window->resize(1024, 700);
    openLogs();
    auto* detail = page()->findChild<EntryDetail*>();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QVERIFY(!detail->isVisible());
    const auto rowsInView = [&] { return entries()->rowsInView(); };
    QVERIFY2(rowsInView() >= 14, qPrintable(QString::number(rowsInView())));
    const int last = rowsInView() - 1;
    QTest::mouseClick(entries()->viewport(), Qt::LeftButton, {},
                      entries()->visualRect(entries()->model()->index(last, 1)).center());
    QVERIFY(detail->isVisible());
    // What was clicked stays in view above it.
    QTRY_VERIFY(rowsInView() < last);
    QVERIFY(entries()->viewport()->rect().contains(entries()->visualRect(entries()->currentIndex()).center()));
    QTest::keyClick(entries(), Qt::Key_Escape);
    QVERIFY(!detail->isVisible());
    QTest::keyClick(entries(), Qt::Key_Down);
    QVERIFY(!detail->isVisible());
    QTest::keyClick(entries(), Qt::Key_Return);
    QVERIFY(detail->isVisible());
}

QTEST_MAIN(TestLogsInWindow)
#include "tst_logs_in_window.moc"
