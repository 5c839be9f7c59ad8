// SPDX-License-Identifier: MIT
// The same figures for each model, profile, context flag, hour of the day or corrective action.
#pragma once

#include <array>
#include <cstdint>
#include <stop_token>
#include <string_view>
#include <vector>

#include <moie/analytics/period_tally.h>
#include <moie/analytics/scope_walk.h>

namespace moie {

enum class GroupKey : std::uint8_t {
    Model,        // of the turn's last model run
    Profile,      // of its last sampling parameters
    ContextFlags, // those of its message's context that are true
    Hour,         // local, of its opening
    Action,       // announced by its first violation
};
std::string_view toString(GroupKey key); // "model", "profile", …

inline constexpr std::size_t mostGroups = 50; // beyond, turns are left out and counted

// What the turns of a group share: an hour of the day, else a name (NameId{0}: none is given).
struct GroupName {
    NameId name{};
    std::int32_t hour = -1;

    friend bool operator==(const GroupName&, const GroupName&) = default;
};

// Figures by Measure (period_tally.h); entries outside any turn are in none. Rates are of the group's turns in the
// range, whatever the filter.
struct GroupFigures {
    GroupName name;
    std::size_t turnsInRange = 0;
    std::size_t turns = 0; // those of them that the filter matches
    std::array<std::size_t, verdictCount> verdicts{};
    std::array<Distribution, measureCount> distributions;
    std::array<Estimate, measureCount> estimates;
    // Before: all other groups. Corrected over all groups and measures.
    std::array<Difference, measureCount> againstOthers;
};

struct Groups {
    Period period;
    std::vector<GroupFigures> groups; // most turns first; hours in their order
    std::size_t turnsLeftOut = 0;
};

// Cancelled by the token: returns what it has, which the caller throws away.
Groups groupFigures(const Snapshot& snapshot, const Scope& scope, GroupKey key, std::stop_token stop = {});

} // namespace moie
