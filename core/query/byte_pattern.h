// SPDX-License-Identifier: MIT
// Bytes to be found at the speed of memory by comparing two of them, 64 places at a time.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace moie {

inline constexpr std::size_t notThere = std::string_view::npos; // of a place in bytes

inline bool isAsciiLetter(char32_t c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' && c < 128;
}

// Immutable.
class BytePattern {
public:
    enum class Letters { AsWritten, EitherCase };
    BytePattern(std::string_view bytes, Letters letters);

    // Takes in another of the same length: found is then what either is, and what mixes the bits in which they differ.
    void widen(const BytePattern& other);

    // The first place at or after `from` where the pattern stands in the text; notThere where it does not.
    std::size_t find(std::string_view text, std::size_t from) const;
    bool standsAt(std::string_view text, std::size_t at) const;
    std::size_t size() const { return m_bytes.size(); }

private:
    void chooseProbes();

    std::string m_bytes;
    std::string m_masks;                   // set in a byte of the text before it is compared
    std::array<std::size_t, 2> m_probes{}; // of its rarest bytes
};

} // namespace moie
