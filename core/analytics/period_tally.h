// SPDX-License-Identifier: MIT
// What the Overview counts of a period, in one pass over its turns; the period before is counted by the same code.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <vector>

#include <moie/analytics/events.h>
#include <moie/analytics/sitting_sums.h>
#include <moie/query/selection.h>
#include <moie/stats/estimate.h>

namespace moie {

// What is summed up by sitting. The first eight are Change::Metric's.
enum class Measure : std::uint8_t {
    Warmth,
    Empathy,
    Safety,
    Understanding,
    Compassion,
    UnsafeReplies, // of judged turns: 1 where an unsafe reply reached the user
    Violations,    // 100 × violations of a turn, so that the mean is that of 100 turns
    ResponseTime,  // seconds
    Magnitude,
};
inline constexpr std::size_t measureCount = 9;
// Sums beside the measures': of what is not compared.
inline constexpr std::size_t coherenceSum = measureCount;
inline constexpr std::size_t breachSum = measureCount + 1; // of judged turns: 1 for a breach
inline constexpr std::size_t tallySumCount = measureCount + 2;

// What is drawn over time, one row a turn that counts.
struct TurnColumns {
    std::vector<Time> opened;
    std::vector<Verdict> verdict;
    std::array<std::vector<double>, componentCount> love;
    std::vector<double> magnitude;
    std::vector<double> coherence;

    std::size_t size() const { return opened.size(); }
    void reserve(std::size_t turns);
};

// Rates are of the turns of the range and session, whatever the filter.
struct PeriodTally {
    std::size_t turnsInRange = 0; // without provisional ones
    std::size_t turns = 0;        // those of them that the filter matches
    std::size_t provisional = 0;
    std::array<std::size_t, verdictCount> verdicts{};
    std::size_t sessions = 0;
    std::size_t missingEntries = 0;
    std::size_t violations = 0;
    std::size_t adaptations = 0; // and learning events
    std::size_t feedback = 0;
    std::size_t checkpoints = 0;
    Time first = unknownTime; // opening of a turn in the range
    Time last = unknownTime;
    SittingSums sittings{tallySumCount}; // by Measure, and those beside them
    std::vector<double> responseSeconds; // one a turn that counts, NaN where it has none

    std::size_t judged() const;
    std::vector<SittingSum> of(Measure measure) const { return sittings.of(static_cast<std::size_t>(measure)); }
};

// `columns` and `events` are filled where they are given. Stopped by the token, the tally is incomplete.
PeriodTally tallyOf(const Snapshot& snapshot, const Scope& scope, const std::stop_token& stop,
                    TurnColumns* columns = nullptr, NewestEvents* events = nullptr);

bool isJudged(Verdict verdict);

// What a turn counts for each measure, NaN where it has no value of it.
std::array<double, measureCount> measuresOf(const Turn& turn, const LoveVector& response, Verdict verdict);

// The same of a turn that the filter does not match: 0 for each rate that it is a possible case of.
std::array<double, measureCount> measuresOfOther(Verdict verdict);

} // namespace moie
