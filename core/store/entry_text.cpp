// SPDX-License-Identifier: MIT
#include <moie/store/entry_text.h>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace moie {

namespace {

Error goneError(const std::string& path, std::uint64_t offset) {
    return {ErrorCode::NotFound, "the line is gone: the file was cut, replaced or renamed since it was read", path,
            offset};
}

bool isSameFile(int descriptor, const FileIdentity& identity) {
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 && static_cast<std::uint64_t>(status.st_dev) == identity.device &&
           static_cast<std::uint64_t>(status.st_ino) == identity.inode;
}

Result<std::string> readFrom(int descriptor, const std::string& path, const TextPlace& place) {
    std::string text(place.length, '\0');
    std::size_t done = 0;
    while (done < text.size()) {
        const ssize_t got =
            ::pread(descriptor, text.data() + done, text.size() - done, static_cast<off_t>(place.offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return tl::unexpected(errorFromErrno("cannot read a line", path, errno));
        if (got == 0)
            return tl::unexpected(goneError(path, place.offset));
        done += static_cast<std::size_t>(got);
    }
    return text;
}

} // namespace

Result<std::string> readText(const Snapshot& snapshot, const TextPlace& place) {
    const FileStatus& file = *snapshot.files[index(place.file)];
    const std::string path = snapshot.directory + "/" + file.path;
    if (file.gone)
        return tl::unexpected(goneError(path, place.offset));
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return tl::unexpected(errorFromErrno("cannot open the file to show a line of it", path, errno));
    auto text = isSameFile(descriptor, file.identity) ? readFrom(descriptor, path, place)
                                                      : tl::unexpected(goneError(path, place.offset));
    ::close(descriptor);
    return text;
}

} // namespace moie
