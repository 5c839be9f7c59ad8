// SPDX-License-Identifier: GPL-3.0-or-later
#include "scope_options.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>

#include <fmt/format.h>

#include <moie/base/calendar.h>
#include <moie/base/clock.h>

#include "terminal.h"

namespace moielog {

namespace {

constexpr double mostSecondsAgo = 200 * 366 * 86'400.0;

struct TimeUnit {
    std::string_view name;
    double seconds;
};
constexpr TimeUnit timeUnits[] = {{"s", 1},       {"sec", 1},        {"m", 60},         {"min", 60},
                                  {"h", 3600},    {"d", 86'400},     {"day", 86'400},   {"days", 86'400},
                                  {"w", 604'800}, {"week", 604'800}, {"weeks", 604'800}};

std::optional<moie::Time> parseAgo(std::string_view text, moie::Time now) {
    double count = 0;
    const auto [rest, failure] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (failure != std::errc() || !(count >= 0))
        return std::nullopt;
    const std::string_view name(rest, static_cast<std::size_t>(text.data() + text.size() - rest));
    const auto unit = std::find_if(std::begin(timeUnits), std::end(timeUnits),
                                   [name](const TimeUnit& candidate) { return candidate.name == name; });
    if (unit == std::end(timeUnits) || count * unit->seconds > mostSecondsAgo)
        return std::nullopt;
    return now - moie::Duration(std::llround(count * unit->seconds * 1e9));
}

std::string explainTime(const std::string& text) {
    return fmt::format("'{}' is no time; write it as {}", escaped(text), timeHelp);
}

std::string checkTime(const std::string& text) {
    return parseTime(text, moie::systemClock().now()) ? std::string() : explainTime(text);
}

} // namespace

std::optional<moie::Time> parseTime(std::string_view text, moie::Time now) {
    if (text == "now")
        return now;
    if (text == "today")
        return moie::startOfDay(moie::localDate(now));
    if (text == "yesterday")
        return moie::startOfDay(moie::addDays(moie::localDate(now), -1));
    if (const auto iso = moie::parseIso(text))
        return iso;
    return parseAgo(text, now);
}

std::shared_ptr<ScopeArguments> addScopeOptions(CLI::App& command) {
    const auto arguments = std::make_shared<ScopeArguments>();
    CLI::Option* days = command.add_option("--days", arguments->days, "The last N days up to now");
    days->check(CLI::Range(1e-3, 36500.0))->type_name("N");
    const CLI::Validator isTime(checkTime, "TIME");
    command.add_option("--from", arguments->from, "Turns that open at this time or later")
        ->excludes(days)
        ->check(isTime)
        ->type_name("");
    command.add_option("--to", arguments->to, "Turns that open before this time")
        ->excludes(days)
        ->check(isTime)
        ->type_name("");
    command.add_option("--session", arguments->session, "One session: its id, or the beginning of it")->type_name("ID");
    command.footer(fmt::format("TIME is {}.", timeHelp));
    return arguments;
}

moie::Scope scopeFrom(const ScopeArguments& arguments, moie::Time now) {
    moie::Scope scope;
    scope.session = arguments.session;
    if (arguments.days > 0) {
        scope.range.from = now - moie::Duration(std::llround(arguments.days * 86'400e9));
        scope.range.to = now;
    }
    if (!arguments.from.empty())
        scope.range.from = parseTime(arguments.from, now);
    if (!arguments.to.empty())
        scope.range.to = parseTime(arguments.to, now);
    if (scope.range.from && scope.range.to && *scope.range.from >= *scope.range.to)
        throw CLI::ValidationError("--to", fmt::format("the end ({}) must be later than --from ({})",
                                                       moie::isoLocalWithOffset(*scope.range.to),
                                                       moie::isoLocalWithOffset(*scope.range.from)));
    return scope;
}

bool complainOfUnknownSession(const moie::Snapshot& snapshot, const moie::Scope& scope) {
    const bool known = std::any_of(snapshot.sessions.begin(), snapshot.sessions.end(), [&](const auto& session) {
        return snapshot.name(session->id).starts_with(scope.session);
    });
    if (scope.session.empty() || known)
        return false;
    fmt::print(stderr, "moielog: no session's id begins with '{}'\n", escaped(scope.session));
    return true;
}

} // namespace moielog
