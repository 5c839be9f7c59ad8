// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_table_model.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "ui/charts/value_text.h"
#include "ui/theme/format.h"

namespace moie::ui {
namespace {

QString shownText(const TableCell& cell, const TableColumn& column, Time now) {
    if (const auto* text = std::get_if<QString>(&cell))
        return format::oneLine(*text);
    if (const auto* time = std::get_if<Time>(&cell))
        return format::dateTime(*time, now);
    if (const auto* value = std::get_if<double>(&cell))
        return valueText(column.unit, column.unitName, *value);
    if (const auto* count = std::get_if<std::uint64_t>(&cell))
        return format::count(*count);
    return format::figure(notMeasured);
}

} // namespace

ChartTableModel::ChartTableModel(ChartTable table, Time now, QObject* parent)
    : QAbstractTableModel(parent), m_table(std::move(table)), m_now(now), m_order(m_table.rows.size()) {
    std::iota(m_order.begin(), m_order.end(), std::size_t(0));
}

int ChartTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int ChartTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_table.columns.size());
}

QVariant ChartTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const auto column = static_cast<std::size_t>(index.column());
    const TableCell& cell = m_table.rows[m_order[static_cast<std::size_t>(index.row())]][column];
    switch (role) {
    case Qt::DisplayRole: return shownText(cell, m_table.columns[column], m_now);
    case PlainRole: return plainText(cell);
    case Qt::TextAlignmentRole: {
        const bool isNumber = std::holds_alternative<double>(cell) || std::holds_alternative<std::uint64_t>(cell);
        return static_cast<int>((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    default: return {};
    }
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const TableColumn& column = m_table.columns[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole: return column.name;
    case PlainRole: return plainTitle(column);
    default: return {};
    }
}

void ChartTableModel::sort(int column, Qt::SortOrder order) {
    emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const std::vector<std::size_t> before = m_order;
    std::iota(m_order.begin(), m_order.end(), std::size_t(0));
    if (column >= 0) {
        const auto cellOf = [&](std::size_t row) -> const TableCell& {
            return m_table.rows[row][static_cast<std::size_t>(column)];
        };
        const auto measured = std::stable_partition(m_order.begin(), m_order.end(), [&](std::size_t row) {
            return !std::holds_alternative<std::monostate>(cellOf(row));
        });
        std::stable_sort(m_order.begin(), measured, [&](std::size_t a, std::size_t b) {
            return order == Qt::AscendingOrder ? cellOf(a) < cellOf(b) : cellOf(b) < cellOf(a);
        });
    }
    std::vector<int> placeOf(m_order.size());
    for (std::size_t i = 0; i < m_order.size(); ++i)
        placeOf[m_order[i]] = static_cast<int>(i);
    const QModelIndexList from = persistentIndexList();
    QModelIndexList to;
    for (const QModelIndex& index : from)
        to.append(this->index(placeOf[before[static_cast<std::size_t>(index.row())]], index.column()));
    changePersistentIndexList(from, to);
    emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

} // namespace moie::ui
