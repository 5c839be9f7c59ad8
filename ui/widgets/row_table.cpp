// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/row_table.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <QAccessible>
#include <QHeaderView>
#include <QPaintEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>

#include "ui/widgets/plain_views.h"
#include "ui/widgets/row_table_accessible.h"

namespace moie::ui {

namespace {

// Of pixels above and below the view: sums of two still fit.
constexpr std::int64_t farthest = 1 << 30;

int bounded(std::int64_t pixels) {
    return static_cast<int>(std::clamp(pixels, -farthest, farthest));
}

} // namespace

RowTable::RowTable(const Theme& theme, const QString& name, QWidget* parent)
    : QAbstractItemView(parent), m_theme(theme), m_header(new QHeaderView(Qt::Horizontal, this)) {
    makeRowTablesAccessible();
    setProperty("plain", true);
    setAccessibleName(name);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerItem);
    setHorizontalScrollMode(ScrollPerPixel);
    m_header->setFocusProxy(this);
    m_header->setMinimumSectionSize(1);
    m_header->setHighlightSections(false);
    m_header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(m_header, &QHeaderView::sectionResized, this, &RowTable::layOut);
    connect(m_header, &QHeaderView::sectionCountChanged, this, &RowTable::layOut);
    connect(m_header, &QHeaderView::geometriesChanged, this, &RowTable::layOut);
    connect(m_header, &QHeaderView::sectionHandleDoubleClicked, this, [this](int column) {
        m_header->resizeSection(column, std::max(sizeHintForColumn(column), m_header->sectionSizeHint(column)));
    });
}

void RowTable::setRowHeight(int height) {
    m_rowHeight = std::max(1, height);
    layOut();
}

void RowTable::setModel(QAbstractItemModel* newModel) {
    disconnect(m_removing);
    QAbstractItemView::setModel(newModel);
    m_header->setModel(newModel);
    if (newModel != nullptr)
        m_removing = connect(newModel, &QAbstractItemModel::rowsRemoved, this, &RowTable::layOut);
    layOut();
}

void RowTable::layOut() {
    updateGeometries();
    viewport()->update();
}

int RowTable::rowCount() const {
    return model() != nullptr ? model()->rowCount() : 0;
}

int RowTable::topRow() const {
    return verticalScrollBar()->value();
}

int RowTable::rowsInView() const {
    return std::max(1, viewport()->height() / m_rowHeight);
}

int RowTable::lineOf(int row) const {
    return bounded((std::int64_t{row} - topRow()) * m_rowHeight);
}

int RowTable::rowAt(int y) const {
    if (y < 0)
        return -1;
    const std::int64_t row = std::int64_t{topRow()} + y / m_rowHeight;
    return row < rowCount() ? static_cast<int>(row) : -1;
}

QRect RowTable::visualRect(const QModelIndex& index) const {
    if (!index.isValid() || isIndexHidden(index))
        return {};
    return {m_header->sectionViewportPosition(index.column()), lineOf(index.row()),
            m_header->sectionSize(index.column()), m_rowHeight};
}

QModelIndex RowTable::indexAt(const QPoint& point) const {
    const int row = rowAt(point.y());
    const int column = m_header->logicalIndexAt(point.x());
    return row < 0 || column < 0 ? QModelIndex() : model()->index(row, column);
}

void RowTable::selectRow(int row) {
    if (row < 0 || row >= rowCount())
        return;
    const int column = currentIndex().isValid() ? currentIndex().column() : std::max(0, m_header->logicalIndexAt(0));
    selectionModel()->setCurrentIndex(model()->index(row, column),
                                      QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void RowTable::scrollTo(const QModelIndex& index, ScrollHint hint) {
    if (!index.isValid())
        return;
    if (m_inTimer && !visualRect(index).intersects(viewport()->rect()))
        return;
    const int row = index.row();
    const int inView = rowsInView();
    int top = topRow();
    switch (hint) {
    case EnsureVisible: top = std::clamp(top, std::max(0, row - inView + 1), row); break;
    case PositionAtTop: top = row; break;
    case PositionAtBottom: top = row - inView + 1; break;
    case PositionAtCenter: top = row - inView / 2; break;
    }
    verticalScrollBar()->setValue(top);
    scrollToColumn(index.column());
}

void RowTable::scrollToColumn(int column) {
    const int room = viewport()->width();
    const int size = m_header->sectionSize(column);
    const int left = m_header->sectionViewportPosition(column);
    const int before = isRightToLeft() ? room - left - size : left; // how far into the view the column begins
    QScrollBar* bar = horizontalScrollBar();
    if (before < 0 || size > room)
        bar->setValue(bar->value() + before);
    else if (before + size > room)
        bar->setValue(bar->value() + before + size - room);
}

// Some time after a click Qt brings its row into view, all of it; not where somebody has scrolled away by then.
void RowTable::timerEvent(QTimerEvent* event) {
    const QScopedValueRollback inTimer(m_inTimer, true);
    QAbstractItemView::timerEvent(event);
}

void RowTable::reset() {
    QAbstractItemView::reset();
    updateGeometries();
}

void RowTable::keyboardSearch(const QString&) {}

// Of the rows in view: Qt goes through all cells that changed.
void RowTable::dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight, const QList<int>& roles) {
    const int first = std::max(topLeft.row(), topRow());
    const int last = std::min(bottomRight.row(), topRow() + rowsInView());
    if (first <= last)
        QAbstractItemView::dataChanged(topLeft.siblingAtRow(first), bottomRight.siblingAtRow(last), roles);
}

void RowTable::rowsInserted(const QModelIndex& parent, int first, int last) {
    QAbstractItemView::rowsInserted(parent, first, last);
    layOut();
}

void RowTable::updateGeometries() {
    const int headerHeight = m_header->isHidden() ? 0 : m_header->sizeHint().height();
    setViewportMargins(0, headerHeight, 0, 0);
    const QRect area = viewport()->geometry();
    m_header->setGeometry(area.left(), area.top() - headerHeight, area.width(), headerHeight);
    QScrollBar* vertical = verticalScrollBar();
    vertical->setPageStep(rowsInView());
    vertical->setSingleStep(1);
    vertical->setRange(0, std::max(0, rowCount() - rowsInView()));
    QScrollBar* horizontal = horizontalScrollBar();
    horizontal->setPageStep(area.width());
    horizontal->setSingleStep(std::max(1, area.width() / 20));
    horizontal->setRange(0, std::max(0, m_header->length() - area.width()));
    QAbstractItemView::updateGeometries();
}

// The table has no ground of its own, so that nothing of what is seen could be moved instead of painted.
void RowTable::scrollContentsBy(int, int) {
    m_header->setOffset(horizontalScrollBar()->value());
    viewport()->update();
}

int RowTable::horizontalOffset() const {
    return m_header->offset();
}

int RowTable::verticalOffset() const {
    return bounded(std::int64_t{topRow()} * m_rowHeight);
}

bool RowTable::isIndexHidden(const QModelIndex& index) const {
    return m_header->isSectionHidden(index.column());
}

void RowTable::paintEvent(QPaintEvent* event) {
    if (rowCount() == 0)
        return;
    QPainter painter(viewport());
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const int last = std::min(rowCount() - 1 - topRow(), event->rect().bottom() / m_rowHeight);
    for (int line = event->rect().top() / m_rowHeight; line <= last; ++line)
        paintRow(painter, option, topRow() + line);
    painter.end();
    paintFocusOrEmptyText(*this, m_theme, {});
}

void RowTable::paintRow(QPainter& painter, const QStyleOptionViewItem& base, int row) const {
    QStyleOptionViewItem option = base;
    if (selectionModel()->isRowSelected(row, {}))
        option.state |= QStyle::State_Selected;
    for (int column = 0; column < m_header->count(); ++column) {
        const QModelIndex index = model()->index(row, column);
        option.rect = visualRect(index);
        if (option.rect.isEmpty() || option.rect.right() < 0 || option.rect.left() >= viewport()->width())
            continue;
        itemDelegateForIndex(index)->paint(&painter, option, index);
    }
}

QModelIndex RowTable::moveCursor(CursorAction action, Qt::KeyboardModifiers) {
    if (rowCount() == 0)
        return {};
    const QModelIndex current = currentIndex();
    if (!current.isValid())
        return model()->index(topRow(), std::max(0, m_header->logicalIndexAt(0)));
    int row = current.row();
    int place = m_header->visualIndex(current.column());
    const auto stepTo = [&](int by) {
        int wanted = place + by;
        while (wanted >= 0 && wanted < m_header->count() && m_header->isSectionHidden(m_header->logicalIndex(wanted)))
            wanted += by;
        if (wanted >= 0 && wanted < m_header->count())
            place = wanted;
    };
    switch (action) {
    case MoveUp: --row; break;
    case MoveDown: ++row; break;
    case MovePageUp: row -= rowsInView(); break;
    case MovePageDown: row += std::min(rowsInView(), rowCount() - 1 - row); break;
    case MoveHome: row = 0; break;
    case MoveEnd: row = rowCount() - 1; break;
    case MoveLeft: stepTo(isRightToLeft() ? 1 : -1); break;
    case MoveRight: stepTo(isRightToLeft() ? -1 : 1); break;
    case MovePrevious: stepTo(-1); break;
    case MoveNext: stepTo(1); break;
    }
    return model()->index(std::clamp(row, 0, rowCount() - 1), m_header->logicalIndex(place));
}

// In the view's coordinates; it may reach beyond the view, and beyond the rows.
void RowTable::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command) {
    if (selectionModel() == nullptr || rowCount() == 0)
        return;
    const QRect normal = rect.normalized();
    const auto rowOf = [this](int y) {
        const int down = y >= 0 ? y / m_rowHeight : (y - m_rowHeight + 1) / m_rowHeight;
        return static_cast<int>(std::clamp<std::int64_t>(std::int64_t{topRow()} + down, 0, rowCount() - 1));
    };
    const QItemSelection rows(model()->index(rowOf(normal.top()), 0),
                              model()->index(rowOf(normal.bottom()), model()->columnCount() - 1));
    selectionModel()->select(rows, command);
}

QRegion RowTable::visualRegionForSelection(const QItemSelection& selection) const {
    QRegion region;
    const QRect view = viewport()->rect();
    for (const QItemSelectionRange& range : selection) {
        const int top = lineOf(range.top());
        region += QRect(QPoint(0, top), QPoint(view.right(), lineOf(range.bottom()) + m_rowHeight - 1)) & view;
    }
    return region;
}

// Of the rows in view: nobody waits for ten million texts.
int RowTable::sizeHintForColumn(int column) const {
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    int width = 0;
    const int last = std::min(rowCount() - 1 - topRow(), rowsInView());
    for (int line = 0; line <= last; ++line) {
        const QModelIndex index = model()->index(topRow() + line, column);
        width = std::max(width, itemDelegateForIndex(index)->sizeHint(option, index).width());
    }
    return width;
}

void RowTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QAbstractItemView::currentChanged(current, previous);
    viewport()->update(); // the frame reaches over all of the row
    if (QAccessible::isActive() && current.isValid() && hasFocus()) {
        QAccessibleEvent event(this, QAccessible::Focus);
        event.setChild(accessibleChildOf(*this, current));
        QAccessible::updateAccessibility(&event);
    }
}

void RowTable::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) {
    QAbstractItemView::selectionChanged(selected, deselected);
    if (!QAccessible::isActive())
        return;
    for (const auto& [ranges, kind] :
         {std::pair(&selected, QAccessible::SelectionAdd), std::pair(&deselected, QAccessible::SelectionRemove)}) {
        if (ranges->isEmpty() || !ranges->front().isValid())
            continue;
        QAccessibleEvent event(this, kind);
        event.setChild(accessibleChildOf(*this, ranges->front().topLeft()));
        QAccessible::updateAccessibility(&event);
    }
}

} // namespace moie::ui
