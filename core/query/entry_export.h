// SPDX-License-Identifier: MIT
// Entries written to a file: all that are asked for, or nothing. Reads the lines from the log files as it goes, so that
// it needs as little memory for ten million entries as for ten. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string>

#include <moie/base/result.h>
#include <moie/store/snapshot.h>

namespace moie {

enum class EntryFormat : std::uint8_t {
    JsonLines, // the lines as they were logged, byte for byte
    Csv,       // UTF-8, with a header
};

struct ExportOptions {
    std::stop_token stop;
    std::function<void(std::size_t written)> progress; // entries; now and then
};

// In the order given. The file is replaced whole (whole_file.h), and its size returned; it stays as it was where a line
// cannot be read any more, the file cannot be written, or the token stopped it (ErrorCode::Cancelled). A file that
// would be read as one of the snapshot's own logs is refused.
Result<std::uint64_t> exportEntries(const Snapshot& snapshot, std::span<const EntryId> entries, EntryFormat format,
                                    const std::string& path, const ExportOptions& options = {});

} // namespace moie
