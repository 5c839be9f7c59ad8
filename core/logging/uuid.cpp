// SPDX-License-Identifier: MIT
#include <moie/logging/uuid.h>

#include <random>
#include <string_view>

namespace moie {

std::string uuidFromBits(std::uint64_t high, std::uint64_t low) {
    static constexpr std::string_view digits = "0123456789abcdef";
    high = (high & ~0xF000ull) | 0x4000ull;
    low = (low & ~(0xC0ull << 56)) | (0x80ull << 56);
    std::string text;
    text.reserve(36);
    for (int nibble = 0; nibble < 32; ++nibble) {
        if (nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20)
            text += '-';
        const std::uint64_t half = nibble < 16 ? high : low;
        text += digits[(half >> (60 - 4 * (nibble % 16))) & 0xF];
    }
    return text;
}

std::string randomUuid() {
    std::random_device device;
    const auto bits = [&device] { return (static_cast<std::uint64_t>(device()) << 32) | device(); };
    const std::uint64_t high = bits();
    return uuidFromBits(high, bits());
}

} // namespace moie
