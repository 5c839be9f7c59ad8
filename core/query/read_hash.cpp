// SPDX-License-Identifier: MIT
#include <moie/query/read_hash.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <moie/base/hash.h>
#include <moie/files/log_bytes.h>

namespace moie {

namespace {

constexpr std::size_t pieceBytes = std::size_t{1} << 20;

std::optional<std::uint64_t> hashOfFile(const std::string& path, const FileStatus& status, std::vector<char>& piece,
                                        const std::stop_token& stop) {
    LogBytes file;
    if (!file.open(path) || file.identity() != status.identity)
        return std::nullopt;
    std::uint64_t hash = 0;
    const std::uint64_t total = status.bytes.total();
    for (std::uint64_t done = 0; done < total && !stop.stop_requested();) {
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(pieceBytes, total - done));
        const auto got = file.readAt(done, piece.data(), wanted);
        if (!got || *got < wanted)
            return std::nullopt;
        hash = hash64({piece.data(), wanted}, hash);
        done += wanted;
    }
    return hash;
}

} // namespace

ReadHash hashOfRead(const Snapshot& snapshot, const std::stop_token& stop) {
    std::vector<const FileStatus*> files;
    for (const auto& file : snapshot.files) {
        if (file->bytes.total() > 0)
            files.push_back(file.get());
    }
    std::stable_sort(files.begin(), files.end(), [](const auto* a, const auto* b) { return a->path < b->path; });
    std::vector<char> piece(pieceBytes);
    ReadHash read;
    for (const FileStatus* status : files) {
        if (stop.stop_requested())
            break;
        const auto hash = hashOfFile(snapshot.directory + "/" + status->path, *status, piece, stop);
        if (!hash) {
            ++read.filesLeftOut;
            continue;
        }
        ++read.files;
        read.bytes += status->bytes.total();
        read.hash = hash64({reinterpret_cast<const char*>(&*hash), sizeof *hash}, read.hash);
    }
    return read;
}

} // namespace moie
