// SPDX-License-Identifier: GPL-3.0-or-later
// Invented love-vector figures of four days from 6 November 2026 on, for the tests of what shows them.
#pragma once

#include <chrono>
#include <cmath>

#include <moie/analytics/love_vectors.h>

namespace moie::test {

inline LoveFigure sampleLoveFigure(double scale, double level) {
    LoveFigure f;
    f.scale = scale;
    f.distribution.n = 312;
    f.distribution.mean = level;
    f.distribution.p10 = level - 0.1;
    f.distribution.p50 = level + 0.01;
    f.distribution.p90 = level + 0.15;
    f.mean.value = level;
    f.mean.low = level - 0.02;
    f.mean.high = level + 0.02;
    f.mean.n = 312;
    f.mean.sittings = 24;
    f.atZero = 0.0;
    f.atScale = 0.125;
    f.trend.direction = Direction::Improving;
    f.trend.slopePerDay = 0.031;
    f.trend.low = 0.02;
    f.trend.high = 0.042;
    f.trend.p = 0.004;
    f.trend.sittings = 22;
    f.series.mean = {level - 0.05, level, notMeasured, level + 0.05};
    f.series.p10 = {level - 0.15, level - 0.1, notMeasured, level - 0.05};
    f.series.p90 = {level + 0.05, level + 0.1, notMeasured, level + 0.15};
    f.series.n = {110, 104, 0, 98};
    f.histogram[10] = 200;
    f.histogram[19] = 112;
    return f;
}

// Nothing happened on the third day; warmth shifted at noon of the fourth.
inline LoveVectors sampleLove() {
    LoveVectors f;
    f.buckets.size = {1, BucketUnit::Day};
    for (int day = 0; day <= 4; ++day)
        f.buckets.edges.push_back(startOfDay(addDays({2026, 11, 6}, day)));
    f.period.from = f.buckets.edges.front() + std::chrono::hours(9);
    f.period.to = f.buckets.edges.back() - std::chrono::hours(5);
    f.period.turns = 320;
    f.period.sessions = 12;
    f.n = 312;
    for (std::size_t i = 0; i < componentCount; ++i)
        f.components[i] = sampleLoveFigure(1, 0.6 + 0.05 * static_cast<double>(i));
    f.components[0].shifts.push_back({f.buckets.edges[3] + std::chrono::hours(12), 0.55, 0.71});
    f.components[2].trendWithheld = true;
    f.components[2].trend = {};
    f.magnitude = sampleLoveFigure(std::sqrt(5.0), 1.58);
    f.coherence = sampleLoveFigure(1, 0.704);
    f.meanStep.value = 0.182;
    f.meanStep.low = 0.17;
    f.meanStep.high = 0.194;
    f.meanStep.n = 288;
    f.meanStep.sittings = 24;
    f.consistency = 0.9186;
    f.driftShare = 0.34;
    f.covariation.n = 312;
    for (std::size_t row = 0; row < componentCount; ++row)
        for (std::size_t column = 0; column < componentCount; ++column)
            f.covariation.correlation[row][column] =
                row == column ? 1.0 : 0.5 - 0.2 * static_cast<double>(column + row) / 3;
    f.covariation.correlation[4][0] = f.covariation.correlation[0][4] = notMeasured;
    f.principal.shares = {0.62, 0.2, 0.1, 0.05, 0.03};
    f.trajectory[0] = {-0.2, 0.1, notMeasured, 0.3};
    f.trajectory[1] = {0.05, -0.1, notMeasured, 0.02};
    f.steering.n = 300;
    const auto estimateOf = [](double value, double low, double high) {
        Estimate e;
        e.value = value;
        e.low = low;
        e.high = high;
        e.n = 300;
        e.sittings = 24;
        return e;
    };
    f.steering.meanChange = estimateOf(0.41, 0.39, 0.43);
    for (std::size_t i = 0; i < componentCount; ++i)
        f.steering.componentChange[i] =
            estimateOf(0.1 * static_cast<double>(i) - 0.1, 0.1 * static_cast<double>(i) - 0.13,
                       0.1 * static_cast<double>(i) - 0.07);
    f.steering.deficitClosed = 0.453;
    f.steering.movedNearer = estimateOf(0.82, 0.79, 0.85);
    return f;
}

} // namespace moie::test
