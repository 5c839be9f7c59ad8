// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a short list in a card. Replacing them keeps what stayed: only rows that came, went or differ are
// reported, so that selection and scroll position of a live list stay.
#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "ui/theme/colors.h"
#include "ui/theme/marker.h"

namespace moie::ui {

struct ListRow {
    QString time;
    Marker marker = Marker::None;
    ColorRole markerColor = ColorRole::Dim;
    QString text;
    QString figure;
    QString detail;
    QString toolTip; // plain

    friend bool operator==(const ListRow&, const ListRow&) = default;
};

class RowListModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { TimeColumn, TextColumn, FigureColumn, DetailColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<ListRow> rows);
    const std::vector<ListRow>& rows() const { return m_rows; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::size_t arrivedBefore(std::size_t head, const std::vector<ListRow>& rows) const;

    std::vector<ListRow> m_rows;
};

} // namespace moie::ui
