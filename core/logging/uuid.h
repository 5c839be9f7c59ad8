// SPDX-License-Identifier: MIT
// Version 4 UUIDs, as session ids are.
#pragma once

#include <cstdint>
#include <string>

namespace moie {

// The UUID of 128 given bits, of which version and variant are overwritten: ada8b8a0-6ad7-4c2b-8a3e-0f5f3f0b7c11.
std::string uuidFromBits(std::uint64_t high, std::uint64_t low);

// From the operating system's random numbers.
std::string randomUuid();

} // namespace moie
