// SPDX-License-Identifier: MIT
#include <moie/stats/distribution.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace moie {

void percentilesOf(std::span<double> values, std::span<const double> shares, std::span<double> results) {
    if (values.empty()) {
        std::fill(results.begin(), results.end(), notMeasured);
        return;
    }
    // All before `settled` is in its final place or smaller, so that each selection looks at the rest alone.
    auto settled = values.begin();
    const auto select = [&](std::size_t rank) {
        const auto place = values.begin() + static_cast<std::ptrdiff_t>(rank);
        if (place >= settled) {
            std::nth_element(settled, place, values.end());
            settled = place + 1;
        }
        return *place;
    };
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const double position = shares[i] * static_cast<double>(values.size() - 1);
        const auto rank = static_cast<std::size_t>(position);
        const double fraction = position - static_cast<double>(rank);
        const double lower = select(rank);
        if (fraction == 0) {
            results[i] = lower;
            continue;
        }
        // The next one up is the least of those behind; leaving it where nth_element put it keeps the ranges valid.
        const double upper = select(rank + 1);
        // Interpolated from the nearer side, as numpy does, so that the figures agree to the last digit.
        const double distance = upper - lower;
        results[i] = fraction < 0.5 ? lower + distance * fraction : upper - distance * (1 - fraction);
    }
}

double sumOf(std::span<const double> values) {
    // Neumaier's compensated summation.
    double sum = 0;
    double lost = 0;
    for (const double value : values) {
        const double next = sum + value;
        lost += std::abs(sum) >= std::abs(value) ? (sum - next) + value : (value - next) + sum;
        sum = next;
    }
    return sum + lost;
}

double meanOf(std::span<const double> values) {
    if (values.empty())
        return notMeasured;
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    return std::clamp(sumOf(values) / static_cast<double>(values.size()), *least, *most);
}

Distribution distributionOf(std::span<double> values) {
    const auto end = std::remove_if(values.begin(), values.end(), [](double value) { return std::isnan(value); });
    values = values.first(static_cast<std::size_t>(end - values.begin()));
    Distribution result;
    result.n = values.size();
    if (values.empty())
        return result;
    result.mean = meanOf(values);
    if (values.size() > 1) {
        double squares = 0;
        for (const double value : values)
            squares += (value - result.mean) * (value - result.mean);
        result.std = std::sqrt(squares / static_cast<double>(values.size() - 1));
    }
    static constexpr std::array<double, 5> shares{0.10, 0.50, 0.90, 0.95, 0.99};
    std::array<double, 5> percentiles{};
    percentilesOf(values, shares, percentiles);
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    result.min = *least;
    result.max = *most;
    result.p10 = percentiles[0];
    result.p50 = percentiles[1];
    result.p90 = percentiles[2];
    if (values.size() >= leastForP95)
        result.p95 = percentiles[3];
    if (values.size() >= leastForP99)
        result.p99 = percentiles[4];
    return result;
}

} // namespace moie
