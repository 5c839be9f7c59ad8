// SPDX-License-Identifier: GPL-3.0-or-later
// bench ingest: a full load beside a bare simdjson pass over the same bytes with as many threads.
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <malloc.h>
#include <nlohmann/json.hpp>
#include <simdjson.h>
#include <sys/resource.h>
#include <unistd.h>

#include <moie/feed/feed.h>
#include <moie/files/log_bytes.h>
#include <moie/ingest/directory_scan.h>

#include "commands.h"
#include "scratch_directory.h"
#include "terminal.h"

namespace moielog {

namespace {

using Clock = std::chrono::steady_clock;

// Long enough for any line that the reader accepts.
constexpr std::size_t referenceBatch = 64 * 1024 * 1024;

struct BenchIngestArguments {
    std::string directory;
    unsigned threads = std::max(1u, std::thread::hardware_concurrency());
    int rounds = 3;
    bool reopen = false;
    std::string format = "text";
};

struct Round {
    double seconds = 0;
    double referenceSeconds = 0;
    double cpuSeconds = 0;
    double referenceCpuSeconds = 0;
    double ratio() const { return referenceSeconds / seconds; }
};

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

double cpuSecondsUsed() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

// Of this process, what malloc holds free given back first; 0 where the system does not tell.
std::uint64_t residentBytes() {
#ifdef __GLIBC__
    ::malloc_trim(0);
#endif
    std::ifstream file("/proc/self/statm");
    std::uint64_t size = 0;
    std::uint64_t resident = 0;
    file >> size >> resident;
    return file ? resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) : 0;
}

// Reads and parses each file whole, and does nothing with it. Returns the number of documents.
std::uint64_t barePass(const std::vector<std::string>& paths, unsigned threads) {
    std::atomic<std::size_t> next{0};
    std::atomic<std::uint64_t> documents{0};
    const auto work = [&] {
        simdjson::dom::parser parser;
        std::vector<char> text;
        for (std::size_t i = next++; i < paths.size(); i = next++) {
            moie::LogBytes file;
            if (!file.open(paths[i]))
                continue;
            const std::size_t size = static_cast<std::size_t>(file.storedSize().value_or(0));
            text.resize(std::max(text.size(), size + simdjson::SIMDJSON_PADDING));
            const std::size_t length = file.readAt(0, text.data(), size).value_or(0);
            simdjson::dom::document_stream stream;
            if (parser.parse_many(text.data(), length, referenceBatch).get(stream) != simdjson::SUCCESS)
                continue;
            std::uint64_t count = 0;
            for (auto document : stream)
                count += document.error() == simdjson::SUCCESS ? 1 : 0;
            documents += count;
        }
    };
    std::vector<std::jthread> helpers;
    for (unsigned i = 1; i < threads; ++i)
        helpers.emplace_back(work);
    work();
    helpers.clear();
    return documents;
}

Round measureReference(const std::vector<std::string>& paths, unsigned threads) {
    Round round;
    const auto start = Clock::now();
    const double cpu = cpuSecondsUsed();
    barePass(paths, threads);
    round.referenceSeconds = secondsSince(start);
    round.referenceCpuSeconds = cpuSecondsUsed() - cpu;
    return round;
}

struct IngestMeasured {
    std::vector<Round> rounds;
    std::uint64_t bytes = 0;
    std::uint64_t entries = 0;
    double bytesPerEntry = 0; // of the first load: later ones find the heap grown
};

moie::Result<IngestMeasured> measure(const BenchIngestArguments& arguments) {
    const auto listing = moie::scanDirectory(arguments.directory);
    if (!listing)
        return tl::unexpected(listing.error());
    std::vector<std::string> paths;
    for (const moie::FoundFile& file : listing->files) {
        const std::string path = arguments.directory + "/" + file.path;
        if (moie::isCompressed(file.path))
            return tl::unexpected(moie::Error{moie::ErrorCode::InvalidArgument,
                                              "is compressed: a bare pass over the same bytes needs plain files",
                                              path,
                                              {}});
        paths.push_back(path);
    }

    IngestMeasured measured;
    barePass(paths, arguments.threads); // the files come into the page cache
    moie::FeedOptions options;
    options.parseThreads = arguments.threads;
    for (int i = 0; i < arguments.rounds; ++i) {
        Round round = measureReference(paths, arguments.threads);
        const std::uint64_t before = residentBytes();
        const auto start = Clock::now();
        const double cpu = cpuSecondsUsed();
        const auto snapshot = moie::loadOnce(arguments.directory, options);
        round.seconds = secondsSince(start);
        round.cpuSeconds = cpuSecondsUsed() - cpu;
        if (!snapshot)
            return tl::unexpected(snapshot.error());
        if (i == 0) {
            measured.entries = (*snapshot)->entries.size();
            measured.bytes = (*snapshot)->counts.bytes.total();
            measured.bytesPerEntry = (static_cast<double>(residentBytes()) - static_cast<double>(before)) /
                                     static_cast<double>(std::max<std::uint64_t>(measured.entries, 1));
        }
        measured.rounds.push_back(round);
    }
    return measured;
}

struct ReopenRound {
    double freshSeconds = 0;
    double freshCpuSeconds = 0;
    double reopenSeconds = 0;
    double reopenCpuSeconds = 0;
    double ratio() const { return reopenSeconds / freshSeconds; }
};

struct ReopenMeasured {
    std::vector<ReopenRound> rounds;
    std::uint64_t bytes = 0;
    std::uint64_t entries = 0;
    std::uint64_t cacheBytes = 0;
    double firstSeconds = 0; // of the load that writes the cache
};

// A load without a cache, and one that takes over the cache of a load before, each time.
moie::Result<ReopenMeasured> measureReopening(const BenchIngestArguments& arguments) {
    const ScratchDirectory scratch;
    if (scratch.path().empty())
        return tl::unexpected(moie::errorFromErrno("cannot make a directory for the cache", "", errno));
    moie::FeedOptions fresh;
    fresh.parseThreads = arguments.threads;
    moie::FeedOptions cached = fresh;
    cached.cache = moie::CacheOptions{scratch.path() + "/index", 0, ~std::uint64_t{0}};
    ReopenMeasured measured;
    const auto load = [&](const moie::FeedOptions& options, double& seconds, double& cpuSeconds) {
        const auto start = Clock::now();
        const double cpu = cpuSecondsUsed();
        const auto snapshot = moie::loadOnce(arguments.directory, options);
        seconds = secondsSince(start);
        cpuSeconds = cpuSecondsUsed() - cpu;
        return snapshot;
    };
    double ignored = 0;
    const auto first = load(cached, measured.firstSeconds, ignored); // the files come into the page cache, too
    if (!first)
        return tl::unexpected(first.error());
    measured.entries = (*first)->entries.size();
    measured.bytes = (*first)->counts.bytes.total();
    for (const auto& entry : std::filesystem::directory_iterator(cached.cache->directory))
        measured.cacheBytes += entry.file_size();
    for (int i = 0; i < arguments.rounds; ++i) {
        ReopenRound round;
        if (const auto loaded = load(fresh, round.freshSeconds, round.freshCpuSeconds); !loaded)
            return tl::unexpected(loaded.error());
        const auto again = load(cached, round.reopenSeconds, round.reopenCpuSeconds);
        if (!again)
            return tl::unexpected(again.error());
        if ((*again)->cacheNotice)
            return tl::unexpected(*(*again)->cacheNotice);
        measured.rounds.push_back(round);
    }
    return measured;
}

// The round in the middle by its ratio.
template <typename AnyRound>
AnyRound median(std::vector<AnyRound> rounds) {
    const auto middle = rounds.begin() + static_cast<std::ptrdiff_t>(rounds.size() / 2);
    std::nth_element(rounds.begin(), middle, rounds.end(),
                     [](const AnyRound& a, const AnyRound& b) { return a.ratio() < b.ratio(); });
    return *middle;
}

template <typename Measured>
void printHead(const Measured& measured, const BenchIngestArguments& arguments) {
    fmt::print("{} entries, {:.2f} GB, {} threads; the median of {} rounds by ratio\n\n", grouped(measured.entries),
               static_cast<double>(measured.bytes) / 1e9, arguments.threads, measured.rounds.size());
}

void printTime(const char* of, double seconds, double cpuSeconds) {
    fmt::print("  {:<36}{:>10.3f} s{:>10.2f} s of CPU\n", of, seconds, cpuSeconds);
}

void print(const IngestMeasured& measured, const BenchIngestArguments& arguments) {
    const Round round = median(measured.rounds);
    const double gigabytes = static_cast<double>(measured.bytes) / 1e9;
    const double entries = static_cast<double>(measured.entries);
    if (arguments.format == "json") {
        nlohmann::ordered_json rounds = nlohmann::ordered_json::array();
        for (const Round& each : measured.rounds)
            rounds.push_back({{"seconds", each.seconds},
                              {"reference_seconds", each.referenceSeconds},
                              {"cpu_seconds", each.cpuSeconds},
                              {"reference_cpu_seconds", each.referenceCpuSeconds}});
        const nlohmann::ordered_json document = {{"seconds", round.seconds},
                                                 {"reference_seconds", round.referenceSeconds},
                                                 {"ratio", round.ratio()},
                                                 {"gigabytes_per_second", gigabytes / round.seconds},
                                                 {"entries_per_second", entries / round.seconds},
                                                 {"bytes_per_entry", measured.bytesPerEntry},
                                                 {"threads", arguments.threads},
                                                 {"entries", measured.entries},
                                                 {"bytes", measured.bytes},
                                                 {"rounds", rounds}};
        fmt::print("{}\n", document.dump(2));
        return;
    }
    printHead(measured, arguments);
    printTime("full load", round.seconds, round.cpuSeconds);
    printTime("bare simdjson pass (parse_many)", round.referenceSeconds, round.referenceCpuSeconds);
    fmt::print("  {:<36}{:>10.2f}\n", "ratio", round.ratio());
    fmt::print("  {:<36}{:>10.2f} GB/s\n", "", gigabytes / round.seconds);
    fmt::print("  {:<36}{:>10.2f} million entries/s\n", "", entries / round.seconds / 1e6);
    fmt::print("  {:<36}{:>10.0f} bytes an entry\n", "resident, first load", measured.bytesPerEntry);
}

void print(const ReopenMeasured& measured, const BenchIngestArguments& arguments) {
    const ReopenRound round = median(measured.rounds);
    if (arguments.format == "json") {
        nlohmann::ordered_json rounds = nlohmann::ordered_json::array();
        for (const ReopenRound& each : measured.rounds)
            rounds.push_back({{"seconds", each.reopenSeconds},
                              {"fresh_seconds", each.freshSeconds},
                              {"cpu_seconds", each.reopenCpuSeconds},
                              {"fresh_cpu_seconds", each.freshCpuSeconds}});
        const nlohmann::ordered_json document = {{"seconds", round.reopenSeconds},
                                                 {"fresh_seconds", round.freshSeconds},
                                                 {"ratio", round.ratio()},
                                                 {"first_seconds", measured.firstSeconds},
                                                 {"cache_bytes", measured.cacheBytes},
                                                 {"threads", arguments.threads},
                                                 {"entries", measured.entries},
                                                 {"bytes", measured.bytes},
                                                 {"rounds", rounds}};
        fmt::print("{}\n", document.dump(2));
        return;
    }
    printHead(measured, arguments);
    printTime("re-opening", round.reopenSeconds, round.reopenCpuSeconds);
    printTime("full load, without the cache", round.freshSeconds, round.freshCpuSeconds);
    fmt::print("  {:<36}{:>10.2f}\n", "ratio", round.ratio());
    fmt::print("  {:<36}{:>10.3f} s\n", "first load, which writes the cache", measured.firstSeconds);
    fmt::print(
        "  {:<36}{:>10.1f} MB, {:.0f} bytes an entry\n", "the cache", static_cast<double>(measured.cacheBytes) / 1e6,
        static_cast<double>(measured.cacheBytes) / static_cast<double>(std::max<std::uint64_t>(measured.entries, 1)));
}

template <typename Measured>
void printOrComplain(const moie::Result<Measured>& measured, const BenchIngestArguments& arguments, int& exitCode) {
    if (measured) {
        print(*measured, arguments);
        return;
    }
    complain(measured.error());
    exitCode = cannotAccess;
}

} // namespace

void addBenchIngestCommand(CLI::App& bench, int& exitCode) {
    const auto arguments = std::make_shared<BenchIngestArguments>();
    CLI::App* command = bench.add_subcommand(
        "ingest", "Load a directory fully, beside a bare simdjson pass over the same bytes with as many threads");
    command->add_option("DIR", arguments->directory, "Log directory; a gigabyte says most")->required();
    command->add_option("--threads", arguments->threads, "Threads of both (default: one per core)")
        ->check(CLI::Range(1u, 256u));
    command->add_option("--rounds", arguments->rounds, "Rounds of both, of which the median is shown (default 3)")
        ->check(CLI::Range(1, 100));
    command->add_option("--format", arguments->format, "text or json")->check(CLI::IsMember({"text", "json"}));
    command->add_flag("--reopen", arguments->reopen,
                      "Measure re-opening with the index cache beside a load without it");
    command->footer("  moielog bench ingest logs --reopen");
    command->callback([arguments, &exitCode] {
        if (arguments->reopen)
            printOrComplain(measureReopening(*arguments), *arguments, exitCode);
        else
            printOrComplain(measure(*arguments), *arguments, exitCode);
    });
}

} // namespace moielog
