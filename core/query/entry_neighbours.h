// SPDX-License-Identifier: MIT
// What stands around an entry. Pure reading of a snapshot: any thread; looks through all entries once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

#include <moie/store/snapshot.h>

namespace moie {

enum class Neighbourhood : unsigned char {
    Session, // by n, and by time where there is none
    File,    // by the place in the file
};

// Up to that many before and as many after it, and itself, in order. Nothing of a foreign object's session, or where
// the token stopped it.
std::vector<EntryId> neighboursOf(const Snapshot& snapshot, EntryId entry, Neighbourhood neighbourhood,
                                  std::size_t eachSide, const std::stop_token& stop = {});

// The entry whose line holds that byte of the file; where none does, as in a line that was rejected, the last one that
// stands before it. None where there is no such entry, or the token stopped it.
std::optional<EntryId> entryAt(const Snapshot& snapshot, FileIndex file, std::uint64_t offset,
                               const std::stop_token& stop = {});

} // namespace moie
