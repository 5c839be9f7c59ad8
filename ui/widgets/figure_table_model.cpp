// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/figure_table_model.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include <QStringList>

#include "ui/theme/format.h"

namespace moie::ui {

namespace {

bool sameNumber(double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

} // namespace

bool operator==(const FigureInterval& a, const FigureInterval& b) {
    return sameNumber(a.value, b.value) && sameNumber(a.low, b.low) && sameNumber(a.high, b.high) && a.from == b.from &&
           a.to == b.to && a.color == b.color;
}

bool operator==(const FigureCell& a, const FigureCell& b) {
    const auto texts = [](const FigureCell& c) {
        return std::tie(c.text, c.color, c.marker, c.markerColor, c.second, c.change, c.changeMarker, c.changeColor,
                        c.tint, c.bars, c.toolTip);
    };
    return texts(a) == texts(b) && a.interval == b.interval && sameNumber(a.order, b.order);
}

void FigureTableModel::setColumns(std::vector<FigureColumn> columns) {
    if (columns == m_columns)
        return;
    beginResetModel();
    m_columns = std::move(columns);
    m_rows.clear();
    endResetModel();
}

void FigureTableModel::setRows(std::vector<FigureRow> rows) {
    const std::size_t stay = std::min(rows.size(), m_rows.size());
    if (m_rows.size() > stay) {
        beginRemoveRows({}, static_cast<int>(stay), rowCount() - 1);
        m_rows.resize(stay);
        endRemoveRows();
    }
    for (std::size_t i = 0; i < stay; ++i) {
        if (rows[i] == m_rows[i])
            continue;
        m_rows[i] = rows[i];
        const int row = static_cast<int>(i);
        emit dataChanged(index(row, 0), index(row, columnCount() - 1));
    }
    if (rows.size() > stay) {
        beginInsertRows({}, static_cast<int>(stay), static_cast<int>(rows.size()) - 1);
        m_rows = std::move(rows);
        endInsertRows();
    }
}

const FigureCell& FigureTableModel::cell(const QModelIndex& index) const {
    return m_rows[static_cast<std::size_t>(index.row())][static_cast<std::size_t>(index.column())];
}

int FigureTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int FigureTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant FigureTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    const FigureCell& shown = cell(index);
    switch (role) {
    case Qt::DisplayRole: return shown.text;
    case Qt::ToolTipRole: return toolTipOf(index);
    case Qt::TextAlignmentRole:
        return static_cast<int>(
            (m_columns[static_cast<std::size_t>(index.column())].right ? Qt::AlignRight : Qt::AlignLeft) |
            Qt::AlignVCenter);
    case Qt::AccessibleTextRole: {
        QStringList parts{shown.text, shown.change, shown.second};
        parts.removeAll(QString());
        return parts.join(QStringLiteral(", "));
    }
    case Qt::AccessibleDescriptionRole: return shown.toolTip;
    default: return {};
    }
}

// A figure's definition is its column's; a name says itself what it is.
QVariant FigureTableModel::toolTipOf(const QModelIndex& index) const {
    const FigureColumn& column = m_columns[static_cast<std::size_t>(index.column())];
    QStringList lines{column.byText ? QString() : column.toolTip, cell(index).toolTip};
    lines.removeAll(QString());
    return lines.isEmpty() ? QVariant() : format::toolTip(lines.join(QLatin1Char('\n')));
}

QVariant FigureTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const FigureColumn& column = m_columns[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole: return column.title;
    case Qt::ToolTipRole: return column.toolTip.isEmpty() ? QVariant() : format::toolTip(column.toolTip);
    case Qt::TextAlignmentRole:
        return static_cast<int>((column.right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default: return {};
    }
}

} // namespace moie::ui
