// SPDX-License-Identifier: GPL-3.0-or-later
// The cells of a FigureTable. Replacing the rows reports only those that came, went or differ.
#pragma once

#include <limits>
#include <optional>
#include <vector>

#include <QAbstractTableModel>

#include "ui/theme/colors.h"
#include "ui/theme/marker.h"

namespace moie::ui {

// A part of a bar that is as long as the cell is wide where the parts' shares add up to 1.
struct CellBar {
    double share = 0.0;
    ColorRole color = ColorRole::Part1;

    friend bool operator==(const CellBar&, const CellBar&) = default;
};

// An interval on an axis that the cells of a column share; zero is marked.
struct FigureInterval {
    double value = 0.0;
    double low = 0.0; // NaN: the value alone
    double high = 0.0;
    double from = -1.0; // of the axis, with zero in it
    double to = 1.0;
    ColorRole color = ColorRole::Accent;

    friend bool operator==(const FigureInterval& a, const FigureInterval& b);
};

struct FigureCell {
    QString text;
    ColorRole color = ColorRole::Text;
    Marker marker = Marker::None; // before the text
    ColorRole markerColor = ColorRole::Dim;
    QString second = {}; // below it, dim: an interval
    // Beside the text: how far it is from something else. A mark and a colour only where that is more than noise.
    QString change = {};
    Marker changeMarker = Marker::None;
    ColorRole changeColor = ColorRole::Dim;
    double tint = 0.0;                                     // of the background, −1…1
    std::vector<CellBar> bars = {};                        // one after the other, in the text's place
    std::optional<FigureInterval> interval = std::nullopt; // instead of a text; then the text is read out
    // What the column is sorted by; NaN, where there is nothing to sort by, comes last in descending order.
    double order = std::numeric_limits<double>::quiet_NaN();
    QString toolTip = {}; // plain: its n and what else stands behind it; the column's definition is put before it

    friend bool operator==(const FigureCell& a, const FigureCell& b);
};

using FigureRow = std::vector<FigureCell>;

struct FigureColumn {
    QString title;
    QString toolTip = {}; // plain
    bool right = false;   // cells and title stand at the right: counts, figures without a change
    bool byText = false;  // sorted by its text
    bool wide = false;    // takes what is left over

    friend bool operator==(const FigureColumn&, const FigureColumn&) = default;
};

class FigureTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setColumns(std::vector<FigureColumn> columns);
    // Rows have a cell for each column.
    void setRows(std::vector<FigureRow> rows);

    const std::vector<FigureColumn>& columns() const { return m_columns; }
    const std::vector<FigureRow>& rows() const { return m_rows; }
    const FigureCell& cell(const QModelIndex& index) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant toolTipOf(const QModelIndex& index) const;

    std::vector<FigureColumn> m_columns;
    std::vector<FigureRow> m_rows;
};

} // namespace moie::ui
