// SPDX-License-Identifier: MIT
#include <moie/logging/logger.h>

#include <algorithm>
#include <exception>
#include <filesystem>

#include <moie/logging/json_size.h>
#include <moie/logging/logger_core.h>
#include <moie/logging/uuid.h>
#include <moie/logging/without_throwing.h>

namespace moie {

namespace {

constexpr std::array<std::string_view, 6> logSubdirectories{"interactions", "evolution",   "performance",
                                                            "safety",       "adaptations", "analytics"};

Error forkedError() {
    return {ErrorCode::InvalidArgument, "this logger belongs to the process that forked: open another", {}, {}};
}

Result<> checkNames(Level level, Category category) {
    if (static_cast<std::size_t>(level) < levelNames.size() &&
        static_cast<std::size_t>(category) < categoryNames.size())
        return {};
    return tl::unexpected(Error{ErrorCode::InvalidArgument, "not logged: no such level or category", {}, {}});
}

// Makes what is missing, and tells of what others may use.
Result<> prepareDirectories(const LoggerOptions& options) {
    const auto prepare = [&options](const std::string& path) -> Result<> {
        if (auto made = makeDirectories(path); !made)
            return made;
        struct stat status = {};
        if (options.onError && ::stat(path.c_str(), &status) == 0)
            if (const auto notice = noticeOfWideMode(path, status.st_mode & 07777))
                options.onError(*notice);
        return {};
    };
    auto prepared = prepare(options.directory);
    for (const std::string_view name : logSubdirectories)
        if (prepared)
            prepared = prepare(options.directory + '/' + std::string(name));
    return prepared;
}

} // namespace

Result<std::unique_ptr<Logger>> Logger::open(LoggerOptions options) {
    if (options.directory.empty())
        return tl::unexpected(Error{ErrorCode::InvalidArgument, "no log directory was given", {}, std::nullopt});
    if (!options.clock)
        return tl::unexpected(Error{ErrorCode::InvalidArgument, "no clock was given", {}, std::nullopt});
    std::error_code unknown;
    const auto absolute = std::filesystem::absolute(options.directory, unknown); // the host may change its directory
    if (unknown)
        return tl::unexpected(errorFromErrno("cannot find the log directory", options.directory, unknown.value()));
    options.directory = absolute.string();
    if (auto prepared = prepareDirectories(options); !prepared)
        return tl::unexpected(prepared.error());
    options.bufferSize = std::max<std::size_t>(options.bufferSize, 1);
    options.flushInterval = std::min<std::chrono::milliseconds>(options.flushInterval, std::chrono::hours(24));
    options.maxUnwritten = std::max<std::size_t>(options.maxUnwritten, 1);
    try {
        if (options.sessionId.empty())
            options.sessionId = randomUuid();
        return std::unique_ptr<Logger>(new Logger(std::make_unique<Core>(std::move(options))));
    } catch (const std::exception& failure) { // no thread or no random numbers to be had
        return tl::unexpected(
            Error{ErrorCode::Io, std::string("cannot start the logger: ") + failure.what(), {}, std::nullopt});
    }
}

Logger::Logger(std::unique_ptr<Core> core) : m_core(std::move(core)) {}

Logger::~Logger() {
    if (m_core->forked())
        static_cast<void>(m_core.release()); // the copy of a thread cannot be joined, nor may it write
}

Result<std::string> Logger::log(Level level, Category category, std::string message, nlohmann::ordered_json data,
                                nlohmann::ordered_json metadata) {
    return withoutThrowing([&] {
        const std::size_t bytes = aboutBytes(data) + aboutBytes(metadata);
        PayloadMaker maker = [payload = Payload{std::move(data), std::move(metadata)}](Time) mutable {
            return std::move(payload);
        };
        return logDeferred(level, category, std::move(message), std::move(maker), bytes);
    });
}

Result<std::string> Logger::logDeferred(Level level, Category category, std::string message, PayloadMaker makePayload,
                                        std::size_t bytes) {
    return logCaptured({.level = level, .category = category, .text = message, .maker = &makePayload, .bytes = bytes});
}

Result<std::string> Logger::logCaptured(const Capture& capture) {
    if (m_core->forked())
        return tl::unexpected(forkedError());
    if (auto known = checkNames(capture.level, capture.category); !known)
        return tl::unexpected(known.error());
    return withoutThrowing([&] { return m_core->log(capture); });
}

Result<> Logger::flush() {
    if (m_core->forked())
        return tl::unexpected(forkedError());
    return withoutThrowing([&] { return m_core->flush(); });
}

bool Logger::isForked() const {
    return m_core->forked();
}

const std::string& Logger::sessionId() const {
    return m_core->options().sessionId;
}

Duration Logger::sinceStart() const {
    return m_core->sinceStart();
}

Logger::Counts Logger::counts() const {
    return m_core->forked() ? Counts{} : m_core->counts();
}

void Logger::measure(Series series, double value) {
    if (!m_core->forked())
        m_core->measure(series, value);
}

std::vector<double> Logger::measured(Series series) const {
    return m_core->forked() ? std::vector<double>() : m_core->measured(series);
}

} // namespace moie
