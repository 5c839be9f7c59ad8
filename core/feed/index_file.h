// SPDX-License-Identifier: MIT
// An index cache: what a directory's reader knows, in a file, so that the next one need not parse the same bytes again.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <moie/base/result.h>
#include <moie/ingest/directory_scan.h>
#include <moie/ingest/log_file.h>
#include <moie/store/store_image.h>

namespace moie {

// How far a file was read and what it was then. Plain numbers without padding.
struct StoredReading {
    std::uint64_t isKept = 0; // else it is to be read anew, whatever it is
    std::uint64_t size = 0;   // stored bytes
    Time modified = unknownTime;
    Time changed = unknownTime;
    // Whether the times stand for what was read: it was not written to within the same tick of the clock.
    std::uint64_t isTimeSure = 0;
    std::uint64_t position = 0;
    std::uint64_t lineNumber = 1;
    std::uint64_t headHash = 0;
    std::uint64_t headLength = 0;
    std::uint64_t firstLineHash = 0;
    std::uint64_t tailHash = 0;
    std::uint64_t tookUnfinished = 0;

    LogFile::State state() const;
};

struct IndexImage {
    StoreImage store;
    std::vector<StoredReading> readings; // by FileIndex
};

struct IndexContents {
    std::unique_ptr<StoreContents> store;
    std::vector<StoredReading> readings;
};

// The directory that a cache is of: its absolute name without links, and what stands there.
struct IndexOrigin {
    std::string path;
    DirectoryIdentity identity;
};
// Nothing where there is no such directory.
std::optional<IndexOrigin> indexOriginOf(const std::string& directory);

Result<> writeIndex(const std::string& path, const IndexOrigin& origin, const IndexImage& image);

// Fails with NotFound where there is none; else it says why the cache is of no use.
Result<IndexContents> readIndex(const std::string& path, const IndexOrigin& origin, unsigned threads);

} // namespace moie
