// SPDX-License-Identifier: MIT
#include <moie/analytics/entry_histogram.h>

#include <algorithm>

namespace moie {

namespace {

constexpr std::size_t mostBuckets = 120;

} // namespace

EntryHistogram entryHistogram(const Snapshot& snapshot, const EntrySet& entries, const TimeRange& range,
                              const std::stop_token& stop) {
    EntryHistogram histogram;
    const auto& times = snapshot.entries.time;
    entries.forEach([&](EntryId id) {
        const Time time = times[index(id)];
        if (time == unknownTime)
            return;
        histogram.first = histogram.entries == 0 ? time : std::min(histogram.first, time);
        histogram.last = std::max(histogram.last, time);
        ++histogram.entries;
    });
    if (histogram.entries == 0 || stop.stop_requested())
        return {};
    histogram.buckets = bucketsFor(range.from.value_or(histogram.first),
                                   range.to ? *range.to - Duration(1) : histogram.last, mostBuckets);
    for (auto& level : histogram.counts)
        level.resize(histogram.buckets.count());

    std::vector<std::size_t> levelOf(snapshot.entries.labelTable.size());
    for (std::size_t i = 0; i < levelOf.size(); ++i) {
        const auto level = levelFromName(snapshot.name(snapshot.entries.labelTable[i].level));
        levelOf[i] = level ? static_cast<std::size_t>(*level) : levelNames.size();
    }
    const std::vector<Time>& edges = histogram.buckets.edges;
    std::size_t bucket = 0; // most entries stand in the one of the entry before
    entries.forEach([&](EntryId id) {
        const Time time = times[index(id)];
        if (time == unknownTime)
            return;
        if (time < edges[bucket] || time >= edges[bucket + 1])
            bucket = histogram.buckets.indexOf(time);
        const std::size_t level = levelOf[index(snapshot.entries.labels[index(id)])];
        ++histogram.counts[level][bucket];
        ++histogram.totals[level];
    });
    return histogram;
}

} // namespace moie
