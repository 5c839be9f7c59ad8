// SPDX-License-Identifier: GPL-3.0-or-later
// Invented figures of four days from 6 November 2026 on, for the tests of what shows them.
#pragma once

#include <chrono>

#include <moie/analytics/performance.h>

namespace moie::test {

inline constexpr std::size_t performanceDays = 4;

// Nothing happened on the third day.
inline PerformanceFigures samplePerformance() {
    PerformanceFigures f;
    f.buckets.size = {1, BucketUnit::Day};
    for (std::size_t day = 0; day <= performanceDays; ++day)
        f.buckets.edges.push_back(startOfDay(addDays({2026, 11, 6}, static_cast<int>(day))));
    f.period.from = f.buckets.edges.front() + std::chrono::hours(9);
    f.period.to = f.buckets.edges.back() - std::chrono::hours(5);
    f.period.turnsInRange = 320;
    f.period.turns = 320;
    f.responseSeconds.n = 312;
    f.responseSeconds.min = 0.08;
    f.responseSeconds.p50 = 1.2;
    f.responseSeconds.p95 = 3.4;
    f.responseSeconds.p99 = 6.1;
    f.responseSeconds.max = 42.0;
    f.failed = 8;
    f.turnSeries = {120, 100, 0, 100};
    f.failedSeries = {6, 0, 0, 2};
    f.responseSeries.p50 = {1.3, 1.2, notMeasured, 1.1};
    f.responseSeries.p95 = {3.6, 3.4, notMeasured, 3.1};
    f.responseSeries.p99.assign(performanceDays, notMeasured);
    f.responseSeries.n = {114, 100, 0, 98};
    f.heat.edges = {0.01, 0.1, 1.0, 10.0, 100.0};
    f.heat.counts = {0, 40, 70, 4, 0, 50, 50, 0, 0, 0, 0, 0, 1, 50, 46, 1};
    const auto band = [](std::initializer_list<double> mean) {
        BandSeries series;
        series.mean = mean;
        for (const double value : mean) {
            series.p10.push_back(value * 0.8);
            series.p90.push_back(value * 1.2);
            series.n.push_back(std::isnan(value) ? 0 : 50);
        }
        return series;
    };
    f.cpuPercent.series = band({40, 44, notMeasured, 38});
    f.cpuPercent.distribution.n = 150;
    f.cpuPercent.distribution.mean = 40.7;
    f.cpuPercent.distribution.p10 = 21.0;
    f.cpuPercent.distribution.p90 = 63.0;
    f.memoryMb.series = band({1020, 1024, notMeasured, 1100});
    f.memoryMb.distribution.n = 150;
    f.memoryMb.distribution.mean = 1048;
    f.gpuPercent.series = band({notMeasured, notMeasured, notMeasured, notMeasured});
    return f;
}

} // namespace moie::test
