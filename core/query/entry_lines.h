// SPDX-License-Identifier: MIT
// The lines of entries, read from the log files when they are shown. Keeps some files open: one per thread.
#pragma once

#include <map>
#include <string>

#include <moie/base/result.h>
#include <moie/files/log_bytes.h>
#include <moie/store/snapshot.h>

namespace moie {

class EntryLines {
public:
    // The line as it was logged. Fails where the file cannot be read, or is no longer the one that was read.
    Result<std::string> read(const Snapshot& snapshot, EntryId id);

private:
    std::map<FileIndex, LogBytes> m_files;
};

} // namespace moie
