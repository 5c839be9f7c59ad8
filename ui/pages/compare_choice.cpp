// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare_choice.h"

#include <algorithm>
#include <chrono>
#include <tuple>
#include <utility>

#include <moie/analytics/session_list.h>

namespace moie::ui {
namespace {

constexpr std::size_t mostComparedBuckets = 24; // seven days by the day
constexpr Duration week = std::chrono::hours(7 * 24);

// From the first to the last entry of the scope's sessions, within its range. Both ends are set where there is any.
TimeRange extentOf(const Snapshot& snapshot, const Scope& scope) {
    TimeRange extent;
    for (const SessionIndex i : sessionsInScope(snapshot, scope)) {
        const Session& session = *snapshot.sessions[index(i)];
        extent.from = extent.from ? std::min(*extent.from, session.first) : session.first;
        extent.to = extent.to ? std::max(*extent.to, session.last + Duration(1)) : session.last + Duration(1);
    }
    if (!extent.from)
        return extent;
    return {scope.range.from.value_or(*extent.from), scope.range.to.value_or(*extent.to)};
}

// The moment with as many turns before as after it; at a midnight, so that no day is on both sides, where that leaves
// a quarter on each. Not the middle of the time: a turn of a wrong clock may lie years away.
Time middleOf(const Snapshot& snapshot, const Scope& scope, const TimeRange& extent, const std::stop_token& stop) {
    std::vector<Time> opened;
    forEachTurn(snapshot, scope, stop, [&](const SelectedTurn& selected) { opened.push_back(selected.turn->opened); });
    if (opened.size() < 2)
        return *extent.from + (*extent.to - *extent.from) / 2;
    const auto middle = opened.begin() + static_cast<std::ptrdiff_t>(opened.size() / 2);
    std::nth_element(opened.begin(), middle, opened.end());
    const Time midnight = startOfDay(localDate(*middle));
    const auto before = static_cast<std::size_t>(
        std::count_if(opened.begin(), opened.end(), [&](Time time) { return time < midnight; }));
    return 4 * before >= opened.size() ? midnight : *middle;
}

std::string idOf(const Snapshot& snapshot, SessionIndex session) {
    return std::string(snapshot.name(snapshot.sessions[index(session)]->id));
}

void choosePeriods(const Snapshot& snapshot, const Scope& scope, const std::stop_token& stop, CompareAnswer& answer) {
    const TimeRange extent = extentOf(snapshot, scope);
    answer.own.scope = scope;
    answer.other.scope = scope;
    if (!extent.from)
        return;
    answer.complete = true;
    if (answer.choice.against == CompareChoice::Against::Custom) {
        answer.other.scope = scope.during(answer.choice.custom);
        return;
    }
    if (!scope.range.from) {
        const Time middle = middleOf(snapshot, scope, extent, stop);
        answer.halves = true;
        answer.own.scope = scope.during({middle, scope.range.to});
        answer.other.scope = scope.during({std::nullopt, middle});
        return;
    }
    const Time from = *scope.range.from;
    const Duration length = *extent.to - from;
    switch (answer.choice.against) {
    case CompareChoice::Against::JustBefore: answer.other.scope = scope.during({from - length, from}); break;
    case CompareChoice::Against::WeekBefore: answer.other.scope = scope.during({from - week, *extent.to - week}); break;
    case CompareChoice::Against::AllBefore:
    case CompareChoice::Against::Custom: answer.other.scope = scope.during({std::nullopt, from}); break;
    }
}

void chooseSessions(const Snapshot& snapshot, const Scope& scope, CompareAnswer& answer) {
    Scope all = scope;
    all.session.clear();
    answer.sessions = newestSessions(snapshot, all, mostCompareChoices);
    CompareChoice& choice = answer.choice;
    const auto firstThat = [&](const auto& fits) {
        for (const SessionIndex i : answer.sessions)
            if (const std::string id = idOf(snapshot, i); fits(id))
                return id;
        return std::string();
    };
    if (choice.session.empty())
        choice.session = firstThat([&](const std::string& id) { return id.starts_with(scope.session); });
    if (choice.otherSession.empty() || choice.otherSession == choice.session)
        choice.otherSession = firstThat([&](const std::string& id) { return id != choice.session; });
    answer.own.scope = all;
    answer.own.scope.session = choice.session;
    answer.other.scope = all;
    answer.other.scope.session = choice.otherSession;
    answer.complete = !choice.session.empty() && !choice.otherSession.empty();
}

void chooseGroups(const Snapshot& snapshot, const Scope& scope, const std::stop_token& stop, CompareAnswer& answer) {
    CompareChoice& choice = answer.choice;
    answer.groups = groupSizes(snapshot, scope, choice.key, stop);
    const auto isThere = [&](const std::optional<GroupName>& name) {
        return name && std::any_of(answer.groups.begin(), answer.groups.end(),
                                   [&](const GroupSize& group) { return group.name == *name; });
    };
    const auto firstOtherThan = [&](const std::optional<GroupName>& taken) -> std::optional<GroupName> {
        for (const GroupSize& group : answer.groups)
            if (!taken || group.name != *taken)
                return group.name;
        return std::nullopt;
    };
    if (!isThere(choice.group))
        choice.group = firstOtherThan(isThere(choice.otherGroup) ? choice.otherGroup : std::nullopt);
    if (!isThere(choice.otherGroup) || choice.otherGroup == choice.group)
        choice.otherGroup = firstOtherThan(choice.group);
    answer.own.scope = scope;
    answer.other.scope = scope;
    answer.complete = choice.group && choice.otherGroup;
    if (!answer.complete)
        return;
    answer.own.only = {choice.key, *choice.group};
    answer.other.only = {choice.key, *choice.otherGroup};
}

void chooseMoment(const Snapshot& snapshot, const Scope& scope, const std::vector<moie::Marker>& markers,
                  const std::stop_token& stop, CompareAnswer& answer) {
    EvolutionOptions options;
    options.markers = markers;
    options.kindEffects = false;
    EvolutionFigures figures = evolutionFigures(snapshot, scope, stop, options);
    const Period period = figures.period;
    std::reverse(figures.timeline.begin(), figures.timeline.end());
    const auto isMarker = [](const EvolutionEvent& event) { return event.kind == EvolutionKind::Marker; };
    std::stable_partition(figures.timeline.begin(), figures.timeline.end(), isMarker);
    if (figures.timeline.size() > mostCompareChoices)
        figures.timeline.resize(mostCompareChoices);
    answer.events = std::move(figures.timeline);
    answer.markers = markers;
    CompareChoice& choice = answer.choice;
    if (!choice.moment && !answer.events.empty()) {
        const auto isBetweenTurns = [&](const EvolutionEvent& event) {
            return event.time > period.firstTurn && event.time <= period.lastTurn;
        };
        const auto found = std::find_if(answer.events.begin(), answer.events.end(), isBetweenTurns);
        choice.moment = (found == answer.events.end() ? answer.events.front() : *found).time;
    }
    answer.own.scope = scope;
    answer.other.scope = scope;
    if (!choice.moment)
        return;
    const Time moment = *choice.moment;
    Scope around = scope;
    if (choice.span) {
        const Time from = moment - *choice.span;
        const Time to = moment + *choice.span;
        around.range = {std::max(from, scope.range.from.value_or(from)), std::min(to, scope.range.to.value_or(to))};
    }
    std::tie(answer.other, answer.own) = beforeAndAfter(around, moment);
    answer.complete = true;
}

} // namespace

CompareAnswer compareChosen(const Snapshot& snapshot, const Scope& scope, const CompareChoice& choice,
                            const std::vector<moie::Marker>& markers, std::stop_token stop) {
    CompareAnswer answer;
    answer.choice = choice;
    switch (choice.by) {
    case CompareChoice::By::Periods: choosePeriods(snapshot, scope, stop, answer); break;
    case CompareChoice::By::Sessions: chooseSessions(snapshot, scope, answer); break;
    case CompareChoice::By::Groups: chooseGroups(snapshot, scope, stop, answer); break;
    case CompareChoice::By::Moment: chooseMoment(snapshot, scope, markers, stop, answer); break;
    }
    if (answer.complete && !stop.stop_requested())
        answer.comparison = compare(snapshot, answer.against(), answer.looked(), std::move(stop), mostComparedBuckets);
    return answer;
}

} // namespace moie::ui
