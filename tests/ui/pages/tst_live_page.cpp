// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <QLabel>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include "support/log_lines.h"
#include "ui/charts/chart_view.h"
#include "ui/pages/live_entries_card.h"
#include "ui/support/live_page_under_test.h"
#include "ui/widgets/arrival_table.h"
#include "ui/widgets/chart_card.h"
#include "ui/widgets/row_list.h"

using namespace moie;
using namespace moie::ui;

class TestLivePage : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void showsWhatIsThere();
    void showsWhatAnotherProcessWrites();
    void holdsStillWhileSomethingIsOpen();
    void holdsStillWhileScrolled();
    void keepsAZoomWhileTurnsArrive();
    void leavesADirectoryInTheMidst();
    void goesToATurn();
    void hidesTexts();
    void asksForNothingWhileNobodyLooks();
    void staysWhole_data();
    void staysWhole();

private:
    LivePage* page() const { return m_test->page.get(); }
    void writeTurns(int count);
    // Entries written by another process, which is there until the test is over.
    void writeElsewhere(int count);
    ArrivalTable* table() const { return page()->findChild<ArrivalTable*>(); }
    int rows() const { return table()->model()->rowCount(); }
    QPushButton* button(const QString& beginning) const;
    const ChartContent& chart(int i) const { return page()->findChildren<ChartView*>()[i]->content(); }

    std::unique_ptr<test::LivePageUnderTest> m_test;
    std::unique_ptr<QProcess> m_writer;
    std::unique_ptr<logLines::Writer> m_turns;
};

void TestLivePage::init() {
    m_test = std::make_unique<test::LivePageUnderTest>();
    m_turns = std::make_unique<logLines::Writer>("session-one");
    writeTurns(3);
    m_test->workspace.open(m_test->logs());
    m_test->makePage();
    const QSignalSpy settled(page(), &Page::settled);
    page()->setActive(true);
    QTRY_VERIFY(settled.count() > 0);
}

void TestLivePage::cleanup() {
    if (m_writer) {
        m_writer->closeWriteChannel();
        m_writer->waitForFinished();
    }
    m_writer.reset();
    m_test.reset();
}

void TestLivePage::writeTurns(int count) {
    for (int i = 0; i < count; ++i)
        m_turns->user("secret words").evaluated(i % 2 == 0, "{\"harm_prevention\": 0.1}").responded().wait(5);
    logLines::append(m_test->directory.filePath(QStringLiteral("logs/interactions/a.jsonl")).toStdString(),
                     m_turns->take());
}

void TestLivePage::writeElsewhere(int count) {
    if (!m_writer) {
        m_writer = std::make_unique<QProcess>();
        m_writer->start(QStringLiteral(MOIELOG_PATH), {QStringLiteral("append"), m_test->logs()});
        QVERIFY(m_writer->waitForStarted());
    }
    for (int i = 0; i < count; ++i)
        m_writer->write("{\"level\": \"error\", \"category\": \"system_state\", \"message\": \"from elsewhere\"}\n");
    QVERIFY(m_writer->waitForBytesWritten());
}

QPushButton* TestLivePage::button(const QString& beginning) const {
    for (QPushButton* candidate : page()->findChildren<QPushButton*>()) {
        if (candidate->isVisible() && candidate->text().startsWith(beginning))
            return candidate;
    }
    return nullptr;
}

void TestLivePage::showsWhatIsThere() {
    QCOMPARE(rows(), 9);
    QCOMPARE(page()->findChild<RowList*>()->model()->rowCount(), 3);
    QCOMPARE(chart(0).moments.size(), std::size_t(3));
    QCOMPARE(chart(0).lines.size(), std::size_t(5));
    QCOMPARE(chart(1).bars[0].values, std::vector<double>(3, 1.0));
    QCOMPARE(chart(2).lines[0].values, std::vector<double>(3, 1.5));
    QVERIFY(!button(QStringLiteral("Paused")));
}

void TestLivePage::showsWhatAnotherProcessWrites() {
    writeElsewhere(40);
    QTRY_COMPARE(rows(), 49);
    QCOMPARE(table()->model()->index(0, 2).data().toString(), QString("from elsewhere"));
    QCOMPARE(table()->verticalScrollBar()->value(), 0);
    writeTurns(1);
    QTRY_COMPARE(chart(0).moments.size(), std::size_t(4));
    QTRY_COMPARE(page()->findChild<RowList*>()->model()->rowCount(), 4);
}

void TestLivePage::holdsStillWhileSomethingIsOpen() {
    const QModelIndex third = table()->model()->index(2, 0);
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, table()->visualRect(third).center());
    auto* text = page()->findChild<LiveEntriesCard*>()->findChild<QPlainTextEdit*>();
    QVERIFY(text->isVisible());
    // However little room the text leaves for rows.
    m_test->page->resize(1240, 560);
    table()->selectRow(7);
    QTRY_VERIFY(table()->viewport()->rect().contains(table()->visualRect(table()->model()->index(7, 0))));
    table()->selectRow(2);
    QTRY_VERIFY(table()->viewport()->rect().contains(table()->visualRect(table()->model()->index(2, 0))));
    QTRY_VERIFY(!text->visibleRegion().isEmpty());
    // The turn's message, laid out.
    QTRY_VERIFY(text->toPlainText().startsWith("{\n  \"timestamp\""));
    QVERIFY(text->toPlainText().contains("secret words"));
    writeElsewhere(14);
    QTRY_VERIFY(button(QStringLiteral("Paused – 14 new")));
    QCOMPARE(rows(), 9);
    QCOMPARE(table()->selectionModel()->selectedRows().front().row(), 2);
    QTest::mouseClick(button(QStringLiteral("Paused")), Qt::LeftButton);
    QCOMPARE(rows(), 23);
    QVERIFY(!text->isVisible());
    QVERIFY(!button(QStringLiteral("Paused")));
    writeElsewhere(1);
    QTRY_COMPARE(rows(), 24);
}

void TestLivePage::holdsStillWhileScrolled() {
    writeElsewhere(100);
    QTRY_COMPARE(rows(), 109);
    QWheelEvent wheel(QPointF(5, 5), table()->viewport()->mapToGlobal(QPointF(5, 5)), {}, {0, -240}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(table()->viewport(), &wheel);
    QVERIFY(table()->verticalScrollBar()->value() > 0);
    const int top = table()->rowAt(0);
    writeElsewhere(7);
    QTRY_VERIFY(button(QStringLiteral("Paused – 7 new")));
    QCOMPARE(table()->rowAt(0), top);
    QCOMPARE(rows(), 109);
    // Back at the top it goes on by itself.
    table()->verticalScrollBar()->setValue(0);
    QCOMPARE(rows(), 116);
    QVERIFY(!button(QStringLiteral("Paused")));
}

void TestLivePage::keepsAZoomWhileTurnsArrive() {
    auto* love = page()->findChildren<ChartView*>()[0];
    QCOMPARE(love->zoomMode(), ZoomMode::Local);
    love->grab();
    love->zoomBy(2.0);
    QVERIFY(love->view());
    writeTurns(2);
    QTRY_COMPARE(love->content().moments.size(), std::size_t(5));
    love->grab();
    QVERIFY(love->view());
}

// When the list has new turns and the charts have not.
void TestLivePage::leavesADirectoryInTheMidst() {
    const QString other = m_test->directory.filePath(QStringLiteral("other"));
    const auto* list = page()->findChild<RowList*>()->model();
    const auto leave = [&] { m_test->workspace.open(other); };
    connect(list, &QAbstractItemModel::modelReset, page(), leave, Qt::QueuedConnection);
    connect(list, &QAbstractItemModel::rowsInserted, page(), leave, Qt::QueuedConnection);
    bool showsNothing = false; // of no directory at all
    connect(page(), &Page::shownChanged, page(),
            [&] { showsNothing = showsNothing || (page()->shown() && !page()->shown()->subject.snapshot); });
    writeTurns(1);
    QTRY_COMPARE(m_test->workspace.directory(), other);
    QTRY_COMPARE(rows(), 0);
    QTRY_COMPARE(chart(0).moments.size(), std::size_t(0));
    QCOMPARE(list->rowCount(), 0);
    // What was still to be shown of the first one is not.
    QTRY_VERIFY(page()->shown());
    QVERIFY(!showsNothing);
}

void TestLivePage::goesToATurn() {
    auto* list = page()->findChild<RowList*>();
    emit list->activated(list->model()->index(0, 1));
    QCOMPARE(m_test->workspace.place().page, QString("sessions"));
    // The third turn opens with the seventh entry.
    QCOMPARE(m_test->workspace.place().turn->opening, EntryId{6});

    // The entry on top is the last of that turn.
    m_test->workspace.back();
    table()->selectRow(3);
    QTRY_VERIFY(page()->findChild<LiveEntriesCard*>()->findChild<QPlainTextEdit*>()->toPlainText().contains(
        "Response generated"));
    QVERIFY(button(QStringLiteral("Show its turn"))->isEnabled());
    QTest::mouseClick(button(QStringLiteral("Show its turn")), Qt::LeftButton);
    QVERIFY(m_test->workspace.place().turn);
    QCOMPARE(m_test->workspace.place().turn->opening, EntryId{3});
}

void TestLivePage::hidesTexts() {
    table()->selectRow(2);
    auto* text = page()->findChild<LiveEntriesCard*>()->findChild<QPlainTextEdit*>();
    QTRY_VERIFY(text->toPlainText().contains("secret words"));
    m_test->workspace.setTextsHidden(true);
    QCOMPARE(text->toPlainText(), QString("Texts are hidden (Ctrl+H)"));
    m_test->workspace.setTextsHidden(false);
    QTRY_VERIFY(text->toPlainText().contains("secret words"));
}

void TestLivePage::asksForNothingWhileNobodyLooks() {
    page()->setActive(false);
    writeTurns(2);
    QTRY_VERIFY(m_test->workspace.snapshot()->entries.size() == 15);
    QCOMPARE(rows(), 9);
    QCOMPARE(chart(0).moments.size(), std::size_t(3));
    page()->setActive(true);
    QCOMPARE(rows(), 15);
    QTRY_COMPARE(chart(0).moments.size(), std::size_t(5));
}

void TestLivePage::staysWhole_data() {
    test::addLivePageSizes();
}

void TestLivePage::staysWhole() {
    QFETCH(QSize, size);
    QFETCH(double, text);
    m_test->makePage(size, text);
    page()->setActive(true);
    QTRY_COMPARE(rows(), 9);
    page()->grab();
    QCOMPARE(page()->size(), size);
    QList<Card*> cards = page()->findChildren<Card*>();
    QCOMPARE(cards.size(), 6);
    for (qsizetype i = 0; i < cards.size(); ++i) {
        const QRect place(cards[i]->mapTo(page(), QPoint()), cards[i]->size());
        QVERIFY2(place.left() >= 0 && place.right() < size.width(), qPrintable(cards[i]->accessibleName()));
        for (qsizetype k = 0; k < i; ++k)
            QVERIFY(!place.intersects(QRect(cards[k]->mapTo(page(), QPoint()), cards[k]->size())));
    }
    for (const ChartView* view : page()->findChildren<ChartView*>()) {
        QVERIFY(view->height() >= view->minimumSizeHint().height());
        // All of it lies within its card.
        const auto* card = qobject_cast<const Card*>(view->parentWidget());
        QVERIFY(card->rect().contains(view->geometry()));
    }
}

QTEST_MAIN(TestLivePage)
#include "tst_live_page.moc"
