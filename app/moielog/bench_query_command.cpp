// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <moie/base/clock.h>
#include <moie/files/log_bytes.h>
#include <moie/query/matching.h>

#include "commands.h"
#include "scope_options.h"
#include "terminal.h"

extern char** environ;

namespace moielog {

namespace {

using Json = nlohmann::ordered_json;

double medianSeconds(int rounds, const std::function<void()>& work) {
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
        const auto start = std::chrono::steady_clock::now();
        work();
        times.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
    return times[static_cast<std::size_t>(rounds / 2)];
}

// Runs ripgrep over the directory; its output is not read. False where there is none.
bool runRipgrep(const std::string& directory, const std::string& text) {
    std::array<const char*, 10> arguments{
        "rg", "-i", "-c", "-F", "-g", "*.jsonl", "--no-ignore", text.c_str(), directory.c_str(), nullptr};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    const int failure = ::posix_spawnp(&child, arguments.front(), &actions, nullptr,
                                       const_cast<char* const*>(arguments.data()), environ);
    posix_spawn_file_actions_destroy(&actions);
    int status = 0;
    if (failure != 0 || ::waitpid(child, &status, 0) != child || !WIFEXITED(status))
        return false;
    return WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 1; // 1: found nothing
}

// Where there is no ripgrep: reads every file and looks for one byte that does not occur, on one thread.
void scanPlainly(const moie::Snapshot& snapshot) {
    std::vector<char> buffer(512 * 1024);
    for (const auto& file : snapshot.files) {
        moie::LogBytes bytes;
        if (file->gone || !bytes.open(snapshot.directory + "/" + file->path))
            continue;
        for (std::uint64_t offset = 0;;) {
            bytes.forgetBefore(offset);
            const auto got = bytes.readAt(offset, buffer.data(), buffer.size());
            if (!got || *got == 0)
                break;
            volatile bool found = std::find(buffer.data(), buffer.data() + *got, '\x01') != buffer.data() + *got;
            static_cast<void>(found);
            offset += *got;
        }
    }
}

struct MeasuredFilter {
    const char* name;
    std::string filter;
};

std::uint64_t countOf(const moie::Snapshot& snapshot, const moie::Filter& filter) {
    return moie::matchEntries(snapshot, filter, {}, {0, snapshot.entries.size()}).entries.count();
}

int measureQueries(const std::string& directory, const std::string& text, int rounds, const std::string& format) {
    const auto loaded = loadWithProgress(directory);
    if (!loaded)
        return cannotAccess;
    const moie::Snapshot& snapshot = **loaded;
    moie::Filter filter;
    filter.terms.push_back({moie::FilterField::Text, moie::FilterOperator::Has, {}, {text}, {}, {}, {}});
    filter.nodes.push_back({moie::FilterNode::Kind::Term, 0, 0});
    const bool hasRipgrep = runRipgrep(directory, text); // and warms the page cache
    std::uint64_t found = 0;
    const double reference =
        medianSeconds(rounds, [&] { hasRipgrep ? void(runRipgrep(directory, text)) : scanPlainly(snapshot); });
    const double seconds = medianSeconds(rounds, [&] { found = countOf(snapshot, filter); });
    const double gigabytes = double(snapshot.counts.bytes.total()) / 1e9;
    Json json{{"entries", snapshot.entries.size()},
              {"bytes", snapshot.counts.bytes.total()},
              {"text",
               {{"text", text},
                {"found", found},
                {"seconds", seconds},
                {"reference", hasRipgrep ? "rg -i -c -F" : "plain scan"},
                {"reference_seconds", reference},
                {"ratio", reference / seconds},
                {"gigabytes_per_second", gigabytes / seconds}}}};
    if (format == "text")
        fmt::print("{} entries, {:.2f} GB; median of {} rounds\n\n"
                   "  text \"{}\": {:.3f} s, {:.2f} GB/s, found in {} entries\n"
                   "  {}: {:.3f} s, {:.2f} GB/s\n  ratio: {:.2f} of its speed\n\n",
                   grouped(snapshot.entries.size()), gigabytes, rounds, escaped(text), seconds, gigabytes / seconds,
                   grouped(found), hasRipgrep ? "rg -i -c -F, the same files" : "plain scan of the same files",
                   reference, gigabytes / reference, reference / seconds);
    const MeasuredFilter measured[] = {{"category and level", "category:safety level>=warning"},
                                       {"severity", "severity>0.5"},
                                       {"margin", "margin<0.05"},
                                       {"time", "since:7d"},
                                       {"verdict", "turn:unsafe|caught"},
                                       {"message", "message:violation"}};
    for (const MeasuredFilter& one : measured) {
        const auto parsed = moie::parseFilter(one.filter, moie::systemClock().now());
        const double time = 1000 * medianSeconds(rounds, [&] { found = countOf(snapshot, *parsed); });
        const double turns = 1000 * medianSeconds(rounds, [&] { moie::matchTurns(snapshot, *parsed, {}); });
        json["filters"][one.name] = {
            {"filter", one.filter}, {"found", found}, {"milliseconds", time}, {"turns_milliseconds", turns}};
        if (format == "text")
            fmt::print("  {:<36}{:>8.1f} ms over entries{:>9.1f} ms over turns{:>12} found\n", one.filter, time, turns,
                       grouped(found));
    }
    if (format == "json")
        fmt::print("{}\n", json.dump(2));
    return done;
}

} // namespace

void addBenchQueryCommand(CLI::App& bench, int& exitCode) {
    struct Options {
        std::string directory;
        std::string text = "panic";
        std::string format = "text";
        int rounds = 5;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = bench.add_subcommand(
        "query", "Search for a text beside ripgrep over the same files, and filters by column over all entries");
    command->add_option("DIR", options->directory, "Log directory")->required()->type_name("");
    command->add_option("--text", options->text, "What is searched for")->capture_default_str()->type_name("TEXT");
    command->add_option("--rounds", options->rounds, "Of which the median counts")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command->add_option("--format", options->format, "text or json")->check(CLI::IsMember({"text", "json"}));
    command->footer("  moielog bench query logs --text panic --format json | jq .text.ratio");
    command->callback([options, &exitCode] {
        exitCode = measureQueries(options->directory, options->text, options->rounds, options->format);
    });
}

} // namespace moielog
