// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/arrival_table.h"

#include <utility>

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include "ui/theme/theme.h"
#include "ui/widgets/plain_views.h"

namespace moie::ui {
namespace {

constexpr int leastRows = 4;

} // namespace

ArrivalTable::ArrivalTable(const Theme& theme, const QString& name, QStringList samples, QWidget* parent)
    : QTableView(parent), m_theme(theme), m_samples(std::move(samples)) {
    setUpAsRows(*this, name);
    setTextElideMode(Qt::ElideRight);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // By row, so that the top is the newest row and nothing between.
    setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    horizontalHeader()->hide();
    horizontalHeader()->setStretchLastSection(true);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &ArrivalTable::findHeld);
    connect(&theme, &Theme::themeChanged, this, &ArrivalTable::applyFont);
}

void ArrivalTable::setModel(QAbstractItemModel* newModel) {
    QTableView::setModel(newModel);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const QModelIndexList rows = selectionModel()->selectedRows();
        findHeld();
        emit selectedRowChanged(rows.isEmpty() ? -1 : rows.front().row());
    });
    // A reset clears the selection without a word.
    connect(newModel, &QAbstractItemModel::modelReset, this, [this] {
        scrollToTop();
        findHeld();
        emit selectedRowChanged(-1);
    });
    applyFont();
}

void ArrivalTable::findHeld() {
    const bool held = verticalScrollBar()->value() > 0 || selectionModel()->hasSelection();
    if (std::exchange(m_held, held) != held)
        emit heldChanged(held);
}

void ArrivalTable::letGo() {
    selectionModel()->clear();
    scrollToTop();
}

void ArrivalTable::setEmptyText(const QString& text) {
    m_emptyText = text;
    viewport()->update();
}

QSize ArrivalTable::sizeHint() const {
    return {Theme::length(320), minimumSizeHint().height()};
}

QSize ArrivalTable::minimumSizeHint() const {
    return {Theme::length(160), leastRows * verticalHeader()->defaultSectionSize()};
}

void ArrivalTable::applyFont() {
    setFont(Theme::font(TextStyle::Small));
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + Theme::length(9));
    for (int column = 0; column + 1 < static_cast<int>(m_samples.size()); ++column)
        setColumnWidth(column, fontMetrics().horizontalAdvance(m_samples[column]) + Theme::length(16));
    updateGeometry();
}

void ArrivalTable::paintEvent(QPaintEvent* event) {
    QTableView::paintEvent(event);
    if (model()->rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(m_theme.colors()[ColorRole::Dim]);
    painter.drawText(viewport()->rect(), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
}

// What shows the selected row takes room from the rows.
void ArrivalTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    if (selectionModel() && selectionModel()->hasSelection())
        scrollTo(selectionModel()->selectedRows().front());
}

void ArrivalTable::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && m_held)
        letGo();
    else
        QTableView::keyPressEvent(event);
}

} // namespace moie::ui
