// SPDX-License-Identifier: MIT
// Which files of a log directory are read: *.jsonl, *.jsonl.gz and *.jsonl.zst at any depth, regular files only.
// Symbolic links are followed once and not out of the directory; pipes, sockets and devices are never opened.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <moie/base/file_identity.h>
#include <moie/base/result.h>
#include <moie/base/time.h>

namespace moie {

struct FoundFile {
    std::string path; // relative to the directory, with '/'
    FileIdentity identity;
    std::uint64_t size = 0;
    Time modified = unknownTime;
    Time changed = unknownTime; // of the inode: nobody can set it, unlike the time before
};

struct DirectoryListing {
    std::vector<FoundFile> files;         // by path
    std::vector<std::string> directories; // relative, "" for the directory itself
    std::vector<Error> problems;          // subdirectories that cannot be listed
};

// Whether a file of that name (or path) is read as a log.
bool isLogName(std::string_view name);

// Fails where the directory itself cannot be listed.
Result<DirectoryListing> scanDirectory(const std::string& directory);

// An inode may serve a directory that is made anew at once; its time of birth, where the system tells it, does not.
struct DirectoryIdentity {
    FileIdentity file;
    Time born = unknownTime;
    friend bool operator==(const DirectoryIdentity&, const DirectoryIdentity&) = default;
};

// What stands under the directory's name now; nothing where there is nothing.
std::optional<DirectoryIdentity> identityOfDirectory(const std::string& directory);

// The state of one file (relative path) now; fails where it is gone or no regular file.
Result<FoundFile> examineFile(const std::string& directory, const std::string& path);

} // namespace moie
