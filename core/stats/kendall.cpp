// SPDX-License-Identifier: MIT
#include <moie/stats/kendall.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <moie/stats/inversions.h>
#include <moie/stats/student.h>

namespace moie {

namespace {

// Sums over groups of t equal values.
struct Ties {
    double pairs = 0;   // t(t − 1)/2
    double triples = 0; // t(t − 1)(t − 2)
    double weight = 0;  // t(t − 1)(2t + 5)

    void add(std::size_t count) {
        const auto t = static_cast<double>(count);
        pairs += t * (t - 1) / 2;
        triples += t * (t - 1) * (t - 2);
        weight += t * (t - 1) * (2 * t + 5);
    }
};

// Of a sequence in which equal elements stand together.
template <typename T>
Ties tiesOf(const std::vector<T>& sorted) {
    Ties ties;
    for (std::size_t first = 0; first < sorted.size();) {
        std::size_t end = first + 1;
        while (end < sorted.size() && sorted[end] == sorted[first])
            ++end;
        ties.add(end - first);
        first = end;
    }
    return ties;
}

} // namespace

Kendall kendall(std::span<const double> x, std::span<const double> y) {
    std::vector<std::pair<double, double>> points(x.size());
    for (std::size_t i = 0; i < x.size(); ++i)
        points[i] = {x[i], y[i]};
    std::sort(points.begin(), points.end());
    std::vector<double> firsts(points.size());
    std::vector<double> seconds(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        firsts[i] = points[i].first;
        seconds[i] = points[i].second;
    }
    const Ties both = tiesOf(points);
    const Ties inX = tiesOf(firsts);
    const auto discordant = static_cast<double>(sortCountingInversions(seconds));
    const Ties inY = tiesOf(seconds);

    const auto n = static_cast<double>(points.size());
    const double pairs = n * (n - 1) / 2;
    Kendall result;
    if (inX.pairs >= pairs || inY.pairs >= pairs)
        return result;
    const double balance = pairs - inX.pairs - inY.pairs + both.pairs - 2 * discordant;
    result.tau = std::clamp(balance / std::sqrt(pairs - inX.pairs) / std::sqrt(pairs - inY.pairs), -1.0, 1.0);
    if (points.size() < 3)
        return result;
    const double ordered = n * (n - 1);
    const double variance = (ordered * (2 * n + 5) - inX.weight - inY.weight) / 18 +
                            2 * inX.pairs * inY.pairs / ordered + inX.triples * inY.triples / (9 * ordered * (n - 2));
    result.p = normalTwoSided(balance / std::sqrt(variance));
    return result;
}

} // namespace moie
