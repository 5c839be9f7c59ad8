// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/violations_table.h"

#include <algorithm>
#include <numeric>

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>

#include "ui/theme/marker.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plain_views.h"

namespace moie::ui {
namespace {

constexpr int leastRows = 7;
// Widths are measured on so many rows; of others a text may be cut, and its tooltip says it.
constexpr int rowsMeasured = 200;

int cellPadding() {
    return Theme::length(8);
}

int markWidth() {
    return Theme::length(16);
}

class ViolationDelegate : public QStyledItemDelegate {
public:
    ViolationDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Colors& colors = m_theme.colors();
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const int column = index.column();
        painter->save();
        if (selected)
            painter->fillRect(option.rect, colors[ColorRole::Selection]);
        painter->setPen(colors[ColorRole::Grid]);
        painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
        QRect box = option.rect.adjusted(cellPadding(), 0, -cellPadding(), -1);
        if (column == ViolationsModel::TypeColumn) {
            const double mark = Theme::length(10);
            drawMarker(*painter, QRectF(box.left(), box.center().y() - mark / 2.0 + 0.5, mark, mark), Marker::Diamond,
                       colors[ColorRole::Warn]);
            box.setLeft(box.left() + markWidth());
        }
        const bool second = column == ViolationsModel::TimeColumn || column == ViolationsModel::SessionColumn ||
                            column == ViolationsModel::TurnColumn;
        painter->setPen(colors[!second ? ColorRole::Text : selected ? ColorRole::DimStrong : ColorRole::Dim]);
        painter->setFont(option.font);
        painter->drawText(box, index.data(Qt::TextAlignmentRole).toInt() | Qt::TextSingleLine,
                          option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, box.width()));
        painter->restore();
    }

private:
    const Theme& m_theme;
};

} // namespace

ViolationsTable::ViolationsTable(const Theme& theme, QThreadPool& pool, QWidget* parent)
    : QTableView(parent), m_theme(theme), m_model(pool) {
    setUpAsRows(*this, tr("Violations"));
    setModel(&m_model);
    setItemDelegate(new ViolationDelegate(theme, this));
    horizontalHeader()->setSortIndicator(ViolationsModel::TimeColumn, Qt::DescendingOrder);
    setSortingEnabled(true);
    connect(this, &QAbstractItemView::activated, this,
            [this](const QModelIndex& index) { emit violationActivated(m_model.violation(index.row())); });
    connect(&m_model, &ViolationsModel::arranged, this, [this] {
        measureColumns();
        viewport()->update();
    });
    connect(&theme, &Theme::themeChanged, this, &ViolationsTable::applyFont);
    applyFont();
}

void ViolationsTable::setViolations(const ViolationRows& violations, const SnapshotPtr& snapshot) {
    m_model.setViolations(violations, snapshot);
}

void ViolationsTable::startAfresh() {
    selectionModel()->clear();
    scrollToTop();
}

QSize ViolationsTable::minimumSizeHint() const {
    return {Theme::length(120), horizontalHeader()->sizeHint().height() + leastRows * rowHeight()};
}

int ViolationsTable::rowHeight() const {
    return fontMetrics().height() + Theme::length(10);
}

void ViolationsTable::applyFont() {
    const QFont font = Theme::font(TextStyle::Small);
    setFont(font);
    horizontalHeader()->setFont(font);
    verticalHeader()->setDefaultSectionSize(rowHeight());
    measureColumns();
    updateGeometry();
}

void ViolationsTable::measureColumns() {
    const int rows = std::min(m_model.rowCount(), rowsMeasured);
    for (int column = 0; column < ViolationsModel::ColumnCount; ++column) {
        int text = 0;
        for (int row = 0; row < rows; ++row)
            text = std::max(text, fontMetrics().horizontalAdvance(m_model.index(row, column).data().toString()));
        text += 2 * cellPadding() + 1 + (column == ViolationsModel::TypeColumn ? markWidth() : 0);
        m_natural[column] = std::max(text, horizontalHeader()->sectionSizeHint(column));
    }
    fitColumns();
}

// What is left over goes to the type and the action, which differ most in length.
void ViolationsTable::fitColumns() {
    const int asked = std::accumulate(std::begin(m_natural), std::end(m_natural), 0);
    const int left = std::max(0, viewport()->width() - asked);
    for (int column = 0; column < ViolationsModel::ColumnCount; ++column) {
        const bool takes = column == ViolationsModel::TypeColumn || column == ViolationsModel::ActionColumn;
        setColumnWidth(column, m_natural[column] + (takes ? left / 2 : 0));
    }
}

void ViolationsTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fitColumns();
}

void ViolationsTable::focusInEvent(QFocusEvent* event) {
    QTableView::focusInEvent(event);
    viewport()->update();
    if (!currentIndex().isValid() && m_model.rowCount() > 0)
        setCurrentIndex(m_model.index(0, 0));
}

void ViolationsTable::paintEvent(QPaintEvent* event) {
    QTableView::paintEvent(event);
    paintFocusOrEmptyText(*this, m_theme, tr("No violations in this range"));
}

} // namespace moie::ui
