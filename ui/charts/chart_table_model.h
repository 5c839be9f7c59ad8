// SPDX-License-Identifier: GPL-3.0-or-later
// A chart's table as an item model that sorts itself. Shows figures with three digits as everywhere; PlainRole has them
// unrounded, and their units in the titles.
#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "ui/charts/chart_table.h"

namespace moie::ui {

class ChartTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role { PlainRole = Qt::UserRole };

    ChartTableModel(ChartTable table, Time now, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    // Stable; cells without a value stay last in either order. Column −1: as along the axis.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    ChartTable m_table;
    Time m_now;
    std::vector<std::size_t> m_order; // row shown → row of the table
};

} // namespace moie::ui
