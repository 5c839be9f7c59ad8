// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdio>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <moie/base/clock.h>
#include <moie/query/entry_csv.h>
#include <moie/query/entry_lines.h>
#include <moie/query/entry_listing.h>
#include <moie/query/filter_fields.h>
#include <moie/query/time_text.h>

#include "commands.h"
#include "entry_output.h"
#include "scope_options.h"
#include "terminal.h"

namespace moielog {

namespace {

struct QueryArguments {
    std::string directory;
    std::string filter;
    std::size_t limit = 0; // 0: all
    std::string format = "text";
    std::shared_ptr<ScopeArguments> scope;
};

// False where some line could not be read.
bool printEntries(const moie::Snapshot& snapshot, const std::vector<moie::EntryId>& ids, std::size_t matched,
                  const std::string& format) {
    moie::EntryLines texts;
    bool complete = true;
    bool isFirst = true;
    if (format == "json")
        fmt::print("{{\"matched\": {}, \"shown\": {}, \"entries\": [", matched, ids.size());
    if (format == "csv")
        fmt::print("{}", moie::csvHeader());
    for (const moie::EntryId id : ids) {
        const auto line = texts.read(snapshot, id);
        if (!line) {
            complain(line.error());
            complete = false;
            if (format == "text")
                fmt::print("{}", textLine(snapshot, id, std::nullopt));
            continue;
        }
        if (format == "text")
            fmt::print("{}", textLine(snapshot, id, *line));
        else if (format == "jsonl")
            fmt::print("{}\n", lineForOutput(*line));
        else if (format == "csv")
            fmt::print("{}", moie::csvRow(snapshot, id, *line, outputLineEnds()));
        else
            fmt::print("{}\n{}", isFirst ? "" : ",", jsonForOutput(jsonObject(snapshot, id, *line)));
        isFirst = false;
    }
    if (format == "json")
        fmt::print("\n]}}\n");
    return complete;
}

int runQuery(const QueryArguments& arguments) {
    const moie::Time now = moie::systemClock().now();
    std::string text = arguments.filter;
    if (!arguments.scope->filter.empty()) // both hold
        text = text.empty() ? arguments.scope->filter : "(" + text + ") and (" + arguments.scope->filter + ")";
    const moie::Filter filter = filterFrom(text, now);
    const moie::Scope scope = scopeFrom(*arguments.scope, now);
    const auto loaded = loadWithProgress(arguments.directory);
    if (!loaded)
        return cannotAccess;
    const moie::Snapshot& snapshot = **loaded;
    if (complainOfUnknownSession(snapshot, scope))
        return usage;
    remarkOnUnknownNames(snapshot, filter);
    moie::EntryListing listing = moie::listEntries(snapshot, filter, scope, moie::EntryOrder::ByTime);
    std::vector<moie::EntryId> ids = std::move(listing.order);
    const std::size_t matched = ids.size();
    if (arguments.limit > 0 && ids.size() > arguments.limit)
        ids.erase(ids.begin(), ids.end() - static_cast<std::ptrdiff_t>(arguments.limit));
    const bool printed = printEntries(snapshot, ids, matched, arguments.format);
    if (arguments.format == "text" && ids.size() < matched)
        fmt::print(stderr, "moielog: {} entries match; these are the newest {}\n", grouped(matched),
                   grouped(ids.size()));
    const bool searched = !complainOfUnsearched(listing.unread, listing.problems);
    return complainOfUnread(snapshot) || !printed || !searched ? cannotAccess : done;
}

std::string footer() {
    std::string text =
        "A FILTER is made of terms, joined by and (or nothing), or, not and parentheses. A word or a \"text\" is\n"
        "looked for in all texts, whatever its case. The others are\n";
    for (const moie::FilterFieldInfo& info : moie::filterFields())
        text += fmt::format("  {:<11}{}\n", std::string(info.name) + (info.hasPart ? ".X" : ""), info.help);
    text +=
        "and any value by its path, data.sampling_parameters.temperature>0.7, data.model_name:llama,\n"
        "metadata.turn_id:*. ':' is 'contains' for a text, '=' the whole text; != < <= > >= compare; a|b is either.\n\n"
        "  moielog query logs 'level>=warning since:2h'\n"
        "  moielog query logs 'category:safety severity>0.5 (session:70dc or not \"regenerated\")' --limit 20\n"
        "  moielog query logs turn:unsafe --days 7 --format jsonl | jq .data\n\n";
    return text + fmt::format("TIME is {}.", moie::timeTextHelp);
}

} // namespace

void addQueryCommand(CLI::App& app, int& exitCode) {
    const auto arguments = std::make_shared<QueryArguments>();
    CLI::App* command = app.add_subcommand("query", "Entries that match a filter, by time");
    command->add_option("DIR", arguments->directory, "Log directory")->required()->type_name("");
    command->add_option("FILTER", arguments->filter, "What to look for; nothing: every entry")->type_name("");
    command->add_option("--limit", arguments->limit, "Only the newest N")
        ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000'000}))
        ->type_name("N");
    command->add_option("--format", arguments->format, "text, json (one document), jsonl (lines as logged) or csv")
        ->check(CLI::IsMember({"text", "json", "jsonl", "csv"}))
        ->capture_default_str();
    arguments->scope = addScopeOptions(*command);
    command->footer(footer());
    command->callback([arguments, &exitCode] { exitCode = runQuery(*arguments); });
}

} // namespace moielog
