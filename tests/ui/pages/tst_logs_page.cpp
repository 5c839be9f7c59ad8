// SPDX-License-Identifier: GPL-3.0-or-later
// The Logs page over a real directory: what it lists, how it grows under the user's hands, and the entry in full.
#include <memory>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

#include <moie/feed/feed.h>

#include "support/log_lines.h"
#include "ui/models/json_model.h"
#include "ui/pages/entry_table.h"
#include "ui/pages/logs_page.h"
#include "ui/pages/noted_lines_view.h"
#include "ui/theme/theme.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

using namespace moie;
using namespace moie::ui;

namespace {

std::string entry(unsigned number, double second, const std::string& level, const std::string& data = "{}") {
    logLines::Entry entry;
    entry.number = number;
    entry.seconds = 1763600000 + second;
    entry.level = level;
    entry.message = "note " + std::to_string(number);
    entry.data = data;
    return logLines::line(entry);
}

} // namespace

class TestLogsPage : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void listsTheNewestFirst();
    void sortsByAHeader();
    void listsEntriesThatTheFilterMatches();
    void staysWhereTheUserLooks();
    void showsAnEntryInFull();
    void isReadByKeysAlone();
    void columnsStayAsTheyWereMade();
    void timesOfOtherYearsHaveRoom();
    void hidesTexts();
    void saysWhenALineIsGone();
    void saysWhyTheIndexWasNotUsed();
    void goesToTheTurn();

private:
    void write(const std::string& text) const { logLines::append(file().toStdString(), text); }
    QString file() const { return m_directory->path() + "/logs/a.jsonl"; }
    void receive() { m_workspace->receive(*loadOnce((m_directory->path() + "/logs").toStdString())); }
    QString cell(int row, EntryModel::Column column) const {
        return m_table->model()->index(row, column).data().toString();
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<LogsPage> m_page;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    ui::EntryTable* m_table = nullptr;
};

void TestLogsPage::init() {
    m_directory = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<Settings>(m_directory->filePath("settings.ini"));
    m_workspace = std::make_unique<Workspace>(*m_settings);
    m_theme = std::make_unique<Theme>();
    m_workspace->openUnwatched(m_directory->path() + "/logs");
    m_page = std::make_unique<LogsPage>(*m_workspace, *m_theme);
    m_page->resize(1200, 800);
    m_page->show();
    m_page->setActive(true);
    m_table = m_page->findChild<ui::EntryTable*>("entries");
    m_tester = std::make_unique<QAbstractItemModelTester>(m_table->model(),
                                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestLogsPage::cleanup() {
    m_tester.reset();
    m_page.reset();
    m_workspace.reset();
}

void TestLogsPage::listsTheNewestFirst() {
    write(entry(1, 10, "info") + entry(2, 30, "error") + entry(3, 20, "info") + "{\"other\": 1}\n");
    receive();
    QTRY_COMPARE(m_table->model()->rowCount(), 4);
    QCOMPARE(cell(0, EntryModel::MessageColumn), QString("note 2"));
    QCOMPARE(cell(3, EntryModel::MessageColumn), QString("note 1"));
    QCOMPARE(cell(0, EntryModel::SessionColumn), QString("s#2"));
    QCOMPARE(cell(0, EntryModel::LevelColumn), QString("error"));
    // The foreign object has the time of what stands before it.
    QStringList categories;
    for (int row = 0; row < 4; ++row)
        categories << cell(row, EntryModel::CategoryColumn);
    QCOMPARE(categories.count("foreign"), 1);
    QVERIFY(m_page->shown()->anything);
}

void TestLogsPage::sortsByAHeader() {
    write(entry(1, 10, "info") + entry(2, 20, "error") + entry(3, 30, "warning"));
    receive();
    QTRY_COMPARE(m_table->model()->rowCount(), 3);
    const auto click = [this](int column) { emit m_table->horizontalHeader()->sectionClicked(column); };
    click(EntryModel::TimeColumn);
    QCOMPARE(cell(0, EntryModel::MessageColumn), QString("note 1"));
    click(EntryModel::LevelColumn);
    QTRY_COMPARE(cell(2, EntryModel::LevelColumn), QString("error"));
    click(EntryModel::LevelColumn);
    QCOMPARE(cell(0, EntryModel::LevelColumn), QString("error"));
    QCOMPARE(m_table->horizontalHeader()->sortIndicatorSection(), int(EntryModel::LevelColumn));
}

void TestLogsPage::listsEntriesThatTheFilterMatches() {
    write(entry(1, 10, "info") + entry(2, 20, "error") + entry(3, 30, "info", R"({"text": "needle"})"));
    receive();
    QTRY_COMPARE(m_table->model()->rowCount(), 3);
    QVERIFY(!m_workspace->setFilter("level:error"));
    QTRY_COMPARE(m_table->model()->rowCount(), 1);
    QCOMPARE(cell(0, EntryModel::MessageColumn), QString("note 2"));
    QVERIFY(!m_workspace->setFilter("\"needle\""));
    QTRY_COMPARE(cell(0, EntryModel::MessageColumn), QString("note 3"));
    QCOMPARE(m_table->model()->rowCount(), 1);
}

void TestLogsPage::staysWhereTheUserLooks() {
    std::string text;
    for (unsigned i = 1; i <= 300; ++i)
        text += entry(i, i, "info");
    write(text);
    receive();
    QTRY_COMPARE(m_table->model()->rowCount(), 300);
    QSignalSpy resets(m_table->model(), &QAbstractItemModel::modelReset);
    m_table->verticalScrollBar()->setValue(100);
    const QString top = cell(m_table->rowAt(0), EntryModel::MessageColumn);
    m_table->selectRow(105);
    const QString chosen = cell(105, EntryModel::MessageColumn);
    // Two newest, and one that is late.
    write(entry(301, 301, "info") + entry(302, 302, "info") + entry(303, 50.5, "info"));
    receive();
    QTRY_COMPARE(m_table->model()->rowCount(), 303);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(cell(m_table->rowAt(0), EntryModel::MessageColumn), top);
    QCOMPARE(cell(m_table->currentIndex().row(), EntryModel::MessageColumn), chosen);
    QCOMPARE(cell(0, EntryModel::MessageColumn), QString("note 302"));
    // Times go down all the way: the late one stands where it belongs.
    QCOMPARE(cell(302 - 50, EntryModel::MessageColumn), QString("note 303"));
    // At the top, with nothing selected, the newest are seen.
    m_table->clearSelection();
    m_table->setCurrentIndex({});
    m_table->verticalScrollBar()->setValue(0);
    write(entry(304, 304, "info"));
    receive();
    QTRY_COMPARE(cell(m_table->rowAt(0), EntryModel::MessageColumn), QString("note 304"));
}

void TestLogsPage::showsAnEntryInFull() {
    write(entry(1, 10, "info", "{\"value\": 1.50e3, \"list\": [1, 2], \"text\": \"<b>a\\u202e</b>\"}"));
    receive();
    QTRY_COMPARE(m_table->model()->rowCount(), 1);
    m_table->selectRow(0);
    auto* tree = m_page->findChild<QTreeView*>();
    QTRY_VERIFY(tree->model()->rowCount() > 0);
    const QAbstractItemModelTester tester(tree->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto find = [&](const char* name, const QModelIndex& parent) {
        for (int row = 0; row < tree->model()->rowCount(parent); ++row)
            if (const QModelIndex index = tree->model()->index(row, 0, parent); index.data() == QString(name))
                return index;
        return QModelIndex();
    };
    const QModelIndex data = find("data", {});
    QVERIFY(data.isValid());
    QVERIFY(tree->isExpanded(data));
    const auto valueOf = [](const QModelIndex& index) { return index.siblingAtColumn(1).data().toString(); };
    QCOMPARE(valueOf(find("value", data)), QString("1.50e3"));
    QCOMPARE(valueOf(find("list", data)), QString("2 items"));
    QCOMPARE(valueOf(find("text", data)), QString("<b>a\\u202e</b>"));
    tree->setCurrentIndex(find("text", data));
    const auto texts = m_page->findChildren<QPlainTextEdit*>();
    QVERIFY(std::any_of(texts.begin(), texts.end(),
                        [](const QPlainTextEdit* text) { return text->toPlainText() == QString("<b>a\\u202e</b>"); }));
}

// From the table into the fields, folded and unfolded, their menu, what they are called; and back.
void TestLogsPage::isReadByKeysAlone() {
    write(entry(1, 10, "info", R"({"love": {"warmth": 0.5}, "text": "x"})") + entry(2, 20, "info"));
    receive();
    QTRY_COMPARE(m_table->model()->rowCount(), 2);
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_table->setFocus();
    QTest::keyClick(m_table, Qt::Key_End);
    auto* tree = m_page->findChild<QTreeView*>();
    QTRY_VERIFY(tree->model()->rowCount() > 0);
    QTest::keyClick(m_table, Qt::Key_Return);
    QVERIFY(tree->hasFocus());
    const auto name = [&] { return tree->currentIndex().siblingAtColumn(0).data().toString(); };
    for (int i = 0; i < 20 && name() != "warmth"; ++i)
        QTest::keyClick(tree, Qt::Key_Down);
    QCOMPARE(name(), QString("warmth"));
    QTest::keyClick(tree, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QApplication::clipboard()->text(), QString("data.love.warmth"));
    QTest::keyClick(tree, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), QString("0.5"));
    // A menu by a key is of the current field, wherever the event says that it is.
    const QPoint corner = tree->rect().bottomRight();
    QContextMenuEvent byKey(QContextMenuEvent::Keyboard, corner, tree->mapToGlobal(corner));
    QApplication::sendEvent(tree, &byKey);
    auto* menu = m_page->findChild<QMenu*>(QStringLiteral("fieldMenu"));
    QVERIFY(menu != nullptr && menu->isVisible());
    QCOMPARE(name(), QString("warmth"));
    QApplication::clipboard()->clear();
    QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Return);
    QCOMPARE(QApplication::clipboard()->text(), QString("data.love.warmth"));
    QTest::keyClick(tree, Qt::Key_Left);
    QCOMPARE(name(), QString("love"));
    QVERIFY(tree->isExpanded(tree->currentIndex().siblingAtColumn(0)));
    QTest::keyClick(tree, Qt::Key_Left);
    QVERIFY(!tree->isExpanded(tree->currentIndex().siblingAtColumn(0)));
    QTest::keyClick(tree, Qt::Key_Right);
    QVERIFY(tree->isExpanded(tree->currentIndex().siblingAtColumn(0)));
    QTest::keyClick(tree, Qt::Key_Escape);
    QVERIFY(m_table->hasFocus());
    QCOMPARE(m_table->currentIndex().row(), 1);
}

void TestLogsPage::columnsStayAsTheyWereMade() {
    QHeaderView* header = m_table->horizontalHeader();
    header->resizeSection(EntryModel::CategoryColumn, 211);
    m_page->resize(1600, 800);
    QCOMPARE(header->sectionSize(EntryModel::CategoryColumn), 211);
    // The message has the rest.
    QCOMPARE(header->length(), m_table->viewport()->width());
}

void TestLogsPage::timesOfOtherYearsHaveRoom() {
    const QFontMetrics metrics(m_table->font());
    const auto room = [this] { return m_table->horizontalHeader()->sectionSize(EntryModel::TimeColumn); };
    const int before = room();
    write(entry(1, 10, "info")); // of 2025
    receive();
    QTRY_COMPARE(m_table->model()->rowCount(), 1);
    QVERIFY(cell(0, EntryModel::TimeColumn).contains(QStringLiteral("2025")));
    QVERIFY(room() > before);
    QVERIFY(room() >= metrics.horizontalAdvance(cell(0, EntryModel::TimeColumn)) + 2 * Theme::length(8));
}

void TestLogsPage::hidesTexts() {
    write(entry(1, 10, "info", "{\"text\": \"secret\"}"));
    m_workspace->setTextsHidden(true);
    receive();
    QTRY_COMPARE(m_table->model()->rowCount(), 1);
    m_table->selectRow(0);
    const auto* tree = m_page->findChild<QTreeView*>();
    QTRY_VERIFY(tree->model()->rowCount() > 0);
    QCOMPARE(tree->model()->match(tree->model()->index(0, 1), Qt::DisplayRole, "secret", -1,
                                  Qt::MatchContains | Qt::MatchRecursive),
             QModelIndexList());
    for (const QPlainTextEdit* text : m_page->findChildren<QPlainTextEdit*>())
        QVERIFY(!text->toPlainText().contains("secret"));
}

void TestLogsPage::saysWhenALineIsGone() {
    write(entry(1, 10, "info"));
    receive();
    QTRY_COMPARE(m_table->model()->rowCount(), 1);
    QVERIFY(QFile::remove(file()));
    QSignalSpy settled(m_page.get(), &Page::settled);
    m_table->selectRow(0);
    QTRY_VERIFY(!settled.isEmpty());
    const auto texts = m_page->findChildren<QPlainTextEdit*>();
    QTRY_VERIFY(std::any_of(texts.begin(), texts.end(), [](const QPlainTextEdit* text) {
        return text->toPlainText().startsWith("The line cannot be read");
    }));
}

void TestLogsPage::saysWhyTheIndexWasNotUsed() {
    const auto says = [this] {
        const auto labels = m_page->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [this](const QLabel* label) {
            return label->isVisibleTo(m_page.get()) && label->text().contains("/cache/1.index: damaged");
        });
    };
    write(entry(1, 10, "info"));
    receive();
    QVERIFY(!m_page->findChild<NotedLinesView*>()); // made once it is looked at
    m_page->setView(LogsPage::View::Warnings);
    QVERIFY(!says());
    Snapshot snapshot = *m_workspace->snapshot();
    snapshot.cacheNotice = Error{ErrorCode::Malformed, "damaged", "/cache/1.index", {}};
    m_workspace->receive(std::make_shared<const Snapshot>(snapshot));
    QVERIFY(says());
}

void TestLogsPage::goesToTheTurn() {
    logLines::Writer writer("s");
    write(writer.user("hello").evaluated(true).responded().take());
    receive();
    QTRY_COMPARE(m_table->model()->rowCount(), 3);
    m_table->selectRow(0);
    for (QPushButton* button : m_page->findChildren<QPushButton*>())
        if (button->text() == "Go to its turn")
            button->click();
    QCOMPARE(m_workspace->place().page, QString("sessions"));
    QCOMPARE(m_workspace->place().turn, std::optional(TurnPlace{SessionIndex{0}, EntryId{0}}));
}

QTEST_MAIN(TestLogsPage)
#include "tst_logs_page.moc"
