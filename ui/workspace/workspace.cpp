// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/workspace.h"

#include <mutex>
#include <utility>

#include <QDir>

#include <moie/feed/feed.h>
#include <moie/query/matching.h>

#include "ui/live/key_store.h"
#include "ui/workspace/annotations.h"
#include "ui/workspace/settings.h"

namespace moie::ui {

namespace {

// A filter on text reads files: over a growing log it is answered again after a pause of this many times what the last
// answer took.
constexpr int filterPauseFactor = 3;

} // namespace

// Where the feed's thread leaves snapshots. Only the newest waits, so that a busy GUI is never behind by more than one.
struct Workspace::Inbox {
    std::mutex mutex;
    SnapshotPtr newest;         // under the mutex
    Workspace* owner = nullptr; // under the mutex; null once the directory was left
};

Workspace::Workspace(Settings& settings, const Clock& clock, QObject* parent)
    : QObject(parent), m_settings(settings), m_clock(clock), m_keys(std::make_unique<KeyStore>()),
      m_filterQuery(m_pool) {
    m_pool.setMaxThreadCount(2);
    m_filterPause.setSingleShot(true);
    connect(&m_filterPause, &QTimer::timeout, this, [this] {
        if (m_subject && m_subject->snapshot != m_snapshot)
            renewSubject(Change::Grown);
    });
    m_minute.setInterval(std::chrono::minutes(1));
    connect(&m_minute, &QTimer::timeout, this, [this] {
        // So that a crash or a killed process loses a minute of the visit, not all of it.
        m_settings.setLastVisit(m_directory, m_clock.now());
        if (place().range.kind == RangeChoice::Kind::Last)
            renewSubject(Change::Grown);
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
    const auto published = [inbox = m_inbox](SnapshotPtr snapshot) {
        const std::lock_guard lock(inbox->mutex);
        const bool posted = inbox->newest != nullptr;
        inbox->newest = std::move(snapshot);
        if (posted || inbox->owner == nullptr)
            return;
        QMetaObject::invokeMethod(
            inbox->owner, [owner = inbox->owner, inbox] { owner->takeNewest(inbox); }, Qt::QueuedConnection);
    };
    FeedOptions options;
    if (m_usesIndex && m_settings.keepsIndex())
        options.cache = userCacheOptions();
    m_feed = std::make_shared<Feed>(m_directory.toStdString(), published, std::move(options));
}

void Workspace::openUnwatched(const QString& directory) {
    leave();
    enter(directory);
}

void Workspace::leave() {
    m_minute.stop();
    if (m_inbox) {
        const std::lock_guard lock(m_inbox->mutex);
        m_inbox->owner = nullptr;
    }
    m_inbox.reset();
    if (!m_directory.isEmpty())
        m_settings.setLastVisit(m_directory, m_clock.now());
    forget(std::exchange(m_feed, nullptr));
}

void Workspace::forget(std::shared_ptr<Feed> feed) {
    m_filterQuery.drop();
    m_filterPause.stop();
    m_unread = 0;
    // Joining the feed's threads and freeing gigabytes takes time that the GUI has not.
    if (feed || m_snapshot) {
        m_pool.start([feed = std::move(feed), snapshot = std::move(m_snapshot),
                      subject = std::exchange(m_subject, std::nullopt),
                      unanswered = std::exchange(m_unanswered, std::nullopt)]() mutable {
            feed.reset();
            snapshot.reset();
            subject.reset();
            unanswered.reset();
        });
    }
    m_snapshot.reset();
}

void Workspace::enter(const QString& directory) {
    m_directory = QDir::cleanPath(QDir(directory).absolutePath());
    m_lastVisit = m_settings.lastVisit(m_directory);
    Place first;
    first.page = place().page;
    first.range = m_settings.range(m_directory).value_or(RangeChoice::all());
    m_remembered = false;
    m_minute.start();
    startAt(first);
}

void Workspace::startAt(const Place& first) {
    m_history.restart(first);
    setFilterAnswering(false);
    emit directoryChanged();
    emit placeChanged();
    emit unansweredReplaced();
    emit subjectReplaced();
}

void Workspace::cancelLoad() {
    if (m_feed)
        m_feed->cancelLoad();
}

void Workspace::resumeLoad() {
    if (m_feed)
        m_feed->resumeLoad();
}

void Workspace::go(const Place& wanted) {
    const Place before = place();
    m_history.go(wanted);
    if (!m_directory.isEmpty() && before.range != wanted.range)
        m_settings.setRange(m_directory, wanted.range);
    arrive(before);
}

void Workspace::back() {
    const Place before = place();
    if (m_history.canGoBack())
        m_history.back();
    arrive(before);
}

void Workspace::forward() {
    const Place before = place();
    if (m_history.canGoForward())
        m_history.forward();
    arrive(before);
}

void Workspace::begin(const Place& wanted) {
    const Place before = place();
    m_history.restart(wanted);
    arrive(before);
}

void Workspace::arrive(const Place& before) {
    const Place& now = place();
    if (now == before)
        return;
    emit placeChanged();
    if (now.range != before.range || now.session != before.session || now.filter != before.filter)
        renewSubject(Change::Replaced);
}

void Workspace::setPage(const QString& page) {
    Place wanted = place();
    wanted.page = page;
    go(wanted);
}

void Workspace::setRangeChoice(const RangeChoice& choice) {
    Place wanted = place();
    wanted.range = choice;
    go(wanted);
}

void Workspace::setSession(const std::string& session) {
    Place wanted = place();
    wanted.session = session;
    go(wanted);
}

std::optional<FilterError> Workspace::setFilter(const std::string& filter) {
    if (const auto parsed = parseFilter(filter, m_clock.now()); !parsed)
        return parsed.error();
    Place wanted = place();
    wanted.filter = filter;
    go(wanted);
    return std::nullopt;
}

void Workspace::selectTurn(const std::optional<TurnPlace>& turn) {
    Place wanted = place();
    wanted.turn = turn;
    go(wanted);
}

void Workspace::showTurn(const TurnPlace& turn) {
    Place wanted = place();
    wanted.page = QStringLiteral("sessions");
    wanted.turn = turn;
    go(wanted);
    emit turnWanted();
}

Scope Workspace::scope() const {
    return {rangeAt(place().range, m_clock.now(), m_lastVisit), place().session, place().filter};
}

bool Workspace::textsHidden() const {
    return m_settings.textsHidden();
}

void Workspace::setTextsHidden(bool hidden) {
    if (hidden == textsHidden())
        return;
    m_settings.setTextsHidden(hidden);
    emit textsHiddenChanged();
}

Annotations& Workspace::annotations() {
    if (!m_annotations)
        m_annotations = std::make_unique<Annotations>(Annotations::defaultFile(), m_clock);
    return *m_annotations;
}

void Workspace::keepAnnotationsIn(const QString& file) {
    m_annotations = std::make_unique<Annotations>(file, m_clock);
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
    // The directory was made anew: nothing is there any more that an id of before names.
    if (m_snapshot && snapshot->store != m_snapshot->store) {
        forget(nullptr);
        Place first = place();
        first.turn.reset();
        first.entry.reset();
        startAt(first);
    }
    m_snapshot = std::move(snapshot);
    if (!m_remembered && !m_snapshot->problem) {
        m_settings.addRecent(m_directory);
        m_remembered = true;
    }
    emit snapshotPublished(m_snapshot);
    renewSubject(Change::Grown);
}

void Workspace::renewSubject(Change change) {
    if (!m_snapshot)
        return;
    Scope wanted = scope();
    // The filter of a growing log may be asked again for a snapshot that was announced.
    if (!m_unanswered || m_unanswered->snapshot != m_snapshot || m_unanswered->scope != wanted) {
        m_unanswered = Subject{m_snapshot, wanted};
        if (change == Change::Replaced)
            emit unansweredReplaced();
        else
            emit unansweredGrew();
    }
    if (wanted.filter.empty()) {
        m_filterQuery.drop();
        setFilterAnswering(false);
        m_unread = 0;
        return takeSubject({m_snapshot, std::move(wanted)}, change);
    }
    // The answer holds for all times and sessions.
    const bool answered = m_subject && m_subject->snapshot == m_snapshot && m_subject->scope.filter == wanted.filter;
    if (answered) {
        wanted.filtered = m_subject->scope.filtered;
        return takeSubject({m_snapshot, std::move(wanted)}, change);
    }
    if (change == Change::Replaced || !m_filterPause.isActive())
        answerFilter(change);
}

void Workspace::answerFilter(Change change) {
    const auto filter = parseFilter(place().filter, m_clock.now());
    if (!filter)
        return; // not taken by setFilter()
    if (change == Change::Replaced) {
        m_subject.reset();
        emit subjectReplaced();
    }
    LatestQuery::Work work = [this, snapshot = m_snapshot, filter = *filter, text = place().filter,
                              change](std::stop_token stop) {
        MatchOptions options;
        options.stop = std::move(stop);
        TurnMatches matches = matchTurns(*snapshot, filter, {}, options);
        return [this, snapshot, text, change, matches = std::move(matches)] {
            m_filterPause.start(static_cast<int>(filterPauseFactor * m_filterSince.elapsed()));
            setFilterAnswering(m_filterQuery.isRunning());
            if (!matches.complete)
                return;
            m_unread = matches.unread;
            Scope answered = scope();
            answered.filter = text;
            answered.filtered = matches.turns;
            takeSubject({snapshot, std::move(answered)}, m_subject ? change : Change::Replaced);
        };
    };
    if (!m_filterQuery.isRunning() || change == Change::Replaced)
        m_filterSince.start();
    if (change == Change::Replaced)
        m_filterQuery.replace(std::move(work));
    else
        m_filterQuery.refresh(std::move(work));
    setFilterAnswering(true);
}

void Workspace::setFilterAnswering(bool answering) {
    if (std::exchange(m_filterAnswering, answering) != answering)
        emit filterAnswering(answering);
}

void Workspace::takeSubject(Subject subject, Change change) {
    m_subject = std::move(subject);
    if (change == Change::Replaced)
        emit subjectReplaced();
    else
        emit subjectGrew();
}

} // namespace moie::ui
