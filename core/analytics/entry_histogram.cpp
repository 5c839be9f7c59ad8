// SPDX-License-Identifier: MIT
#include <moie/analytics/entry_histogram.h>

#include <algorithm>
#include <functional>
#include <numeric>

#include <moie/query/parallel.h>

namespace moie {

namespace {

constexpr std::size_t mostBuckets = 120;

// Entries that a thread counts at a time.
constexpr std::size_t chunkEntries = 65'536;
static_assert(chunkEntries % EntrySet::wordBits == 0);

// What one thread found. Each on cache lines of its own.
struct alignas(64) Part {
    std::size_t entries = 0;
    Time first = unknownTime;
    Time last = unknownTime;
    std::size_t bucket = 0; // of the entry before
    std::array<std::vector<std::size_t>, histogramLevels> counts;
};

// Calls visit(part, time, id) for each of the entries that has a time, on several threads.
template <typename Visitor>
void forEachTimed(const Snapshot& snapshot, const EntrySet& entries, const std::stop_token& stop,
                  std::vector<Part>& parts, const Visitor& visit) {
    const auto& times = snapshot.entries.time;
    const std::size_t chunks = (times.size() + chunkEntries - 1) / chunkEntries;
    forEachPart(chunks, static_cast<unsigned>(parts.size()), stop, [&](std::size_t chunk, unsigned thread) {
        const std::size_t first = chunk * chunkEntries;
        entries.forEach(
            [&](EntryId id) {
                if (const Time time = times[index(id)]; time != unknownTime)
                    visit(parts[thread], time, id);
            },
            first, first + chunkEntries);
    });
}

} // namespace

EntryHistogram entryHistogram(const Snapshot& snapshot, const EntrySet& entries, const TimeRange& range,
                              const std::stop_token& stop) {
    EntryHistogram histogram;
    std::vector<Part> parts(threadsFor(snapshot.entries.size() / chunkEntries, 0));
    forEachTimed(snapshot, entries, stop, parts, [](Part& part, Time time, EntryId) {
        part.first = part.entries == 0 ? time : std::min(part.first, time);
        part.last = part.entries == 0 ? time : std::max(part.last, time);
        ++part.entries;
    });
    for (const Part& part : parts) {
        if (part.entries == 0)
            continue;
        histogram.first = histogram.entries == 0 ? part.first : std::min(histogram.first, part.first);
        histogram.last = histogram.entries == 0 ? part.last : std::max(histogram.last, part.last);
        histogram.entries += part.entries;
    }
    if (histogram.entries == 0 || stop.stop_requested())
        return {};
    histogram.buckets = bucketsFor(range.from.value_or(histogram.first),
                                   range.to ? *range.to - Duration(1) : histogram.last, mostBuckets);

    std::vector<std::uint8_t> levelOf(snapshot.entries.labelTable.size());
    for (std::size_t i = 0; i < levelOf.size(); ++i) {
        const auto level = levelFromName(snapshot.name(snapshot.entries.labelTable[i].level));
        levelOf[i] = static_cast<std::uint8_t>(level ? static_cast<std::size_t>(*level) : levelNames.size());
    }
    for (Part& part : parts)
        for (auto& level : part.counts)
            level.resize(histogram.buckets.count());
    const std::vector<Time>& edges = histogram.buckets.edges;
    forEachTimed(snapshot, entries, stop, parts, [&](Part& part, Time time, EntryId id) {
        // Most entries stand in the bucket of the entry before.
        if (time < edges[part.bucket] || time >= edges[part.bucket + 1])
            part.bucket = histogram.buckets.indexOf(time);
        ++part.counts[levelOf[index(snapshot.entries.labels[index(id)])]][part.bucket];
    });
    if (stop.stop_requested())
        return {};
    for (std::size_t level = 0; level < histogramLevels; ++level) {
        std::vector<std::size_t>& sum = histogram.counts[level];
        sum.resize(histogram.buckets.count());
        for (const Part& part : parts)
            std::transform(sum.begin(), sum.end(), part.counts[level].begin(), sum.begin(), std::plus<>());
        histogram.totals[level] = std::accumulate(sum.begin(), sum.end(), std::size_t{0});
    }
    return histogram;
}

} // namespace moie
