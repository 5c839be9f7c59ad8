// SPDX-License-Identifier: MIT
// The embedded logger: takes entries from any thread and appends them as JSON Lines below a log directory, one file per
// category and local day. One Logger is one session; a process may have several. See docs for the format.
#pragma once

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <moie/base/clock.h>
#include <moie/base/result.h>
#include <moie/logging/line_batch.h>
#include <moie/logging/log_entry.h>

namespace moie {

struct LoggerOptions {
    // The log directory, made with its subdirectories (mode 0700) where it is missing. Required.
    std::string directory = {};
    // So many waiting entries start a flush on the logger's own thread. With 1, log() itself writes and returns when
    // the entry was handed to the system. More means fewer writes, and more to lose when the process is killed. Default
    // 100.
    std::size_t bufferSize = 100;
    // The longest that an entry waits for its flush, by a monotonic timer. 0: no timer. Default 30 s.
    std::chrono::milliseconds flushInterval{30'000};
    // Where entries get their times from; must outlive the logger. Default: the machine's.
    const Clock* clock = &systemClock();
    // The session's id, written as it is. Default (empty): a random UUID, version 4.
    std::string sessionId = {};
    // Told of each failed write, on the thread that flushed, with no lock held. The entries concerned are kept for the
    // next flush. Must not throw, nor log to this logger at a level that is flushed at once. Default: nobody is told.
    std::function<void(const Error&)> onError = {};
};

// Thread-safe. error, critical and evolution entries are written before log() returns, and with them all that waited.
class Logger {
public:
    struct Counts {
        std::uint64_t logged = 0;  // entries accepted by log()
        std::uint64_t written = 0; // of these, those that write(2) took
        std::uint64_t waiting() const { return logged - written; }
        std::uint64_t evolutionEvents = 0; // logged at level evolution, love vector evolutions (one a turn) left out
        std::uint64_t adaptations = 0;     // logged with category adaptation
    };

    // Makes the directories and starts the flush thread. Fails where the directory cannot be made.
    static Result<std::unique_ptr<Logger>> open(LoggerOptions options);
    // Writes what waits. What cannot be written then is lost, and onError is told.
    ~Logger();
    Logger(const Logger&) = delete;
    Logger& operator=(const Logger&) = delete;

    // Returns the entry's interaction id. An error means that nothing was logged, for want of memory. A failed write is
    // no error here: the entry waits. What JSON cannot hold is replaced and the entry marked (appendEntryLine).
    Result<std::string> log(Level level, Category category, std::string message,
                            nlohmann::ordered_json data = nlohmann::ordered_json::object(),
                            nlohmann::ordered_json metadata = nlohmann::ordered_json::object());
    // The same with a payload made when the entry is written, of values captured now.
    Result<std::string> logDeferred(Level level, Category category, std::string message, PayloadMaker makePayload);

    // Writes what waits; the first error where some of it could not be written.
    Result<> flush();

    const std::string& sessionId() const { return m_options.sessionId; }
    Duration sinceStart() const { return m_options.clock->elapsed() - m_started; }
    Counts counts() const;

private:
    explicit Logger(LoggerOptions options);
    Result<std::string> enqueue(Level level, Category category, std::string message, PayloadMaker makePayload);
    void runFlushThread(std::stop_token stop);
    void format(const std::vector<LogEntry>& entries);
    std::vector<Error> writeBatches();

    LoggerOptions m_options;
    Duration m_started;

    mutable std::mutex m_queueMutex; // guards the four below
    std::vector<LogEntry> m_queue;
    Counts m_counts;
    bool m_flushWanted = false;
    std::condition_variable_any m_wake;

    std::mutex m_writeMutex;                    // one flush at a time; guards m_batches; taken before m_queueMutex
    std::map<std::string, LineBatch> m_batches; // by path

    std::jthread m_flushThread; // last, so that it ends before what it uses
};

} // namespace moie
