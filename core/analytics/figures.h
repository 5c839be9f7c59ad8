// SPDX-License-Identifier: MIT
// The plain values that analytics returns. NaN stands for "nothing to measure". docs/figures.md defines each figure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <moie/stats/distribution.h>
#include <moie/stats/estimate.h>

namespace moie {

// Said of a trend only where it is more than noise, see trend.h.
enum class Direction : std::uint8_t { TooFew, Stable, Improving, Worsening };
std::string_view toString(Direction direction); // "too_few", "stable", …

struct Trend {
    Direction direction = Direction::TooFew;
    double slopePerDay = notMeasured;
    double low = notMeasured;
    double high = notMeasured;
    double p = notMeasured; // after Holm
    std::size_t sittings = 0;
};

} // namespace moie
