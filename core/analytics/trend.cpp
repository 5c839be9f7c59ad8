// SPDX-License-Identifier: MIT
#include <moie/analytics/trend.h>

#include <algorithm>
#include <array>
#include <cmath>

#include <moie/stats/holm.h>
#include <moie/stats/kendall.h>
#include <moie/stats/theil_sen.h>

namespace moie {

std::string_view toString(Direction direction) {
    static constexpr std::array<std::string_view, 4> names{"too_few", "stable", "improving", "worsening"};
    return names[static_cast<std::size_t>(direction)];
}

namespace {

// All but the direction, which needs the corrected p.
Trend measure(const TrendQuestion& question) {
    Trend trend;
    trend.sittings = question.days.size();
    const Slope slope = theilSen(question.days, question.means);
    trend.slopePerDay = slope.value;
    if (trend.sittings < leastTrendSittings)
        return trend;
    trend.low = slope.low;
    trend.high = slope.high;
    trend.p = kendall(question.days, question.means).p;
    return trend;
}

Direction directionOf(const Trend& trend, const TrendQuestion& question) {
    if (trend.sittings < leastTrendSittings)
        return Direction::TooFew;
    const auto [first, last] = std::minmax_element(question.days.begin(), question.days.end());
    const double change = trend.slopePerDay * (*last - *first);
    if (!(trend.p < significance) || !(std::abs(change) > leastTrendOfScale * question.scale))
        return Direction::Stable;
    return (change > 0) == question.higherIsBetter ? Direction::Improving : Direction::Worsening;
}

} // namespace

std::vector<Trend> trendsOf(std::span<const TrendQuestion> questions) {
    std::vector<Trend> trends;
    std::vector<double> p;
    for (const TrendQuestion& question : questions) {
        trends.push_back(measure(question));
        p.push_back(trends.back().p);
    }
    adjustHolm(p);
    for (std::size_t i = 0; i < trends.size(); ++i) {
        trends[i].p = p[i];
        trends[i].direction = directionOf(trends[i], questions[i]);
    }
    return trends;
}

} // namespace moie
