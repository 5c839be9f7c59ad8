// SPDX-License-Identifier: MIT
#include <moie/stats/change_points.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace moie {

namespace {

// Sums of the first i values, of which the mean was taken off first, and of their squares.
struct PrefixSums {
    std::vector<double> sum{0};
    std::vector<double> squares{0};

    explicit PrefixSums(std::span<const double> values) {
        const double centre = meanOf(values);
        for (const double value : values) {
            const double distance = value - centre;
            sum.push_back(sum.back() + distance);
            squares.push_back(squares.back() + distance * distance);
        }
    }

    double cost(std::size_t first, std::size_t end) const {
        const double total = sum[end] - sum[first];
        return squares[end] - squares[first] - total * total / static_cast<double>(end - first);
    }
};

double medianOf(std::vector<double> values) {
    static constexpr std::array<double, 1> half{0.5};
    std::array<double, 1> result{};
    percentilesOf(values, half, result);
    return result[0];
}

double lagOneAutocorrelation(const std::vector<double>& values) {
    const double centre = meanOf(values);
    double products = 0;
    double squares = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        squares += (values[i] - centre) * (values[i] - centre);
        if (i > 0)
            products += (values[i] - centre) * (values[i - 1] - centre);
    }
    return squares > 0 ? products / squares : 0;
}

double squaresAroundLine(std::span<const double> x, std::span<const double> y) {
    const double meanX = meanOf(x);
    const double meanY = meanOf(y);
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xx += (x[i] - meanX) * (x[i] - meanX);
        xy += (x[i] - meanX) * (y[i] - meanY);
        yy += (y[i] - meanY) * (y[i] - meanY);
    }
    return xx > 0 ? std::max(0.0, yy - xy * xy / xx) : yy;
}

std::vector<double> averagedInGroups(std::span<const double> values, std::size_t group) {
    std::vector<double> means;
    for (std::size_t first = 0; first < values.size(); first += group)
        means.push_back(meanOf(values.subspan(first, std::min(group, values.size() - first))));
    return means;
}

std::vector<ChangePoint> changesAmong(std::span<const double> x, std::span<const double> y, double scale,
                                      double slope) {
    const double variance = longRunVariance(x, y, scale, slope);
    const auto n = static_cast<double>(y.size());
    const std::vector<std::size_t> starts = leastCostChanges(y, 3 * variance * std::log(n));
    if (starts.empty())
        return {};
    const PrefixSums sums(y);
    std::vector<std::size_t> edges{0};
    edges.insert(edges.end(), starts.begin(), starts.end());
    edges.push_back(y.size());
    double squares = 0;
    for (std::size_t i = 0; i + 1 < edges.size(); ++i)
        squares += sums.cost(edges[i], edges[i + 1]);
    // A level for each segment and a place for each change, against intercept and slope.
    const double parameters = static_cast<double>(2 * starts.size() + 1) - 2;
    if (squares + variance * parameters * std::log(n) >= squaresAroundLine(x, y))
        return {};
    std::vector<ChangePoint> points;
    for (std::size_t i = 0; i < starts.size(); ++i)
        points.push_back({starts[i], meanOf(y.subspan(edges[i], edges[i + 1] - edges[i])),
                          meanOf(y.subspan(edges[i + 1], edges[i + 2] - edges[i + 1]))});
    return points;
}

} // namespace

std::vector<std::size_t> leastCostChanges(std::span<const double> values, double penalty) {
    const std::size_t n = values.size();
    if (n < 2 * leastSegment)
        return {};
    const PrefixSums sums(values);
    // best[t]: least cost of the first t values; NaN-free because only reachable starts become candidates.
    std::vector<double> best(n + 1, std::numeric_limits<double>::infinity());
    std::vector<std::size_t> lastStart(n + 1, 0);
    best[0] = -penalty;
    // Starts of the last segment that may still be the best for some later end, and until which end: one that is no
    // better than starting anew at t is out of the question for ends that leave room for a segment after t.
    struct Candidate {
        std::size_t start;
        std::size_t until;
    };
    constexpr std::size_t open = std::numeric_limits<std::size_t>::max();
    std::vector<Candidate> candidates;
    std::vector<double> costs;
    for (std::size_t end = leastSegment; end <= n; ++end) {
        if (best[end - leastSegment] < std::numeric_limits<double>::infinity())
            candidates.push_back({end - leastSegment, open});
        std::erase_if(candidates, [&](const Candidate& candidate) { return end >= candidate.until; });
        costs.resize(candidates.size());
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            costs[i] = best[candidates[i].start] + sums.cost(candidates[i].start, end);
            if (costs[i] + penalty < best[end]) {
                best[end] = costs[i] + penalty;
                lastStart[end] = candidates[i].start;
            }
        }
        for (std::size_t i = 0; i < candidates.size(); ++i)
            if (costs[i] >= best[end])
                candidates[i].until = std::min(candidates[i].until, end + leastSegment);
    }
    std::vector<std::size_t> starts;
    for (std::size_t end = n; lastStart[end] > 0; end = lastStart[end])
        starts.push_back(lastStart[end]);
    std::reverse(starts.begin(), starts.end());
    return starts;
}

double longRunVariance(std::span<const double> x, std::span<const double> y, double scale, double slope) {
    constexpr double normalOverMad = 1.4826; // the standard deviation of a normal distribution, by its MAD
    constexpr double largestAutocorrelation = 0.9;
    const double least = 0.01 * scale * 0.01 * scale;
    if (y.size() < 3)
        return least;
    std::vector<double> steps;
    for (std::size_t i = 1; i < y.size(); ++i)
        steps.push_back(y[i] - y[i - 1]);
    const double centre = medianOf(steps);
    for (double& step : steps)
        step = std::abs(step - centre);
    const double deviation = normalOverMad * medianOf(std::move(steps)) / std::sqrt(2.0);

    std::vector<double> residuals;
    for (std::size_t i = 0; i < y.size(); ++i)
        residuals.push_back(std::isnan(slope) ? y[i] : y[i] - slope * (x[i] - x[0]));
    const double rho = std::clamp(lagOneAutocorrelation(residuals), 0.0, largestAutocorrelation);
    return std::max(least, deviation * deviation / (1 - rho) * (1 + rho) / (1 - rho));
}

std::vector<ChangePoint> changePoints(std::span<const double> x, std::span<const double> y, double scale,
                                      double slope) {
    if (y.size() < leastForChangePoints)
        return {};
    if (y.size() <= mostChangePointPoints)
        return changesAmong(x, y, scale, slope);
    const std::size_t group = (y.size() + mostChangePointPoints - 1) / mostChangePointPoints;
    std::vector<ChangePoint> points =
        changesAmong(averagedInGroups(x, group), averagedInGroups(y, group), scale, slope);
    for (ChangePoint& point : points)
        point.index *= group;
    return points;
}

} // namespace moie
