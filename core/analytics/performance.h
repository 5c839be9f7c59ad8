// SPDX-License-Identifier: MIT
// The figures of the Performance page and of the performance report: one pass over the turns of a scope.
#pragma once

#include <array>
#include <optional>
#include <stop_token>
#include <vector>

#include <moie/analytics/overview.h>
#include <moie/analytics/scope_walk.h>

namespace moie {

inline constexpr std::size_t mostOperations = 200; // distinct operations, models, … beyond are left out and counted
inline constexpr std::size_t heatBinsPerDecade = 4;
inline constexpr std::size_t mostSlowTurns = 20;

struct OperationFigures {
    NameId name{};
    Distribution seconds;
    Trend trend;
};

struct QualityFigures {
    NameId metric{};
    Distribution values;
};

struct ModelFigures {
    NameId name{};
    std::size_t runs = 0;
    Distribution inferenceSeconds;
    Distribution tokensPerSecond;
    std::vector<QualityFigures> quality; // in order of first appearance
};

struct ResourceSeries {
    Distribution distribution;
    BandSeries series;
};

// Response times by bucket and duration: counts[bucket * bins + bin], bin i from edges[i] to edges[i + 1] seconds.
struct HeatMap {
    std::vector<double> edges; // grow by the same factor; empty where there is no response time
    std::vector<std::uint32_t> counts;

    std::size_t bins() const { return edges.empty() ? 0 : edges.size() - 1; }
};

struct TurnPart {
    NameId operation{};
    double seconds = notMeasured;
};

struct SlowTurn {
    Time opened = unknownTime;
    SessionIndex session{};
    std::size_t number = 0; // in its session, from 1
    EntryId opening = noEntry;
    double seconds = notMeasured;
    Verdict verdict = Verdict::Unanswered;
    std::vector<TurnPart> parts; // operations that were timed in it
};

struct ErrorCount {
    NameId text{};
    std::size_t count = 0;
    Time last = unknownTime;
};

struct PerformanceFigures {
    Period period;
    Distribution responseSeconds; // failed turns have none
    Estimate responseMean;
    Trend responseTrend;
    std::size_t failed = 0;
    Estimate failedShare;                     // of the range's turns, whatever the filter
    std::vector<OperationFigures> operations; // most timings first
    std::vector<ModelFigures> models;         // most runs first
    std::size_t namesLeftOut = 0;             // operations and models beyond mostOperations
    ResourceSeries cpuPercent;
    ResourceSeries memoryMb;
    ResourceSeries gpuPercent;
    std::vector<SlowTurn> slowest;
    std::vector<ErrorCount> errors; // most first
    Buckets buckets;
    PercentileSeries responseSeries;
    std::vector<std::size_t> turnSeries; // the range's turns by bucket, and those in scope that failed
    std::vector<std::size_t> failedSeries;
    HeatMap heat;
};

struct PerformanceOptions {
    std::size_t mostBuckets = 40; // see OverviewOptions
    bool trends = true;           // what grows faster than the turns
};

// Cancelled by the token: returns what it has, which the caller throws away.
PerformanceFigures performanceFigures(const Snapshot& snapshot, const Scope& scope, std::stop_token stop = {},
                                      const PerformanceOptions& options = {});

} // namespace moie
