// SPDX-License-Identifier: GPL-3.0-or-later
// The violations of a scope, in the order that the user chose. Newer ones come in at their place; what stays is not
// reported. GUI thread.
#pragma once

#include <vector>

#include <QAbstractTableModel>

#include <moie/analytics/overview.h>
#include <moie/store/snapshot.h>

namespace moie::ui {

class ViolationsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { TimeColumn, TypeColumn, SeverityColumn, ActionColumn, SessionColumn, TurnColumn, ColumnCount };
    Q_ENUM(Column)

    using QAbstractTableModel::QAbstractTableModel;

    // Newest first, of that snapshot.
    void setViolations(const std::vector<ViolationRow>& violations, SnapshotPtr snapshot);
    const ViolationRow& violation(int row) const { return m_rows[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    bool isBefore(const ViolationRow& a, const ViolationRow& b) const;
    int compare(const ViolationRow& a, const ViolationRow& b) const;
    std::string_view sessionOf(const ViolationRow& row) const;
    QString textOf(const ViolationRow& row, int column) const;
    QString toolTipOf(const ViolationRow& row) const;
    QString meaningOf(int column) const;
    void merge(std::vector<ViolationRow> rows);

    SnapshotPtr m_snapshot;
    std::vector<ViolationRow> m_rows; // as they are shown
    int m_column = TimeColumn;
    Qt::SortOrder m_order = Qt::DescendingOrder;
};

} // namespace moie::ui
