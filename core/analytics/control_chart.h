// SPDX-License-Identifier: MIT
// A control chart of counts: which buckets have more than chance explains (docs/figures.md, "Safety").
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <moie/stats/distribution.h>

namespace moie {

inline constexpr std::size_t leastControlTurns = 20; // of a point; no alarm is given for fewer
inline constexpr double alarmLevel = 0.00135;        // the share of a normal distribution beyond three deviations
inline constexpr double leastDispersion = 1.5;       // from here on counts are taken as beta-binomial

struct Count {
    std::size_t turns = 0;
    std::size_t unsafe = 0; // those with an unsafe evaluation
};

struct ControlPoint {
    std::size_t firstBucket = 0; // of the display buckets that were merged
    std::size_t buckets = 0;
    Count count;
    double expectedShare = notMeasured; // without this point
    double p = notMeasured;             // of so many or more by chance
    // The smallest share that would be an alarm; NaN where none would.
    double alarmFrom = notMeasured;
    bool alarm = false;
};

struct ControlChart {
    std::vector<ControlPoint> points;
    Count previous;                  // of the period before; no turns where there is none
    double dispersion = notMeasured; // Pearson's φ over all points; NaN of fewer than two
};

// `previous` has no turns where there is no period before: then each point is held against the others. Neighbouring
// buckets are merged until they have enough turns; what is left at the end joins the last point.
ControlChart controlChart(std::span<const Count> buckets, const Count& previous);

} // namespace moie
