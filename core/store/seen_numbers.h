// SPDX-License-Identifier: MIT
// Which entry numbers n of a session were seen, and by which entry. Costs memory by what was seen, not by how large n
// is.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>

#include <moie/base/ids.h>

namespace moie {

class SeenNumbers {
public:
    // The first entry that was added with this n, noEntry where none was.
    EntryId find(std::uint32_t number) const;
    // Returns whether the number is new; else the entry first seen stays.
    bool add(std::uint32_t number, EntryId entry);
    // Calls visit(EntryId) for those with a larger n, in order of n.
    template <typename Visitor>
    void forEachAfter(std::uint32_t number, Visitor&& visit) const {
        for (auto page = m_pages.lower_bound(number / pageSize); page != m_pages.end(); ++page)
            for (std::uint32_t i = 0; i < pageSize; ++i)
                if (const EntryId entry = (*page->second)[i]; entry != noEntry && page->first * pageSize + i > number)
                    visit(entry);
    }

private:
    static constexpr std::uint32_t pageSize = 64;
    using Page = std::array<EntryId, pageSize>;

    std::map<std::uint32_t, std::unique_ptr<Page>> m_pages;
    Page* m_recent = nullptr; // most numbers come one after the other
    std::uint32_t m_recentAt = 0;
};

} // namespace moie
