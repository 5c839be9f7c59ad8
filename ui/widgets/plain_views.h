// SPDX-License-Identifier: GPL-3.0-or-later
// How tables and scrolled columns are set up everywhere.
#pragma once

class QAbstractItemView;
class QScrollArea;
class QString;
class QTableView;
class QWidget;

namespace moie::ui {

class Theme;

// Rows that are chosen as a whole and not edited, without a grid; columns and rows are as wide and high as the table
// makes them. The name is for those who do not see it. Before the table has its model: then it is styled, and it is not
// styled anew because a property of it changed.
void setUpAsRows(QTableView& table, const QString& name);

// What such a table paints over its rows: the frame of the one that the keys are at; where there are no rows, the text.
void paintFocusOrEmptyText(QAbstractItemView& table, const Theme& theme, const QString& emptyText);

// Scrolls up and down alone. What is in its widget(), which is as wide as the area, is to be made in that.
QScrollArea* scrolledColumn(QWidget* parent);

} // namespace moie::ui
