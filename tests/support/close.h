// SPDX-License-Identifier: GPL-3.0-or-later
// Comparison of computed figures with reference values.
#pragma once

#include <cmath>
#include <cstdio>

#include <algorithm>

// Equal up to rounding; NaN equals NaN alone.
inline bool isClose(double value, double reference, double tolerance = 1e-12) {
    if (std::isnan(value) || std::isnan(reference))
        return std::isnan(value) && std::isnan(reference);
    const bool close = std::abs(value - reference) <= tolerance * std::max(1.0, std::abs(reference));
    if (!close)
        std::fprintf(stderr, "%.17g instead of %.17g\n", value, reference);
    return close;
}
