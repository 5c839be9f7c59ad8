// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <moie/base/calendar.h>

#include "commands.h"
#include "terminal.h"

namespace moielog {

namespace {

using Json = nlohmann::ordered_json;

Json secondsOrNull(moie::Time time) {
    return time == moie::unknownTime ? Json(nullptr) : Json(moie::toUnixSeconds(time));
}

std::uint64_t sessionCount(const moie::Snapshot& snapshot) {
    std::uint64_t count = 0;
    for (const auto& session : snapshot.sessions)
        count += session && session->entries > 0 ? 1 : 0;
    return count;
}

Json toJson(const moie::Snapshot& snapshot) {
    const moie::Counts& counts = snapshot.counts;
    Json warnings = Json::object();
    for (std::size_t i = 0; i < moie::warningCount; ++i)
        if (counts.warnings[i] > 0)
            warnings[std::string(moie::warningNames[i])] = counts.warnings[i];
    return {
        {"entries", counts.lines.accepted},
        {"rejected", counts.lines.rejected},
        {"blank", counts.lines.blank},
        {"pending", counts.lines.pending},
        {"warnings", warnings},
        {"bytes",
         {{"total", counts.bytes.total()},
          {"accepted", counts.bytes.accepted},
          {"rejected", counts.bytes.rejected},
          {"blank", counts.bytes.blank},
          {"pending", counts.bytes.pending}}},
        {"categories", counts.categories},
        {"levels", counts.levels},
        {"sessions", sessionCount(snapshot)},
        {"turns", counts.turns},
        {"files", counts.files},
        {"first", secondsOrNull(counts.first)},
        {"last", secondsOrNull(counts.last)},
    };
}

void printTable(std::string_view title, const std::map<std::string, std::uint64_t>& rows) {
    fmt::print("\n{}\n", title);
    for (const auto& [name, count] : rows)
        fmt::print("  {:<24}{:>14}\n", escaped(name), grouped(count));
}

void printText(const moie::Snapshot& snapshot) {
    const moie::Counts& counts = snapshot.counts;
    fmt::print("{}\n\n", escaped(snapshot.directory));
    const auto row = [](std::string_view name, std::uint64_t lines, std::uint64_t bytes) {
        fmt::print("  {:<24}{:>14}{:>18}\n", name, grouped(lines), grouped(bytes));
    };
    fmt::print("  {:<24}{:>14}{:>18}\n", "", "lines", "bytes");
    row("entries", counts.lines.accepted, counts.bytes.accepted);
    row("rejected", counts.lines.rejected, counts.bytes.rejected);
    row("blank", counts.lines.blank, counts.bytes.blank);
    row("pending", counts.lines.pending, counts.bytes.pending);
    row("total", counts.lines.total(), counts.bytes.total());
    fmt::print("\n  {:<24}{:>14}\n  {:<24}{:>14}\n  {:<24}{:>14}\n", "files", grouped(counts.files), "sessions",
               grouped(sessionCount(snapshot)), "turns", grouped(counts.turns));
    if (counts.first != moie::unknownTime)
        fmt::print("  {:<24}{}\n  {:<24}{}\n", "first", moie::isoLocalWithOffset(counts.first), "last",
                   moie::isoLocalWithOffset(counts.last));
    if (counts.categories.empty() && counts.lines.total() == 0)
        fmt::print("\n  No *.jsonl file with entries was found in this directory.\n");
    if (!counts.categories.empty()) {
        printTable("entries by category", counts.categories);
        printTable("entries by level", counts.levels);
    }
    std::map<std::string, std::uint64_t> warnings;
    for (std::size_t i = 0; i < moie::warningCount; ++i)
        if (counts.warnings[i] > 0)
            warnings.emplace(moie::warningNames[i], counts.warnings[i]);
    if (!warnings.empty())
        printTable("lines accepted with a warning (moielog check lists them)", warnings);
}

} // namespace

void addStatsCommand(CLI::App& app, int& exitCode) {
    struct Options {
        std::string directory;
        std::string format = "text";
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        app.add_subcommand("stats", "Entries by category and level, files, sessions, turns, rejected lines, bytes");
    command->add_option("DIR", options->directory, "Log directory")->required();
    command->add_option("--format", options->format, "text or json")->check(CLI::IsMember({"text", "json"}));
    command->footer("  moielog stats logs\n"
                    "  moielog stats logs --format json | jq .categories");
    command->callback([options, &exitCode] {
        const auto snapshot = loadWithProgress(options->directory);
        if (!snapshot) {
            exitCode = cannotAccess;
            return;
        }
        if (options->format == "json")
            // Names come from logs and may hold invalid UTF-8 no more: the reader replaced it.
            fmt::print("{}\n", jsonForOutput(toJson(**snapshot).dump(2)));
        else
            printText(**snapshot);
        if (complainOfUnread(**snapshot))
            exitCode = cannotAccess;
    });
}

} // namespace moielog
