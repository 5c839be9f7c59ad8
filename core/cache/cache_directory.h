// SPDX-License-Identifier: MIT
// Where index caches stand, and how much they may take: one file for each log directory, 0600 in a directory of 0700.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <moie/base/result.h>

namespace moie {

struct CacheOptions {
    std::string directory; // made when the first cache is written
    // Bytes of logs; of less, reading them costs no more than a cache would.
    std::uint64_t worthFrom = 32ull * 1024 * 1024;
    // Bytes of all caches together; those that were used longest ago are removed.
    std::uint64_t most = 4ull * 1024 * 1024 * 1024;
};

// $XDG_CACHE_HOME/moie-observatory/index, else below ~/.cache; empty where there is no home.
std::string userCacheDirectory();

// There; nothing where there is no home.
std::optional<CacheOptions> userCacheOptions();

// Where the cache of the log directory stands (by its absolute name); nothing is touched.
std::string cachePathOf(const CacheOptions& options, const std::string& logDirectory);

// Makes the directory, closed to others.
Result<> makeCacheDirectory(const std::string& directory);

// Marks the cache as used now.
void touchCache(const std::string& path);

// Removes what is too much, `path` last, and what was left half written.
void trimCaches(const CacheOptions& options, const std::string& path);

} // namespace moie
