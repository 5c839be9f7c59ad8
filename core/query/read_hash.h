// SPDX-License-Identifier: MIT
// One number for the bytes that a snapshot was made of, so that two reports can be told to be of the same logs.
#pragma once

#include <cstdint>
#include <stop_token>

#include <moie/store/snapshot.h>

namespace moie {

struct ReadHash {
    std::uint64_t hash = 0;
    std::uint64_t files = 0;
    std::uint64_t bytes = 0;
    // Gone, replaced or cut since, so that what was read of them can not be read again: left out of the hash.
    std::uint64_t filesLeftOut = 0;
};

// XXH3 of each file's bytes as far as it was read, joined in the order of their paths; names are not part of it. Reads
// the files again and blocks meanwhile. Stopped by the token, it is of a part.
ReadHash hashOfRead(const Snapshot& snapshot, const std::stop_token& stop = {});

} // namespace moie
