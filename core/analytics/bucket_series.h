// SPDX-License-Identifier: MIT
// Figures per display bucket.
#pragma once

#include <array>
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

private:
    // Calls visit(bucket, values) for each bucket's values, which it may reorder.
    template <typename Visitor>
    void forEachBucket(std::span<const double> values, Visitor&& visit);

    std::size_t m_count = 0;
    std::vector<std::uint32_t> m_bucketOf;
    std::vector<std::size_t> m_firstOf; // where each bucket's values begin in m_gathered
    std::vector<double> m_gathered;
};

} // namespace moie
