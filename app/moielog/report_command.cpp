// SPDX-License-Identifier: GPL-3.0-or-later
#include <cerrno>
#include <cstdio>
#include <filesystem>

#include <sys/stat.h>

#include <fmt/format.h>

#include <moie/base/calendar.h>
#include <moie/base/clock.h>
#include <moie/base/whole_file.h>
#include <moie/report/report_json.h>
#include <moie/report/report_page.h>
#include <moie/report/report_writing.h>

#include "commands.h"
#include "scope_options.h"
#include "terminal.h"

namespace moielog {

namespace {

constexpr const char* reportExamples = R"(

Examples:
  moielog report all LOGS | less
  moielog report safety LOGS --days 7 --format md > week.md
  moielog report love-vector LOGS --from 2026-11-01 --to 2026-12-01 --format json
  moielog report all LOGS --from yesterday --to today --save

Exit codes: 0 done, 2 wrong use, 3 cannot read or write.)";

struct ReportArguments {
    std::string kind;
    std::string directory;
    std::string format = "text";
    bool save = false;
    std::shared_ptr<ScopeArguments> scope;
};

moie::ReportKinds kindsOf(const std::string& kind) {
    const bool all = kind == "all";
    return {.evolution = all || kind == "evolution",
            .safety = all || kind == "safety",
            .loveVector = all || kind == "love-vector",
            .performance = all || kind == "performance"};
}

std::string written(const moie::Snapshot& snapshot, const moie::ReportFigures& figures,
                    const ReportArguments& arguments) {
    if (arguments.format == "text")
        return moie::asTerminalText(moie::reportPage(snapshot, figures));
    if (arguments.format == "md")
        return moie::asMarkdown(moie::reportPage(snapshot, figures));
    const nlohmann::ordered_json json = reportJson(snapshot, figures);
    return arguments.format == "csv" ? moie::asCsv(json, figures.kinds, outputLineEnds())
                                     : jsonForOutput(json.dump(2)) + '\n';
}

// Makes the directory where it is missing, for its owner alone.
moie::Result<> writeReport(const std::string& path, const std::string& content) {
    const std::string directory = std::filesystem::path(path).parent_path().string();
    if (::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST)
        return tl::unexpected(moie::errorFromErrno("cannot make the directory", directory, errno));
    return moie::writeWholeFile(path, content);
}

// Into the log directory, below "analytics", as JSON. False, and said on stderr, where that cannot be written.
bool saveReport(const nlohmann::ordered_json& json, const ReportArguments& arguments, moie::Time now) {
    std::string time = moie::isoLocal(now).substr(0, 19); // 2026-11-20T07:30:12
    std::erase(time, ':');
    const std::string path = fmt::format("{}/analytics/{}_report_{}.json", arguments.directory, arguments.kind, time);
    if (const auto written = writeReport(path, json.dump(2) + '\n'); !written) {
        complain(written.error());
        return false;
    }
    fmt::print(stderr, "moielog: written to {}\n", escaped(path));
    return true;
}

int runReport(const ReportArguments& arguments) {
    const moie::Time now = moie::systemClock().now();
    moie::Scope scope = scopeFrom(*arguments.scope, now);
    const auto snapshot = loadWithProgress(arguments.directory);
    if (!snapshot)
        return cannotAccess;
    if (complainOfUnknownSession(**snapshot, scope))
        return usage;
    const bool answered = answerFilter(**snapshot, scope, now);
    const moie::ReportFigures figures = reportFigures(**snapshot, scope, kindsOf(arguments.kind));
    const bool saved = !arguments.save || saveReport(reportJson(**snapshot, figures), arguments, now);
    fmt::print("{}", written(**snapshot, figures, arguments));
    return complainOfUnread(**snapshot) || !answered || !saved ? cannotAccess : done;
}

} // namespace

void addReportCommand(CLI::App& app, int& exitCode) {
    const auto arguments = std::make_shared<ReportArguments>();
    CLI::App* command = app.add_subcommand(
        "report", "Figures of a log directory: evolution, safety, love vectors, performance, each with n and interval");
    command->add_option("KIND", arguments->kind, "evolution, safety, love-vector, performance or all")
        ->required()
        ->check(CLI::IsMember({"evolution", "safety", "love-vector", "performance", "all"}))
        ->type_name("");
    command->add_option("DIR", arguments->directory, "Log directory")->required()->type_name("");
    command->add_option("--format", arguments->format, "text, json, csv or md")
        ->check(CLI::IsMember({"text", "json", "csv", "md"}))
        ->capture_default_str();
    command->add_flag("--save", arguments->save, "Also write the report as JSON into DIR/analytics");
    arguments->scope = addScopeOptions(*command);
    command->footer(command->get_footer() + reportExamples);
    command->callback([arguments, &exitCode] { exitCode = runReport(*arguments); });
}

} // namespace moielog
