// SPDX-License-Identifier: GPL-3.0-or-later
// What the user works on: a log directory that is being watched, its newest snapshot, the scope that holds for every
// page, and the answers computed for it. Owns the feed and the query threads. GUI thread; nothing here waits.
#pragma once

#include <memory>
#include <optional>

#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QTimer>

#include <moie/analytics/overview.h>
#include <moie/base/clock.h>
#include <moie/query/scope.h>
#include <moie/store/snapshot.h>

#include "ui/workspace/latest_query.h"
#include "ui/workspace/range_choice.h"

namespace moie {
class Feed;
}

namespace moie::ui {

class Settings;

using OverviewPtr = std::shared_ptr<const Overview>;

class Workspace : public QObject {
    Q_OBJECT

public:
    // Settings and clock must outlive the workspace.
    explicit Workspace(Settings& settings, const Clock& clock = systemClock(), QObject* parent = nullptr);
    // Remembers the time of the visit; stops and joins all threads.
    ~Workspace() override;

    // Leaves the present directory and watches this one. It need not exist: its snapshots say what is wrong. Opens on
    // the range that was last used for it, at first on all.
    void open(const QString& directory);
    // The same without a feed: snapshots come through receive() alone.
    void openUnwatched(const QString& directory);
    void cancelLoad();
    void resumeLoad();

    // Absolute, without symbolic links resolved; empty where none is open.
    QString directory() const { return m_directory; }
    // Null until the first one has come.
    SnapshotPtr snapshot() const { return m_snapshot; }

    RangeChoice rangeChoice() const { return m_choice; }
    // The scope at this moment; the ends of a moving range go with the clock.
    Scope scope() const;
    // When the present directory was closed the last time before it was opened.
    std::optional<Time> lastVisit() const { return m_lastVisit; }

    const Clock& clock() const { return m_clock; }
    Settings& settings() { return m_settings; }
    // For what a view computes beside the overview.
    QThreadPool& queryPool() { return m_pool; }

public slots:
    // A newer snapshot of the present directory.
    void receive(moie::SnapshotPtr snapshot);
    // Chosen by the user, and remembered for the directory.
    void setRangeChoice(const moie::ui::RangeChoice& choice);
    // For this run only, as from the command line.
    void useRangeChoice(const moie::ui::RangeChoice& choice);
    // A session id or the beginning of one; empty: all.
    void setSession(const QString& session);

signals:
    void directoryChanged();
    // By the user; that a moving range went on is not reported.
    void scopeChanged();
    void snapshotPublished(moie::SnapshotPtr snapshot);
    // With the snapshot and the scope that it was computed for, which are those of now or a little older.
    void overviewReady(moie::ui::OverviewPtr overview, moie::SnapshotPtr snapshot, moie::Scope scope);

private:
    struct Inbox;
    enum class Question { Same, Another };

    void leave();
    void enter(const QString& directory);
    void takeNewest(const std::shared_ptr<Inbox>& inbox);
    void askOverview(Question question);
    void refreshOverview();

    Settings& m_settings;
    const Clock& m_clock;
    QThreadPool m_pool;
    LatestQuery m_overviewQuery;
    QTimer m_pause; // running: an overview was asked for a moment ago
    QTimer m_minute;
    bool m_refreshWanted = false;
    QString m_directory;
    std::optional<Time> m_lastVisit;
    RangeChoice m_choice;
    std::string m_session;
    SnapshotPtr m_snapshot;
    std::shared_ptr<Inbox> m_inbox;
    std::shared_ptr<Feed> m_feed;
};

} // namespace moie::ui
