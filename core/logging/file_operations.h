// SPDX-License-Identifier: MIT
// The calls to the system that put a log's bytes into a file. Replaceable, so that a test can make any of them fail at
// any byte. Each keeps to POSIX: -1 and errno where it fails. Called on the logger's flush thread alone.
#pragma once

#include <cstddef>
#include <functional>

#include <sys/types.h>

namespace moie {

struct FileOperations {
    // Opens for reading and appending; makes the file with mode 0600 where it is missing. Must not wait for a FIFO's
    // other end.
    std::function<int(const char* path)> openForAppending;
    std::function<ssize_t(int file, char* bytes, std::size_t size, off_t offset)> readAt;
    std::function<ssize_t(int file, const char* bytes, std::size_t size)> write;
    // What was written survives a power failure once this returns.
    std::function<int(int file)> synchronize;
    // The same for the names in a directory.
    std::function<int(const char* path)> synchronizeDirectory;
};

FileOperations systemFileOperations();

} // namespace moie
