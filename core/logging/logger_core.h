// SPDX-License-Identifier: MIT
// What a Logger consists of: the queue that callers fill and the flush thread that writes it. Internal to core/logging.
#pragma once

#include <algorithm>
#include <array>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <optional>
#include <thread>

#include <moie/logging/captured_entries.h>
#include <moie/logging/line_formatter.h>
#include <moie/logging/log_files.h>
#include <moie/logging/logger.h>
#include <moie/logging/process_events.h>

namespace moie {

class Logger::Core {
public:
    explicit Core(LoggerOptions options);
    ~Core();

    Result<std::string> log(const Capture& capture);
    Result<> flush();
    Counts counts() const;
    void measure(Series series, double value);
    std::vector<double> measured(Series series) const;

    const LoggerOptions& options() const { return m_options; }
    Duration sinceStart() const { return m_options.clock->elapsed() - m_started; }
    // In a forked child nothing but this may be called: its copy has no flush thread, and its mutex may be locked.
    bool forked() const { return forkGeneration() != m_generation; }

private:
    using Lock = std::unique_lock<std::mutex>;
    using Deadline = std::chrono::steady_clock::time_point;

    // Entries that were not kept, until that is logged itself.
    struct Drops {
        std::uint64_t count = 0;
        std::uint64_t first = 0; // n
        std::uint64_t last = 0;
        Time time = unknownTime; // of the last

        void add(std::uint64_t number, Time when);
    };

    // What a pass over taken entries came to.
    struct Pass {
        std::optional<Error> error;
        Drops drops;
    };

    Lock lockQueue() const;
    std::optional<Deadline> waitForRoom(Lock& lock, std::size_t bytes);
    void waitForWrite(Lock& lock, std::uint64_t request, std::optional<Deadline> deadline);
    void addMeasured(Series series, double value);
    void enqueue(Time now, std::uint64_t number, const Capture& capture, std::size_t bytes);
    void wakeFlusher(Lock& lock);
    std::size_t memory() const { return m_queueBytes + m_takenBytes + m_heldBytes; }
    // Entries whose write was not tried yet. What was held counts as tried until the end of the pass that writes it.
    std::uint64_t untried() const { return m_counts.waiting() - std::min<std::uint64_t>(m_counts.waiting(), m_held); }
    bool isMuchRoom() const { return untried() <= m_options.maxUnwritten / 2; }
    bool isFlushThread() const { return std::this_thread::get_id() == m_flushThread.get_id(); }
    bool mayWait() const { return !m_hangs && !isFlushThread(); }

    void run();
    bool isWanted() const;
    void waitForWork(Lock& lock, bool busy);
    Pass writeTaken(bool requested);
    void addLine(const CapturedEntry& entry, std::size_t& held, Pass& pass);
    void publish(const LogFiles::Written& written, Pass& pass);
    void finishPass(Pass& pass, std::uint64_t answered);
    void logDrops();

    LoggerOptions m_options;
    const Duration m_started;
    const std::uint64_t m_generation;

    mutable std::mutex m_mutex;   // guards from here to the next comment
    CapturedEntries m_queue;      // what callers logged since the flush thread last took it
    std::size_t m_queueBytes = 0; // about what the queue takes as lines
    std::size_t m_takenBytes = 0; // likewise what the flush thread has in hand
    std::size_t m_held = 0;       // lines that could not be written
    std::size_t m_heldBytes = 0;  // what they take
    std::size_t m_unhurried = 0;  // entries of the queue that onError logged: they start no flush
    Counts m_counts;
    Drops m_drops;
    std::array<std::array<double, longestSeries>, seriesCount> m_series{}; // rings
    std::array<std::size_t, seriesCount> m_measured{};                     // values ever given
    std::uint64_t m_requested = 0;                                         // passes that somebody asked for
    std::uint64_t m_completed = 0;                                         // the last of them that was done
    std::optional<Error> m_lastError;                                      // of the last pass
    bool m_hangs = false; // a caller waited in vain, and nothing was written since
    bool m_flusherSleeps = false;
    bool m_stopping = false;
    std::size_t m_roomWaiters = 0;
    std::condition_variable m_work; // for the flush thread
    std::condition_variable m_done; // for callers

    // The flush thread's own.
    LineFormatter m_formatter;
    LogFiles m_files;
    CapturedEntries m_taken;
    Deadline m_retryAt = {}; // when files whose last write failed are tried again unasked

    std::optional<ExitHook> m_exitHook;
    std::thread m_flushThread; // last, so that it starts when all else is there
};

} // namespace moie
