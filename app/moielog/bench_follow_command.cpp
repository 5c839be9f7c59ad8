// SPDX-License-Identifier: GPL-3.0-or-later
// bench follow: from write() in another process to the snapshot that shows the entry.
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <fcntl.h>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <moie/feed/feed.h>

#include "commands.h"
#include "scratch_directory.h"
#include "terminal.h"

namespace moielog {

namespace {

using FollowClock = std::chrono::steady_clock; // the same in both processes
using std::chrono::nanoseconds;

constexpr auto longestWait = std::chrono::seconds(30);
// Nobody sleeps shorter than this; at high rates several entries are written at once.
constexpr auto shortestSleep = std::chrono::microseconds(500);

struct BenchFollowArguments {
    unsigned rate = 1'000;
    unsigned seconds = 10;
    bool polling = false;
    std::string format = "text";
    std::size_t count() const { return std::size_t{rate} * seconds; }
};

// When each entry was written, filled by the writer's process.
class WriteTimes {
public:
    explicit WriteTimes(std::size_t count) : m_count(count) {
        void* memory =
            ::mmap(nullptr, count * sizeof(nanoseconds), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        m_times = memory == MAP_FAILED ? nullptr : static_cast<nanoseconds*>(memory);
    }
    ~WriteTimes() {
        if (m_times != nullptr)
            ::munmap(m_times, m_count * sizeof(nanoseconds));
    }
    WriteTimes(const WriteTimes&) = delete;
    WriteTimes& operator=(const WriteTimes&) = delete;

    bool isThere() const { return m_times != nullptr; }
    std::span<nanoseconds> times() const { return {m_times, m_count}; }

private:
    std::size_t m_count;
    nanoseconds* m_times;
};

// The writer's process: an entry a write(), at an even pace. Returns its exit code.
int writeAtPace(const std::string& path, unsigned rate, std::span<nanoseconds> times) {
    const int log = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (log < 0)
        return 1;
    const double began = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    const auto start = FollowClock::now();
    for (std::size_t i = 0; i < times.size(); ++i) {
        const auto due = start + nanoseconds(static_cast<std::int64_t>(1e9 * static_cast<double>(i) / rate));
        if (due - FollowClock::now() > shortestSleep)
            std::this_thread::sleep_until(due);
        const std::string line = fmt::format(
            R"({{"timestamp": {:.6f}, "session_id": "bench", "interaction_id": "bench_{}", "level": "info", )"
            R"("category": "performance", "message": "Performance metric: decode", )"
            R"("data": {{"operation": "decode", "duration_seconds": {:.4f}, "context": {{}}}}, "metadata": {{}}}})"
            "\n",
            began + static_cast<double>(i) / rate, i + 1, 0.001 * static_cast<double>(i % 1'000));
        times[i] = FollowClock::now().time_since_epoch();
        if (::write(log, line.data(), line.size()) != static_cast<ssize_t>(line.size()))
            return 1;
    }
    ::close(log);
    return 0;
}

// How many entries were shown at what time.
struct Shown {
    std::size_t entries = 0;
    nanoseconds at{};
};

struct FollowMeasured {
    std::vector<nanoseconds> latencies; // of each entry, sorted
    nanoseconds longestPause{};         // between two snapshots while entries were written
    std::size_t snapshots = 0;
    std::size_t missed = 0;
    bool notified = false;
};

FollowMeasured evaluate(const std::vector<Shown>& shown, std::span<const nanoseconds> written) {
    FollowMeasured measured;
    std::size_t seen = 0;
    for (const Shown& snapshot : shown) {
        if (snapshot.entries == seen)
            continue;
        ++measured.snapshots;
        for (; seen < snapshot.entries; ++seen)
            measured.latencies.push_back(snapshot.at - written[seen]);
    }
    for (std::size_t i = 1; i < shown.size(); ++i)
        if (shown[i - 1].entries > 0 && shown[i].entries > shown[i - 1].entries)
            measured.longestPause = std::max(measured.longestPause, shown[i].at - shown[i - 1].at);
    measured.missed = written.size() - seen;
    std::sort(measured.latencies.begin(), measured.latencies.end());
    return measured;
}

moie::Result<FollowMeasured> measureFollowing(const BenchFollowArguments& arguments) {
    const ScratchDirectory directory;
    const WriteTimes written(arguments.count());
    if (directory.path().empty() || !written.isThere())
        return tl::unexpected(moie::errorFromErrno("cannot make a scratch directory", directory.path(), errno));
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<Shown> shown;
    bool isReady = false;
    bool isNotified = false;
    int start[2] = {-1, -1};
    if (::pipe(start) != 0)
        return tl::unexpected(moie::errorFromErrno("cannot make a pipe", {}, errno));
    // Before there are threads.
    const pid_t writer = ::fork();
    if (writer < 0)
        return tl::unexpected(moie::errorFromErrno("cannot start the writer", {}, errno));
    if (writer == 0) {
        char go = 0;
        const bool isTold = ::read(start[0], &go, 1) == 1;
        ::_exit(isTold ? writeAtPace(directory.path() + "/performance.jsonl", arguments.rate, written.times()) : 1);
    }
    moie::FeedOptions options;
    options.notifications = !arguments.polling;
    {
        const moie::Feed feed(
            directory.path(),
            [&](const moie::SnapshotPtr& snapshot) {
                const nanoseconds now = FollowClock::now().time_since_epoch();
                const std::lock_guard lock(mutex);
                shown.push_back({snapshot->counts.lines.accepted, now});
                isReady = snapshot->load.complete;
                isNotified = snapshot->notified;
                changed.notify_all();
            },
            options);
        std::unique_lock lock(mutex);
        changed.wait_for(lock, longestWait, [&] { return isReady; });
        static_cast<void>(!::write(start[1], "g", 1));
        changed.wait_for(lock, std::chrono::seconds(arguments.seconds) + longestWait,
                         [&] { return shown.back().entries == arguments.count(); });
    }
    ::close(start[0]);
    ::close(start[1]);
    int status = 0;
    ::waitpid(writer, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return tl::unexpected(moie::Error{moie::ErrorCode::Io, "the writer failed", directory.path(), {}});
    FollowMeasured measured = evaluate(shown, written.times());
    measured.notified = isNotified;
    return measured;
}

double inMilliseconds(nanoseconds time) {
    return std::chrono::duration<double, std::milli>(time).count();
}

void print(const FollowMeasured& measured, const BenchFollowArguments& arguments) {
    const auto at = [&](double share) {
        if (measured.latencies.empty())
            return 0.0;
        const double last = static_cast<double>(measured.latencies.size() - 1);
        return inMilliseconds(measured.latencies[static_cast<std::size_t>(share * last)]);
    };
    const std::size_t seen = measured.latencies.size();
    if (arguments.format == "json") {
        const nlohmann::ordered_json document = {{"rate", arguments.rate},
                                                 {"entries", arguments.count()},
                                                 {"seen", seen},
                                                 {"notified", measured.notified},
                                                 {"p50_ms", at(0.5)},
                                                 {"p99_ms", at(0.99)},
                                                 {"max_ms", at(1)},
                                                 {"snapshots", measured.snapshots},
                                                 {"longest_pause_ms", inMilliseconds(measured.longestPause)}};
        fmt::print("{}\n", document.dump(2));
        return;
    }
    fmt::print("{} entries at {}/s from another process, {}\n\n", grouped(arguments.count()), grouped(arguments.rate),
               measured.notified ? "with notifications" : "without notifications");
    fmt::print("  {:<36}{:>10}\n", "seen", grouped(seen));
    fmt::print("  {:<36}{:>10.1f} ms\n", "write() to published snapshot, p50", at(0.5));
    fmt::print("  {:<36}{:>10.1f} ms\n", "p99", at(0.99));
    fmt::print("  {:<36}{:>10.1f} ms\n", "longest", at(1));
    fmt::print("  {:<36}{:>10}\n", "snapshots with new entries", grouped(measured.snapshots));
    fmt::print("  {:<36}{:>10.1f} ms\n", "longest pause between two", inMilliseconds(measured.longestPause));
}

} // namespace

void addBenchFollowCommand(CLI::App& bench, int& exitCode) {
    const auto arguments = std::make_shared<BenchFollowArguments>();
    CLI::App* command = bench.add_subcommand(
        "follow", "Follow another process that writes: from its write() to the snapshot that shows the entry");
    command->add_option("--rate", arguments->rate, "Entries a second (default 1,000)")->check(CLI::Range(1u, 200'000u));
    command->add_option("--seconds", arguments->seconds, "How long (default 10)")->check(CLI::Range(1u, 3'600u));
    command->add_flag("--polling", arguments->polling, "Without the operating system's notifications");
    command->add_option("--format", arguments->format, "text or json")->check(CLI::IsMember({"text", "json"}));
    command->callback([arguments, &exitCode] {
        const auto measured = measureFollowing(*arguments);
        if (!measured) {
            complain(measured.error());
            exitCode = cannotAccess;
            return;
        }
        print(*measured, *arguments);
        if (measured->missed > 0)
            exitCode = findings;
    });
}

} // namespace moielog
