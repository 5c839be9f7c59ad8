// SPDX-License-Identifier: GPL-3.0-or-later
// What the user works on: a log directory that is being watched, its newest snapshot, where the user is in it, and the
// scope that holds for every page. Owns the feed and the query threads. GUI thread; nothing here waits.
//
// From snapshot and scope comes the subject, which is what pages ask figures of (FiguresQuery): where there is a
// filter, it is answered once for all of them.
#pragma once

#include <memory>
#include <optional>

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QTimer>

#include <moie/base/clock.h>
#include <moie/query/filter.h>
#include <moie/query/scope.h>
#include <moie/store/snapshot.h>

#include "ui/workspace/history.h"
#include "ui/workspace/latest_query.h"
#include "ui/workspace/range_choice.h"
#include "ui/workspace/subject.h"

namespace moie {
class Feed;
}

namespace moie::ui {

class Annotations;
class KeyStore;
class Settings;

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

    // Where the user is now.
    const Place& place() const { return m_history.present(); }
    // A step of the user's, which back() undoes. The range is remembered for the directory.
    void go(const Place& place);
    bool canGoBack() const { return m_history.canGoBack(); }
    bool canGoForward() const { return m_history.canGoForward(); }
    void back();
    void forward();

    // Parts of the place, each a step of the user's.
    void setPage(const QString& page);
    void setRangeChoice(const RangeChoice& choice);
    void setSession(const std::string& session);
    // In the filter language. A wrong one is not taken: what is wrong with it.
    std::optional<FilterError> setFilter(const std::string& filter);
    void selectTurn(const std::optional<TurnPlace>& turn);
    // A turn on the Sessions page, or where it names none the session.
    void showTurn(const TurnPlace& turn);
    // From the next directory on, for this run alone: neither use nor write index caches, whatever the settings say.
    void useNoIndex() { m_usesIndex = false; }
    // No step of the user's: a choice for this run alone, as from the command line.
    void begin(const Place& place);

    RangeChoice rangeChoice() const { return place().range; }
    // The scope at this moment; the ends of a moving range go with the clock. Its filter is not answered.
    Scope scope() const;
    // What figures are to be made of; none until the first snapshot has come.
    const std::optional<Subject>& subject() const { return m_subject; }
    // The same before its filter is answered, for what matches entries by themselves and need not wait for it.
    const std::optional<Subject>& unanswered() const { return m_unanswered; }
    // Whether entries could not be searched when the filter was answered: how many and why.
    std::uint64_t unreadByFilter() const { return m_unread; }
    // When the present directory was closed the last time before it was opened.
    std::optional<Time> lastVisit() const { return m_lastVisit; }

    // Conversations are covered, for screens that others can see. Remembered.
    bool textsHidden() const;
    void setTextsHidden(bool hidden);

    const Clock& clock() const { return m_clock; }
    Settings& settings() { return m_settings; }
    // Of all logs; see keyOf() for those of a turn. Its file is read from when it is first asked for.
    Annotations& annotations();
    // Instead of the user's file; before they are first asked for.
    void keepAnnotationsIn(const QString& file);
    // Of the servers that answer in live sessions.
    KeyStore& keys() { return *m_keys; }
    // For what a page computes in a way of its own.
    QThreadPool& queryPool() { return m_pool; }

public slots:
    // A newer snapshot of the present directory.
    void receive(moie::SnapshotPtr snapshot);

signals:
    // Another one, or the same that was made anew.
    void directoryChanged();
    // By the user; that a moving range went on is not reported.
    void placeChanged();
    // The place's turn is to be looked at, also where it was the place's before.
    void turnWanted();
    void snapshotPublished(moie::SnapshotPtr snapshot);
    // The same scope over a newer snapshot, or at a later time.
    void subjectGrew();
    // Another scope or directory. There may be no subject until a snapshot or the filter's answer comes.
    void subjectReplaced();
    // The same of unanswered().
    void unansweredGrew();
    void unansweredReplaced();
    void filterAnswering(bool running);
    void textsHiddenChanged();

private:
    struct Inbox;
    enum class Change { Grown, Replaced };

    void leave();
    void enter(const QString& directory);
    // What was read, and where it came from; on another thread, since that takes time.
    void forget(std::shared_ptr<Feed> feed);
    void startAt(const Place& first);
    void takeNewest(const std::shared_ptr<Inbox>& inbox);
    void arrive(const Place& before);
    void renewSubject(Change change);
    void answerFilter(Change change);
    void setFilterAnswering(bool answering);
    void takeSubject(Subject subject, Change change);

    Settings& m_settings;
    const Clock& m_clock;
    bool m_usesIndex = true;
    std::unique_ptr<Annotations> m_annotations;
    std::unique_ptr<KeyStore> m_keys;
    QThreadPool m_pool;
    LatestQuery m_filterQuery;
    bool m_filterAnswering = false;
    QElapsedTimer m_filterSince; // the filter was last asked
    QTimer m_filterPause;        // running: it was answered a moment ago
    QTimer m_minute;
    QString m_directory;
    bool m_remembered = false; // among the recent directories, once it could be read
    std::optional<Time> m_lastVisit;
    History m_history;
    SnapshotPtr m_snapshot;
    std::optional<Subject> m_unanswered;
    std::optional<Subject> m_subject;
    std::uint64_t m_unread = 0;
    std::shared_ptr<Inbox> m_inbox;
    std::shared_ptr<Feed> m_feed;
};

} // namespace moie::ui
