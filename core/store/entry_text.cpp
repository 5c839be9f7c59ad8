// SPDX-License-Identifier: MIT
#include <moie/store/entry_text.h>

#include <moie/files/log_bytes.h>

namespace moie {

namespace {

Error goneError(const std::string& path, std::uint64_t offset) {
    return {ErrorCode::NotFound, "the line is gone: the file was cut, replaced or renamed since it was read", path,
            offset};
}

} // namespace

Result<std::string> readText(const Snapshot& snapshot, const TextPlace& place) {
    const FileStatus& status = *snapshot.files[index(place.file)];
    const std::string path = snapshot.directory + "/" + status.path;
    if (status.gone)
        return tl::unexpected(goneError(path, place.offset));
    LogBytes file;
    if (auto opened = file.open(path); !opened)
        return tl::unexpected(std::move(opened.error()));
    if (file.identity() != status.identity)
        return tl::unexpected(goneError(path, place.offset));
    std::string text(place.length, '\0');
    const auto got = file.readAt(place.offset, text.data(), text.size());
    if (!got)
        return tl::unexpected(got.error());
    return *got == text.size() ? Result<std::string>(std::move(text)) : tl::unexpected(goneError(path, place.offset));
}

} // namespace moie
