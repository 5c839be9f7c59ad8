// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of 20 pixels, ten of them in view, of a model that says which of them it was asked for.
#include <memory>
#include <set>

#include <QAccessible>
#include <QHeaderView>
#include <QScrollBar>
#include <QTest>

#include "ui/theme/theme.h"
#include "ui/widgets/row_table.h"

using namespace moie::ui;

namespace {

constexpr int many = 10'000'000;

class Numbers : public QAbstractTableModel {
public:
    explicit Numbers(int rows) : m_rows(rows) {}
    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override {
        ++indexes;
        return QAbstractTableModel::index(row, column, parent);
    }
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : m_rows; }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : 3; }
    QVariant data(const QModelIndex& index, int role) const override {
        asked.insert(index.row());
        return role == Qt::DisplayRole ? QVariant(QStringLiteral("%1:%2").arg(index.row()).arg(index.column()))
                                       : QVariant();
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override {
        return orientation == Qt::Horizontal && role == Qt::DisplayRole
                   ? QVariant(QStringLiteral("column %1").arg(section))
                   : QVariant();
    }
    void insertOnTop(int count) {
        beginInsertRows({}, 0, count - 1);
        m_rows += count;
        endInsertRows();
    }
    void removeAllBut(int count) {
        beginRemoveRows({}, count, m_rows - 1);
        m_rows = count;
        endRemoveRows();
    }
    void replaceBy(int count) {
        beginResetModel();
        m_rows = count;
        endResetModel();
    }

    void change(int first, int last) { emit dataChanged(index(first, 0), index(last, 2)); }

    mutable std::set<int> asked;
    mutable int indexes = 0; // that were made

private:
    int m_rows;
};

} // namespace

class TestRowTable : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void asksForTheRowsInViewAlone();
    void reachesTheLastRow();
    void keysGoThroughRows_data();
    void keysGoThroughRows();
    void keysSelect();
    void mouseSelects();
    void aClickMovesNothingThatIsScrolledAway();
    void lettersAskForNothing();
    void changesConcernTheRowsInViewAlone();
    void rowsComeAndGo();
    void columnsAreAsWideAsTheirHeaders();
    void readsFromTheRightToo();
    void placesAndRectsAgree();
    void isATableToThoseWhoDoNotSeeIt();
    void framesTheRowThatTheKeysAreAt();
    void saysWhereTheKeysAre();
    void cellsGoWithTheirRows();

private:
    int top() const { return m_table->verticalScrollBar()->value(); }
    int current() const { return m_table->currentIndex().row(); }
    // As "first-last" of each range.
    QString selected() const {
        QStringList ranges;
        for (const QItemSelectionRange& range : m_table->selectionModel()->selection())
            ranges += QStringLiteral("%1-%2").arg(range.top()).arg(range.bottom());
        return ranges.join(QLatin1Char(' '));
    }
    void click(int row, Qt::KeyboardModifiers keys = {}) const {
        QTest::mouseClick(m_table->viewport(), Qt::LeftButton, keys, QPoint(5, (row - top()) * 20 + 10));
    }
    QAccessibleTableInterface* accessible() const {
        return QAccessible::queryAccessibleInterface(m_table.get())->tableInterface();
    }

    Theme m_theme;
    std::unique_ptr<Numbers> m_model;
    std::unique_ptr<RowTable> m_table;
};

void TestRowTable::init() {
    m_model = std::make_unique<Numbers>(many);
    m_table = std::make_unique<RowTable>(m_theme, QStringLiteral("Numbers"));
    m_table->setModel(m_model.get());
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setRowHeight(20);
    m_table->show();
    m_table->resize(m_table->width(), m_table->height() - m_table->viewport()->height() + 205);
    QVERIFY(QTest::qWaitForWindowExposed(m_table.get()));
    QCOMPARE(m_table->viewport()->height(), 205);
    QCOMPARE(m_table->rowsInView(), 10);
}

void TestRowTable::cleanup() {
    m_table.reset();
    m_model.reset();
}

void TestRowTable::asksForTheRowsInViewAlone() {
    m_model->asked.clear();
    m_table->verticalScrollBar()->setValue(7'000'000);
    m_table->viewport()->repaint();
    QCOMPARE(*m_model->asked.begin(), 7'000'000);
    QCOMPARE(*m_model->asked.rbegin(), 7'000'010); // five pixels of it
    m_model->asked.clear();
    m_model->replaceBy(many / 2);
    m_table->selectAll();
    QVERIFY(m_model->asked.empty());
    QCOMPARE(selected(), QString("0-4999999"));
}

void TestRowTable::reachesTheLastRow() {
    QCOMPARE(m_table->verticalScrollBar()->maximum(), many - 10);
    m_table->verticalScrollBar()->setValue(many);
    QCOMPARE(m_table->rowAt(0), many - 10);
    QCOMPARE(m_table->rowAt(199), many - 1);
    QCOMPARE(m_table->rowAt(200), -1);
    QCOMPARE(m_table->rowAt(-1), -1);
    m_model->replaceBy(4);
    QCOMPARE(m_table->verticalScrollBar()->maximum(), 0);
    QCOMPARE(m_table->rowAt(79), 3);
    QCOMPARE(m_table->rowAt(80), -1);
}

void TestRowTable::keysGoThroughRows_data() {
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("to");
    QTest::addColumn<int>("top");
    QTest::newRow("down in view") << 104 << int(Qt::Key_Down) << 105 << 100;
    QTest::newRow("down out of view") << 109 << int(Qt::Key_Down) << 110 << 101;
    QTest::newRow("up out of view") << 100 << int(Qt::Key_Up) << 99 << 99;
    QTest::newRow("a page down") << 104 << int(Qt::Key_PageDown) << 114 << 105;
    QTest::newRow("a page up") << 104 << int(Qt::Key_PageUp) << 94 << 94;
    QTest::newRow("first") << 104 << int(Qt::Key_Home) << 0 << 0;
    QTest::newRow("last") << 104 << int(Qt::Key_End) << many - 1 << many - 10;
    QTest::newRow("right") << 104 << int(Qt::Key_Right) << 104 << 100;
}

void TestRowTable::keysGoThroughRows() {
    QFETCH(int, from);
    QFETCH(int, key);
    QFETCH(int, to);
    QFETCH(int, top);
    m_table->verticalScrollBar()->setValue(100);
    m_table->selectRow(from);
    QCOMPARE(this->top(), 100);
    QTest::keyClick(m_table.get(), static_cast<Qt::Key>(key));
    QCOMPARE(current(), to);
    QCOMPARE(this->top(), top);
    QCOMPARE(selected(), QStringLiteral("%1-%1").arg(to));
    QCOMPARE(m_table->currentIndex().column(), key == Qt::Key_Right ? 1 : 0);
    // Not beyond either end.
    m_table->selectRow(0);
    QTest::keyClick(m_table.get(), Qt::Key_Up);
    QTest::keyClick(m_table.get(), Qt::Key_PageUp);
    QCOMPARE(current(), 0);
    m_table->selectRow(many - 1);
    QTest::keyClick(m_table.get(), Qt::Key_Down);
    QTest::keyClick(m_table.get(), Qt::Key_PageDown);
    QCOMPARE(current(), many - 1);
}

void TestRowTable::keysSelect() {
    m_table->selectRow(5);
    QTest::keyClick(m_table.get(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(m_table.get(), Qt::Key_PageDown, Qt::ShiftModifier);
    QCOMPARE(selected(), QString("5-16"));
    QTest::keyClick(m_table.get(), Qt::Key_End, Qt::ShiftModifier);
    QCOMPARE(selected(), QStringLiteral("5-%1").arg(many - 1));
    QTest::keyClick(m_table.get(), Qt::Key_Home, Qt::ShiftModifier);
    QCOMPARE(selected(), QString("0-5"));
    QTest::keyClick(m_table.get(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(selected(), QStringLiteral("0-%1").arg(many - 1));
}

void TestRowTable::mouseSelects() {
    m_table->verticalScrollBar()->setValue(1000);
    click(1003);
    QCOMPARE(current(), 1003);
    QCOMPARE(selected(), QString("1003-1003"));
    click(1006, Qt::ShiftModifier);
    QCOMPARE(selected(), QString("1003-1006"));
    click(1008, Qt::ControlModifier);
    QVERIFY(m_table->selectionModel()->isRowSelected(1008));
    QVERIFY(m_table->selectionModel()->isRowSelected(1003));
    QTest::mousePress(m_table->viewport(), Qt::LeftButton, {}, QPoint(5, 30));
    QTest::mouseMove(m_table->viewport(), QPoint(5, 90));
    QTest::mouseRelease(m_table->viewport(), Qt::LeftButton, {}, QPoint(5, 90));
    QCOMPARE(selected(), QString("1001-1004"));
}

// What is clicked comes into view in full once no second click may come, where it is still seen.
void TestRowTable::aClickMovesNothingThatIsScrolledAway() {
    class Timers : public QObject {
    public:
        int count = 0;
        bool eventFilter(QObject*, QEvent* event) override {
            count += event->type() == QEvent::Timer ? 1 : 0;
            return false;
        }
    } timers;
    QTRY_VERIFY(m_model->asked.contains(10)); // laid out
    m_table->installEventFilter(&timers);
    m_table->verticalScrollBar()->setValue(100);
    click(110);
    QCOMPARE(top(), 100);
    QTRY_COMPARE(top(), 101);
    click(111);
    m_table->verticalScrollBar()->setValue(300);
    timers.count = 0;
    QTRY_VERIFY(timers.count > 0);
    QCOMPARE(top(), 300);
    QCOMPARE(current(), 111);
}

void TestRowTable::lettersAskForNothing() {
    m_table->selectRow(0);
    m_table->viewport()->repaint();
    m_model->asked.clear();
    QTest::keyClick(m_table.get(), Qt::Key_9);
    QVERIFY(m_model->asked.size() <= 11);
    QCOMPARE(current(), 0);
}

void TestRowTable::changesConcernTheRowsInViewAlone() {
    m_table->verticalScrollBar()->setValue(500);
    QTRY_VERIFY(m_model->asked.contains(510)); // the last one is seen in part
    m_model->asked.clear();
    m_model->indexes = 0;
    m_model->change(0, many - 1);
    QVERIFY(m_model->indexes < 100);
    QTRY_VERIFY(m_model->asked.contains(500) && m_model->asked.contains(510));
    m_model->asked.clear();
    m_model->change(510, 510);
    QTRY_VERIFY(m_model->asked.contains(510));
}

void TestRowTable::rowsComeAndGo() {
    m_table->selectRow(20);
    m_model->insertOnTop(3);
    QCOMPARE(current(), 23);
    QCOMPARE(selected(), QString("23-23"));
    QCOMPARE(m_table->verticalScrollBar()->maximum(), many + 3 - 10);
    m_table->verticalScrollBar()->setValue(many);
    m_model->removeAllBut(12);
    QCOMPARE(m_table->verticalScrollBar()->maximum(), 2);
    QCOMPARE(m_table->rowAt(0), 2);
    QVERIFY(!m_table->currentIndex().isValid() || current() < 12);
}

void TestRowTable::columnsAreAsWideAsTheirHeaders() {
    QHeaderView* header = m_table->horizontalHeader();
    header->resizeSection(0, 50);
    header->resizeSection(1, 70);
    QCOMPARE(m_table->visualRect(m_model->index(2, 1)), QRect(50, 40, 70, 20));
    QCOMPARE(m_table->indexAt(QPoint(119, 59)), m_model->index(2, 1));
    header->setSectionHidden(0, true);
    QCOMPARE(m_table->visualRect(m_model->index(2, 1)), QRect(0, 40, 70, 20));
    QCOMPARE(m_table->visualRect(m_model->index(2, 0)), QRect());
    // A double click on its end: as wide as what is in view.
    m_model->asked.clear();
    header->resizeSection(1, 3);
    emit header->sectionHandleDoubleClicked(1);
    QVERIFY(header->sectionSize(1) >= m_table->fontMetrics().horizontalAdvance(QStringLiteral("column 1")));
    QVERIFY(*m_model->asked.rbegin() <= 10);
    // What is wider than the view scrolls.
    header->resizeSection(1, 2000);
    QVERIFY(m_table->horizontalScrollBar()->maximum() > 0);
    m_table->scrollTo(m_model->index(0, 2));
    QCOMPARE(m_table->visualRect(m_model->index(0, 2)).right(), m_table->viewport()->width() - 1);
}

void TestRowTable::readsFromTheRightToo() {
    m_table->setLayoutDirection(Qt::RightToLeft);
    QHeaderView* header = m_table->horizontalHeader();
    header->resizeSection(1, 2000);
    const int right = m_table->viewport()->width() - 1;
    const auto rect = [&](int column) { return m_table->visualRect(m_model->index(0, column)); };
    QCOMPARE(rect(0).right(), right);
    m_table->scrollTo(m_model->index(0, 2));
    QCOMPARE(rect(2).left(), 0);
    m_table->scrollTo(m_model->index(0, 1)); // wider than the view
    QCOMPARE(rect(1).right(), right);
    m_table->scrollTo(m_model->index(0, 0));
    QCOMPARE(rect(0).right(), right);
    m_table->selectRow(0);
    QTest::keyClick(m_table.get(), Qt::Key_Left);
    QCOMPARE(m_table->currentIndex().column(), 1);
}

void TestRowTable::placesAndRectsAgree() {
    m_table->verticalScrollBar()->setValue(9'000'000);
    for (const int row : {9'000'000, 9'000'009}) {
        const QModelIndex index = m_model->index(row, 2);
        QCOMPARE(m_table->indexAt(m_table->visualRect(index).center()), index);
    }
    // Far away, and still in order.
    QVERIFY(m_table->visualRect(m_model->index(0, 0)).top() < m_table->visualRect(m_model->index(1, 0)).top());
    m_table->scrollTo(m_model->index(500, 0), QAbstractItemView::PositionAtTop);
    QCOMPARE(top(), 500);
    m_table->scrollTo(m_model->index(500, 0), QAbstractItemView::PositionAtBottom);
    QCOMPARE(top(), 491);
    m_table->scrollTo(m_model->index(500, 0), QAbstractItemView::PositionAtCenter);
    QCOMPARE(top(), 495);
}

void TestRowTable::isATableToThoseWhoDoNotSeeIt() {
    QAccessibleInterface* table = QAccessible::queryAccessibleInterface(m_table.get());
    QCOMPARE(table->role(), QAccessible::Table);
    QCOMPARE(table->text(QAccessible::Name), QString("Numbers"));
    QCOMPARE(accessible()->rowCount(), many);
    QCOMPARE(accessible()->columnCount(), 3);
    QCOMPARE(table->childCount(), (many + 1) * 3);
    QCOMPARE(table->child(1)->text(QAccessible::Name), QString("column 1"));
    QCOMPARE(table->child(1)->role(), QAccessible::ColumnHeader);
    QAccessibleInterface* cell = accessible()->cellAt(8'000'000, 2);
    QCOMPARE(cell->text(QAccessible::Name), QString("8000000:2"));
    QCOMPARE(cell->role(), QAccessible::Cell);
    QCOMPARE(cell->parent(), table);
    QCOMPARE(table->child(table->indexOfChild(cell)), cell);
    QCOMPARE(cell->tableCellInterface()->rowIndex(), 8'000'000);
    QCOMPARE(cell->tableCellInterface()->columnHeaderCells().front()->text(QAccessible::Name), QString("column 2"));
    QVERIFY(cell->state().invisible && !cell->state().selected);
    QVERIFY(accessible()->selectRow(8'000'000));
    m_table->scrollTo(m_table->currentIndex());
    QVERIFY(!cell->state().invisible && cell->state().selected);
    QCOMPARE(accessible()->selectedRows(), QList<int>{8'000'000});
    QCOMPARE(accessible()->selectedCells().size(), 3);
    QCOMPARE(table->childAt(cell->rect().center().x(), cell->rect().center().y()), cell);
    QVERIFY(accessible()->cellAt(many, 0) == nullptr);
    // All of them are counted; listed are those in view.
    m_table->selectAll();
    QCOMPARE(accessible()->selectedRowCount(), many);
    QVERIFY(accessible()->selectedCells().size() <= 33);
}

// From end to end, and while the keys are there.
void TestRowTable::framesTheRowThatTheKeysAreAt() {
    QVERIFY(QTest::qWaitForWindowActive(m_table.get()));
    m_table->verticalScrollBar()->setValue(100);
    m_table->selectRow(103);
    const auto isFramed = [this](int row) {
        const QImage image = m_table->viewport()->grab().toImage();
        const QColor accent = m_theme.colors()[ColorRole::Accent];
        const int y = (row - top()) * 20 + 10;
        return image.pixelColor(0, y) == accent && image.pixelColor(image.width() - 1, y) == accent;
    };
    m_table->setFocus();
    QVERIFY(isFramed(103) && !isFramed(104));
    QTest::keyClick(m_table.get(), Qt::Key_Down);
    QVERIFY(isFramed(104) && !isFramed(103));
    m_table->clearFocus();
    QVERIFY(!isFramed(104));
}

void TestRowTable::saysWhereTheKeysAre() {
    QAccessibleInterface* table = QAccessible::queryAccessibleInterface(m_table.get());
    m_table->selectRow(7);
    QCOMPARE(table->focusChild()->text(QAccessible::Name), QString("7:0"));
    QTest::keyClick(m_table.get(), Qt::Key_Down);
    QCOMPARE(table->focusChild()->text(QAccessible::Name), QString("8:0"));
    QCOMPARE(accessible()->cellAt(8, 0), table->focusChild());
    // Other rows stand in the places of those that went down.
    m_model->insertOnTop(2);
    QCOMPARE(accessible()->cellAt(8, 0)->text(QAccessible::Name), QString("8:0"));
    QCOMPARE(table->focusChild()->tableCellInterface()->rowIndex(), 10);
    m_model->replaceBy(3);
    QVERIFY(table->focusChild() == nullptr);
    QCOMPARE(accessible()->cellAt(2, 0)->text(QAccessible::Name), QString("2:0"));
}

// Who was told of a cell can go on asking it while others come and go, and change.
void TestRowTable::cellsGoWithTheirRows() {
    const auto tell = [this](QAccessibleTableModelChangeEvent::ModelChangeType type) {
        QAccessibleTableModelChangeEvent event(m_table.get(), type);
        accessible()->modelChange(&event);
    };
    QAccessibleInterface* table = QAccessible::queryAccessibleInterface(m_table.get());
    QAccessibleInterface* header = table->child(1);
    QAccessibleInterface* cell = accessible()->cellAt(8, 1);
    QAccessibleInterface* last = accessible()->cellAt(many - 1, 1);
    const QAccessible::Id id = QAccessible::uniqueId(cell);
    const QAccessible::Id lastId = QAccessible::uniqueId(last);
    tell(QAccessibleTableModelChangeEvent::DataChanged);
    QCOMPARE(QAccessible::accessibleInterface(id), cell);
    m_model->insertOnTop(2);
    tell(QAccessibleTableModelChangeEvent::RowsInserted);
    QCOMPARE(QAccessible::accessibleInterface(id), cell);
    QCOMPARE(accessible()->cellAt(10, 1), cell);
    QCOMPARE(table->indexOfChild(cell), (10 + 1) * 3 + 1);
    QCOMPARE(accessible()->cellAt(many + 1, 1), last);
    QCOMPARE(table->child(1), header);
    m_model->removeAllBut(20);
    tell(QAccessibleTableModelChangeEvent::RowsRemoved);
    QCOMPARE(accessible()->cellAt(10, 1), cell);
    QVERIFY(QAccessible::accessibleInterface(lastId) == nullptr);
    m_table.reset();
    QVERIFY(QAccessible::accessibleInterface(id) == nullptr);
}

QTEST_MAIN(TestRowTable)
#include "tst_row_table.moc"
