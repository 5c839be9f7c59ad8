// SPDX-License-Identifier: GPL-3.0-or-later
#include "options.h"

#include <charconv>
#include <cstdio>
#include <tuple>

#include <CLI/CLI.hpp>

#include <moie/base/calendar.h>
#include <moie/base/clock.h>
#include <moie/query/filter.h>
#include <moie/query/time_text.h>

#include "ui/frame/page_stack.h"

namespace moie::app {

namespace {

constexpr const char* examples = R"(
TIME is 2026-11-20, 2026-11-20T07:30, 2026-11-20T06:30Z, now, today, yesterday, or how long ago: 90s, 30min, 2h, 3d, 1w.

Examples:
  moie-observatory ~/love-engine/logs
  moie-observatory LOGS --days 7 --report week.pdf
  moie-observatory LOGS --from 2026-11-01 --to 2026-12-01 --report november.pdf --paper letter
  moie-observatory LOGS --page overview --filter 'turn:unsafe context:anxiety'
  moie-observatory LOGS --session 70dcab12 --report session.pdf --kind session --redact length
  moie-observatory LOGS --screenshot overview.png --theme dark --size 1440x900

Exit codes: 0 done, 2 wrong use, 3 cannot read or write.)";

constexpr int mostSide = 16384;

struct Texts {
    std::string from;
    std::string to;
    std::string theme;
    std::string paper = "a4";
    std::string size;
    std::string kind = "all";
    std::vector<std::string> sections;
    std::string redact = "none";
    double days = 0;
};

std::optional<QSize> parseSize(const std::string& text) {
    const std::size_t cross = text.find('x');
    if (cross == std::string::npos)
        return std::nullopt;
    int width = 0;
    int height = 0;
    const char* middle = text.data() + cross;
    const char* end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), middle, width);
    const auto second = std::from_chars(middle + 1, end, height);
    const bool isNumbers =
        first.ec == std::errc() && first.ptr == middle && second.ec == std::errc() && second.ptr == end;
    if (!isNumbers || width < 1 || height < 1 || width > mostSide || height > mostSide)
        return std::nullopt;
    return QSize(width, height);
}

Time parseTime(const char* option, const std::string& text) {
    if (const auto time = parseTimeText(text, systemClock().now()))
        return *time;
    throw CLI::ValidationError(option, "'" + text + "' is no time; write it as " + timeTextHelp);
}

std::optional<ui::RangeChoice> parseRange(const Texts& texts) {
    if (texts.days > 0)
        return ui::RangeChoice::last(Duration(static_cast<std::int64_t>(texts.days * 86400e9)));
    if (texts.from.empty() && texts.to.empty())
        return std::nullopt;
    TimeRange range;
    if (!texts.from.empty())
        range.from = parseTime("--from", texts.from);
    if (!texts.to.empty())
        range.to = parseTime("--to", texts.to);
    if (range.from && range.to && *range.from >= *range.to)
        throw CLI::ValidationError("--to", "the end must be later than --from");
    return ui::RangeChoice::between(range);
}

std::vector<std::string> pageNames() {
    std::vector<std::string> names;
    for (const QString& id : ui::PageStack::ids())
        names.push_back(id.toStdString());
    return names;
}

std::string checkFilter(const std::string& text) {
    const auto filter = parseFilter(text, systemClock().now());
    return filter ? std::string() : "the filter cannot be read:\n" + explainFilterError(text, filter.error());
}

std::vector<std::string> kindNames() {
    std::vector<std::string> names;
    for (const ui::ReportKind kind : ui::reportKinds)
        names.push_back(ui::nameOf(kind).toStdString());
    return names;
}

void declareReport(CLI::App& app, CLI::Option& report, Options& options, Texts& texts) {
    app.add_option("--kind", texts.kind, "What the report is of")
        ->check(CLI::IsMember(kindNames()))
        ->needs(&report)
        ->capture_default_str();
    app.add_option("--sections", texts.sections, "Only these of the kind's sections, apart by commas")
        ->delimiter(',')
        ->needs(&report)
        ->type_name("S,…");
    app.add_option("--redact", texts.redact,
                   "What was said: none of it is left out, or all (omit), or all but its length")
        ->check(CLI::IsMember({"none", "omit", "length"}))
        ->needs(&report)
        ->capture_default_str();
    app.add_flag("--notes", options.request.notes, "With your notes, bookmarks, judgements and markers")
        ->needs(&report);
    app.add_option("--paper", texts.paper, "a4 or letter")
        ->check(CLI::IsMember({"a4", "letter"}))
        ->needs(&report)
        ->capture_default_str();
}

void declare(CLI::App& app, Options& options, Texts& texts) {
    app.add_option("DIR", options.directory, "Log directory of a Love Engine");
    app.add_option("--page", options.page, "Page to open")->check(CLI::IsMember(pageNames()))->capture_default_str();
    app.add_option("--theme", texts.theme,
                   "light, dark or system; default: as set in the application, for a screenshot light")
        ->check(CLI::IsMember({"light", "dark", "system"}));
    auto* days = app.add_option("--days", texts.days, "The last N days up to now")
                     ->check(CLI::Validator([](const std::string& text) { return daysProblem(text); }, ""));
    days->type_name("N");
    app.add_option("--from", texts.from, "Turns that open at this time or later")->excludes(days)->type_name("TIME");
    app.add_option("--to", texts.to, "Turns that open before this time")->excludes(days)->type_name("TIME");
    app.add_option("--session", options.session, "One session: its id, or the beginning of it")->type_name("ID");
    app.add_option("--filter", options.filter, "Turns that match, such as 'turn:unsafe or severity>0.5'")
        ->check(CLI::Validator(checkFilter, "FILTER"))
        ->type_name("F");
    app.add_flag("--no-cache", options.noCache, "Neither use nor write index caches of log directories");
    auto* report = app.add_option("--report", options.report, "Write a PDF report and exit; needs no display");
    report->type_name("FILE.pdf");
    declareReport(app, *report, options, texts);
    auto* screenshot = app.add_option("--screenshot", options.screenshot, "Write a picture of the window and exit");
    screenshot->type_name("FILE.png")->excludes(report);
    app.add_option("--size", texts.size, "Of the screenshot, 1440x900 by default")->needs(screenshot)->type_name("WxH");
}

// Those of the kind that are not named.
ui::ReportSections leftOutBy(const std::vector<std::string>& named, ui::ReportKind kind) {
    const ui::ReportSections possible = ui::sectionsOf(kind);
    ui::ReportSections leftOut;
    if (named.empty())
        return leftOut;
    QStringList names;
    for (const ui::ReportSection section : possible.list()) {
        leftOut.set(section, true);
        names += ui::nameOf(section);
    }
    for (const std::string& name : named) {
        const auto section = ui::reportSectionNamed(QString::fromStdString(name));
        if (!section || !possible.has(*section)) {
            throw CLI::ValidationError("--sections", "'" + name + "' is no section of a report of kind " +
                                                         ui::nameOf(kind).toStdString() + "; it has " +
                                                         names.join(QStringLiteral(", ")).toStdString());
        }
        leftOut.set(*section, false);
    }
    return leftOut;
}

void interpretReport(Options& options, const Texts& texts) {
    ui::ReportRequest& request = options.request;
    request.paper = texts.paper == "letter" ? ui::Paper::Letter : ui::Paper::A4;
    request.kind = *ui::reportKindNamed(QString::fromStdString(texts.kind));
    request.redaction = *ui::redactionNamed(QString::fromStdString(texts.redact));
    request.leftOut = leftOutBy(texts.sections, request.kind);
    if (request.kind == ui::ReportKind::Session && options.session.empty())
        throw CLI::ValidationError("--kind", "a report on a session needs --session ID");
}

bool endsWith(const std::string& file, const std::string& ending) {
    return QString::fromStdString(file).endsWith(QString::fromStdString(ending), Qt::CaseInsensitive);
}

void interpret(Options& options, const Texts& texts, const CLI::App& app) {
    if (!texts.theme.empty()) {
        options.theme = texts.theme == "light"  ? ui::ThemeChoice::Light
                        : texts.theme == "dark" ? ui::ThemeChoice::Dark
                                                : ui::ThemeChoice::System;
    }
    options.range = parseRange(texts);
    interpretReport(options, texts);
    if (!texts.size.empty()) {
        const auto size = parseSize(texts.size);
        if (!size)
            throw CLI::ValidationError("--size", "'" + texts.size + "' is no size; write it as 1440x900");
        options.size = *size;
    }
    for (const auto& [option, file, ending, written] :
         {std::tuple("--report", &options.report, ".pdf",
                     "the report is written as PDF (moielog report writes JSON, CSV and Markdown)"),
          std::tuple("--screenshot", &options.screenshot, ".png", "pictures are written as PNG")}) {
        if (app.count(option) > 0 && file->empty())
            throw CLI::ValidationError(option, std::string("needs the name of the file to write, ending in ") + ending);
        if (!file->empty() && !endsWith(*file, ending))
            throw CLI::ValidationError(option, "'" + *file + "': " + written + "; let the name end in " + ending);
    }
    if (app.count("--report") > 0 && options.directory.empty())
        throw CLI::ValidationError("--report",
                                   "a report needs a log directory: moie-observatory DIR --report FILE.pdf");
    const bool scoped = options.range || !options.session.empty() || !options.filter.empty();
    if (scoped && options.directory.empty())
        throw CLI::ValidationError("DIR", "a time range, session or filter needs a log directory");
}

} // namespace

ParsedOptions parseOptions(int argc, const char* const* argv) {
    CLI::App app("Shows the logs of a Love Engine: love vectors, safety and performance, as it writes them.",
                 "moie-observatory");
    app.set_version_flag("--version", "moie-observatory " MOIE_VERSION);
    app.footer(examples);
    Options options;
    Texts texts;
    try {
        declare(app, options, texts);
        app.parse(argc, argv);
        interpret(options, texts, app);
    } catch (const CLI::ParseError& error) {
        // Help and version come this way too, with exit code 0.
        if (error.get_exit_code() == 0) {
            app.exit(error);
            return {std::nullopt, Done};
        }
        std::fprintf(stderr, "moie-observatory: %s\nmoie-observatory --help lists the options.\n", error.what());
        return {std::nullopt, Usage};
    }
    return {options, Done};
}

} // namespace moie::app
