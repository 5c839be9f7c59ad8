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
        // All that stands behind is not smaller, so the next one up is the least of it.
        const double upper = *std::min_element(settled, values.end());
        // Interpolated from the nearer side, as numpy does, so that the figures agree to the last digit.
        const double distance = upper - lower;
        results[i] = fraction < 0.5 ? lower + distance * fraction : upper - distance * (1 - fraction);
    }
}

double sumOf(std::span<const double> values) {
    // Pairwise, in the order in which numpy adds: the error grows with log n, and eight sums run side by side.
    constexpr std::size_t lanes = 8;
    constexpr std::size_t block = 128;
    if (values.size() > block) {
        const std::size_t half = values.size() / 2 / lanes * lanes;
        return sumOf(values.first(half)) + sumOf(values.subspan(half));
    }
    double sum = 0;
    std::size_t done = 0;
    if (values.size() >= lanes) {
        std::array<double, lanes> sums;
        std::copy_n(values.begin(), lanes, sums.begin());
        for (done = lanes; done + lanes <= values.size(); done += lanes)
            for (std::size_t lane = 0; lane < lanes; ++lane)
                sums[lane] += values[done + lane];
        sum = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
    }
    for (; done < values.size(); ++done)
        sum += values[done];
    return sum;
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
