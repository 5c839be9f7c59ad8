// SPDX-License-Identifier: MIT
// How many entries there are over time, by level.
#pragma once

#include <array>
#include <cstddef>
#include <stop_token>
#include <vector>

#include <moie/base/calendar.h>
#include <moie/query/entry_set.h>
#include <moie/schema/names.h>
#include <moie/store/snapshot.h>

namespace moie {

// Those of the format, then all others together.
inline constexpr std::size_t histogramLevels = levelNames.size() + 1;

struct EntryHistogram {
    Buckets buckets;
    std::array<std::vector<std::size_t>, histogramLevels> counts; // by level, by bucket
    std::array<std::size_t, histogramLevels> totals{};
    std::size_t entries = 0;  // with a time: foreign objects at the beginning of a file have none
    Time first = unknownTime; // of these entries
    Time last = unknownTime;
};

// Over the range, as far as it is bounded, else from the first to the last of the entries. Empty where the token
// stopped it.
EntryHistogram entryHistogram(const Snapshot& snapshot, const EntrySet& entries, const TimeRange& range,
                              const std::stop_token& stop = {});

} // namespace moie
