// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

#include <time.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <moie/query/selection.h>
#include <moie/report/report_json.h>

#include "commands.h"
#include "terminal.h"

namespace moielog {

namespace {

// Of this thread alone: what else the machine does counts little.
double threadSeconds() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

double medianMilliseconds(int rounds, const std::function<void()>& work) {
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
        const double start = threadSeconds();
        work();
        times.push_back((threadSeconds() - start) * 1000);
    }
    std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
    return times[static_cast<std::size_t>(rounds / 2)];
}

// What no page can do without: every turn of the directory, every entry of every turn, its kind and its fact's number.
std::uint64_t bareWalk(const moie::Snapshot& snapshot) {
    std::uint64_t sum = 0;
    moie::forEachTurn(snapshot, {}, {}, [&](const moie::SelectedTurn& selected) {
        for (const moie::TurnEntry& entry : selected.entries())
            sum += static_cast<std::uint64_t>(entry.kind) + entry.fact;
    });
    return sum;
}

struct MeasuredPage {
    const char* name;
    std::function<void()> work;
};

std::vector<MeasuredPage> measuredPages(const moie::Snapshot& snapshot) {
    const moie::Scope all;
    return {
        {"overview", [&snapshot, all] { moie::overview(snapshot, all, {}, {.trend = false}); }},
        {"overview, with trend", [&snapshot, all] { moie::overview(snapshot, all); }},
        {"love vectors", [&snapshot, all] { moie::loveVectors(snapshot, all, {}, {.trends = false}); }},
        {"love vectors, with trends", [&snapshot, all] { moie::loveVectors(snapshot, all); }},
        {"safety", [&snapshot, all] { moie::safetyFigures(snapshot, all); }},
        {"performance", [&snapshot, all] { moie::performanceFigures(snapshot, all, {}, {.trends = false}); }},
        {"performance, with trends", [&snapshot, all] { moie::performanceFigures(snapshot, all); }},
        {"evolution", [&snapshot, all] { moie::evolutionFigures(snapshot, all, {}, {.kindEffects = false}); }},
        {"evolution, with kinds", [&snapshot, all] { moie::evolutionFigures(snapshot, all); }},
    };
}

int measurePages(const std::string& directory, int rounds, const std::string& format) {
    const auto loaded = loadWithProgress(directory);
    if (!loaded)
        return cannotAccess;
    const moie::Snapshot& snapshot = **loaded;
    std::uint64_t sum = 0;
    const double reference = medianMilliseconds(rounds, [&] { sum += bareWalk(snapshot); });
    nlohmann::ordered_json json{{"entries", snapshot.entries.size()},
                                {"turns", snapshot.counts.turns},
                                {"reference_milliseconds", reference},
                                {"reference_check", sum}};
    if (format == "text")
        fmt::print("{} entries, {} turns; CPU time of one thread, median of {} rounds\n\n"
                   "  {:<28}{:>10}{:>10}\n  {:<28}{:>7.1f} ms{:>10}\n",
                   grouped(snapshot.entries.size()), grouped(snapshot.counts.turns), rounds, "", "time", "ratio",
                   "reference: a bare walk", reference, "1.0");
    for (const MeasuredPage& page : measuredPages(snapshot)) {
        const double time = medianMilliseconds(rounds, page.work);
        json["pages"][page.name] = {{"milliseconds", time}, {"ratio", time / reference}};
        if (format == "text")
            fmt::print("  {:<28}{:>7.1f} ms{:>10.1f}\n", page.name, time, time / reference);
    }
    if (format == "json")
        fmt::print("{}\n", json.dump(2));
    return done;
}

} // namespace

void addBenchAnalyticsCommand(CLI::App& bench, int& exitCode) {
    struct Options {
        std::string directory;
        std::string format = "text";
        int rounds = 5;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = bench.add_subcommand(
        "analytics", "Each page's figures over a whole directory, beside a bare walk over its turns and entries");
    command->add_option("DIR", options->directory, "Log directory")->required();
    command->add_option("--rounds", options->rounds, "Of which the median counts")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command->add_option("--format", options->format, "text or json")->check(CLI::IsMember({"text", "json"}));
    command->callback(
        [options, &exitCode] { exitCode = measurePages(options->directory, options->rounds, options->format); });
}

} // namespace moielog
