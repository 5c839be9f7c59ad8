// SPDX-License-Identifier: MIT
// What the system calls a file, whatever its name is at the moment.
#pragma once

#include <compare>
#include <cstdint>

namespace moie {

struct FileIdentity {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    friend auto operator<=>(const FileIdentity&, const FileIdentity&) = default;
};

} // namespace moie
