// SPDX-License-Identifier: MIT
// The one 64-bit hash of the project (XXH3), for equality of texts and payloads; not for security.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

namespace moie {

std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 0);

// hash64 of bytes that come in pieces.
class Hash64Stream {
public:
    Hash64Stream();
    ~Hash64Stream();
    Hash64Stream(Hash64Stream&&) noexcept;
    Hash64Stream& operator=(Hash64Stream&&) noexcept;

    void add(std::string_view bytes);
    std::uint64_t value() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// A few instructions that tell most names apart, by length, beginning and end: for small caches of recent ones.
inline std::uint64_t quickHash(std::string_view text) {
    const auto load = [&](std::size_t at, auto word) {
        std::memcpy(&word, text.data() + at, sizeof word);
        return std::uint64_t{word};
    };
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    if (text.size() >= 8) {
        first = load(0, std::uint64_t{});
        last = load(text.size() - 8, std::uint64_t{});
    } else if (text.size() >= 4) {
        first = load(0, std::uint32_t{});
        last = load(text.size() - 4, std::uint32_t{});
    } else if (!text.empty()) {
        first = load(0, std::uint8_t{});
        last = load(text.size() - 1, std::uint8_t{});
    }
    const std::uint64_t mixed = (first ^ (last * 0x9e3779b97f4a7c15u) ^ text.size()) * 0xbf58476d1ce4e5b9u;
    return mixed ^ (mixed >> 32);
}

} // namespace moie
