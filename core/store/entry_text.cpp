// SPDX-License-Identifier: MIT
#include <moie/store/entry_text.h>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace moie {

Result<std::string> readText(const Snapshot& snapshot, const TextPlace& place) {
    const std::string path = snapshot.directory + "/" + snapshot.files[index(place.file)]->path;
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return tl::unexpected(errorFromErrno("cannot open the file to show a line of it", path, errno));
    std::string text(place.length, '\0');
    std::size_t done = 0;
    while (done < text.size()) {
        const ssize_t got =
            ::pread(descriptor, text.data() + done, text.size() - done, static_cast<off_t>(place.offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            const int problem = errno;
            ::close(descriptor);
            if (got == 0)
                return tl::unexpected(
                    Error{ErrorCode::NotFound, "the line is gone: the file was cut or replaced", path, place.offset});
            return tl::unexpected(errorFromErrno("cannot read a line", path, problem));
        }
        done += static_cast<std::size_t>(got);
    }
    ::close(descriptor);
    return text;
}

} // namespace moie
