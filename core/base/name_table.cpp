// SPDX-License-Identifier: MIT
#include <moie/base/name_table.h>

#include <cstring>

#include <moie/base/hash.h>

namespace moie {

namespace {
constexpr std::size_t arenaBlock = 64 * 1024;
}

// Only the writer touches the members; readers see the characters alone, which never move.
struct NameTable::Arena {
    std::vector<std::unique_ptr<char[]>> blocks;
    char* next = nullptr;
    std::size_t left = 0;

    std::string_view store(std::string_view text) {
        if (text.size() > left) {
            const std::size_t size = text.size() > arenaBlock ? text.size() : arenaBlock;
            blocks.push_back(std::make_unique_for_overwrite<char[]>(size));
            next = blocks.back().get();
            left = size;
        }
        std::memcpy(next, text.data(), text.size());
        const std::string_view stored(next, text.size());
        next += text.size();
        left -= text.size();
        return stored;
    }
};

std::size_t NameTable::Hash::operator()(std::string_view text) const {
    return hash64(text);
}

NameTable::NameTable() : m_arena(std::make_shared<Arena>()) {
    m_texts.push_back({});
    m_ids.emplace(std::string_view(), NameId{0});
}

NameId NameTable::intern(std::string_view text) {
    if (text.empty())
        return NameId{0};
    NameId& recent = m_recent[quickHash(text) % m_recent.size()];
    if (m_texts[index(recent)] == text)
        return recent;
    if (const auto found = m_ids.find(text); found != m_ids.end()) {
        recent = found->second;
        return recent;
    }
    recent = NameId{static_cast<std::uint32_t>(m_texts.size())};
    const std::string_view stored = m_arena->store(text);
    m_texts.push_back(stored);
    m_ids.emplace(stored, recent);
    return recent;
}

NameTable::View NameTable::view() const {
    View view;
    view.m_texts = m_texts.view();
    view.m_arena = m_arena;
    return view;
}

} // namespace moie
