// SPDX-License-Identifier: GPL-3.0-or-later
// What a RowTable is to those who do not see it: a table of a row of column headers, and of cells below. Qt knows only
// its own views. GUI thread.
#pragma once

class QModelIndex;

namespace moie::ui {

class RowTable;

// For all row tables, from the first one on.
void makeRowTablesAccessible();

// Which child of the table a cell is.
int accessibleChildOf(const RowTable& table, const QModelIndex& cell);

} // namespace moie::ui
