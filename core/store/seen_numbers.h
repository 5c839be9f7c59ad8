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
    // The first entry that was added with this n, noEntry where none was.
    EntryId find(std::uint32_t number) const;
    // Returns whether the number is new; else the entry first seen stays.
    bool add(std::uint32_t number, EntryId entry);

private:
    static constexpr std::uint32_t pageSize = 32;
    using Page = std::array<EntryId, pageSize>;

    std::unordered_map<std::uint32_t, std::unique_ptr<Page>> m_pages;
    Page* m_recent = nullptr; // most numbers come one after the other
    std::uint32_t m_recentAt = 0;
};

} // namespace moie
