// SPDX-License-Identifier: MIT
// Where the level of a series of means shifts (docs/figures.md, "More than noise?").
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <moie/stats/distribution.h>

namespace moie {

inline constexpr std::size_t leastSegment = 3;             // points between two changes
inline constexpr std::size_t leastForChangePoints = 20;    // fewer points: no statement
inline constexpr std::size_t mostChangePointPoints = 1000; // of more, neighbours are averaged: the time is quadratic

// The first index of each segment but the first, in the partition of least cost: the squared distances from the
// segments' means, plus the penalty for each change. PELT (Killick, Fearnhead and Eckley 2012), exact. No value is NaN.
std::vector<std::size_t> leastCostChanges(std::span<const double> values, double penalty);

// A shift between the point `index − 1` and the point `index`.
struct ChangePoint {
    std::size_t index = 0;
    double before = notMeasured; // mean of the segment that ends there
    double after = notMeasured;
};

// How much a point scatters, as far as it matters to means of neighbours: the variance of independent points that would
// make means of long runs as uncertain as these are. From the successive differences, so that shifts count little;
// corrected for the lag-1 autocorrelation around the line of that slope. At least (0.01 scale)².
double longRunVariance(std::span<const double> x, std::span<const double> y, double scale, double slope);

// Points in order of x, NaN-free and of one length; `slope` is Theil and Sen's. Empty under leastForChangePoints, and
// where a straight line explains the series as well (BIC).
std::vector<ChangePoint> changePoints(std::span<const double> x, std::span<const double> y, double scale, double slope);

} // namespace moie
