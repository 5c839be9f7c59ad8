// SPDX-License-Identifier: MIT
#include <moie/logging/logger.h>

#include <algorithm>
#include <exception>

#include <moie/base/calendar.h>
#include <moie/logging/uuid.h>

namespace moie {

namespace {

// A caller that finds so many entries waiting writes them itself, so that a flush thread that falls behind bounds what
// a killed process loses.
constexpr std::size_t mostUnflushed = 8192;

constexpr std::array<std::string_view, 6> logSubdirectories{"interactions", "evolution",   "performance",
                                                            "safety",       "adaptations", "analytics"};

bool isFlushedAtOnce(Level level) {
    return level == Level::Error || level == Level::Critical || level == Level::Evolution;
}

std::string filePath(const std::string& directory, const LogEntry& entry) {
    std::string path = directory;
    path += '/';
    path += subdirectoryOf(entry.category);
    path += '/';
    path += toString(entry.category);
    path += '_';
    path += isoDate(localDate(entry.time));
    path += ".jsonl";
    return path;
}

} // namespace

Result<std::unique_ptr<Logger>> Logger::open(LoggerOptions options) {
    if (options.directory.empty())
        return tl::unexpected(Error{ErrorCode::InvalidArgument, "no log directory was given", {}, std::nullopt});
    for (const std::string_view name : logSubdirectories) {
        const std::string path = options.directory + '/' + std::string(name);
        if (auto made = makeDirectories(path); !made)
            return tl::unexpected(made.error());
    }
    options.bufferSize = std::max<std::size_t>(options.bufferSize, 1);
    try {
        if (options.sessionId.empty())
            options.sessionId = randomUuid();
        return std::unique_ptr<Logger>(new Logger(std::move(options)));
    } catch (const std::exception& failure) { // no thread or no random numbers to be had
        return tl::unexpected(
            Error{ErrorCode::Io, std::string("cannot start the logger: ") + failure.what(), {}, std::nullopt});
    }
}

Logger::Logger(LoggerOptions options)
    : m_options(std::move(options)), m_started(m_options.clock->elapsed()),
      m_flushThread([this](std::stop_token stop) { runFlushThread(std::move(stop)); }) {}

Logger::~Logger() {
    m_flushThread.request_stop();
    m_flushThread.join();
    static_cast<void>(flush()); // onError was told
}

Result<std::string> Logger::log(Level level, Category category, std::string message, nlohmann::ordered_json data,
                                nlohmann::ordered_json metadata) {
    return logDeferred(
        level, category, std::move(message),
        [payload = Payload{std::move(data), std::move(metadata)}](Time) mutable { return std::move(payload); });
}

Result<std::string> Logger::logDeferred(Level level, Category category, std::string message, PayloadMaker makePayload) {
    try {
        return enqueue(level, category, std::move(message), std::move(makePayload));
    } catch (const std::exception& failure) { // out of memory must not end the program that is being logged
        return tl::unexpected(Error{ErrorCode::Io, std::string("cannot log: ") + failure.what(), {}, std::nullopt});
    }
}

Result<std::string> Logger::enqueue(Level level, Category category, std::string message, PayloadMaker makePayload) {
    bool writeNow = isFlushedAtOnce(level) || m_options.bufferSize == 1;
    bool wake = false;
    std::uint64_t number = 0;
    {
        const std::lock_guard lock(m_queueMutex);
        number = m_counts.logged + 1;
        m_queue.push_back(
            {m_options.clock->now(), number, level, category, std::move(message), std::move(makePayload)});
        m_counts.logged = number;
        if (level == Level::Evolution && category != Category::LoveVector)
            ++m_counts.evolutionEvents;
        if (category == Category::Adaptation)
            ++m_counts.adaptations;
        writeNow = writeNow || m_queue.size() >= std::max(m_options.bufferSize, mostUnflushed);
        wake = !writeNow && m_queue.size() >= m_options.bufferSize && !m_flushWanted;
        m_flushWanted = m_flushWanted || wake;
    }
    if (wake)
        m_wake.notify_one();
    if (writeNow)
        static_cast<void>(flush()); // a failure was told to onError; the entry waits
    return interactionId(m_options.sessionId, number);
}

Result<> Logger::flush() {
    std::vector<Error> errors;
    {
        const std::lock_guard writing(m_writeMutex);
        std::vector<LogEntry> entries;
        {
            const std::lock_guard lock(m_queueMutex);
            entries.swap(m_queue);
        }
        format(entries);
        errors = writeBatches();
    }
    if (m_options.onError) {
        for (const Error& error : errors)
            m_options.onError(error);
    }
    if (!errors.empty())
        return tl::unexpected(errors.front());
    return {};
}

void Logger::format(const std::vector<LogEntry>& entries) {
    std::string line;
    for (const LogEntry& entry : entries) {
        line.clear();
        appendEntryLine(line, entry, m_options.sessionId);
        m_batches[filePath(m_options.directory, entry)].add(line);
    }
}

std::vector<Error> Logger::writeBatches() {
    std::vector<Error> errors;
    std::uint64_t written = 0;
    for (auto batch = m_batches.begin(); batch != m_batches.end();) {
        const std::size_t before = batch->second.waiting();
        if (auto appended = batch->second.appendTo(batch->first); !appended)
            errors.push_back(std::move(appended.error()));
        written += before - batch->second.waiting();
        batch = batch->second.done() ? m_batches.erase(batch) : std::next(batch);
    }
    const std::lock_guard lock(m_queueMutex);
    m_counts.written += written;
    return errors;
}

void Logger::runFlushThread(std::stop_token stop) {
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(m_queueMutex);
            const auto wanted = [this] { return m_flushWanted; };
            if (m_options.flushInterval.count() > 0)
                m_wake.wait_for(lock, stop, m_options.flushInterval, wanted);
            else
                m_wake.wait(lock, stop, wanted);
            m_flushWanted = false;
        }
        if (!stop.stop_requested())
            static_cast<void>(flush()); // onError was told
    }
}

Logger::Counts Logger::counts() const {
    const std::lock_guard lock(m_queueMutex);
    return m_counts;
}

} // namespace moie
