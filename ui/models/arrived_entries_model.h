// SPDX-License-Identifier: GPL-3.0-or-later
// The newest entries of a growing log, the latest first, at most mostEntries. At first those that are newest by their
// own time; from then on each that arrives, all of a snapshot in one insertion and by their own time, however late they
// are. What a row says stands in the snapshot's columns: no file is read. GUI thread.
#pragma once

#include <cstddef>
#include <deque>

#include <QAbstractTableModel>

#include <moie/store/snapshot.h>

#include "ui/workspace/latest_query.h"

namespace moie::ui {

class ArrivedEntriesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr std::size_t mostEntries = 2'000;

    enum Column { TimeColumn, CategoryColumn, MessageColumn, ColumnCount };
    Q_ENUM(Column)
    enum class Severity { Usual, Warning, Bad }; // by the entry's level
    Q_ENUM(Severity)
    enum Role { SeverityRole = Qt::UserRole };

    // The pool must outlive the model.
    explicit ArrivedEntriesModel(QThreadPool& pool, QObject* parent = nullptr);

    // A newer snapshot of the same directory adds rows, unless the model is held; another directory's, or one of a log
    // that is being read for the first time, takes all rows away.
    void setSnapshot(SnapshotPtr snapshot);
    // While held no row comes or goes. When it is no longer, all that waited come at once.
    void setHeld(bool held);
    // Entries that arrived while the model is held.
    std::size_t waiting() const;
    // Messages that are not the logger's own words are covered.
    void setTextsHidden(bool hidden);

    // Whether there are rows, or none because there is no entry: not while the log is still being read.
    bool isReady() const { return m_ready; }
    EntryId entry(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    // Of the last one that was set. It knows every entry that there is a row of.
    const SnapshotPtr& snapshot() const { return m_snapshot; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void waitingChanged();
    void readyChanged();

private:
    void restart();
    void findFirst();
    void takeFirst(const Snapshot& of, std::vector<EntryId> entries);
    void takeArrivals();
    void replaceRows(std::deque<EntryId> rows);
    QString displayText(EntryId entry, int column) const;

    SnapshotPtr m_snapshot;
    std::deque<EntryId> m_rows; // the latest first
    std::size_t m_taken = 0;    // entries of the snapshot that were looked at
    bool m_ready = false;
    bool m_finding = false;
    bool m_held = false;
    bool m_textsHidden = false;
    LatestQuery m_first;
};

} // namespace moie::ui
