// SPDX-License-Identifier: MIT
#include <moie/cache/cache_directory.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include <moie/base/hash.h>

namespace moie {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view cacheSuffix = ".index";
constexpr std::string_view partSuffix = ".part";

// Longer than any writing takes.
constexpr auto abandonedAfter = std::chrono::hours(1);

} // namespace

std::string userCacheDirectory() {
    const char* cache = std::getenv("XDG_CACHE_HOME");
    if (cache != nullptr && cache[0] == '/')
        return std::string(cache) + "/moie-observatory/index";
    const char* home = std::getenv("HOME");
    if (home == nullptr || home[0] != '/')
        return {};
    return std::string(home) + "/.cache/moie-observatory/index";
}

std::optional<CacheOptions> userCacheOptions() {
    CacheOptions options;
    options.directory = userCacheDirectory();
    return options.directory.empty() ? std::nullopt : std::optional(std::move(options));
}

std::string cachePathOf(const CacheOptions& options, const std::string& logDirectory) {
    std::array<char, 17> name{};
    std::snprintf(name.data(), name.size(), "%016" PRIx64, hash64(logDirectory));
    return options.directory + "/" + name.data() + std::string(cacheSuffix);
}

Result<> makeCacheDirectory(const std::string& directory) {
    std::error_code failure;
    const fs::path path(directory);
    fs::create_directories(path.parent_path(), failure);
    if (::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST)
        return tl::unexpected(errorFromErrno("cannot make the directory of index caches", directory, errno));
    struct stat status {};
    if (::lstat(directory.c_str(), &status) != 0 || !S_ISDIR(status.st_mode) || status.st_uid != ::geteuid())
        return tl::unexpected(
            Error{ErrorCode::PermissionDenied, "the directory of index caches is not this user's", directory, {}});
    if ((status.st_mode & 077) != 0 && ::chmod(directory.c_str(), 0700) != 0)
        return tl::unexpected(errorFromErrno("cannot close the directory of index caches", directory, errno));
    return {};
}

void touchCache(const std::string& path) {
    ::utimensat(AT_FDCWD, path.c_str(), nullptr, AT_SYMLINK_NOFOLLOW); // else it counts as used when it was written
}

void trimCaches(const CacheOptions& options, const std::string& path) {
    struct Cache {
        fs::path path;
        fs::file_time_type used;
        std::uint64_t bytes = 0;
    };
    std::vector<Cache> caches;
    std::uint64_t bytes = 0;
    std::error_code failure;
    for (fs::directory_iterator at(options.directory, failure), end; !failure && at != end; at.increment(failure)) {
        std::error_code gone; // another process may remove it meanwhile
        const bool isFile = at->symlink_status(gone).type() == fs::file_type::regular;
        const Cache cache{at->path(), at->last_write_time(gone), at->file_size(gone)};
        if (gone || !isFile)
            continue;
        const std::string name = cache.path.filename().string();
        if (name.ends_with(partSuffix) && fs::file_time_type::clock::now() - cache.used > abandonedAfter)
            fs::remove(cache.path, gone);
        if (!name.ends_with(cacheSuffix))
            continue;
        caches.push_back(cache);
        bytes += cache.bytes;
    }
    std::sort(caches.begin(), caches.end(), [&](const Cache& a, const Cache& b) {
        return std::pair(a.path == path, a.used) < std::pair(b.path == path, b.used);
    });
    for (const Cache& cache : caches) {
        if (bytes <= options.most)
            break;
        fs::remove(cache.path, failure);
        if (!failure)
            bytes -= cache.bytes;
    }
}

} // namespace moie
