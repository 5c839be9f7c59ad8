// SPDX-License-Identifier: MIT
// Some of a snapshot's entries.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <moie/base/ids.h>

namespace moie {

class EntrySet {
public:
    explicit EntrySet(std::size_t entries = 0) : m_words((entries + wordBits - 1) / wordBits) {}

    // Threads may add at the same time where none adds to another's 64 entries in a row.
    void add(EntryId id) { m_words[index(id) / wordBits] |= std::uint64_t{1} << index(id) % wordBits; }
    bool contains(EntryId id) const {
        return index(id) / wordBits < m_words.size() &&
               (m_words[index(id) / wordBits] >> index(id) % wordBits & 1) != 0;
    }
    // All of another set of the same entries.
    void add(const EntrySet& other) {
        for (std::size_t i = 0; i < m_words.size(); ++i)
            m_words[i] |= other.m_words[i];
    }
    // Of 64 entries in a row, one bit each, from the lowest.
    std::uint64_t word(std::size_t at) const { return m_words[at]; }
    void addToWord(std::size_t at, std::uint64_t entries) { m_words[at] |= entries; }
    std::size_t count() const {
        std::size_t sum = 0;
        for (const std::uint64_t word : m_words)
            sum += static_cast<std::size_t>(std::popcount(word));
        return sum;
    }
    // Calls visit(EntryId) in the order of ids, from the `first` on; up to before `last`, which is a multiple of 64.
    template <typename Visitor>
    void forEach(Visitor&& visit, std::size_t first = 0, std::size_t last = everyEntry) const {
        std::uint64_t wanted = ~std::uint64_t{0} << first % wordBits; // of the first word
        const std::size_t end = std::min(m_words.size(), last / wordBits);
        for (std::size_t i = first / wordBits; i < end; ++i, wanted = ~std::uint64_t{0})
            for (std::uint64_t word = m_words[i] & wanted; word != 0; word &= word - 1)
                visit(EntryId{
                    static_cast<std::uint32_t>(i * wordBits + static_cast<std::size_t>(std::countr_zero(word)))});
    }

    static constexpr std::size_t wordBits = 64;
    static constexpr std::size_t everyEntry = ~std::size_t{0};

private:
    std::vector<std::uint64_t> m_words;
};

} // namespace moie
