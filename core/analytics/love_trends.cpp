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

SittingSeries loveSeriesOf(const SittingSums& sums, std::size_t measure, std::size_t quantity) {
    SittingSeries series = sums.seriesOf(measure);
    series.question.scale = loveScale(quantity);
    return series;
}

std::array<Trend, loveQuantityCount> loveTrends(const LoveSeries& series) {
    std::vector<TrendQuestion> questions;
    for (const auto& some : series)
        if (some)
            questions.push_back(some->question);
    const std::vector<Trend> found = trendsOf(questions);
    std::array<Trend, loveQuantityCount> trends;
    std::size_t next = 0;
    for (std::size_t i = 0; i < loveQuantityCount; ++i)
        if (series[i])
            trends[i] = found[next++];
    return trends;
}

} // namespace moie
