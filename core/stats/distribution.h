// SPDX-License-Identifier: MIT
// How values are distributed: mean, standard deviation and exact percentiles. NaN stands for "no value" everywhere:
// such values are left out, and a figure that cannot be had is NaN.
#pragma once

#include <cstddef>
#include <limits>
#include <span>

namespace moie {

inline constexpr double notMeasured = std::numeric_limits<double>::quiet_NaN();

// n, mean, sample standard deviation (n − 1), extremes and percentiles (linear between order statistics).
// p95 is NaN under n = 20, p99 under n = 100.
struct Distribution {
    std::size_t n = 0;
    double mean = notMeasured;
    double std = notMeasured;
    double min = notMeasured;
    double p10 = notMeasured;
    double p50 = notMeasured;
    double p90 = notMeasured;
    double p95 = notMeasured;
    double p99 = notMeasured;
    double max = notMeasured;
};

inline constexpr std::size_t leastForP95 = 20;
inline constexpr std::size_t leastForP99 = 100;

// Reorders the values, which saves a copy; O(n).
Distribution distributionOf(std::span<double> values);
// With the 5th percentile, too.
Distribution distributionOf(std::span<double> values, double& p5);

// Percentiles at the given shares (0…1, ascending), written to `results`, which is as long as `shares`; numpy's default
// method. Reorders the values, of which none may be NaN; O(n). All NaN where there is no value.
void percentilesOf(std::span<double> values, std::span<const double> shares, std::span<double> results);

// Pairwise, so that rounding errors do not heap up; none of the values is NaN.
double sumOf(std::span<const double> values);
// NaN without values; never outside of their extremes.
double meanOf(std::span<const double> values);

} // namespace moie
