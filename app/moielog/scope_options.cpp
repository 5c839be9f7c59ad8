// SPDX-License-Identifier: GPL-3.0-or-later
#include "scope_options.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <fmt/format.h>

#include <moie/base/calendar.h>
#include <moie/base/clock.h>
#include <moie/query/filter.h>
#include <moie/query/matching.h>
#include <moie/query/time_text.h>
#include <moie/query/vocabulary.h>

#include "terminal.h"

namespace moielog {

namespace {

std::string explainTime(const std::string& text) {
    return fmt::format("'{}' is no time; write it as {}", escaped(text), moie::timeTextHelp);
}

std::string checkTime(const std::string& text) {
    return moie::parseTimeText(text, moie::systemClock().now()) ? std::string() : explainTime(text);
}

std::string checkFilter(const std::string& text) {
    const auto filter = moie::parseFilter(text, moie::systemClock().now());
    return filter ? std::string() : "the filter cannot be read:\n" + moie::explainFilterError(text, filter.error());
}

} // namespace

std::shared_ptr<ScopeArguments> addScopeOptions(CLI::App& command) {
    const auto arguments = std::make_shared<ScopeArguments>();
    CLI::Option* days = command.add_option("--days", arguments->days, "The last N days up to now");
    days->check(CLI::Validator([](const std::string& text) { return moie::daysProblem(text); }, ""))->type_name("N");
    const CLI::Validator isTime(checkTime, "");
    command.add_option("--from", arguments->from, "Turns that open at this time or later")
        ->excludes(days)
        ->check(isTime)
        ->type_name("TIME");
    command.add_option("--to", arguments->to, "Turns that open before this time")
        ->excludes(days)
        ->check(isTime)
        ->type_name("TIME");
    command.add_option("--session", arguments->session, "One session: its id, or the beginning of it")->type_name("ID");
    const CLI::Validator isFilter(checkFilter, "FILTER");
    command
        .add_option("--filter", arguments->filter,
                    "Turns that match, such as 'turn:unsafe or severity>0.5' (see query)")
        ->check(isFilter)
        ->type_name("F");
    command.footer(fmt::format("TIME is {}.", moie::timeTextHelp));
    return arguments;
}

moie::Scope scopeFrom(const ScopeArguments& arguments, moie::Time now) {
    moie::Scope scope;
    scope.session = arguments.session;
    scope.filter = arguments.filter;
    if (arguments.days > 0) {
        scope.range.from = now - moie::Duration(std::llround(arguments.days * 86'400e9));
        scope.range.to = now;
    }
    if (!arguments.from.empty())
        scope.range.from = moie::parseTimeText(arguments.from, now);
    if (!arguments.to.empty())
        scope.range.to = moie::parseTimeText(arguments.to, now);
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

moie::Filter filterFrom(const std::string& text, moie::Time now) {
    auto filter = moie::parseFilter(text, now);
    if (!filter)
        throw CLI::ValidationError("FILTER",
                                   "the filter cannot be read:\n" + moie::explainFilterError(text, filter.error()));
    return std::move(*filter);
}

void remarkOnUnknownNames(const moie::Snapshot& snapshot, const moie::Filter& filter) {
    moie::Vocabulary vocabulary = moie::vocabularyOf(snapshot);
    const bool hasPaths = std::any_of(filter.terms.begin(), filter.terms.end(), [](const moie::FilterTerm& term) {
        return term.field == moie::FilterField::Path;
    });
    if (hasPaths)
        vocabulary.paths = moie::pathsIn(snapshot);
    for (const moie::FilterError& remark : moie::unknownNames(filter, vocabulary))
        fmt::print(stderr, "moielog: {}{}\n", escaped(remark.text),
                   remark.suggestion.empty() ? "" : "; did you mean " + escaped(remark.suggestion) + "?");
}

bool complainOfUnsearched(std::uint64_t unread, const std::vector<moie::Error>& problems) {
    for (const moie::Error& problem : problems)
        complain(problem);
    if (unread > 0)
        fmt::print(stderr, "moielog: {} entries could not be searched\n", grouped(unread));
    return unread > 0;
}

bool answerFilter(const moie::Snapshot& snapshot, moie::Scope& scope, moie::Time now) {
    if (scope.filter.empty())
        return true;
    const moie::Filter filter = filterFrom(scope.filter, now);
    remarkOnUnknownNames(snapshot, filter);
    const moie::TurnMatches matches = moie::matchTurns(snapshot, filter, scope);
    scope.filtered = matches.turns;
    return !complainOfUnsearched(matches.unread, matches.problems);
}

} // namespace moielog
