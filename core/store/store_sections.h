// SPDX-License-Identifier: MIT
// The sections of a store in an index cache, shared by the code that writes and reads them.
#pragma once

#include <cstdint>

#include <moie/base/ids.h>
#include <moie/base/time.h>

namespace moie {

namespace section {
enum Id : std::uint32_t {
    Files = 1,
    Paths,
    NameLengths,
    NameBytes,
    Labels,
    Noted,
    Tags,
    Sessions,
    Gaps,
    Blocks,
    Turns,
    TurnEntries,
    Loose,
    State,
    FirstEntryColumn = 100,
    FirstFactTable = 200,
};
} // namespace section

// Plain numbers without padding.
struct StoredFile {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::uint64_t acceptedBytes = 0;
    std::uint64_t rejectedBytes = 0;
    std::uint64_t blankBytes = 0;
    std::uint64_t acceptedLines = 0;
    std::uint64_t rejectedLines = 0;
    std::uint64_t blankLines = 0;
    Time lastTime = unknownTime;
    std::uint64_t pathBytes = 0; // in Paths, one after the other
};

struct StoredSession {
    Time first = unknownTime;
    Time last = unknownTime;
    std::uint64_t missingEntries = 0;
    NameId id{};
    std::uint32_t entries = 0;
    std::uint32_t turns = 0;
    std::uint32_t gaps = 0;
    std::uint32_t blocks = 0;
    std::uint32_t loose = 0;
};

struct StoredBlock {
    std::uint32_t turns = 0;
    std::uint32_t entries = 0;
};

struct StoredState {
    std::uint64_t isArranged = 1;
};

} // namespace moie
