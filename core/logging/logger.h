// SPDX-License-Identifier: MIT
// The embedded logger: takes entries from any thread and appends them as JSON Lines below a log directory, one file per
// category and local day. One Logger is one session; a process may have several. docs/embedding.md is for its users.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <moie/base/clock.h>
#include <moie/base/result.h>
#include <moie/logging/file_operations.h>
#include <moie/logging/log_entry.h>
#include <moie/schema/names.h>

namespace moie {

struct Capture;

struct LoggerOptions {
    // The log directory, made with its subdirectories (mode 0700) where it is missing. Stays the same when the process
    // changes its working directory. Required.
    std::string directory = {};
    // So many waiting entries start a flush on the logger's own thread. With 1 (for live sessions) every entry is
    // treated as important: log() returns when it was handed to the system. More means fewer writes, and more to lose
    // when the process is killed. Entries. Default 100.
    std::size_t bufferSize = 100;
    // The longest that an entry waits for its flush, by a monotonic timer. Files that could not be written are tried
    // again when somebody flushes, else after it or a second, whichever is shorter. 0: no timer, and a second try only
    // with a flush. Costs a write for what little may wait. Default 30 s.
    std::chrono::milliseconds flushInterval{30'000};
    // So many entries wait at most for their write; a caller who finds them waits up to a second. Bounds what a killed
    // process loses, but for what the disk refused. More lets callers run further ahead of a slow disk. Entries.
    // Default 8,192.
    std::size_t maxUnwritten = 8192;
    // About so much memory is used for entries that wait. A caller who finds it full of what the disk has not refused
    // waits up to a second. Beyond it entries are dropped: log() says so (but for lines that come out longer than their
    // values), and how many they were is logged when there is room again. Bytes. Default 64 MiB.
    std::size_t memoryLimit = std::size_t{64} << 20;
    // error, critical and evolution entries are on the disk itself when log() returns, and survive a power failure.
    // Costs a synchronization (milliseconds) each, and of the directories for each new file. Default: they are with the
    // system, and survive a killed process.
    bool synchronizeImportant = false;
    // Where entries get their times from; must outlive the logger. Default: the machine's.
    const Clock* clock = &systemClock();
    // The session's id, written as it is. Default (empty): a random UUID, version 4.
    std::string sessionId = {};
    // Told of each failed write, of files and directories that others may read, and of what is lost when the logger
    // ends; on the flush thread or the one that opens or destroys the logger, with no lock held. The entries of a
    // failed write are kept for the next one. Must not throw. What it logs itself waits for the next flush, and is
    // refused when the logger is ending; its flush() does nothing. Default: nobody is told.
    std::function<void(const Error&)> onError = {};
    // For tests.
    FileOperations fileOperations = systemFileOperations();
};

// What a session measures of itself, for EvolutionTracker.
enum class Series : std::uint8_t {
    LoveVector,  // means of computed love vectors
    Safety,      // smallest barrier values of evaluations
    Performance, // seconds of measured operations
};
inline constexpr std::size_t seriesCount = 3;
inline constexpr std::size_t longestSeries = 200;

// Thread-safe. error, critical and evolution entries are important: they, and all that waited before them, are written
// when log() returns. A call waits for the disk for a second at most, and not at all while the disk is known to hang.
// After fork() a child's copy only returns errors; it opens a logger of its own.
class Logger {
public:
    struct Counts {
        std::uint64_t logged = 0;       // entries given to log()
        std::uint64_t written = 0;      // of these, those that write(2) took
        std::uint64_t dropped = 0;      // of these, those that were not kept for want of memory
        std::uint64_t failedWrites = 0; // attempts to append to a file that failed
        std::uint64_t waiting() const { return logged - written - dropped; }
        std::uint64_t evolutionEvents = 0; // logged at level evolution, love vector evolutions (one a turn) left out
        std::uint64_t adaptations = 0;     // logged with category adaptation
    };

    // Makes the directories and starts the flush thread. Fails where the directory cannot be made.
    static Result<std::unique_ptr<Logger>> open(LoggerOptions options);
    // Writes what waits. What cannot be written then is lost, and onError is told. A logger that is still there when
    // the process exits normally is flushed too.
    ~Logger();
    Logger(const Logger&) = delete;
    Logger& operator=(const Logger&) = delete;

    // Returns the entry's interaction id. An error means that nothing was logged: the memory limit was reached, level
    // or category are none, the logger is ending, or this is a forked child. A failed write is no error here: the entry
    // waits. What JSON cannot hold is replaced and the entry marked (line_formatter.h). null is an empty object.
    Result<std::string> log(Level level, Category category, std::string message, nlohmann::ordered_json data = nullptr,
                            nlohmann::ordered_json metadata = nullptr);
    // The same with a payload made when the entry is written, of values captured now. `bytes` is about what the maker
    // holds beyond its own size, for the memory limit.
    Result<std::string> logDeferred(Level level, Category category, std::string message, PayloadMaker makePayload,
                                    std::size_t bytes = 0);
    // The same with values that the logger knows how to write (captured_entries.h). For the specialised loggers.
    Result<std::string> logCaptured(const Capture& capture);

    // Writes all that was logged before, however long that takes; an error where some of it could not be written.
    Result<> flush();

    // Whether this is a forked child's copy.
    bool isForked() const;
    const std::string& sessionId() const;
    Duration sinceStart() const;
    Counts counts() const;

    // Adds to, and gives, the last values of a series, at most `longestSeries`, oldest first. NaN is left out.
    void measure(Series series, double value);
    std::vector<double> measured(Series series) const;

private:
    class Core;
    explicit Logger(std::unique_ptr<Core> core);

    std::unique_ptr<Core> m_core;
};

} // namespace moie
