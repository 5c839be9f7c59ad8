// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/plain_views.h"

#include <QHeaderView>
#include <QPainter>
#include <QScrollArea>
#include <QTableView>

#include "ui/theme/theme.h"

namespace moie::ui {

void setUpAsRows(QTableView& table, const QString& name) {
    table.setProperty("plain", true);
    table.setAccessibleName(name);
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::SingleSelection);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setTabKeyNavigation(false);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.horizontalHeader()->setMinimumSectionSize(1);
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setMinimumSectionSize(1);
}

void paintFocusOrEmptyText(QAbstractItemView& table, const Theme& theme, const QString& emptyText) {
    QPainter painter(table.viewport());
    if (table.model()->rowCount() == 0) {
        painter.setPen(theme.colors()[ColorRole::Dim]);
        painter.drawText(table.viewport()->rect(), Qt::AlignCenter | Qt::TextWordWrap, emptyText);
    } else if (table.hasFocus() && table.currentIndex().isValid()) {
        const QRect row = table.visualRect(table.currentIndex());
        painter.setPen(QPen(theme.colors()[ColorRole::Accent], 1.0));
        painter.drawRect(QRect(0, row.top(), table.viewport()->width() - 1, row.height() - 1));
    }
}

QScrollArea* scrolledColumn(QWidget* parent) {
    auto* scroll = new QScrollArea(parent);
    auto* contents = new QWidget(scroll->viewport());
    contents->setObjectName(QStringLiteral("pageContents")); // for the style sheet
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(contents);
    return scroll;
}

} // namespace moie::ui
