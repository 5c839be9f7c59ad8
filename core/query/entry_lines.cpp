// SPDX-License-Identifier: MIT
#include <moie/query/entry_lines.h>

#include <utility>

namespace moie {

namespace {

constexpr std::size_t mostOpenFiles = 64;

} // namespace

Result<std::string> EntryLines::read(const Snapshot& snapshot, EntryId id) {
    const TextPlace place = snapshot.entries.placeOf(id);
    const FileStatus& status = *snapshot.files[index(place.file)];
    const std::string path = snapshot.directory + "/" + status.path;
    const auto gone = [&] {
        m_files.erase(place.file);
        return tl::unexpected(Error{ErrorCode::NotFound,
                                    "the line is gone: the file was cut, replaced or renamed since it was read", path,
                                    place.offset});
    };
    auto found = m_files.find(place.file);
    if (found == m_files.end()) {
        if (m_files.size() >= mostOpenFiles)
            m_files.clear();
        LogBytes file;
        if (auto opened = file.open(path); !opened)
            return tl::unexpected(std::move(opened.error()));
        if (file.identity() != status.identity)
            return gone();
        found = m_files.emplace(place.file, std::move(file)).first;
    }
    std::string text(place.length, '\0');
    const auto got = found->second.readAt(place.offset, text.data(), text.size());
    if (!got || *got < text.size())
        return gone();
    return text;
}

} // namespace moie
