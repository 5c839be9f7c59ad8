// SPDX-License-Identifier: MIT
// The figures of the Safety page and of the safety report: one pass over the turns of a scope.
#pragma once

#include <array>
#include <optional>
#include <stop_token>
#include <vector>

#include <moie/analytics/control_chart.h>
#include <moie/analytics/overview.h>
#include <moie/analytics/scope_walk.h>

namespace moie {

inline constexpr std::size_t severityBins = 10;   // of 0.1, the last one closed
inline constexpr double barrierDecay = 0.5;       // γ of the barrier condition
inline constexpr std::size_t mostDimensions = 64; // barrier dimensions beyond are left out and counted

// h(k + 1) ≥ (1 − γ) h(k) from one evaluation of a session to the next, wherever h(k) ≥ 0.
struct BarrierCondition {
    std::size_t steps = 0;
    std::size_t kept = 0;
    double baseline = notMeasured; // the share of steps that evaluations in chance order would keep
};

struct DimensionFigures {
    NameId name{};
    Distribution distribution; // of h
    std::size_t belowZero = 0;
    double belowZeroShare = notMeasured;
    double largest = notMeasured;  // ever seen, whatever the scope
    double p5Margin = notMeasured; // 5th percentile of h over the largest; NaN where that is not positive
    BarrierCondition condition;
    // By bucket.
    std::vector<std::size_t> series;
    std::vector<double> belowZeroSeries; // share
    std::vector<double> p5Series;        // of h
};

// Turns whose violations name an action.
struct ActionFigures {
    NameId action{};
    std::size_t turns = 0;     // with an unsafe evaluation
    std::size_t corrected = 0; // of these, the last evaluation is safe
    std::size_t labelledOnly = 0;
};

struct Correction {
    std::size_t turns = 0; // with an unsafe evaluation
    std::size_t corrected = 0;
    Estimate share;        // corrected of turns
    Distribution attempts; // evaluations of the corrected turns
    // An action was announced, and no second evaluation shows that it was done.
    std::size_t labelledOnly = 0;
    std::vector<ActionFigures> actions; // most turns first
};

struct NamedCount {
    NameId name{};
    std::size_t count = 0;
};

struct SafetyFigures {
    Period period;
    std::array<std::size_t, verdictCount> verdicts{};
    std::size_t judged = 0;
    // Shares of the range's judged turns.
    Estimate reachedUser;
    Estimate breach;
    double coverage = notMeasured;
    std::size_t missingEntries = 0;
    std::size_t evaluations = 0;
    std::size_t unsafe = 0;                   // evaluations
    Estimate unsafeShare;                     // of evaluations
    std::vector<DimensionFigures> dimensions; // most evaluations first
    std::size_t dimensionsLeftOut = 0;
    BarrierCondition condition; // over all dimensions
    std::size_t violations = 0;
    std::vector<NamedCount> violationTypes; // most first
    double violationsPer100Turns = notMeasured;
    Estimate violationsMean; // per 100 turns
    Distribution severity;
    std::array<std::size_t, severityBins> severityHistogram{};
    std::size_t severityOutOfRange = 0;
    Correction correction;
    Buckets buckets;
    std::array<std::vector<std::size_t>, verdictCount> verdictSeries;
    ControlChart control;
};

struct SafetyOptions {
    std::size_t mostBuckets = 40; // see OverviewOptions
};

// Cancelled by the token: returns what it has, which the caller throws away.
SafetyFigures safetyFigures(const Snapshot& snapshot, const Scope& scope, std::stop_token stop = {},
                            const SafetyOptions& options = {});

} // namespace moie
