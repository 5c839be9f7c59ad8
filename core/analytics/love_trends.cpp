// SPDX-License-Identifier: MIT
#include <moie/analytics/love_trends.h>

#include <cmath>

#include <moie/analytics/scope_walk.h>

namespace moie {

double loveScale(std::size_t quantity) {
    return quantity == magnitudeQuantity ? std::sqrt(static_cast<double>(componentCount)) : 1;
}

double coherenceOf(const LoveVector& vector) {
    double sum = 0;
    for (const double value : vector.values)
        sum += value;
    return sum / static_cast<double>(componentCount);
}

AtBounds atBounds(const std::vector<double>& values, double scale) {
    std::size_t n = 0;
    std::size_t atZero = 0;
    std::size_t atScale = 0;
    for (const double value : values) {
        n += std::isnan(value) ? 0 : 1;
        atZero += value <= 0 ? 1 : 0;
        atScale += value >= scale ? 1 : 0;
    }
    return {shareOf(atZero, n), shareOf(atScale, n)};
}

std::array<Trend, loveQuantityCount> loveTrends(const std::array<SittingSeries, loveQuantityCount>& series,
                                                const std::array<bool, loveQuantityCount>& withheld) {
    std::vector<TrendQuestion> questions;
    for (std::size_t i = 0; i < loveQuantityCount; ++i) {
        if (withheld[i])
            continue;
        questions.push_back(series[i].question);
        questions.back().scale = loveScale(i);
    }
    const std::vector<Trend> found = trendsOf(questions);
    std::array<Trend, loveQuantityCount> trends;
    std::size_t next = 0;
    for (std::size_t i = 0; i < loveQuantityCount; ++i)
        if (!withheld[i])
            trends[i] = found[next++];
    return trends;
}

} // namespace moie
