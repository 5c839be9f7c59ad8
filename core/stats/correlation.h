// SPDX-License-Identifier: MIT
// How the columns of a table vary together: correlations and principal components.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include <moie/stats/distribution.h>

namespace moie {

inline constexpr std::size_t correlatedColumns = 5;
using ColumnMatrix = std::array<std::array<double, correlatedColumns>, correlatedColumns>;
using ColumnSpans = std::array<std::span<const double>, correlatedColumns>;

// All figures are over the rows in which no column is NaN.
struct Covariation {
    std::size_t n = 0;
    std::array<double, correlatedColumns> mean{};
    ColumnMatrix covariance{};  // of the sample (n − 1); NaN under two rows
    ColumnMatrix correlation{}; // Pearson's; NaN for a column that is constant but for rounding
};

// The columns are of one length.
Covariation covariationOf(const ColumnSpans& columns);

// Directions of unit length in order of the variance along them, the largest first. The sign of each is such that its
// sum is not negative. All NaN where the covariance has NaN.
struct PrincipalComponents {
    ColumnMatrix directions{};
    std::array<double, correlatedColumns> shares{}; // of the whole variance; NaN where that is 0
};

PrincipalComponents principalComponentsOf(const Covariation& covariation);

} // namespace moie
