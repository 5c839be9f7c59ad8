// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/row_list_model.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "ui/theme/format.h"

namespace moie::ui {

void RowListModel::setRows(std::vector<ListRow> rows) {
    const auto at = [](std::vector<ListRow>& list, std::size_t i) {
        return list.begin() + static_cast<std::ptrdiff_t>(i);
    };
    const auto row = [](std::size_t i) { return static_cast<int>(i); };
    std::size_t head = 0;
    while (head < std::min(rows.size(), m_rows.size()) && rows[head] == m_rows[head])
        ++head;
    if (const std::size_t added = arrivedBefore(head, rows); added > 0) {
        beginInsertRows({}, row(head), row(head + added - 1));
        m_rows.insert(at(m_rows, head), at(rows, head), at(rows, head + added));
        endInsertRows();
    }
    if (m_rows.size() > rows.size()) {
        beginRemoveRows({}, row(rows.size()), row(m_rows.size() - 1));
        m_rows.erase(at(m_rows, rows.size()), m_rows.end());
        endRemoveRows();
    } else if (m_rows.size() < rows.size()) {
        beginInsertRows({}, row(m_rows.size()), row(rows.size() - 1));
        m_rows.insert(m_rows.end(), at(rows, m_rows.size()), rows.end());
        endInsertRows();
    }
    const auto differs = [&](std::size_t i) { return !(rows[i] == m_rows[i]); };
    std::size_t first = 0;
    while (first < rows.size() && !differs(first))
        ++first;
    if (first == rows.size())
        return;
    std::size_t last = rows.size() - 1;
    while (!differs(last))
        --last;
    m_rows = std::move(rows);
    emit dataChanged(index(row(first), 0), index(row(last), ColumnCount - 1));
}

// How many rows came in before the present row `head` while the rows from there on stayed.
std::size_t RowListModel::arrivedBefore(std::size_t head, const std::vector<ListRow>& rows) const {
    for (std::size_t added = 1; head + added < rows.size() && head < m_rows.size(); ++added) {
        const std::size_t overlap = std::min(m_rows.size() - head, rows.size() - head - added);
        const auto old = m_rows.begin() + static_cast<std::ptrdiff_t>(head);
        if (std::equal(old, old + static_cast<std::ptrdiff_t>(overlap),
                       rows.begin() + static_cast<std::ptrdiff_t>(head + added)))
            return added;
    }
    return 0;
}

int RowListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RowListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RowListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const ListRow& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::ToolTipRole)
        return row.toolTip.isEmpty() ? QVariant() : format::toolTip(row.toolTip);
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((index.column() == FigureColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case TimeColumn: return row.time;
    case TextColumn: return row.text;
    case FigureColumn: return row.figure;
    case DetailColumn: return row.detail;
    default: return {};
    }
}

QVariant RowListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn: return tr("Time");
    case TextColumn: return tr("What");
    case FigureColumn: return tr("Value");
    case DetailColumn: return tr("Session");
    default: return {};
    }
}

} // namespace moie::ui
