// SPDX-License-Identifier: GPL-3.0-or-later
// What the Compare page holds against each other, and the answer to it. Plain values: made on the query pool.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <moie/analytics/comparison.h>
#include <moie/analytics/evolution.h>
#include <moie/store/snapshot.h>

namespace moie::ui {

// Each choice that is left open takes what is most likely meant: the answer says what was taken.
struct CompareChoice {
    enum class By : unsigned char { Periods, Sessions, Groups, Moment };
    enum class Against : unsigned char { JustBefore, WeekBefore, AllBefore, Custom };

    By by = By::Periods;
    // Periods: the scope's range against …
    Against against = Against::JustBefore;
    TimeRange custom;
    // Sessions, by their whole id: the newest one, and the one before.
    std::string session;
    std::string otherSession;
    // Groups: the largest, and the one after.
    GroupKey key = GroupKey::Model;
    std::optional<GroupName> group;
    std::optional<GroupName> otherGroup;
    // Before and after: the latest marker, else the latest change. As far as the scope goes, or a span to either side.
    std::optional<Time> moment;
    std::optional<Duration> span;

    bool swapped = false;

    friend bool operator==(const CompareChoice&, const CompareChoice&) = default;
};

inline constexpr std::size_t mostCompareChoices = 200; // of sessions and events: the newest

struct CompareAnswer {
    CompareChoice choice; // with all that was left open
    // Periods of a scope that is open at its start: nothing lies before it, so that its later half stands against its
    // earlier half.
    bool halves = false;
    ComparedScope own;
    ComparedScope other;
    bool complete = false; // both sides are there; else there is nothing to compare with
    // Second: what is looked at, first: what it is held against.
    Comparison comparison;

    // What can be chosen.
    std::vector<SessionIndex> sessions; // with turns, the newest first
    std::vector<GroupSize> groups;      // most turns first
    std::vector<EvolutionEvent> events; // markers first, then the newest first
    std::vector<moie::Marker> markers;

    const ComparedScope& looked() const { return choice.swapped ? other : own; }
    const ComparedScope& against() const { return choice.swapped ? own : other; }
};

CompareAnswer compareChosen(const Snapshot& snapshot, const Scope& scope, const CompareChoice& choice,
                            const std::vector<moie::Marker>& markers, std::stop_token stop);

} // namespace moie::ui
