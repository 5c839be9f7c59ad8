// SPDX-License-Identifier: MIT
// Which entry numbers n of a session were seen, and by which entry. Costs memory by what was seen, not by how large n
// is.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <unordered_map>

#include <moie/base/ids.h>

namespace moie {

class SeenNumbers {
public:
    // The first entry that was added with this n (at least 1), noEntry where none was.
    EntryId find(std::uint32_t number) const;
    // Returns whether the number is new; else the entry first seen stays.
    bool add(std::uint32_t number, EntryId entry);

    std::uint32_t largest() const { return m_largest; }
    // How many of 1…largest() were not seen.
    std::uint32_t missing() const { return m_largest - m_distinct; }
    // The smallest of them, 0 where none is missing.
    std::uint32_t firstMissing() const { return m_contiguous < m_largest ? m_contiguous + 1 : 0; }

private:
    static constexpr std::uint32_t pageSize = 32;
    using Page = std::array<EntryId, pageSize>;

    std::unordered_map<std::uint32_t, std::unique_ptr<Page>> m_pages;
    Page* m_recent = nullptr; // most numbers come one after the other
    std::uint32_t m_recentAt = 0;
    std::uint32_t m_largest = 0;
    std::uint32_t m_distinct = 0;
    std::uint32_t m_contiguous = 0; // all of 1…m_contiguous were seen
};

} // namespace moie
