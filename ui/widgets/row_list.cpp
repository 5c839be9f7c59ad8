// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/row_list.h"

#include <algorithm>

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

#include "ui/theme/theme.h"
#include "ui/widgets/plain_views.h"
#include "ui/widgets/row_list_delegate.h"

namespace moie::ui {
namespace {

// In design pixels: below it a text says too little, and the last column is given up.
constexpr double leastTextWidth = 250.0;

} // namespace

RowList::RowList(const Theme& theme, const QString& name, QWidget* parent) : QTableView(parent), m_theme(theme) {
    setUpAsRows(*this, name);
    setModel(&m_model);
    setItemDelegate(new RowListDelegate(theme, this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    horizontalHeader()->hide();
    connect(&theme, &Theme::themeChanged, this, &RowList::applyFont);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex&, int first, int last) { noteArrivals(first, last); });
    connect(this, &QAbstractItemView::clicked, this, [this](const QModelIndex& index) {
        if (m_opensRows)
            emit rowOpened(static_cast<std::size_t>(index.row()));
    });
    applyFont();
}

void RowList::setOpensRows(bool opens) {
    m_opensRows = opens;
    if (opens)
        viewport()->setCursor(Qt::PointingHandCursor);
    else
        viewport()->unsetCursor();
}

void RowList::keyPressEvent(QKeyEvent* event) {
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (m_opensRows && isEnter && currentIndex().isValid())
        emit rowOpened(static_cast<std::size_t>(currentIndex().row()));
    else
        QTableView::keyPressEvent(event);
}

void RowList::setRows(std::vector<ListRow> rows) {
    const int top = verticalScrollBar()->value();
    m_arrivedAbove = 0;
    m_model.setRows(std::move(rows));
    fitRows();
    if (top > 0 && m_arrivedAbove > 0) {
        updateGeometries();
        verticalScrollBar()->setValue(top + m_arrivedAbove * verticalHeader()->defaultSectionSize());
    }
    measureColumns();
}

void RowList::noteArrivals(int first, int last) {
    if (first * verticalHeader()->defaultSectionSize() <= verticalScrollBar()->value())
        m_arrivedAbove += last - first + 1;
}

void RowList::setLeastRows(int rows) {
    if (m_leastRows == rows)
        return;
    m_leastRows = rows;
    updateGeometry();
}

QSize RowList::sizeHint() const {
    return {Theme::length(320), minimumSizeHint().height()};
}

QSize RowList::minimumSizeHint() const {
    return {Theme::length(120), m_leastRows * leastRowHeight()};
}

void RowList::startAfresh() {
    selectionModel()->clear();
    scrollToTop();
}

void RowList::setEmptyText(const QString& text) {
    m_emptyText = text;
    viewport()->update();
}

void RowList::paintEvent(QPaintEvent* event) {
    QTableView::paintEvent(event);
    paintFocusOrEmptyText(*this, m_theme, m_emptyText);
}

void RowList::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fitColumns();
    fitRows();
}

void RowList::focusInEvent(QFocusEvent* event) {
    QTableView::focusInEvent(event);
    viewport()->update();
    if (!currentIndex().isValid() && m_model.rowCount() > 0)
        setCurrentIndex(m_model.index(0, RowListModel::TextColumn));
}

void RowList::applyFont() {
    setFont(Theme::font(TextStyle::Small));
    verticalHeader()->setMinimumSectionSize(1);
    measureColumns();
    fitRows();
    updateGeometry();
}

int RowList::leastRowHeight() const {
    return fontMetrics().height() + Theme::length(10);
}

// Few rows share the room that there is, up to a distance at which they still read as a list.
void RowList::fitRows() {
    const int rows = std::max(1, m_model.rowCount());
    const int height = std::clamp(viewport()->height() / rows, leastRowHeight(), leastRowHeight() * 7 / 5);
    if (height != verticalHeader()->defaultSectionSize())
        verticalHeader()->setDefaultSectionSize(height);
}

// Each text is measured once, not whenever there is other room for it.
void RowList::measureColumns() {
    m_widths.fill(0);
    for (const ListRow& row : m_model.rows()) {
        const auto widen = [&](RowListModel::Column column, const QString& text) {
            if (!text.isEmpty())
                m_widths[column] = std::max(m_widths[column], fontMetrics().horizontalAdvance(text) + 1);
        };
        widen(RowListModel::TimeColumn, row.time);
        widen(RowListModel::FigureColumn, row.figure);
        widen(RowListModel::DetailColumn, row.detail);
    }
    fitColumns();
}

void RowList::fitColumns() {
    std::array<int, RowListModel::ColumnCount> widths = m_widths;
    int rest = viewport()->width();
    for (int& width : widths) {
        if (width > 0)
            width += 2 * RowListDelegate::padding();
        rest -= width;
    }
    if (rest < Theme::length(leastTextWidth)) {
        rest += widths[RowListModel::DetailColumn];
        widths[RowListModel::DetailColumn] = 0;
    }
    widths[RowListModel::TextColumn] = std::max(1, rest);
    for (int column = 0; column < RowListModel::ColumnCount; ++column) {
        setColumnHidden(column, widths[static_cast<std::size_t>(column)] == 0);
        setColumnWidth(column, widths[static_cast<std::size_t>(column)]);
    }
}

} // namespace moie::ui
