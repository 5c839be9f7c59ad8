// SPDX-License-Identifier: GPL-3.0-or-later
#include "whole_file.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include <sys/stat.h>
#include <unistd.h>

namespace moielog {

namespace {

bool writeAll(int descriptor, std::string_view content) {
    while (!content.empty()) {
        const ssize_t written = ::write(descriptor, content.data(), content.size());
        if (written < 0 && errno != EINTR)
            return false;
        content.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    return ::fsync(descriptor) == 0;
}

} // namespace

moie::Result<> writeWhole(const std::string& path, std::string_view content) {
    const std::string directory = std::filesystem::path(path).parent_path().string();
    if (::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST)
        return tl::unexpected(moie::errorFromErrno("cannot make the directory", directory, errno));
    std::string draft = path + ".XXXXXX";
    const int descriptor = ::mkstemp(draft.data()); // readable for its owner alone
    if (descriptor < 0)
        return tl::unexpected(moie::errorFromErrno("cannot write the file", path, errno));
    bool isWritten = writeAll(descriptor, content);
    int why = errno;
    if (::close(descriptor) != 0 && isWritten) {
        isWritten = false;
        why = errno;
    }
    if (isWritten && ::rename(draft.c_str(), path.c_str()) == 0)
        return {};
    why = isWritten ? errno : why;
    ::unlink(draft.c_str());
    return tl::unexpected(moie::errorFromErrno("cannot write the file", path, why));
}

} // namespace moielog
