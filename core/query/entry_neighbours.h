// SPDX-License-Identifier: MIT
// What stands around an entry. Pure reading of a snapshot: any thread; looks through all entries once.
#pragma once

#include <cstddef>
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

} // namespace moie
