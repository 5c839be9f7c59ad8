// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/workspace.h"

#include <mutex>
#include <utility>

#include <QDir>

#include <moie/feed/feed.h>

#include "ui/workspace/settings.h"

namespace moie::ui {

namespace {

// The shortest time between two overviews of a growing log: often enough to look live, and leaves the GUI thread idle
// most of the time.
constexpr std::chrono::milliseconds overviewInterval{50};

} // namespace

// Where the feed's thread leaves snapshots. Only the newest waits, so that a busy GUI is never behind by more than one.
struct Workspace::Inbox {
    std::mutex mutex;
    SnapshotPtr newest;         // under the mutex
    Workspace* owner = nullptr; // under the mutex; null once the directory was left
};

Workspace::Workspace(Settings& settings, const Clock& clock, QObject* parent)
    : QObject(parent), m_settings(settings), m_clock(clock), m_overviewQuery(m_pool) {
    m_pool.setMaxThreadCount(2);
    m_pause.setSingleShot(true);
    m_pause.setInterval(overviewInterval);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (std::exchange(m_refreshWanted, false))
            refreshOverview();
    });
    m_minute.setInterval(std::chrono::minutes(1));
    connect(&m_minute, &QTimer::timeout, this, [this] {
        // So that a crash or a killed process loses a minute of the visit, not all of it.
        m_settings.setLastVisit(m_directory, m_clock.now());
        if (m_choice.kind == RangeChoice::Kind::Last)
            refreshOverview();
    });
}

Workspace::~Workspace() {
    leave();
    m_pool.waitForDone();
}

void Workspace::open(const QString& directory) {
    leave();
    enter(directory);
    m_inbox = std::make_shared<Inbox>();
    m_inbox->owner = this;
    m_feed = std::make_shared<Feed>(m_directory.toStdString(), [inbox = m_inbox](SnapshotPtr snapshot) {
        const std::lock_guard lock(inbox->mutex);
        const bool posted = inbox->newest != nullptr;
        inbox->newest = std::move(snapshot);
        if (posted || inbox->owner == nullptr)
            return;
        QMetaObject::invokeMethod(
            inbox->owner, [owner = inbox->owner, inbox] { owner->takeNewest(inbox); }, Qt::QueuedConnection);
    });
}

void Workspace::openUnwatched(const QString& directory) {
    leave();
    enter(directory);
}

void Workspace::leave() {
    m_overviewQuery.drop();
    m_pause.stop();
    m_minute.stop();
    m_refreshWanted = false;
    if (m_inbox) {
        const std::lock_guard lock(m_inbox->mutex);
        m_inbox->owner = nullptr;
    }
    m_inbox.reset();
    if (!m_directory.isEmpty())
        m_settings.setLastVisit(m_directory, m_clock.now());
    // Joining the feed's threads and freeing gigabytes takes time that the GUI has not.
    if (m_feed || m_snapshot) {
        m_pool.start([feed = std::move(m_feed), snapshot = std::move(m_snapshot)]() mutable {
            feed.reset();
            snapshot.reset();
        });
    }
    m_feed.reset();
    m_snapshot.reset();
}

void Workspace::enter(const QString& directory) {
    m_directory = QDir::cleanPath(QDir(directory).absolutePath());
    m_lastVisit = m_settings.lastVisit(m_directory);
    m_choice = m_settings.range(m_directory).value_or(RangeChoice::all());
    m_session.clear();
    m_settings.addRecent(m_directory);
    m_minute.start();
    emit directoryChanged();
    emit scopeChanged();
}

void Workspace::cancelLoad() {
    if (m_feed)
        m_feed->cancelLoad();
}

void Workspace::resumeLoad() {
    if (m_feed)
        m_feed->resumeLoad();
}

Scope Workspace::scope() const {
    return {rangeAt(m_choice, m_clock.now(), m_lastVisit), m_session};
}

void Workspace::takeNewest(const std::shared_ptr<Inbox>& inbox) {
    SnapshotPtr snapshot;
    {
        const std::lock_guard lock(inbox->mutex);
        snapshot = std::exchange(inbox->newest, nullptr);
    }
    if (inbox == m_inbox && snapshot)
        receive(std::move(snapshot));
}

void Workspace::receive(SnapshotPtr snapshot) {
    m_snapshot = std::move(snapshot);
    emit snapshotPublished(m_snapshot);
    if (m_pause.isActive())
        m_refreshWanted = true;
    else
        refreshOverview();
}

void Workspace::setRangeChoice(const RangeChoice& choice) {
    if (!m_directory.isEmpty())
        m_settings.setRange(m_directory, choice);
    useRangeChoice(choice);
}

void Workspace::useRangeChoice(const RangeChoice& choice) {
    if (choice == m_choice)
        return;
    m_choice = choice;
    emit scopeChanged();
    askOverview(Question::Another);
}

void Workspace::setSession(const QString& session) {
    std::string wanted = session.toStdString();
    if (wanted == m_session)
        return;
    m_session = std::move(wanted);
    emit scopeChanged();
    askOverview(Question::Another);
}

void Workspace::refreshOverview() {
    askOverview(Question::Same);
    m_pause.start();
}

void Workspace::askOverview(Question question) {
    if (!m_snapshot)
        return;
    LatestQuery::Work work = [this, snapshot = m_snapshot, scope = scope()](std::stop_token stop) {
        auto answer = std::make_shared<const Overview>(moie::overview(*snapshot, scope, std::move(stop)));
        return [this, answer = std::move(answer), snapshot, scope] { emit overviewReady(answer, snapshot, scope); };
    };
    if (question == Question::Same)
        m_overviewQuery.refresh(std::move(work));
    else
        m_overviewQuery.replace(std::move(work));
}

} // namespace moie::ui
