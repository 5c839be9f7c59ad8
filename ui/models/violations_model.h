// SPDX-License-Identifier: GPL-3.0-or-later
// The violations of a scope, in the order that the user chose. Newer ones come in at their place; what stays is not
// reported. However many there are, they are neither copied nor sorted on the GUI thread, which it is for.
#pragma once

#include <memory>
#include <vector>

#include <QAbstractTableModel>

#include <moie/analytics/overview.h>
#include <moie/store/snapshot.h>

#include "ui/workspace/latest_query.h"

namespace moie::ui {

using ViolationRows = std::shared_ptr<const std::vector<ViolationRow>>;

class ViolationsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { TimeColumn, TypeColumn, SeverityColumn, ActionColumn, SessionColumn, TurnColumn, ColumnCount };
    Q_ENUM(Column)

    // The pool must outlive the model.
    explicit ViolationsModel(QThreadPool& pool, QObject* parent = nullptr);

    // Newest first, of that snapshot. In that order they are shown at once, in another one when they are sorted.
    void setViolations(ViolationRows violations, SnapshotPtr snapshot);
    const ViolationRow& violation(int row) const { return *m_shown.order[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    // Done when arranged() follows.
    void sort(int column, Qt::SortOrder order) override;

signals:
    void arranged();

private:
    struct By {
        int column = TimeColumn;
        Qt::SortOrder direction = Qt::DescendingOrder;

        friend bool operator==(const By&, const By&) = default;
    };
    struct Shown {
        ViolationRows rows;
        SnapshotPtr snapshot;
        std::vector<const ViolationRow*> order;
        By by;
    };
    class Before;

    static std::vector<const ViolationRow*> ordered(const ViolationRows& rows, const Snapshot& snapshot, const By& by);
    void arrange();
    void stopSorting();
    void show(std::vector<const ViolationRow*> present, Shown next);
    void reorder(std::vector<const ViolationRow*> present, const By& by);
    QString textOf(const ViolationRow& row, int column) const;
    QString toolTipOf(const ViolationRow& row) const;
    QString meaningOf(int column) const;
    void merge(Shown next);

    Shown m_shown;
    // What is to be shown.
    ViolationRows m_rows;
    SnapshotPtr m_snapshot;
    By m_by;
    LatestQuery m_sorting;
    bool m_isSorting = false;
    bool m_isStale = false; // newer ones came since they are being sorted
};

} // namespace moie::ui
