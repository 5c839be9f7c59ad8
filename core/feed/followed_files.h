// SPDX-License-Identifier: MIT
// What a DirectoryReader knows of each file, shared by the files that implement it.
#pragma once

#include <algorithm>
#include <optional>
#include <string>

#include <moie/feed/directory_reader.h>

namespace moie {

// A file that was not written to for this long is finished for now: its last line, or a compressed file, is taken.
inline constexpr Duration quietFor = std::chrono::seconds(2);

// One that was not written to for this long is no longer expected to grow under another name.
inline constexpr Duration busyFor = std::chrono::minutes(1);

// Two changes of a file that are nearer to each other may have the same time.
inline constexpr Duration fileClockTick = std::chrono::milliseconds(50);

// Not written to for a while; or, by its time, not yet.
inline bool isQuiet(Time modified) {
    const Duration since = systemClock().now() - modified;
    return std::max(since, -since) >= quietFor;
}

struct DirectoryReader::Followed {
    explicit Followed(std::string absolute) : file(std::move(absolute)) {}

    LogFile file;
    FileIndex index{};
    FileIdentity identity;
    std::string path; // relative
    std::uint64_t size = 0;
    Time modified = unknownTime;
    Time changed = unknownTime; // of its inode, when it was modified
    Duration lastChange{0};     // on the monotonic clock
    bool isBusy = false;
    bool isFresh = false;    // written to just before the last look: it may have changed again at the same time
    bool mayDiffer = false;  // it was written to without growing: in the middle, it may not be what was read
    bool isHeldOpen = false; // between reads, for what comes after a rename
    bool hasWork = false;
    bool isListed = true;
    bool showsProblem = false;       // in the store
    bool mustReadAgain = false;      // it could not be opened, or was not the file that its name stood for
    bool continuesElsewhere = false; // its content, in a compressed file
    bool isUndecided = false;        // it may hold what is known and was not looked into yet; it has no index
    std::optional<FileIndex> twin;   // an undecided one's: the file, still there, whose content it holds
    bool lookedAtUnfinished = false; // the unfinished last line, since the file last changed
};

// What one read of a file yielded.
struct DirectoryReader::Piece {
    Followed* file = nullptr;
    RowBatch batch;
    std::uint64_t bytes = 0;
    bool isLast = false;
    bool wasRenamed = false;
    std::optional<Error> problem;
};

} // namespace moie
