// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/row_table_accessible.h"

#include <algorithm>
#include <utility>

#include <QAccessibleWidget>
#include <QHash>
#include <QHeaderView>
#include <QPersistentModelIndex>
#include <QPointer>

#include "ui/widgets/row_table.h"

namespace moie::ui {

namespace {

// A header of a column, or a cell: what both say of where they belong.
class Part : public QAccessibleInterface {
public:
    explicit Part(RowTable* table) : m_table(table) {}
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_table); }
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    void setText(QAccessible::Text, const QString&) override {}

protected:
    RowTable* view() const { return m_table; }

private:
    QPointer<RowTable> m_table;
};

class ColumnHeader : public Part {
public:
    ColumnHeader(RowTable* table, int column) : Part(table), m_column(column) {}
    bool isValid() const override { return view() != nullptr && m_column < view()->horizontalHeader()->count(); }
    QString text(QAccessible::Text kind) const override {
        return isValid() && kind == QAccessible::Name
                   ? view()->model()->headerData(m_column, Qt::Horizontal, Qt::DisplayRole).toString()
                   : QString();
    }
    QRect rect() const override {
        if (!isValid())
            return {};
        const QHeaderView* header = view()->horizontalHeader();
        return {header->mapToGlobal(QPoint(header->sectionViewportPosition(m_column), 0)),
                QSize(header->sectionSize(m_column), header->height())};
    }
    QAccessible::Role role() const override { return QAccessible::ColumnHeader; }
    QAccessible::State state() const override { return {}; }

private:
    int m_column;
};

class Cell : public Part, public QAccessibleTableCellInterface {
public:
    Cell(RowTable* table, const QModelIndex& index) : Part(table), m_index(index) {}
    bool isValid() const override { return view() != nullptr && m_index.isValid(); }
    QString text(QAccessible::Text kind) const override {
        return isValid() && kind == QAccessible::Name ? m_index.data(Qt::DisplayRole).toString() : QString();
    }
    QRect rect() const override {
        if (!isValid())
            return {};
        const QRect inView = view()->visualRect(m_index);
        return {view()->viewport()->mapToGlobal(inView.topLeft()), inView.size()};
    }
    QAccessible::Role role() const override { return QAccessible::Cell; }
    QAccessible::State state() const override {
        QAccessible::State state;
        state.invalid = !isValid();
        if (!isValid())
            return state;
        state.selectable = true;
        state.focusable = true;
        state.readOnly = true;
        state.selected = isSelected();
        state.focused = view()->hasFocus() && view()->currentIndex() == m_index;
        state.invisible = !view()->visualRect(m_index).intersects(view()->viewport()->rect());
        return state;
    }
    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::TableCellInterface ? static_cast<QAccessibleTableCellInterface*>(this) : nullptr;
    }

    bool isSelected() const override { return view()->selectionModel()->isSelected(m_index); }
    QList<QAccessibleInterface*> columnHeaderCells() const override { return {parent()->child(m_index.column())}; }
    QList<QAccessibleInterface*> rowHeaderCells() const override { return {}; }
    int columnIndex() const override { return m_index.column(); }
    int rowIndex() const override { return m_index.row(); }
    int columnExtent() const override { return 1; }
    int rowExtent() const override { return 1; }
    QAccessibleInterface* table() const override { return parent(); }

private:
    QPersistentModelIndex m_index;
};

// Its children are the headers and then the cells, row by row. They are made when they are asked for. A cell that
// somebody was told of goes where its row goes, and lives as long as that.
class AccessibleRowTable : public QAccessibleWidget, public QAccessibleTableInterface {
public:
    explicit AccessibleRowTable(RowTable* table) : QAccessibleWidget(table, QAccessible::Table) {}
    ~AccessibleRowTable() override { forget(); }

    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::TableInterface ? static_cast<QAccessibleTableInterface*>(this)
                                                   : QAccessibleWidget::interface_cast(type);
    }
    int childCount() const override { return (rowCount() + 1) * columnCount(); }
    QAccessibleInterface* child(int at) const override {
        if (at < 0 || at >= childCount())
            return nullptr;
        auto known = m_children.constFind(at);
        if (known != m_children.cend() && placeOf(*QAccessible::accessibleInterface(*known), at) != at) {
            renumber(); // rows moved while nobody was told
            known = m_children.constFind(at);
        }
        if (known != m_children.cend())
            return QAccessible::accessibleInterface(*known);
        QAccessibleInterface* made = nullptr;
        if (at < columnCount())
            made = new ColumnHeader(view(), at);
        else
            made = new Cell(view(), view()->model()->index(at / columnCount() - 1, at % columnCount()));
        m_children.insert(at, QAccessible::registerAccessibleInterface(made));
        return made;
    }
    int indexOfChild(const QAccessibleInterface* child) const override {
        const auto found = std::find_if(m_children.cbegin(), m_children.cend(), [&](QAccessible::Id id) {
            return QAccessible::accessibleInterface(id) == child;
        });
        return found != m_children.cend() ? found.key() : -1;
    }
    QAccessibleInterface* childAt(int x, int y) const override {
        const QModelIndex at = view()->indexAt(view()->viewport()->mapFromGlobal(QPoint(x, y)));
        return at.isValid() ? child(accessibleChildOf(*view(), at)) : nullptr;
    }
    QAccessibleInterface* focusChild() const override {
        const QModelIndex current = view()->currentIndex();
        return current.isValid() ? child(accessibleChildOf(*view(), current)) : nullptr;
    }

    QAccessibleInterface* caption() const override { return nullptr; }
    QAccessibleInterface* summary() const override { return nullptr; }
    QAccessibleInterface* cellAt(int row, int column) const override {
        const QModelIndex index = view()->model()->index(row, column);
        return index.isValid() ? child(accessibleChildOf(*view(), index)) : nullptr;
    }
    int selectedCellCount() const override { return selectedRowCount() * columnCount(); }
    // Those in view: all rows may be selected.
    QList<QAccessibleInterface*> selectedCells() const override {
        QList<QAccessibleInterface*> cells;
        const int first = view()->rowAt(0);
        for (int row = first; row >= 0 && row <= std::min(first + view()->rowsInView(), rowCount() - 1); ++row)
            for (int column = 0; isRowSelected(row) && column < columnCount(); ++column)
                cells += cellAt(row, column);
        return cells;
    }
    QString columnDescription(int column) const override {
        return view()->model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    }
    QString rowDescription(int) const override { return {}; }
    int selectedColumnCount() const override { return 0; }
    int selectedRowCount() const override {
        int count = 0;
        for (const QItemSelectionRange& range : view()->selectionModel()->selection())
            count += range.height();
        return count;
    }
    int columnCount() const override { return view()->model() != nullptr ? view()->model()->columnCount() : 0; }
    int rowCount() const override { return view()->model() != nullptr ? view()->model()->rowCount() : 0; }
    QList<int> selectedColumns() const override { return {}; }
    QList<int> selectedRows() const override {
        QList<int> rows;
        for (const QItemSelectionRange& range : view()->selectionModel()->selection())
            for (int row = range.top(); row <= range.bottom(); ++row)
                rows += row;
        return rows;
    }
    bool isColumnSelected(int) const override { return false; }
    bool isRowSelected(int row) const override { return view()->selectionModel()->isRowSelected(row, {}); }
    bool selectRow(int row) override {
        view()->selectRow(row);
        return row >= 0 && row < rowCount();
    }
    bool selectColumn(int) override { return false; }
    bool unselectRow(int row) override {
        view()->selectionModel()->select(view()->model()->index(row, 0),
                                         QItemSelectionModel::Deselect | QItemSelectionModel::Rows);
        return true;
    }
    bool unselectColumn(int) override { return false; }
    void modelChange(QAccessibleTableModelChangeEvent* event) override {
        if (event->modelChangeType() != QAccessibleTableModelChangeEvent::DataChanged)
            renumber();
    }

private:
    RowTable* view() const { return static_cast<RowTable*>(widget()); }
    // A header stays where it is.
    int placeOf(QAccessibleInterface& part, int before) const {
        const QAccessibleTableCellInterface* cell = part.tableCellInterface();
        return cell != nullptr ? (cell->rowIndex() + 1) * columnCount() + cell->columnIndex() : before;
    }
    void renumber() const {
        QHash<int, QAccessible::Id> moved;
        for (auto known = m_children.cbegin(); known != m_children.cend(); ++known) {
            QAccessibleInterface* part = QAccessible::accessibleInterface(known.value());
            const int place = placeOf(*part, known.key());
            if (part->isValid() && !moved.contains(place))
                moved.insert(place, known.value());
            else
                QAccessible::deleteAccessibleInterface(known.value());
        }
        m_children = std::move(moved);
    }
    void forget() {
        for (const QAccessible::Id id : std::as_const(m_children))
            QAccessible::deleteAccessibleInterface(id);
        m_children.clear();
    }

    mutable QHash<int, QAccessible::Id> m_children; // filled by child(), which is const to its callers
};

QAccessibleInterface* accessibleRowTable(const QString&, QObject* object) {
    auto* table = qobject_cast<RowTable*>(object);
    return table != nullptr ? new AccessibleRowTable(table) : nullptr;
}

} // namespace

void makeRowTablesAccessible() {
    QAccessible::installFactory(accessibleRowTable);
}

int accessibleChildOf(const RowTable& table, const QModelIndex& cell) {
    return (cell.row() + 1) * table.model()->columnCount() + cell.column();
}

} // namespace moie::ui
