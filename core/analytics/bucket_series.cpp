// SPDX-License-Identifier: MIT
#include <moie/analytics/bucket_series.h>

#include <moie/stats/distribution.h>

namespace moie {

BucketSeries::BucketSeries(const Buckets& buckets, std::span<const Time> moments)
    : m_count(buckets.count()), m_firstOf(buckets.count(), 0), m_gathered(moments.size()) {
    m_bucketOf.reserve(moments.size());
    std::vector<std::size_t> sizes(m_count, 0);
    std::size_t bucket = 0;
    for (const Time moment : moments) {
        // Neighbours mostly share a bucket.
        if (moment < buckets.edges[bucket] || moment >= buckets.edges[bucket + 1])
            bucket = buckets.indexOf(moment);
        m_bucketOf.push_back(static_cast<std::uint32_t>(bucket));
        ++sizes[bucket];
    }
    for (std::size_t i = 1; i < m_count; ++i)
        m_firstOf[i] = m_firstOf[i - 1] + sizes[i - 1];
}

BandSeries BucketSeries::band(std::span<const double> values) {
    static constexpr std::array<double, 2> shares{0.10, 0.90};
    BandSeries series;
    forEachBucket(values, [&](std::size_t, std::span<double> some) {
        std::array<double, 2> ends{};
        percentilesOf(some, shares, ends);
        series.mean.push_back(meanOf(some));
        series.p10.push_back(ends[0]);
        series.p90.push_back(ends[1]);
        series.n.push_back(some.size());
    });
    return series;
}

PercentileSeries BucketSeries::percentiles(std::span<const double> values) {
    static constexpr std::array<double, 3> shares{0.50, 0.95, 0.99};
    PercentileSeries series;
    forEachBucket(values, [&](std::size_t, std::span<double> some) {
        std::array<double, 3> results{};
        percentilesOf(some, shares, results);
        series.p50.push_back(results[0]);
        series.p95.push_back(some.size() >= leastForP95 ? results[1] : notMeasured);
        series.p99.push_back(some.size() >= leastForP99 ? results[2] : notMeasured);
        series.n.push_back(some.size());
    });
    return series;
}

std::array<std::vector<std::size_t>, verdictCount> BucketSeries::verdicts(std::span<const Verdict> values) const {
    std::array<std::vector<std::size_t>, verdictCount> series;
    for (auto& counts : series)
        counts.resize(m_count, 0);
    for (std::size_t i = 0; i < values.size(); ++i)
        ++series[static_cast<std::size_t>(values[i])][m_bucketOf[i]];
    return series;
}

} // namespace moie
