// SPDX-License-Identifier: MIT
// What the text of entries says of a filter's terms, read from the log files: raw bytes in large blocks first, parsed
// where they may hold what is looked for.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

#include <moie/base/result.h>
#include <moie/query/filter.h>
#include <moie/query/filter_columns.h>
#include <moie/store/snapshot.h>

namespace moie {

struct MatchOptions {
    unsigned threads = 0; // 0: one per core
    std::stop_token stop;
    // Called on the calling thread, now and then, with the bytes that were looked through.
    std::function<void(std::uint64_t done, std::uint64_t total)> progress;
};

struct LineAnswers {
    std::vector<TermSet> holding;     // by entry asked for, of the terms asked for
    std::vector<std::uint8_t> isRead; // likewise; 0: its text is gone or cannot be read, and nothing is known
    std::uint64_t unread = 0;         // how many those are
    std::vector<Error> problems;      // why, at most one per file
    bool complete = true;             // false where the token stopped it
};

// Of entries in the order of their ids.
LineAnswers askLines(const Snapshot& snapshot, const Filter& filter, TermSet terms, std::span<const EntryId> entries,
                     const MatchOptions& options);

} // namespace moie
