// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "bench_log_sinks.h"
#include "commands.h"
#include "scratch_directory.h"
#include "terminal.h"

namespace moielog {

namespace {

using namespace std::chrono_literals;
using bench::EntryKind;
using bench::Sink;
using bench::SinkKind;
using Clock = std::chrono::steady_clock;

struct BenchLogArguments {
    std::string directory = std::filesystem::temp_directory_path();
    std::size_t entries = 300'000;
    double seconds = 1;
    double rate = 100'000;
    std::vector<int> threads{1, 2, 4, 16};
    std::string format = "text";
};

struct Plan {
    EntryKind entry;
    SinkKind sink;
    bool paced;
    int threads;
    std::size_t perThread;
    std::chrono::nanoseconds interval{0}; // between the entries of one thread
};

struct Measured {
    Plan plan;
    double seconds = 0; // from the first call until all was handed to the system
    std::size_t entries = 0;
    std::int64_t p50 = 0; // nanoseconds of a call
    std::int64_t p99 = 0;
    std::int64_t p999 = 0;

    double perSecond() const { return static_cast<double>(entries) / seconds; }
};

void waitUntil(Clock::time_point time) {
    for (auto left = time - Clock::now(); left > 0ns; left = time - Clock::now()) {
        if (left > 200us)
            std::this_thread::sleep_for(left - 100us);
        else
            std::this_thread::yield();
    }
}

void callFromOneThread(const Plan& plan, const Sink& sink, Clock::time_point start, std::vector<std::int64_t>& took) {
    for (std::size_t i = 0; i < plan.perThread; ++i) {
        if (plan.paced)
            waitUntil(start + plan.interval * static_cast<std::int64_t>(i));
        const auto before = Clock::now();
        sink.log();
        took[i] = (Clock::now() - before).count();
    }
}

std::int64_t percentile(std::vector<std::int64_t>& values, double share) {
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

moie::Result<Measured> measureOnce(const Plan& plan, const std::string& below, const std::string& line) {
    const ScratchDirectory scratch(below);
    if (scratch.path().empty())
        return tl::unexpected(moie::errorFromErrno("cannot make a directory in it", below, errno));
    auto sink = bench::openSink(plan.sink, plan.entry, scratch.path(), line);
    if (!sink)
        return tl::unexpected(sink.error());
    const auto threadCount = static_cast<std::size_t>(plan.threads);
    std::vector<std::vector<std::int64_t>> took(threadCount, std::vector<std::int64_t>(plan.perThread));
    std::atomic<bool> go = false;
    Clock::time_point start;
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < threadCount; ++i)
        threads.emplace_back([&, i] {
            go.wait(false);
            // Paced threads take turns, so that together they keep the rate evenly.
            const auto first = start + plan.interval * static_cast<std::int64_t>(i) / plan.threads;
            callFromOneThread(plan, *sink, first, took[i]);
        });
    std::this_thread::sleep_for(20ms); // until they wait
    start = Clock::now();
    go = true;
    go.notify_all();
    threads.clear();
    if (auto finished = sink->finish(); !finished)
        return tl::unexpected(finished.error());
    const std::chrono::duration<double> passed = Clock::now() - start;
    std::vector<std::int64_t> all;
    for (const auto& of : took)
        all.insert(all.end(), of.begin(), of.end());
    Measured measured{.plan = plan, .seconds = passed.count(), .entries = all.size()};
    measured.p50 = percentile(all, 0.5);
    measured.p99 = percentile(all, 0.99);
    measured.p999 = percentile(all, 0.999);
    return measured;
}

Plan planOf(const BenchLogArguments& arguments, EntryKind entry, SinkKind sink, bool paced, int threads) {
    Plan plan{entry, sink, paced, threads, arguments.entries / static_cast<std::size_t>(threads)};
    if (paced) {
        plan.interval = std::chrono::nanoseconds(static_cast<std::int64_t>(1e9 / arguments.rate * threads));
        plan.perThread = static_cast<std::size_t>(arguments.rate * arguments.seconds / threads);
    }
    plan.perThread = std::max<std::size_t>(plan.perThread, 1);
    return plan;
}

void printRow(const Measured& run, double reference) {
    fmt::print("{:<14}{:<10}{:>7}  {:<13}{:>12}{:>9}{:>11}{:>11}", bench::entryKindNames[std::size_t(run.plan.entry)],
               run.plan.paced ? "paced" : "flat out", run.plan.threads,
               bench::sinkKindNames[std::size_t(run.plan.sink)], grouped(static_cast<std::uint64_t>(run.perSecond())),
               grouped(static_cast<std::uint64_t>(run.p50)), grouped(static_cast<std::uint64_t>(run.p99)),
               grouped(static_cast<std::uint64_t>(run.p999)));
    if (run.plan.sink == SinkKind::Moie || run.plan.paced)
        fmt::print("\n");
    else
        fmt::print("   moie / this: {:.2f}\n", reference / run.perSecond());
    std::fflush(stdout);
}

nlohmann::ordered_json toJson(const Measured& run) {
    return {{"entry", bench::entryKindNames[std::size_t(run.plan.entry)]},
            {"paced", run.plan.paced},
            {"threads", run.plan.threads},
            {"sink", bench::sinkKindNames[std::size_t(run.plan.sink)]},
            {"entries", run.entries},
            {"seconds", run.seconds},
            {"entries_per_second", run.perSecond()},
            {"caller_nanoseconds", {{"p50", run.p50}, {"p99", run.p99}, {"p999", run.p999}}}};
}

// The three sinks one after the other in each setting, so that they meet the same machine.
moie::Result<> measureAll(const BenchLogArguments& arguments,
                          const std::function<void(const Measured&, double)>& tell) {
    for (const EntryKind entry : {EntryKind::LoveVector, EntryKind::ResponseTime}) {
        const ScratchDirectory scratch(arguments.directory);
        const auto line = bench::lineOf(entry, scratch.path());
        if (!line)
            return tl::unexpected(line.error());
        for (const bool paced : {false, true})
            for (const int threads : arguments.threads) {
                double ours = 0;
                for (const SinkKind sink : {SinkKind::Moie, SinkKind::SpdlogSync, SinkKind::SpdlogAsync}) {
                    const auto run =
                        measureOnce(planOf(arguments, entry, sink, paced, threads), arguments.directory, *line);
                    if (!run)
                        return tl::unexpected(run.error());
                    if (sink == SinkKind::Moie)
                        ours = run->perSecond();
                    tell(*run, ours);
                }
            }
    }
    return {};
}

int runBenchLog(const BenchLogArguments& arguments) {
    const bool json = arguments.format == "json";
    nlohmann::ordered_json runs = nlohmann::ordered_json::array();
    if (!json)
        fmt::print(
            "Calls in nanoseconds, clock included. Paced: {} entries a second in all. spdlog is given finished lines "
            "of the same bytes.\n\n{:<14}{:<10}{:>7}  {:<13}{:>12}{:>9}{:>11}{:>11}\n",
            grouped(static_cast<std::uint64_t>(arguments.rate)), "entry", "", "threads", "sink", "entries/s", "p50",
            "p99", "p99.9");
    const auto measured = measureAll(arguments, [&](const Measured& run, double reference) {
        if (json)
            runs.push_back(toJson(run));
        else
            printRow(run, reference);
    });
    if (!measured) {
        complain(measured.error());
        return cannotAccess;
    }
    if (json)
        fmt::print("{}\n", nlohmann::ordered_json{{"rate", arguments.rate}, {"runs", runs}}.dump(2));
    return done;
}

} // namespace

void addBenchLogCommand(CLI::App& bench, int& exitCode) {
    auto arguments = std::make_shared<BenchLogArguments>();
    CLI::App* command = bench.add_subcommand(
        "log", "Entries a second and how long a call takes, beside spdlog's file sinks writing the same bytes");
    command->add_option("--dir", arguments->directory, "Where to write, in a directory that is removed afterwards")
        ->capture_default_str()
        ->check(CLI::ExistingDirectory);
    command->add_option("--entries", arguments->entries, "Entries of a flat-out run")
        ->capture_default_str()
        ->check(CLI::Range(1, 100'000'000));
    command->add_option("--seconds", arguments->seconds, "Length of a paced run")
        ->capture_default_str()
        ->check(CLI::Range(0.01, 3600.0));
    command->add_option("--rate", arguments->rate, "Entries a second of a paced run, all threads together")
        ->capture_default_str()
        ->check(CLI::Range(1.0, 1e8));
    command->add_option("--threads", arguments->threads, "Numbers of threads, with commas between")
        ->delimiter(',')
        ->capture_default_str()
        ->check(CLI::Range(1, 256));
    command->add_option("--format", arguments->format, "text or json")->check(CLI::IsMember({"text", "json"}));
    command->callback([arguments, &exitCode] { exitCode = runBenchLog(*arguments); });
}

} // namespace moielog
