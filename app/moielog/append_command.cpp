// SPDX-License-Identifier: GPL-3.0-or-later
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <deque>
#include <memory>
#include <string>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <fmt/format.h>

#include <moie/logging/logger.h>

#include "commands.h"
#include "terminal.h"

namespace moielog {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t longestLine = std::size_t{64} << 20;
constexpr std::size_t mostUnacknowledged = 1000; // entries; a writer that never pauses is answered this often

// A pipe that becomes readable when the process is asked to end.
int endRequests[2] = {-1, -1};
volatile std::sig_atomic_t endSignal = 0;

void requestEnd(int signal) {
    const int before = errno;
    endSignal = signal;
    static_cast<void>(!::write(endRequests[1], "", 1));
    errno = before;
}

bool watchEndSignals() {
    if (::pipe(endRequests) != 0)
        return false;
    for (const int end : endRequests) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    struct sigaction action = {};
    action.sa_handler = requestEnd;
    sigemptyset(&action.sa_mask);
    return ::sigaction(SIGTERM, &action, nullptr) == 0 && ::sigaction(SIGINT, &action, nullptr) == 0;
}

// What a line asks for, or why it cannot be logged.
struct Request {
    moie::Level level = moie::Level::Info;
    moie::Category category = moie::Category::Interaction;
    std::string message;
    Json data;
    Json metadata;
};

moie::Error badLine(const std::string& text) {
    return {moie::ErrorCode::Malformed, text, {}, std::nullopt};
}

moie::Result<Request> requestOf(std::string_view line) {
    Json given = Json::parse(line, nullptr, false);
    if (!given.is_object())
        return tl::unexpected(badLine("not a JSON object"));
    for (const char* name : {"level", "category", "message"})
        if (!given.contains(name) || !given[name].is_string())
            return tl::unexpected(badLine(fmt::format("'{}' is missing or no text", name)));
    const auto level = moie::levelFromName(given["level"].get_ref<const std::string&>());
    if (!level)
        return tl::unexpected(badLine("unknown level: debug, info, warning, error, critical or evolution"));
    const auto category = moie::categoryFromName(given["category"].get_ref<const std::string&>());
    if (!category)
        return tl::unexpected(badLine("unknown category: " + fmt::format("{}", fmt::join(moie::categoryNames, ", "))));
    Request request{*level, *category, given["message"].get<std::string>(), {}, {}};
    if (given.contains("data"))
        request.data = std::move(given["data"]);
    if (given.contains("metadata"))
        request.metadata = std::move(given["metadata"]);
    return request;
}

// Takes stdin's bytes, logs their lines, and names the entries that were written.
class Appender {
public:
    explicit Appender(moie::Logger& logger) : m_logger(logger) {}

    // Until stdin ends or the process is asked to.
    void run();
    bool sawBadLine() const { return m_bad; }
    bool failed() const { return m_failed; }

private:
    bool waitForInput();
    bool read();
    void takeLines(std::string_view bytes);
    void takeLine(std::string_view line);
    void complainOfLine(const std::string& text);
    void acknowledge();

    moie::Logger& m_logger;
    std::string m_started;  // a line without its end
    bool m_tooLong = false; // that line's beginning was thrown away
    std::uint64_t m_line = 0;
    std::deque<std::string> m_unacknowledged;
    std::uint64_t m_notKept = 0; // entries that the logger dropped, and that were complained of
    bool m_bad = false;
    bool m_failed = false;
};

void Appender::run() {
    while (waitForInput() && read())
        if (m_unacknowledged.size() >= mostUnacknowledged)
            acknowledge();
    if (!m_started.empty() && endSignal == 0)
        takeLine(m_started);
    acknowledge();
}

// False where the process is asked to end. What waits is written before stdin is waited for.
bool Appender::waitForInput() {
    pollfd sources[] = {{STDIN_FILENO, POLLIN, 0}, {endRequests[0], POLLIN, 0}};
    int ready = ::poll(sources, 2, 0);
    if (ready == 0) {
        acknowledge();
        do
            ready = ::poll(sources, 2, -1);
        while (ready < 0 && errno == EINTR && endSignal == 0);
    }
    return endSignal == 0;
}

bool Appender::read() {
    char bytes[std::size_t{64} << 10];
    ssize_t count = 0;
    do
        count = ::read(STDIN_FILENO, bytes, sizeof bytes);
    while (count < 0 && errno == EINTR && endSignal == 0);
    if (count < 0 && endSignal == 0) {
        complain(moie::errorFromErrno("cannot read standard input", {}, errno));
        m_failed = true;
    }
    if (count > 0)
        takeLines({bytes, static_cast<std::size_t>(count)});
    return count > 0;
}

void Appender::takeLines(std::string_view bytes) {
    for (std::size_t end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n')) {
        m_started += bytes.substr(0, end);
        bytes.remove_prefix(end + 1);
        takeLine(m_started);
        m_started.clear();
    }
    m_started += bytes;
    if (m_started.size() > longestLine) {
        m_tooLong = true;
        m_started.clear();
    }
}

void Appender::takeLine(std::string_view line) {
    ++m_line;
    if (std::exchange(m_tooLong, false))
        return complainOfLine("longer than 64 MiB");
    if (line.find_first_not_of(" \t\r") == std::string_view::npos)
        return;
    auto request = requestOf(line);
    if (!request)
        return complainOfLine(request.error().describe());
    auto id = m_logger.log(request->level, request->category, std::move(request->message), std::move(request->data),
                           std::move(request->metadata));
    if (!id) {
        m_notKept += id.error().code == moie::ErrorCode::NoSpace ? 1 : 0;
        return complainOfLine(id.error().describe());
    }
    m_unacknowledged.push_back(std::move(*id));
}

void Appender::complainOfLine(const std::string& text) {
    std::fputs(fmt::format("moielog: line {}: {}\n", m_line, escaped(text)).c_str(), stderr);
    m_bad = true;
}

// Where writing fails the entries stay with the logger, and are named when a later attempt succeeds; but none of them
// where the logger had to drop some.
void Appender::acknowledge() {
    if (m_unacknowledged.empty())
        return;
    const auto flushed = m_logger.flush();
    const auto counts = m_logger.counts();
    if (counts.dropped > m_notKept) {
        complain({moie::ErrorCode::NoSpace,
                  fmt::format("{} of the last {} entries are lost: they could not be written and filled the memory",
                              counts.dropped - m_notKept, m_unacknowledged.size()),
                  {},
                  {}});
        m_notKept = counts.dropped;
        m_bad = true;
        m_unacknowledged.clear();
    }
    m_failed = !flushed || counts.waiting() > 0;
    if (m_failed)
        return;
    for (const std::string& id : m_unacknowledged)
        fmt::print("{}\n", escaped(id));
    std::fflush(stdout);
    m_unacknowledged.clear();
}

int runAppend(moie::LoggerOptions options) {
    options.onError = [](const moie::Error& error) { complain(error); };
    if (!watchEndSignals()) {
        complain(moie::errorFromErrno("cannot watch for signals", {}, errno));
        return cannotAccess;
    }
    auto logger = moie::Logger::open(std::move(options));
    if (!logger) {
        complain(logger.error());
        return cannotAccess;
    }
    Appender appender(**logger);
    appender.run();
    logger->reset();
    if (endSignal != 0) { // end as the signal would have ended it, now that all is written
        std::signal(endSignal, SIG_DFL);
        std::raise(endSignal);
    }
    if (appender.failed())
        return cannotAccess;
    return appender.sawBadLine() ? findings : done;
}

} // namespace

void addAppendCommand(CLI::App& app, int& exitCode) {
    auto options = std::make_shared<moie::LoggerOptions>();
    CLI::App* command = app.add_subcommand(
        "append",
        "Log what comes on standard input, one JSON object a line: {\"level\": …, \"category\": …, \"message\": …, "
        "\"data\": {…}, \"metadata\": {…}}, the last two as you like. Prints the interaction_id of each entry once it "
        "was written. A bad line is named on standard error; the others are logged, and the exit code is 1.");
    command->add_option("DIR", options->directory, "Log directory; made where it is missing")->required();
    command->add_option("--session", options->sessionId, "Session id (default: a random one)");
    command->add_flag("--sync", options->synchronizeImportant,
                      "error, critical and evolution entries also survive a power failure");
    command->footer(
        "  echo '{\"level\": \"info\", \"category\": \"interaction\", \"message\": \"Hello\"}' | moielog append logs");
    command->callback([options, &exitCode] { exitCode = runAppend(*options); });
}

} // namespace moielog
