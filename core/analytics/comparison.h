// SPDX-License-Identifier: MIT
// Two scopes side by side: periods, sessions, models, before and after a marker.
#pragma once

#include <array>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

#include <moie/analytics/groups.h>
#include <moie/analytics/overview.h>

namespace moie {

// The turns of a scope, or those of one group among them.
struct ComparedScope {
    struct Only {
        GroupKey key = GroupKey::Model;
        GroupName name;
    };
    Scope scope;
    std::optional<Only> only;
};

struct ComparedSide {
    Period period; // of the scope, with all its turns
    // Of the scope or its group: in the range, which rates are of, and those of them that the filter matches.
    std::size_t turnsInRange = 0;
    std::size_t turns = 0;
    std::size_t judged = 0;
    std::array<std::size_t, verdictCount> verdicts{};
    std::array<Distribution, measureCount> distributions; // by Measure
    Buckets buckets;
    std::array<BandSeries, componentCount> love;
    BandSeries magnitude;
    PercentileSeries responseTime;
    BandSeries unsafeReplies; // mean: share of the range's judged turns, whatever the filter
    std::array<std::vector<std::size_t>, verdictCount> verdictSeries;
};

struct Comparison {
    ComparedSide first;
    ComparedSide second;
    std::array<Difference, measureCount> differences; // second less first, corrected together
};

// A scope's turns before and after something, such as a marker of the user's.
std::pair<ComparedScope, ComparedScope> beforeAndAfter(const Scope& scope, Time moment);

// Whether a larger value of it is better.
bool isHigherBetter(Measure measure);

// Cancelled by the token: returns what it has, which the caller throws away.
Comparison compare(const Snapshot& snapshot, const ComparedScope& first, const ComparedScope& second,
                   std::stop_token stop = {}, std::size_t mostBuckets = 40);

// The groups that a scope's turns fall into, most turns first.
struct GroupSize {
    GroupName name;
    std::size_t turns = 0;
};
std::vector<GroupSize> groupSizes(const Snapshot& snapshot, const Scope& scope, GroupKey key,
                                  const std::stop_token& stop = {});

} // namespace moie
