// SPDX-License-Identifier: MIT
#include <moie/feed/feed.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include <moie/base/clock.h>
#include <moie/feed/directory_reader.h>
#include <moie/feed/directory_watch.h>
#include <moie/feed/index_keeper.h>

namespace moie {

namespace {

// Finds what no notification told.
constexpr Duration rescanInterval = std::chrono::seconds(1);
constexpr Duration busyInterval = std::chrono::milliseconds(40);
constexpr Duration gatherFor = std::chrono::milliseconds(10);
// More than this at once is a load with progress, not the daily business of following.
constexpr std::uint64_t backlogBytes = 64 * 1024 * 1024;

std::string describe(const std::optional<Error>& error) {
    return error ? error->describe() : std::string();
}

} // namespace

class Feed::Worker {
public:
    Worker(std::string directory, Published published, FeedOptions options)
        : m_published(std::move(published)), m_options(std::move(options)), m_directory(directory),
          m_reader(std::make_unique<DirectoryReader>(directory, m_options.parseThreads)),
          m_watch(std::move(directory), m_options.notifications), m_thread([this] { run(); }) {}

    ~Worker() {
        m_stopping = true;
        m_watch.wake();
    }

    void cancelLoad() { m_cancelled = true; }
    void resumeLoad() {
        m_cancelled = false;
        m_watch.wake();
    }

private:
    void run() {
        takeCacheOver();
        rescan();
        while (!m_stopping) {
            if (m_reader->hasWork() && !m_cancelled)
                read();
            while (!m_reader->hasWork() && !m_cancelled && !m_stopping && m_reader->hasArchives(false)) {
                takeArchives();
                if (!m_reader->hasWork())
                    break;
                read();
            }
            m_reader->takeQuietLines();
            m_load.cancelled = m_cancelled && (m_reader->hasWork() || m_reader->hasArchives(false));
            if (m_reader->hasWork() || m_load.cancelled) {
                m_load.complete = m_load.complete && !m_load.cancelled;
            } else {
                m_cancelled = false; // there is nothing left to cancel; what comes is read
                m_load.complete = m_load.complete || !m_problem;
                if (m_load.complete)
                    m_load.bytesTotal = m_load.bytesDone; // copies among the compressed ones were not read
            }
            publish();
            keepCache(m_stopping);
            if (m_stopping)
                return;
            wait();
        }
        keepCache(true);
    }

    void takeCacheOver() {
        m_keeper.reset();
        if (!m_options.cache)
            return;
        m_keeper.emplace(m_directory, *m_options.cache);
        m_keeper->takeOver(*m_reader, parsingThreads(m_options.parseThreads));
    }

    void keepCache(bool isLast) {
        if (!m_keeper || !m_load.complete || m_reader->hasWork() || m_problem ||
            !m_keeper->isWorthwhile(*m_reader, isLast))
            return;
        if (m_reader->store().hasChanged()) // what was read when the feed was stopped
            m_reader->store().publish({systemClock().now(), m_load, {}, {}, false, {}});
        m_keeper->write(*m_reader);
    }

    void rescan() {
        m_lastRescan = systemClock().elapsed();
        // A directory that was made anew is another one: what was read of the old is no longer there to be seen.
        const auto identity = identityOfDirectory(m_directory);
        if (identity && m_identity && *identity != *m_identity) {
            m_reader =
                std::make_unique<DirectoryReader>(m_directory, m_options.parseThreads, m_reader->store().generation());
            m_load = {};
            m_changed = true;
            takeCacheOver();
        }
        if (identity)
            m_identity = identity;
        const auto scanned = m_reader->rescan();
        m_problem = scanned ? std::nullopt : std::optional<Error>(scanned.error());
        m_watch.setDirectories(m_reader->directories());
        m_rescanTook = systemClock().elapsed() - m_lastRescan;
    }

    void read() {
        progress(m_reader->bytesToRead(), [&](const DirectoryReader::Tick& tick) { m_reader->readAll(tick); });
    }

    void takeArchives() {
        progress(m_reader->bytesOfArchives(),
                 [&](const DirectoryReader::Tick& tick) { m_reader->takeArchives(false, tick); });
    }

    // Does something that may take long over so many bytes.
    template <typename Work>
    void progress(std::uint64_t bytes, Work&& work) {
        // What is long for the user is shown as a load: with progress, and to be cancelled.
        if (m_load.complete && bytes > backlogBytes)
            m_load = {};
        const bool isLoad = !m_load.complete;
        if (isLoad) {
            m_load.bytesTotal = m_load.bytesDone + m_reader->bytesToRead() + m_reader->bytesOfArchives();
            publish();
        }
        const std::uint64_t before = m_load.bytesDone;
        const Duration started = systemClock().elapsed();
        work([&](std::uint64_t done) {
            if (isLoad)
                m_load.bytesDone = before + done;
            const Duration interval = isLoad ? m_options.loadInterval : m_options.liveInterval;
            if (systemClock().elapsed() - std::max(m_lastPublished, started) >= interval)
                publish();
            return !m_stopping && !(isLoad && m_cancelled);
        });
        m_load.bytesTotal = std::max(m_load.bytesTotal, m_load.bytesDone);
        m_changed = true;
    }

    void publish() {
        const Duration now = systemClock().elapsed();
        const bool settles = m_reader->store().hasProvisionalTurns() && now - m_lastPublished >= rescanInterval;
        StoreBuilder::Moment moment{systemClock().now(),
                                    m_load,
                                    m_problem,
                                    m_reader->problems(),
                                    m_watch.isNotified(),
                                    m_keeper ? m_keeper->notice() : std::nullopt};
        const bool stateChanged =
            !m_hasPublished || moment.load.complete != m_shown.load.complete ||
            moment.load.cancelled != m_shown.load.cancelled || moment.load.bytesDone != m_shown.load.bytesDone ||
            moment.load.bytesTotal != m_shown.load.bytesTotal || moment.notified != m_shown.notified ||
            describe(moment.cacheNotice) != describe(m_shown.cacheNotice) ||
            moment.problems.size() != m_shown.problems.size() || describe(moment.problem) != describe(m_shown.problem);
        if (!m_changed && !stateChanged && !settles && !m_reader->store().hasChanged())
            return;
        m_shown = moment;
        m_hasPublished = true;
        m_changed = false;
        m_lastPublished = now;
        m_published(m_reader->store().publish(moment));
    }

    // Until there is something to look at; then looks.
    void wait() {
        DirectoryWatch::Hints hints = m_watch.wait(std::min(untilRescan(), lookInterval()));
        if (!hints.empty()) {
            // Writers come in bursts, and one moment's entries reach several files: they are read together.
            const Duration sincePublished = systemClock().elapsed() - m_lastPublished;
            const Duration until =
                systemClock().elapsed() + std::max(gatherFor, m_options.liveInterval - sincePublished);
            for (Duration left = gatherFor; left > Duration(0) && !m_stopping; left = until - systemClock().elapsed())
                hints.merge(m_watch.wait(left));
        }
        if (hints.namesChanged || untilRescan() <= Duration(0))
            rescan();
        else if (!m_watch.isNotified())
            m_reader->lookAtBusy();
        else
            m_reader->look(hints.written);
    }

    Duration lookInterval() const { return m_watch.isNotified() ? rescanInterval : busyInterval; }

    // Without notifications names are looked at more often, as far as it costs no more than a twentieth of a core.
    Duration untilRescan() const {
        const Duration interval =
            m_watch.isNotified() ? rescanInterval : std::clamp(20 * m_rescanTook, busyInterval, rescanInterval);
        return m_lastRescan + interval - systemClock().elapsed();
    }

    Published m_published;
    FeedOptions m_options;
    std::string m_directory;
    std::optional<DirectoryIdentity> m_identity; // of the directory that is read
    std::unique_ptr<DirectoryReader> m_reader;
    std::optional<IndexKeeper> m_keeper;
    DirectoryWatch m_watch;
    std::optional<Error> m_problem;
    LoadProgress m_load;
    StoreBuilder::Moment m_shown; // what the last snapshot said
    bool m_hasPublished = false;
    bool m_changed = false;
    Duration m_lastRescan{0};
    Duration m_rescanTook{0};
    Duration m_lastPublished{0};
    std::atomic<bool> m_stopping{false};
    std::atomic<bool> m_cancelled{false};
    std::jthread m_thread; // last: everything else is there before it starts and after it ends
};

Feed::Feed(std::string directory, Published published, FeedOptions options)
    : m_worker(std::make_unique<Worker>(std::move(directory), std::move(published), std::move(options))) {}

Feed::~Feed() = default;

void Feed::cancelLoad() {
    m_worker->cancelLoad();
}

void Feed::resumeLoad() {
    m_worker->resumeLoad();
}

Result<SnapshotPtr> loadOnce(const std::string& directory, const FeedOptions& options,
                             const std::function<void(const LoadProgress&)>& progress, std::stop_token stop) {
    DirectoryReader reader(directory, options.parseThreads);
    std::optional<IndexKeeper> keeper;
    if (options.cache) {
        keeper.emplace(directory, *options.cache);
        keeper->takeOver(reader, parsingThreads(options.parseThreads));
    }
    if (const auto scanned = reader.rescan(); !scanned)
        return tl::unexpected(scanned.error());
    LoadProgress load;
    load.bytesTotal = reader.bytesToRead() + reader.bytesOfArchives();
    const auto working = [&](std::uint64_t before) -> DirectoryReader::Tick {
        return [&, before](std::uint64_t done) {
            load.bytesDone = before + done;
            if (progress)
                progress(load);
            return !stop.stop_requested();
        };
    };
    reader.readAll(working(load.bytesDone));
    while (!stop.stop_requested()) {
        reader.takeArchives(true, working(load.bytesDone));
        if (!reader.hasWork())
            break;
        reader.readAll(working(load.bytesDone));
    }
    if (stop.stop_requested())
        return tl::unexpected(Error{ErrorCode::Cancelled, "reading was stopped", directory, {}});
    reader.takeAllUnfinishedLines();
    load.complete = true;
    load.bytesTotal = load.bytesDone;
    if (progress)
        progress(load);
    const auto publish = [&] {
        return reader.store().publish(
            {unknownTime, load, {}, reader.problems(), false, keeper ? keeper->notice() : std::nullopt});
    };
    const SnapshotPtr snapshot = publish();
    if (!keeper || !keeper->isWorthwhile(reader, true))
        return snapshot;
    keeper->write(reader);
    keeper->wait();
    return describe(keeper->notice()) != describe(snapshot->cacheNotice) ? publish() : snapshot;
}

} // namespace moie
