// SPDX-License-Identifier: MIT
// Theil and Sen's slope: the median of the slopes between all pairs of points.
#pragma once

#include <limits>
#include <span>

namespace moie {

struct Slope {
    double value = std::numeric_limits<double>::quiet_NaN();
    double low = std::numeric_limits<double>::quiet_NaN(); // 95 % interval after Sen (1968)
    double high = std::numeric_limits<double>::quiet_NaN();
};

// The same as scipy.stats.theilslopes(y, x, 0.95). The spans are of one length and hold no NaN. NaN where there are not
// two different x. About O(n log n), with a fixed seed for what is drawn by chance; n² in time where most slopes are
// equal to the last digit, as between means that are mostly 0.
Slope theilSen(std::span<const double> x, std::span<const double> y);

} // namespace moie
