// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <moie/base/calendar.h>
#include <moie/base/clock.h>
#include <moie/query/entry_csv.h>
#include <moie/query/entry_lines.h>
#include <moie/query/selection.h>

#include "commands.h"
#include "entry_output.h"
#include "scope_options.h"
#include "terminal.h"

namespace moielog {

namespace {

using Json = nlohmann::ordered_json;

struct ListArguments {
    std::string directory;
    std::string format = "text";
    std::shared_ptr<ScopeArguments> scope;
};

struct SessionRow {
    const moie::Session* session = nullptr;
    std::size_t turns = 0; // in scope
    std::array<std::size_t, moie::verdictCount> verdicts{};
};

Json numberOrNull(double value) {
    return std::isnan(value) ? Json(nullptr) : Json(value);
}

std::string cellOf(double value) {
    return std::isnan(value) ? std::string() : fmt::format("{}", value);
}

std::string jsonText(const Json& json) {
    return jsonForOutput(json.dump(2, ' ', false, Json::error_handler_t::replace));
}

// Sessions with a turn in scope; without a filter also those that have entries there alone.
std::vector<SessionRow> sessionRows(const moie::Snapshot& snapshot, const moie::Scope& scope) {
    std::vector<SessionRow> rows;
    for (const moie::SessionIndex at : moie::sessionsInScope(snapshot, scope)) {
        SessionRow row;
        row.session = snapshot.sessions[moie::index(at)].get();
        moie::forEachTurnOf(snapshot, at, scope, [&](const moie::SelectedTurn& selected) {
            ++row.turns;
            ++row.verdicts[static_cast<std::size_t>(moie::verdictOf(snapshot, *selected.turn))];
        });
        if (row.turns > 0 || (scope.filter.empty() && row.session->entries > 0))
            rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end(),
              [](const SessionRow& a, const SessionRow& b) { return a.session->first < b.session->first; });
    return rows;
}

void printSessions(const moie::Snapshot& snapshot, const std::vector<SessionRow>& rows, const std::string& format) {
    Json list = Json::array();
    const auto count = [](const SessionRow& row, moie::Verdict verdict) {
        return row.verdicts[static_cast<std::size_t>(verdict)];
    };
    if (format == "csv")
        fmt::print("session,first,last,entries,turns,reached_user,caught,near,failed,not_judged,missing_entries\r\n");
    if (format == "text")
        fmt::print("{:<36}  {:<19}  {:<19} {:>8} {:>7} {:>8} {:>7} {:>6} {:>7}\n", "session", "first", "last",
                   "entries", "turns", "reached", "caught", "failed", "missing");
    for (const SessionRow& row : rows) {
        const moie::Session& session = *row.session;
        const std::string_view id = snapshot.name(session.id);
        if (format == "text") {
            const auto shown = [](moie::Time time) { return moie::isoLocal(time).substr(0, 19); };
            fmt::print("{:<36}  {:<19}  {:<19} {:>8} {:>7} {:>8} {:>7} {:>6} {:>7}\n", escaped(id),
                       shown(session.first), shown(session.last), grouped(session.entries), grouped(row.turns),
                       grouped(count(row, moie::Verdict::ReachedUser)), grouped(count(row, moie::Verdict::Caught)),
                       grouped(count(row, moie::Verdict::Failed)), grouped(session.missingEntries));
        } else if (format == "csv") {
            fmt::print("{},{},{},{},{},{},{},{},{},{},{}\r\n", csvCell(id), moie::isoLocalWithOffset(session.first),
                       moie::isoLocalWithOffset(session.last), session.entries, row.turns,
                       count(row, moie::Verdict::ReachedUser), count(row, moie::Verdict::Caught),
                       count(row, moie::Verdict::Near), count(row, moie::Verdict::Failed),
                       count(row, moie::Verdict::NotJudged), session.missingEntries);
        } else {
            Json verdicts = Json::object();
            for (std::size_t i = 0; i < moie::verdictCount; ++i)
                verdicts[std::string(toString(static_cast<moie::Verdict>(i)))] = row.verdicts[i];
            list.push_back({{"session", std::string(id)},
                            {"first", moie::toUnixSeconds(session.first)},
                            {"last", moie::toUnixSeconds(session.last)},
                            {"entries", session.entries},
                            {"turns", row.turns},
                            {"verdicts", verdicts},
                            {"missing_entries", session.missingEntries}});
        }
    }
    if (format == "json")
        fmt::print("{}\n", jsonText({{"sessions", list}}));
}

// The user's words; nothing where the line cannot be read, or says none.
std::string messageOf(const moie::Snapshot& snapshot, const moie::Turn& turn, moie::EntryLines& texts) {
    const auto line = texts.read(snapshot, turn.opening);
    if (!line)
        return {};
    const Json entry = Json::parse(moie::strictJson(*line), nullptr, false);
    const Json* data = entry.is_object() && entry.contains("data") ? &entry["data"] : &entry;
    for (const char* name : {"user_message", "input_text"})
        if (data->is_object() && data->contains(name) && (*data)[name].is_string())
            return (*data)[name].get<std::string>();
    return {};
}

Json turnJson(const moie::Snapshot& snapshot, const moie::SelectedTurn& selected, const std::string& message) {
    const moie::Turn& turn = *selected.turn;
    return {{"session", std::string(snapshot.name(selected.session->id))},
            {"turn", selected.number},
            {"opened", moie::toUnixSeconds(turn.opened)},
            {"verdict", std::string(toString(moie::verdictOf(snapshot, turn)))},
            {"margin", numberOrNull(moie::marginOf(snapshot, turn))},
            {"love_magnitude", numberOrNull(turn.magnitude)},
            {"response_seconds", numberOrNull(turn.responseSeconds)},
            {"evaluations", turn.evaluations},
            {"unsafe_evaluations", turn.unsafeEvaluations},
            {"violations", turn.violations},
            {"entries", turn.entries.count},
            {"message", message}};
}

void printTurns(const moie::Snapshot& snapshot, const moie::Scope& scope, const std::string& format) {
    constexpr std::size_t longestMessage = 60;
    moie::EntryLines texts;
    Json list = Json::array();
    if (format == "csv")
        fmt::print("session,turn,opened,verdict,margin,love_magnitude,response_seconds,evaluations,unsafe_evaluations,"
                   "violations,message\r\n");
    if (format == "text")
        fmt::print("{:<9} {:>5}  {:<19}  {:<12} {:>7} {:>6} {:>8}  {}\n", "session", "turn", "opened", "verdict",
                   "margin", "love", "seconds", "message");
    moie::forEachTurn(snapshot, scope, {}, [&](const moie::SelectedTurn& selected) {
        const moie::Turn& turn = *selected.turn;
        const std::string message = messageOf(snapshot, turn, texts);
        const std::string_view id = snapshot.name(selected.session->id);
        const double margin = moie::marginOf(snapshot, turn);
        if (format == "json") {
            list.push_back(turnJson(snapshot, selected, message));
        } else if (format == "csv") {
            fmt::print("{},{},{},{},{},{},{},{},{},{},{}\r\n", csvCell(id), selected.number,
                       moie::isoLocalWithOffset(turn.opened), toString(moie::verdictOf(snapshot, turn)), cellOf(margin),
                       cellOf(turn.magnitude), cellOf(turn.responseSeconds), turn.evaluations, turn.unsafeEvaluations,
                       turn.violations, csvCell(message));
        } else {
            const auto shown = [](double value, int digits) {
                return std::isnan(value) ? std::string("-") : fmt::format("{:.{}f}", value, digits);
            };
            fmt::print("{:<9} {:>5}  {:<19}  {:<12} {:>7} {:>6} {:>8}  {}\n", escaped(firstCharacters(id, 8)),
                       selected.number, moie::isoLocal(turn.opened).substr(0, 19),
                       toString(moie::verdictOf(snapshot, turn)), shown(margin, 3), shown(turn.magnitude, 2),
                       shown(turn.responseSeconds, 2), escaped(firstCharacters(message, longestMessage)));
        }
    });
    if (format == "json")
        fmt::print("{}\n", jsonText({{"turns", list}}));
}

int runList(const ListArguments& arguments, bool ofTurns) {
    const moie::Time now = moie::systemClock().now();
    moie::Scope scope = scopeFrom(*arguments.scope, now);
    const auto loaded = loadWithProgress(arguments.directory);
    if (!loaded)
        return cannotAccess;
    if (complainOfUnknownSession(**loaded, scope))
        return usage;
    const bool answered = answerFilter(**loaded, scope, now);
    if (ofTurns)
        printTurns(**loaded, scope, arguments.format);
    else
        printSessions(**loaded, sessionRows(**loaded, scope), arguments.format);
    return complainOfUnread(**loaded) || !answered ? cannotAccess : done;
}

void addListCommand(CLI::App& app, int& exitCode, const char* name, const char* what, bool ofTurns) {
    const auto arguments = std::make_shared<ListArguments>();
    CLI::App* command = app.add_subcommand(name, what);
    command->add_option("DIR", arguments->directory, "Log directory")->required()->type_name("");
    command->add_option("--format", arguments->format, "text, json or csv")
        ->check(CLI::IsMember({"text", "json", "csv"}))
        ->capture_default_str();
    arguments->scope = addScopeOptions(*command);
    command->footer(
        fmt::format("{}\n\n  moielog {} logs --days 7\n  moielog {} logs --filter 'turn:unsafe' --format csv",
                    command->get_footer(), name, name));
    command->callback([arguments, ofTurns, &exitCode] { exitCode = runList(*arguments, ofTurns); });
}

} // namespace

void addSessionsCommand(CLI::App& app, int& exitCode) {
    addListCommand(app, exitCode, "sessions", "Sessions with their times, turns and verdicts", false);
}

void addTurnsCommand(CLI::App& app, int& exitCode) {
    addListCommand(app, exitCode, "turns", "Turns with verdict, margin, love, response time and the user's message",
                   true);
}

} // namespace moielog
