// SPDX-License-Identifier: MIT
#include <moie/store/seen_numbers.h>

namespace moie {

EntryId SeenNumbers::find(std::uint32_t number) const {
    const auto page = m_pages.find(number / pageSize);
    return page == m_pages.end() ? noEntry : (*page->second)[number % pageSize];
}

bool SeenNumbers::add(std::uint32_t number, EntryId entry) {
    if (m_recent == nullptr || m_recentAt != number / pageSize) {
        std::unique_ptr<Page>& page = m_pages[number / pageSize];
        if (!page) {
            page = std::make_unique<Page>();
            page->fill(noEntry);
        }
        m_recent = page.get();
        m_recentAt = number / pageSize;
    }
    EntryId& slot = (*m_recent)[number % pageSize];
    if (slot != noEntry)
        return false;
    slot = entry;
    return true;
}

} // namespace moie
