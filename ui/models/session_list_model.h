// SPDX-License-Identifier: GPL-3.0-or-later
// The sessions of a scope in the order that was asked for. Wraps a list that was computed and sorted elsewhere.
#pragma once

#include <memory>
#include <vector>

#include <QAbstractTableModel>

#include <moie/analytics/session_list.h>

namespace moie::ui {

struct SortedSessions {
    SnapshotPtr snapshot;
    std::shared_ptr<const SessionList> list;
    std::vector<std::uint32_t> order; // of list->rows
    SessionColumn column = SessionColumn::Started;
    bool ascending = false;
};

class SessionListModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { StartedColumn, TurnsColumn, LoveColumn, UnsafeColumn, VerdictsColumn, TrendColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    // Reports a change of cells where the same sessions stand in the same order, else a reset.
    void setSessions(SortedSessions sessions, Time now);

    const SessionRow& row(int row) const;
    std::span<const float> pointsOf(int row) const;
    int rowOf(SessionIndex session) const; // -1 where it is not there
    // No text of the column is wider, but for a little where the font's digits differ in width. Empty for drawings.
    QString widestText(int column) const;
    const SortedSessions& sessions() const { return m_sessions; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void measure();
    QString text(const SessionRow& row, int column) const;
    QString toolTip(const SessionRow& row) const;

    SortedSessions m_sessions;
    std::vector<int> m_rowOf; // by place in list->rows
    Time m_now = unknownTime;
    bool m_yearShown = false; // in any row
    std::uint32_t m_mostTurns = 0;
    std::uint32_t m_mostUnsafe = 0;
};

} // namespace moie::ui
