// SPDX-License-Identifier: MIT
// The trends of love vectors: of the five components, of magnitude and of coherence. They are tested together wherever
// one of them is shown, so that each says the same on every page and in every report.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include <moie/analytics/sitting_sums.h>
#include <moie/schema/facts.h>

namespace moie {

inline constexpr double mostAtBounds = 0.2; // share of turns at a bound up to which a mean's trend says something

// The components come first.
inline constexpr std::size_t magnitudeQuantity = componentCount;
inline constexpr std::size_t coherenceQuantity = componentCount + 1;
inline constexpr std::size_t loveQuantityCount = componentCount + 2;

// The largest possible value: 1, of magnitude √5.
double loveScale(std::size_t quantity);

// The mean component, NaN unless the vector has all five.
double coherenceOf(const LoveVector& vector);

// Shares of values at the ends of a quantity's scale; NaN where there are no values.
struct AtBounds {
    double zero = notMeasured;
    double scale = notMeasured;

    // Neither trend nor change points: a mean that cannot go further says little.
    bool withholdTrend() const { return zero > mostAtBounds || scale > mostAtBounds; }
};
AtBounds atBounds(const std::vector<double>& values, double scale);

// By quantity; nothing where the trend is withheld.
using LoveSeries = std::array<std::optional<SittingSeries>, loveQuantityCount>;

// With the quantity's scale; `measure` is its place in the sums.
SittingSeries loveSeriesOf(const SittingSums& sums, std::size_t measure, std::size_t quantity);

// A quantity whose trend is withheld has the trend of no sittings and takes no part in the correction.
std::array<Trend, loveQuantityCount> loveTrends(const LoveSeries& series);

} // namespace moie
