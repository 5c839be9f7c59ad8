// SPDX-License-Identifier: GPL-3.0-or-later
// The entries of a listing as rows, any number of them. Wraps a snapshot and the order that a worker made; a row's text
// is made when it is shown. Newer entries are inserted where they belong. GUI thread.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include <QAbstractTableModel>
#include <QCache>

#include <moie/base/clock.h>
#include <moie/query/entry_listing.h>
#include <moie/query/entry_turn.h>

namespace moie::ui {

class EntryModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        TimeColumn,
        LevelColumn,
        CategoryColumn,
        MessageColumn,
        SessionColumn,
        VerdictColumn,
        SizeColumn,
        ColumnCount
    };
    Q_ENUM(Column)
    enum Role {
        LevelRole = Qt::UserRole, // int of moie::Level; −1 where the format does not know it
        VerdictRole,              // int of moie::Verdict; none outside any turn
        AsideRole,                // bool: a repeat or a foreign object, in no statistic
    };
    Q_ENUM(Role)

    // The clock must outlive the model.
    explicit EntryModel(const Clock& clock, QObject* parent = nullptr);

    // Another question's answer, or one that is made anew. `ascending` is in the order.
    void setEntries(SnapshotPtr snapshot, EntryOrder order, std::vector<EntryId> ascending);
    // A newer snapshot, and what came to the listing with it, ascending.
    void addEntries(SnapshotPtr snapshot, std::span<const EntryId> added);
    void clear();
    // The last first. A reset, where it changes something.
    void setDescending(bool descending);

    const SnapshotPtr& snapshot() const { return m_snapshot; }
    EntryOrder order() const { return m_order; }
    bool isDescending() const { return m_descending; }
    const std::vector<EntryId>& ascending() const { return m_entries; }
    EntryId entry(int row) const;
    // −1 where the entry is not listed.
    int rowOf(EntryId id) const;
    // The log's, as its cell says it; empty without any.
    QString oldestTime() const;
    // Ordered by time: the row nearest to the moment.
    int rowAt(Time time) const;
    // What a column can be ordered by.
    static std::optional<EntryOrder> orderOf(int column);
    static int columnOf(EntryOrder order);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    int rowOfPosition(std::size_t position) const;
    QString text(EntryId id, int column) const;
    QString toolTip(EntryId id, int column) const;
    const EntryTurn& turn(EntryId id) const;

    const Clock& m_clock;
    SnapshotPtr m_snapshot;
    EntryOrder m_order = EntryOrder::ByTime;
    bool m_descending = true;
    std::vector<EntryId> m_entries; // ascending
    // Of rows that were shown since the snapshot came. Filled by data(), which is const to its callers.
    mutable QCache<std::uint32_t, EntryTurn> m_turns;
};

} // namespace moie::ui
