// SPDX-License-Identifier: MIT
#include <moie/analytics/control_chart.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include <moie/stats/binomial.h>

namespace moie {

namespace {

std::vector<ControlPoint> mergedBuckets(std::span<const Count> buckets) {
    std::vector<ControlPoint> points;
    ControlPoint open;
    const auto join = [](ControlPoint& point, const ControlPoint& more) {
        point.buckets += more.buckets;
        point.count.turns += more.count.turns;
        point.count.unsafe += more.count.unsafe;
    };
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        if (open.buckets == 0)
            open.firstBucket = i;
        ++open.buckets;
        open.count.turns += buckets[i].turns;
        open.count.unsafe += buckets[i].unsafe;
        if (open.count.turns >= leastControlTurns) {
            points.push_back(open);
            open = {};
        }
    }
    if (open.count.turns > 0) {
        if (points.empty())
            points.push_back(open);
        else
            join(points.back(), open);
    }
    return points;
}

Count sumOf(const std::vector<ControlPoint>& points) {
    Count sum;
    for (const ControlPoint& point : points) {
        sum.turns += point.count.turns;
        sum.unsafe += point.count.unsafe;
    }
    return sum;
}

// Pearson's φ over all points but one: a point that sticks out must not make itself look usual.
double dispersionWithout(const std::vector<ControlPoint>& points, const ControlPoint* left) {
    Count all = sumOf(points);
    std::size_t count = points.size();
    if (left != nullptr) {
        all.turns -= left->count.turns;
        all.unsafe -= left->count.unsafe;
        --count;
    }
    if (count < 2)
        return notMeasured;
    const double share = static_cast<double>(all.unsafe) / static_cast<double>(all.turns);
    double squares = 0;
    for (const ControlPoint& point : points) {
        if (&point == left || !(share > 0 && share < 1))
            continue;
        const auto n = static_cast<double>(point.count.turns);
        const double distance = static_cast<double>(point.count.unsafe) - n * share;
        squares += distance * distance / (n * share * (1 - share));
    }
    return squares / static_cast<double>(count - 1);
}

// The smallest count of n that chance reaches too rarely; n + 1 where none is.
std::size_t alarmCount(std::size_t n, double a, double b) {
    std::size_t usual = 0;
    std::size_t alarm = n + 1;
    while (alarm - usual > 1) {
        const std::size_t middle = usual + (alarm - usual) / 2;
        (betaBinomialTail(middle, n, a, b) < alarmLevel ? alarm : usual) = middle;
    }
    return alarm;
}

} // namespace

ControlChart controlChart(std::span<const Count> buckets, const Count& previous) {
    ControlChart chart;
    chart.points = mergedBuckets(buckets);
    chart.previous = previous;
    const Count all = sumOf(chart.points);
    chart.dispersion = dispersionWithout(chart.points, nullptr);
    const double meanTurns =
        static_cast<double>(all.turns) / static_cast<double>(std::max<std::size_t>(chart.points.size(), 1));
    for (ControlPoint& point : chart.points) {
        const Count reference =
            previous.turns > 0 ? previous : Count{all.turns - point.count.turns, all.unsafe - point.count.unsafe};
        if (reference.turns == 0)
            continue;
        const auto n = static_cast<double>(reference.turns);
        const auto unsafe = static_cast<double>(reference.unsafe);
        point.expectedShare = unsafe / n;
        // The expected share is itself known from so many turns only: a beta distribution after Jeffreys. Where counts
        // scatter more than binomial ones, turns say less: φ = 1 + (n − 1)ρ, and the shapes' sum is at most 1/ρ − 1.
        const double dispersion = dispersionWithout(chart.points, &point);
        const double mostShapes = dispersion > leastDispersion ? std::max((meanTurns - 1) / (dispersion - 1) - 1, 1e-3)
                                                               : std::numeric_limits<double>::infinity();
        const double shapes = 1 / (1 / (n + 1) + 1 / mostShapes);
        const double share = (unsafe + 0.5) / (n + 1);
        const double a = share * shapes;
        const double b = (1 - share) * shapes;
        point.p = betaBinomialTail(point.count.unsafe, point.count.turns, a, b);
        if (point.count.turns < leastControlTurns)
            continue;
        point.alarm = point.p < alarmLevel;
        if (const std::size_t alarm = alarmCount(point.count.turns, a, b); alarm <= point.count.turns)
            point.alarmFrom = static_cast<double>(alarm) / static_cast<double>(point.count.turns);
    }
    return chart;
}

} // namespace moie
