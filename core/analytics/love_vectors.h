// SPDX-License-Identifier: MIT
// The figures of the Love vectors page and of the love-vector report: one pass over the turns of a scope.
#pragma once

#include <array>
#include <stop_token>
#include <vector>

#include <moie/analytics/overview.h>
#include <moie/analytics/scope_walk.h>
#include <moie/analytics/sitting_sums.h>
#include <moie/stats/correlation.h>

namespace moie {

inline constexpr std::size_t loveBins = 20; // of a histogram over the scale
inline constexpr double leastDriftVariance = 1e-4;

// A component, magnitude or coherence over the turns that have it.
struct LoveFigure {
    double scale = 1; // the largest possible value
    Distribution distribution;
    Estimate mean;
    double atZero = notMeasured; // shares of turns at the bounds
    double atScale = notMeasured;
    bool trendWithheld = false; // over mostAtBounds at a bound: neither trend nor shifts
    Trend trend;
    std::vector<Shift> shifts;
    BandSeries series;                             // by bucket
    std::array<std::size_t, loveBins> histogram{}; // bins of scale / loveBins, the last one closed; others left out
};

// Input to response, over turns that have both vectors complete.
struct Steering {
    std::size_t n = 0;
    Estimate meanChange;                                  // of |response − input|
    std::array<Estimate, componentCount> componentChange; // response − input
    // With d = |max(0, target − v)|: 1 − Σd(response) / Σd(input), NaN where no input falls short.
    double deficitClosed = notMeasured;
    Estimate movedNearer; // share of turns with a smaller d
};

struct LoveVectors {
    Period period;
    std::size_t n = 0; // turns with a vector, complete or not
    std::array<LoveFigure, componentCount> components;
    LoveFigure magnitude; // of complete vectors
    LoveFigure coherence; // their mean component
    Estimate meanStep;    // |Δv| between successive vectors of a sitting; n counts steps
    double consistency = notMeasured;
    double driftShare = notMeasured;
    Covariation covariation;
    PrincipalComponents principal;
    Steering steering;
    Buckets buckets;
    // The buckets' mean vectors, as distances from the mean of all along the first two principal components.
    std::array<std::vector<double>, 2> trajectory;
};

enum class VectorSource : std::uint8_t { Response, Input };

struct LoveVectorOptions {
    VectorSource source = VectorSource::Response;
    std::array<double, componentCount> target{0.8, 0.8, 0.9, 0.7, 0.8};
    std::size_t mostBuckets = 40; // see OverviewOptions
    bool trends = true;           // and shifts: what grows faster than the turns
};

// Cancelled by the token: returns what it has, which the caller throws away.
LoveVectors loveVectors(const Snapshot& snapshot, const Scope& scope, std::stop_token stop = {},
                        const LoveVectorOptions& options = {});

} // namespace moie
