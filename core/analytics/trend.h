// SPDX-License-Identifier: MIT
// Whether a metric rises or falls over the sittings of a period (docs/figures.md, "More than noise?").
#pragma once

#include <span>
#include <vector>

#include <moie/analytics/figures.h>

namespace moie {

inline constexpr std::size_t leastTrendSittings = 8;  // fewer: a slope without an interval or a statement
inline constexpr double leastTurnsOfTrendSitting = 3; // a sitting with fewer turns has no mean worth a point
inline constexpr double leastTrendOfScale = 0.01;     // a smaller change over the range is called stable

// A metric by sitting: the sittings' mid times in days from any start, and their means, NaN-free and of one length.
struct TrendQuestion {
    std::vector<double> days;
    std::vector<double> means;
    double scale = 1; // the metric's largest sensible value
    bool higherIsBetter = true;
};

// One trend for each question, their p-values corrected together.
std::vector<Trend> trendsOf(std::span<const TrendQuestion> questions);

} // namespace moie
