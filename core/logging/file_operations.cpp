// SPDX-License-Identifier: MIT
#include <moie/logging/file_operations.h>

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace moie {

namespace {

int synchronizeFile(int file) {
#ifdef __APPLE__
    return ::fcntl(file, F_FULLFSYNC); // fsync alone leaves the bytes in the drive's cache there
#else
    return ::fdatasync(file);
#endif
}

int synchronizeDirectory(const char* path) {
    const int directory = ::open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0)
        return -1;
    const int result = ::fsync(directory);
    const int error = errno;
    ::close(directory);
    errno = error;
    return result;
}

} // namespace

FileOperations systemFileOperations() {
    return {
        .openForAppending =
            [](const char* path) { return ::open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600); },
        .readAt = [](int file, char* bytes, std::size_t size,
                     off_t offset) { return ::pread(file, bytes, size, offset); },
        .write = [](int file, const char* bytes, std::size_t size) { return ::write(file, bytes, size); },
        .synchronize = synchronizeFile,
        .synchronizeDirectory = synchronizeDirectory,
    };
}

} // namespace moie
