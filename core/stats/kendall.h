// SPDX-License-Identifier: MIT
// Kendall's rank correlation.
#pragma once

#include <limits>
#include <span>

namespace moie {

struct Kendall {
    double tau = std::numeric_limits<double>::quiet_NaN();
    double p = std::numeric_limits<double>::quiet_NaN();
};

// tau-b, and the two-sided p of its normal approximation with ties taken into account (scipy.stats.kendalltau, method
// asymptotic). The spans are of one length and hold no NaN. NaN where a side is constant; p is NaN under three pairs.
// O(n log n).
Kendall kendall(std::span<const double> x, std::span<const double> y);

} // namespace moie
