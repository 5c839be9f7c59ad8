// SPDX-License-Identifier: GPL-3.0-or-later
// The rejected lines of a snapshot, or its accepted lines with warnings, in the order in which they were read.
// Wraps Snapshot::noted; the beginning of a line is read from its file when its row is shown. GUI thread.
#pragma once

#include <cstdint>
#include <vector>

#include <QAbstractTableModel>
#include <QCache>
#include <QSet>
#include <QString>

#include <moie/store/snapshot.h>

#include "ui/workspace/latest_query.h"

namespace moie::ui {

class NotedLinesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { PlaceColumn, OffsetColumn, ReasonColumn, BeginningColumn, ColumnCount };
    Q_ENUM(Column)
    enum class Show { Rejected, Warnings };
    Q_ENUM(Show)

    explicit NotedLinesModel(QThreadPool& pool, QObject* parent = nullptr);

    // A newer snapshot of the same directory adds rows; another directory's resets the model.
    void setSnapshot(SnapshotPtr snapshot);
    void setShow(Show show);
    Show show() const { return m_show; }
    // The lines are covered.
    void setTextsHidden(bool hidden);

    SnapshotPtr snapshot() const { return m_snapshot; }
    const NotedLine& line(int row) const;
    // All warnings or the reason of the rejection, as sentences.
    static QString reasonOf(const NotedLine& line);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    bool isShown(const NotedLine& line) const;
    void restart(SnapshotPtr snapshot);
    void scanSome();
    QVariant beginning(std::uint32_t note) const;
    void readWanted();
    void takeBeginnings(const std::vector<std::pair<std::uint32_t, QString>>& texts);
    QString displayText(const QModelIndex& index) const;

    Show m_show = Show::Rejected;
    bool m_hidden = false;
    SnapshotPtr m_snapshot;
    std::vector<std::uint32_t> m_rows; // positions in Snapshot::noted, ascending
    std::size_t m_scanned = 0;         // notes looked at so far
    bool m_scanPosted = false;
    LatestQuery m_reading;
    // Filled by data(), which is const to its callers: what was read, and what is to be read next.
    mutable QCache<std::uint32_t, QString> m_beginnings;
    mutable std::vector<std::uint32_t> m_wanted;
    mutable QSet<std::uint32_t> m_asked; // wanted, or being read
    mutable bool m_readPosted = false;
};

} // namespace moie::ui
