// SPDX-License-Identifier: MIT
#include <moie/stats/theil_sen.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <moie/stats/pair_slopes.h>
#include <moie/stats/student.h>

namespace moie {

namespace {

// Sen's correction for one side's ties: the sum of t(t − 1)(2t + 5) over groups of equal values.
double tieWeight(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    double weight = 0;
    for (auto first = values.begin(); first != values.end();) {
        const auto end = std::upper_bound(first, values.end(), *first);
        const auto t = static_cast<double>(end - first);
        weight += t * (t - 1) * (2 * t + 5);
        first = end;
    }
    return weight;
}

} // namespace

Slope theilSen(std::span<const double> x, std::span<const double> y) {
    const PairSlopes slopes(x, y);
    Slope result;
    if (slopes.count() == 0)
        return result;
    const auto n = static_cast<double>(slopes.points());
    const auto count = static_cast<double>(slopes.count());
    const double variance = (n * (n - 1) * (2 * n + 5) - tieWeight(slopes.x()) - tieWeight(slopes.y())) / 18;
    const double reach = normalQuantile(0.975) * std::sqrt(std::max(variance, 0.0));
    // Ranks rounded half to even, as numpy rounds.
    const double highest = std::min(std::nearbyint((count + reach) / 2), count - 1);
    const double lowest = std::max(std::nearbyint((count - reach) / 2) - 1, 0.0);
    // Ascending, since `reach` is not negative.
    const std::array<std::uint64_t, 4> ranks{static_cast<std::uint64_t>(lowest), (slopes.count() - 1) / 2,
                                             slopes.count() / 2, static_cast<std::uint64_t>(highest)};
    const std::vector<double> values = slopes.ofRanks(ranks);
    result.value = (values[1] + values[2]) / 2;
    // Sen's variance falls below zero where nearly everything is tied: then there is no interval.
    if (variance >= 0) {
        result.low = values[0];
        result.high = values[3];
    }
    return result;
}

} // namespace moie
