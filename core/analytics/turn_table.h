// SPDX-License-Identifier: MIT
// The measures of every turn in a scope, as columns; used by groups.cpp and comparison.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

#include <moie/analytics/groups.h>
#include <moie/analytics/name_slots.h>
#include <moie/analytics/period_tally.h>
#include <moie/analytics/scope_walk.h>

namespace moie {

// Tells which group a turn belongs to, numbered in order of first appearance.
class GroupReader {
public:
    GroupReader(const Snapshot& snapshot, GroupKey key);

    std::uint32_t groupOf(const SelectedTurn& selected);
    const std::vector<GroupName>& names() const { return m_names; }
    std::size_t turnsLeftOut() const { return m_turnsLeftOut; }

private:
    GroupName nameOf(const SelectedTurn& selected);
    std::int32_t hourOf(Time time);

    const Snapshot& m_snapshot;
    GroupKey m_key;
    std::vector<GroupName> m_names;
    // The local hour that was asked for last: neighbouring turns mostly share it.
    Time m_hourFrom = unknownTime;
    Time m_hourTo = unknownTime;
    std::int32_t m_hour = 0;
    std::size_t m_turnsLeftOut = 0;
};

// One row a turn of the range. Those that the filter does not match have values of rates alone: 0.
struct TurnTable {
    Period period;
    std::vector<bool> matches;
    std::vector<Time> opened;
    std::vector<Verdict> verdicts;
    std::vector<std::uint32_t> sittings;
    std::vector<std::uint32_t> groups; // empty without a reader; NameSlots::none beyond mostGroups
    std::array<std::vector<double>, measureCount> values;

    std::size_t size() const { return opened.size(); }
    // Of the rows, those that the filter matches.
    std::vector<std::uint32_t> matchingOf(std::span<const std::uint32_t> rows) const;
    // Sums by sitting over the rows; sittings without any are left out.
    std::vector<SittingSum> sumsOf(Measure measure, std::span<const std::uint32_t> rows) const;
    std::vector<double> valuesOf(Measure measure, std::span<const std::uint32_t> rows) const;
};

TurnTable turnTable(const Snapshot& snapshot, const Scope& scope, const std::stop_token& stop,
                    GroupReader* reader = nullptr);

// Of the group and of others, corrected over all that are given.
void correctTogether(std::span<std::array<Difference, measureCount>> differences);

Quantity quantityOf(Measure measure);

} // namespace moie
