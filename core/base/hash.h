// SPDX-License-Identifier: MIT
// The one 64-bit hash of the project (XXH3), for equality of texts and payloads; not for security.
#pragma once

#include <cstdint>
#include <string_view>

namespace moie {

std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 0);

} // namespace moie
