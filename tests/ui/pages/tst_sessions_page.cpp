// SPDX-License-Identifier: GPL-3.0-or-later
// The Sessions page over real log directories: what it shows, keys, places, live turns, hidden and hostile texts.
#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QInputDialog>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolTip>

#include <moie/feed/feed.h>

#include "support/log_lines.h"
#include "ui/charts/chart_view.h"
#include "ui/pages/sessions_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/row_list.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/session_table.h"
#include "ui/widgets/text_viewer.h"
#include "ui/widgets/transcript_view.h"
#include "ui/widgets/turn_panel.h"
#include "ui/workspace/annotations.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

using namespace moie;
using namespace moie::ui;

class TestSessionsPage : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void opensOnTheFirstSessionOfTheList();
    void walksWithKeys();
    void saysThatThereIsNoUnsafeTurn();
    void followsThePlace();
    void aTurnThatNobodyChoseGoesWithTheScope();
    void showsTheTurnThatSomebodyWentTo_data();
    void showsTheTurnThatSomebodyWentTo();
    void appendsWithoutMovingTheView();
    void coversHiddenTexts();
    void showsHostileTextsAsText();
    void cutsLongTextsAndShowsAll();
    void saysWhyATextCannotBeRead();
    void keepsAnnotations();
    void showsAnEntryAsJson();
    void tellsConversationsApart();
    void usesTheRoomThereIs_data();
    void usesTheRoomThereIs();
    void showsDatesWhole_data();
    void showsDatesWhole();
    void countsSessionsWithoutTurns();

private:
    void write(const std::string& text) { logLines::append(log().toStdString(), text); }
    QString log() const { return m_directory->filePath(QStringLiteral("logs/interactions/a.jsonl")); }
    void load();
    void show(const QSize& size = QSize(1256, 800));
    TranscriptView& transcript() { return *m_page->findChild<TranscriptView*>(); }
    SessionTable& list() { return *m_page->findChild<SessionTable*>(); }
    TurnPanel& panel() { return *m_page->findChild<TurnPanel*>(); }
    QStringList labels() {
        QStringList texts;
        for (const QLabel* label : panel().findChildren<QLabel*>())
            if (label->isVisibleTo(&panel()))
                texts += label->text();
        return texts;
    }
    std::optional<std::size_t> selected() { return transcript().selected(); }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<SessionsPage> m_page;
    std::unique_ptr<QSignalSpy> m_settled;
    std::uint64_t m_generation = 0;
};

void TestSessionsPage::init() {
    m_directory = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<Settings>(m_directory->filePath(QStringLiteral("settings.ini")));
    m_workspace = std::make_unique<Workspace>(*m_settings);
    m_workspace->keepAnnotationsIn(m_directory->filePath(QStringLiteral("annotations.sqlite")));
    m_workspace->openUnwatched(m_directory->filePath(QStringLiteral("logs")));
    Place place = m_workspace->place();
    place.page = QStringLiteral("sessions");
    m_workspace->begin(place);
    m_theme = std::make_unique<Theme>();
}

void TestSessionsPage::cleanup() {
    m_settled.reset();
    m_page.reset();
    m_theme.reset();
    m_workspace.reset();
}

void TestSessionsPage::load() {
    auto snapshot = std::make_shared<Snapshot>(
        *loadOnce(m_directory->filePath(QStringLiteral("logs")).toStdString(), {}, {}).value());
    snapshot->generation = ++m_generation;
    m_workspace->receive(snapshot);
}

void TestSessionsPage::show(const QSize& size) {
    load();
    m_page = std::make_unique<SessionsPage>(*m_workspace, *m_theme);
    m_settled = std::make_unique<QSignalSpy>(m_page.get(), &Page::settled);
    m_page->resize(size);
    m_page->show();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_page->setActive(true);
    QTRY_VERIFY(!m_settled->isEmpty());
}

namespace {

std::string fiveTurns(const std::string& session, double at) {
    logLines::Writer writer(session, at);
    writer.user("one").computed("[0.1, 0.2, 0.3, 0.4, 0.5]").evaluated(true).responded();
    writer.user("two").evaluated(false, R"({"harm_prevention": -0.5})").responded();
    writer.user("three").evaluated(true).responded();
    writer.user("four").evaluated(false).evaluated(true).responded();
    writer.user("five").failed("no model");
    return writer.take();
}

std::string manyTurns(int count, const std::string& session = "s") {
    logLines::Writer writer(session);
    for (int i = 0; i < count; ++i)
        writer.user("message " + std::to_string(i)).evaluated(true).responded();
    return writer.take();
}

} // namespace

void TestSessionsPage::opensOnTheFirstSessionOfTheList() {
    write(fiveTurns("early", 1763600000));
    write(fiveTurns("late", 1763700000));
    show();
    QCOMPARE(list().sessions().rowCount(), 2);
    QCOMPARE(list().currentIndex().row(), 0);
    QCOMPARE(transcript().count(), std::size_t{5});
    QCOMPARE(selected(), std::optional<std::size_t>(0));
    QVERIFY(labels().contains(QStringLiteral("Turn 1")));
    QVERIFY(!m_workspace->place().turn);

    QTest::keyClick(&list(), Qt::Key_Down);
    QVERIFY(m_workspace->place().turn.has_value());
    m_settled->clear();
    QTRY_VERIFY(!m_settled->isEmpty());
    QCOMPARE(list().currentIndex().row(), 1);
    m_workspace->back();
    QCOMPARE(list().currentIndex().row(), 1); // the place before names no session
}

void TestSessionsPage::walksWithKeys() {
    write(fiveTurns("s", 1763600000));
    show();
    const auto press = [&](Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(m_page.get(), key, modifiers);
        return static_cast<int>(selected().value());
    };
    QCOMPARE(press(Qt::Key_K), 0);
    QCOMPARE(press(Qt::Key_J), 1);
    QCOMPARE(press(Qt::Key_J), 2);
    QCOMPARE(press(Qt::Key_E), 3); // caught
    QCOMPARE(press(Qt::Key_E), 3); // none after it
    QCOMPARE(press(Qt::Key_E, Qt::ShiftModifier), 1);
    QCOMPARE(press(Qt::Key_K), 0);
    m_workspace->back();
    QCOMPARE(selected(), std::optional<std::size_t>(1));
    QTRY_VERIFY(labels().contains(QStringLiteral("unsafe, reached the user")));
    // The list of keys and the palette are made of these.
    QStringList keys;
    for (QAction* action : m_page->actions()) {
        QVERIFY(action->isEnabled());
        keys += action->shortcut().toString();
        if (action->text() == QLatin1String("Next unsafe turn"))
            action->trigger();
    }
    QCOMPARE(keys, QStringList({"J", "K", "E", "Shift+E", "B", "N"}));
    QCOMPARE(selected(), std::optional<std::size_t>(3));
    m_page->setActive(false);
    QVERIFY(!m_page->actions().first()->isEnabled());
}

void TestSessionsPage::aTurnThatNobodyChoseGoesWithTheScope() {
    write(fiveTurns("s", 1763600000));
    show();
    const auto filter = [&](const char* text) {
        Place place = m_workspace->place();
        place.filter = text;
        m_settled->clear();
        m_workspace->go(place);
        QTRY_VERIFY(!m_settled->isEmpty());
    };
    QCOMPARE(selected(), std::optional<std::size_t>(0));
    filter("turn:unsafe");
    QTRY_COMPARE(selected(), std::optional<std::size_t>(1));
    filter("turn:unsafe|caught"); // it is still there
    QCOMPARE(selected(), std::optional<std::size_t>(1));
    filter("turn:caught");
    QTRY_COMPARE(selected(), std::optional<std::size_t>(3));
    filter("");
    QTest::keyClick(m_page.get(), Qt::Key_K);
    QCOMPARE(selected(), std::optional<std::size_t>(2));
    filter("turn:caught"); // it was chosen
    QCOMPARE(selected(), std::optional<std::size_t>(2));
}

void TestSessionsPage::saysThatThereIsNoUnsafeTurn() {
    write(fiveTurns("s", 1763600000));
    show();
    QTest::keyClick(m_page.get(), Qt::Key_E, Qt::ShiftModifier);
    QVERIFY(QToolTip::text().contains(QStringLiteral("No unsafe turn before this one")));
    QTest::keyClick(m_page.get(), Qt::Key_E);
    QTest::keyClick(m_page.get(), Qt::Key_E);
    QTest::keyClick(m_page.get(), Qt::Key_E);
    QVERIFY(QToolTip::text().contains(QStringLiteral("No unsafe turn after this one")));
}

void TestSessionsPage::showsTheTurnThatSomebodyWentTo_data() {
    QTest::addColumn<int>("width");
    QTest::newRow("one part at a time") << 600;
    QTest::newRow("two") << 900;
}

void TestSessionsPage::showsTheTurnThatSomebodyWentTo() {
    QFETCH(const int, width);
    write(manyTurns(300));
    show(QSize(width, 700));
    const auto lookAt = [&](std::size_t part) {
        for (Segments* parts : m_page->findChildren<Segments*>())
            if (parts->isVisible())
                emit parts->chosen(part);
    };
    lookAt(width == 600 ? 0 : 1); // the list; the turn
    QVERIFY(!transcript().isVisible());
    const auto go = [&](std::size_t turn) {
        const Session& session = *m_workspace->snapshot()->sessions[0];
        m_workspace->showTurn({SessionIndex{0}, session.blocks[0]->turns[turn].opening});
    };
    const auto isInView = [&](std::size_t turn) {
        const auto [first, end] = transcript().inView();
        return transcript().isVisible() && first <= turn && turn < end;
    };
    go(200);
    QTRY_VERIFY(isInView(200));
    QCOMPARE(selected(), std::optional<std::size_t>(200));
    // Another part is looked at, or another turn: whoever goes to the same one again sees it.
    lookAt(width == 600 ? 3 : 1);
    QVERIFY(panel().isVisible() && !transcript().isVisible());
    go(200);
    QTRY_VERIFY(isInView(200));
    QTest::keyClick(&transcript(), Qt::Key_Home);
    QVERIFY(!isInView(200));
    go(200);
    QTRY_VERIFY(isInView(200));
}

void TestSessionsPage::followsThePlace() {
    write(manyTurns(300, "long"));
    write(fiveTurns("other", 1763700000));
    show();
    const SnapshotPtr snapshot = m_workspace->snapshot();
    const std::size_t at = snapshot->name(snapshot->sessions[0]->id) == "long" ? 0 : 1;
    const EntryId opening = snapshot->sessions[at]->blocks[0]->turns[200].opening;
    m_workspace->selectTurn(TurnPlace{SessionIndex{static_cast<std::uint32_t>(at)}, opening});
    QTRY_COMPARE(transcript().count(), std::size_t{300});
    QTRY_COMPARE(selected(), std::optional<std::size_t>(200));
    const auto [first, end] = transcript().inView();
    QVERIFY(first <= 200 && 200 < end);
    QCOMPARE(list().currentIndex().row(), 1);
    QTRY_VERIFY(labels().contains(QStringLiteral("Turn 201")));
}

void TestSessionsPage::appendsWithoutMovingTheView() {
    write(manyTurns(100));
    show();
    QTest::keyClick(&transcript(), Qt::Key_PageDown);
    QTest::keyClick(&transcript(), Qt::Key_PageDown);
    const std::size_t top = transcript().topTurn();
    QVERIFY(top > 0);
    const QImage before = transcript().viewport()->grab().toImage();
    QFile::remove(log());
    write(manyTurns(140));
    load();
    QTRY_COMPARE_WITH_TIMEOUT(transcript().count(), std::size_t{140}, 20'000);
    QCOMPARE(transcript().topTurn(), top);
    QTRY_COMPARE(transcript().viewport()->grab().toImage(), before);
    QCOMPARE(selected(), std::optional<std::size_t>(0));
}

void TestSessionsPage::coversHiddenTexts() {
    write(fiveTurns("s", 1763600000));
    m_workspace->setTextsHidden(true);
    show();
    const QImage hidden = transcript().viewport()->grab().toImage();
    QFile::remove(log());
    std::string other = fiveTurns("s", 1763600000);
    for (std::size_t at = 0; (at = other.find("\"two\"", at)) != std::string::npos; ++at)
        other.replace(at, 5, "\"TOO\"");
    write(other);
    m_settled->clear();
    load();
    QTRY_VERIFY(!m_settled->isEmpty());
    QTest::keyClick(&transcript(), Qt::Key_C, Qt::ControlModifier);
    // The picture does not depend on what was said.
    QCOMPARE(transcript().viewport()->grab().toImage(), hidden);
    panel().findChild<RowList*>()->selectRow(0);
    QTRY_COMPARE(panel().findChild<QPlainTextEdit*>()->toPlainText(), QStringLiteral("Texts are hidden"));
    m_workspace->setTextsHidden(false);
    QTRY_VERIFY(panel().findChild<QPlainTextEdit*>()->toPlainText().contains(QStringLiteral("\"message\"")));
    QTRY_VERIFY(transcript().viewport()->grab().toImage() != hidden);
}

void TestSessionsPage::showsHostileTextsAsText() {
    logLines::Writer writer("s");
    const QString hostile = QStringLiteral("<img src=x>\\u202e\\u200b\\u0007<b>bold</b> \\ud83d end");
    writer.user(hostile.toStdString()).responded();
    write(writer.take());
    show();
    QGuiApplication::clipboard()->clear();
    // Dragged over the first line of text, wherever the head above it ends.
    QWidget* view = transcript().viewport();
    for (int y = 0; y < view->height() && transcript().selectedText().size() < 20; y += 4) {
        QTest::mousePress(view, Qt::LeftButton, {}, QPoint(20, y));
        QTest::mouseMove(view, QPoint(view->width() - 40, y));
        QTest::mouseRelease(view, Qt::LeftButton, {}, QPoint(view->width() - 40, y));
    }
    const QString shown = transcript().selectedText();
    QVERIFY2(shown.contains(QStringLiteral("\\u202e\\u200b\\u0007<b>bold</b>")), qPrintable(shown));
    QTest::keyClick(&transcript(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), shown);
}

void TestSessionsPage::cutsLongTextsAndShowsAll() {
    logLines::Writer writer("s");
    writer.user(std::string(200'000, 'x') + "END").responded();
    write(writer.take());
    show();
    emit transcript().moreWanted(0, TranscriptPart::Message);
    auto* viewer = m_page->findChild<TextViewer*>();
    QVERIFY(viewer);
    QTRY_COMPARE(viewer->parts(), (200'003 + TextViewer::partSize - 1) / TextViewer::partSize);
    viewer->showPart(viewer->parts() - 1);
    QVERIFY(viewer->findChild<QPlainTextEdit*>()->toPlainText().endsWith(QStringLiteral("END")));
    viewer->showPart(99);
    QCOMPARE(viewer->part(), viewer->parts() - 1);
    // A screen that others can see: what is open is closed.
    m_workspace->setTextsHidden(true);
    QTRY_VERIFY(!m_page->findChild<TextViewer*>());
}

void TestSessionsPage::saysWhyATextCannotBeRead() {
    write(fiveTurns("s", 1763600000));
    load();
    QVERIFY(QFile::remove(log()));
    m_page = std::make_unique<SessionsPage>(*m_workspace, *m_theme);
    QSignalSpy settled(m_page.get(), &Page::settled);
    m_page->resize(1256, 800);
    m_page->show();
    m_page->setActive(true);
    QTRY_VERIFY(!settled.isEmpty());
    panel().findChild<RowList*>()->selectRow(0);
    QTRY_VERIFY(
        panel().findChild<QPlainTextEdit*>()->toPlainText().startsWith(QStringLiteral("This entry cannot be read: ")));
}

void TestSessionsPage::keepsAnnotations() {
    write(fiveTurns("s", 1763600000));
    show();
    QTest::keyClick(m_page.get(), Qt::Key_J);
    QTest::keyClick(m_page.get(), Qt::Key_B);
    const SnapshotPtr snapshot = m_workspace->snapshot();
    const TurnKey key = keyOf(*snapshot, SessionIndex{0}, snapshot->sessions[0]->blocks[0]->turns[1].opening);
    QVERIFY(m_workspace->annotations().present()->of(key)->bookmarked);
    QTest::keyClick(m_page.get(), Qt::Key_N);
    auto* noting = m_page->findChild<QInputDialog*>();
    QVERIFY(noting && QTest::qWaitForWindowActive(noting));
    QTest::keyClicks(noting->findChild<QPlainTextEdit*>(), QStringLiteral("look at this"));
    QTest::keyClick(noting->findChild<QPlainTextEdit*>(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(labels().contains(QStringLiteral("look at this")));
    const auto& marks = m_page->findChild<ChartView*>()->content().marks;
    const auto noted =
        std::find_if(marks.begin(), marks.end(), [](const ChartMark& mark) { return mark.place == MarkPlace::Line; });
    QVERIFY(noted != marks.end());
    QVERIFY(noted->time == snapshot->sessions[0]->blocks[0]->turns[1].opened);
    QCOMPARE(noted->text, QStringLiteral("turn 2: Bookmarked · look at this"));
    m_workspace->setTextsHidden(true);
    QTRY_VERIFY(labels().contains(QStringLiteral("Hidden")));
    QVERIFY(!labels().contains(QStringLiteral("look at this")));
    m_workspace->setTextsHidden(false);
    m_page->window()->activateWindow(); // after the dialog
    QVERIFY(QTest::qWaitForWindowActive(m_page->window()));
    QTest::keyClick(m_page.get(), Qt::Key_B);
    QVERIFY(!m_workspace->annotations().present()->of(key)->bookmarked);
}

void TestSessionsPage::showsAnEntryAsJson() {
    write(fiveTurns("s", 1763600000));
    show();
    auto* entries = panel().findChild<RowList*>();
    QCOMPARE(entries->model()->rowCount(), 4);
    entries->selectRow(1);
    auto* json = panel().findChild<QPlainTextEdit*>();
    QTRY_VERIFY(json->toPlainText().contains(QStringLiteral("\"love_vector\": [0.1, 0.2, 0.3, 0.4, 0.5]")));
    QVERIFY(json->isVisibleTo(&panel()));
    QTest::keyClick(m_page.get(), Qt::Key_J);
    QTRY_VERIFY(!json->isVisibleTo(&panel()));
}

void TestSessionsPage::tellsConversationsApart() {
    logLines::Writer writer("s");
    writer.user("from a", R"({"conversation_id": "alice"})").responded();
    writer.user("from b", R"({"conversation_id": "bob"})").responded();
    writer.user("from a again", R"({"conversation_id": "alice"})").responded();
    write(writer.take());
    show();
    auto* choice = m_page->findChild<QComboBox*>(QStringLiteral("conversations"));
    QVERIFY(choice && choice->isVisibleTo(m_page.get()));
    QCOMPARE(choice->count(), 3);
    QCOMPARE(transcript().count(), std::size_t{3});
    emit choice->activated(1);
    QCOMPARE(transcript().count(), std::size_t{2});
    emit choice->activated(2);
    QCOMPARE(transcript().count(), std::size_t{1});
    emit choice->activated(0);
    QCOMPARE(transcript().count(), std::size_t{3});
}

void TestSessionsPage::usesTheRoomThereIs_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("parts"); // of list, transcript and panel beside each other
    QTest::newRow("wide") << QSize(1256, 800) << 3;
    QTest::newRow("medium") << QSize(840, 600) << 2;
    QTest::newRow("narrow") << QSize(420, 500) << 1;
}

void TestSessionsPage::usesTheRoomThereIs() {
    QFETCH(const QSize, size);
    QFETCH(const int, parts);
    write(fiveTurns("s", 1763600000));
    show(size);
    int visible = 0;
    for (const QWidget* part :
         {static_cast<QWidget*>(&list()), static_cast<QWidget*>(&transcript()), static_cast<QWidget*>(&panel())})
        visible += part->isVisibleTo(m_page.get()) ? 1 : 0;
    QCOMPARE(visible, parts);
    QVERIFY2(m_page->minimumSizeHint().width() <= size.width(),
             qPrintable(QString::number(m_page->minimumSizeHint().width())));
}

void TestSessionsPage::showsDatesWhole_data() {
    QTest::addColumn<QSize>("size");
    for (const int width : {1256, 840})
        QTest::addRow("%d", width) << QSize(width, 600);
}

// In the narrow list too, and of whatever month.
void TestSessionsPage::showsDatesWhole() {
    QFETCH(const QSize, size);
    for (int month = 1; month <= 12; ++month) {
        const QDateTime at(QDate(2019, month, 28), QTime(20, 48));
        write(fiveTurns("s" + std::to_string(month), static_cast<double>(at.toSecsSinceEpoch())));
    }
    show(size);
    QCOMPARE(list().model()->rowCount(), 12);
    int last = 0;
    for (int column = 0; column < SessionListModel::VerdictsColumn; ++column) {
        if (list().isColumnHidden(column))
            continue;
        last = list().columnViewportPosition(column) + list().columnWidth(column);
        for (int row = 0; row < 12; ++row) {
            const QString text = list().model()->index(row, column).data().toString();
            QVERIFY2(list().fontMetrics().horizontalAdvance(text) + Theme::length(10) <= list().columnWidth(column),
                     qPrintable(text));
        }
    }
    // So are the titles of the drawings, all of them where there is room.
    for (const int column : {SessionListModel::VerdictsColumn, SessionListModel::TrendColumn}) {
        QVERIFY(size.width() < 1000 || !list().isColumnHidden(column));
        if (list().isColumnHidden(column))
            continue;
        last = list().columnViewportPosition(column) + list().columnWidth(column);
        const QString title = list().model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        QFont font = list().font();
        font.setWeight(QFont::Medium);
        QVERIFY2(QFontMetrics(font).horizontalAdvance(title) + Theme::length(10) <= list().columnWidth(column),
                 qPrintable(title));
    }
    QVERIFY2(last <= list().viewport()->width(),
             qPrintable(QStringLiteral("%1 > %2").arg(last).arg(list().viewport()->width())));
}

// Their number is said beside that of the status bar.
void TestSessionsPage::countsSessionsWithoutTurns() {
    const auto isSaid = [this](const QString& text) {
        const auto labels = m_page->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) { return label->text() == text; });
    };
    write(fiveTurns("a", 1763600000));
    show();
    QVERIFY(isSaid(QStringLiteral("1 session in scope")));
    write(R"({"timestamp": 1763600100.0, "level": "info", "category": "interaction", "session_id": "b", )"
          R"("interaction_id": "b_1", "message": "x", "data": {}})"
          "\n");
    load();
    QTRY_VERIFY(isSaid(QStringLiteral("1 of 2 sessions with turns in scope")));
}

QTEST_MAIN(TestSessionsPage)
#include "tst_sessions_page.moc"
