// SPDX-License-Identifier: MIT
// Figures per display bucket.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include <moie/analytics/overview.h>

namespace moie {

// Which bucket each of some moments falls into, so that values given for the same moments can be brought together.
class BucketSeries {
public:
    // Every moment lies in some bucket.
    BucketSeries(const Buckets& buckets, std::span<const Time> moments);

    // Values one a moment; NaN is no value.
    BandSeries band(std::span<const double> values);
    PercentileSeries percentiles(std::span<const double> values);
    std::array<std::vector<std::size_t>, verdictCount> verdicts(std::span<const Verdict> values) const;

    // Calls visit(bucket, values) for each bucket's values, which it may reorder. NaN is no value.
    template <typename Visitor>
    void forEachBucket(std::span<const double> values, Visitor&& visit) {
        std::vector<std::size_t> end = m_firstOf;
        for (std::size_t i = 0; i < values.size(); ++i)
            if (!std::isnan(values[i]))
                m_gathered[end[m_bucketOf[i]]++] = values[i];
        for (std::size_t bucket = 0; bucket < m_count; ++bucket)
            visit(bucket, std::span(m_gathered).subspan(m_firstOf[bucket], end[bucket] - m_firstOf[bucket]));
    }

    // By moment.
    std::span<const std::uint32_t> buckets() const { return m_bucketOf; }

private:
    std::size_t m_count = 0;
    std::vector<std::uint32_t> m_bucketOf;
    std::vector<std::size_t> m_firstOf; // where each bucket's values begin in m_gathered
    std::vector<double> m_gathered;
};

} // namespace moie
