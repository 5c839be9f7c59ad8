// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdio>
#include <tuple>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "terminal.h"

namespace moielog {

namespace {

using Json = nlohmann::ordered_json;

std::vector<moie::NotedLine> inOrder(const moie::Snapshot& snapshot) {
    std::vector<moie::NotedLine> lines;
    lines.reserve(snapshot.noted.size());
    for (std::size_t i = 0; i < snapshot.noted.size(); ++i)
        lines.push_back(snapshot.noted[i]);
    std::sort(lines.begin(), lines.end(), [&](const moie::NotedLine& a, const moie::NotedLine& b) {
        const auto key = [&](const moie::NotedLine& line) {
            return std::tie(snapshot.files[moie::index(line.file)]->path, line.offset);
        };
        return key(a) < key(b);
    });
    return lines;
}

void printText(const moie::Snapshot& snapshot, const moie::NotedLine& line) {
    const std::string& path = snapshot.files[moie::index(line.file)]->path;
    std::string what;
    if (line.rejection != moie::Rejection::None) {
        what = fmt::format("rejected: {}", explain(line.rejection));
    } else {
        for (std::size_t i = 0; i < moie::warningCount; ++i) {
            const auto warning = static_cast<moie::Warning>(i);
            if (line.warnings.has(warning))
                what += fmt::format("{}{}: {}", what.empty() ? "warning: " : "; ", toString(warning), explain(warning));
        }
    }
    fmt::print("{}:{}:{}: {}\n", escaped(path), line.lineNumber, line.offset, what);
}

void printJsonLine(const moie::Snapshot& snapshot, const moie::NotedLine& line) {
    Json warnings = Json::array();
    for (std::size_t i = 0; i < moie::warningCount; ++i)
        if (line.warnings.has(static_cast<moie::Warning>(i)))
            warnings.push_back(std::string(moie::warningNames[i]));
    const bool rejected = line.rejection != moie::Rejection::None;
    const Json object{{"file", snapshot.files[moie::index(line.file)]->path},
                      {"line", line.lineNumber},
                      {"offset", line.offset},
                      {"length", line.length},
                      {"rejected", rejected ? Json(std::string(explain(line.rejection))) : Json(nullptr)},
                      {"warnings", warnings}};
    // A file's name may be no UTF-8.
    fmt::print("{}\n", jsonForOutput(object.dump(-1, ' ', false, Json::error_handler_t::replace)));
}

} // namespace

void addCheckCommand(CLI::App& app, int& exitCode) {
    struct Options {
        std::string directory;
        std::string format = "text";
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand(
        "check", "Each rejected line and each warning: file:line:offset, reason; exit code 1 if any line was rejected");
    command->add_option("DIR", options->directory, "Log directory")->required();
    command->add_option("--format", options->format, "text or jsonl")->check(CLI::IsMember({"text", "jsonl"}));
    command->footer("  moielog check logs || echo some lines were rejected\n"
                    "  moielog check logs --format jsonl | jq 'select(.rejected)'");
    command->callback([options, &exitCode] {
        const auto loaded = loadWithProgress(options->directory);
        if (!loaded) {
            exitCode = cannotAccess;
            return;
        }
        const moie::Snapshot& snapshot = **loaded;
        for (const moie::NotedLine& line : inOrder(snapshot)) {
            if (options->format == "jsonl")
                printJsonLine(snapshot, line);
            else
                printText(snapshot, line);
        }
        const moie::Counts& counts = snapshot.counts;
        if (options->format == "text")
            fmt::print("{} entries, {} lines rejected, {} lines noted in all, {} bytes pending\n",
                       grouped(counts.lines.accepted), grouped(counts.lines.rejected), grouped(snapshot.noted.size()),
                       grouped(counts.bytes.pending));
        if (counts.bytes.rejected > 0)
            exitCode = findings;
        if (complainOfUnread(snapshot))
            exitCode = cannotAccess;
    });
}

} // namespace moielog
