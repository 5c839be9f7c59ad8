// SPDX-License-Identifier: GPL-3.0-or-later
// What a chart shows, as a table that can be sorted and copied from. Deletes itself once it is closed.
#pragma once

#include <QDialog>

#include "ui/charts/chart_table.h"

class QTableView;

namespace moie::ui {

class ChartTableDialog : public QDialog {
    Q_OBJECT

public:
    ChartTableDialog(const QString& title, ChartTable table, QWidget* parent);

    // The selected cells, or all where none is, on the clipboard: tabs between columns, unrounded, with their header.
    void copy() const;

private:
    QTableView* m_view;
};

} // namespace moie::ui
