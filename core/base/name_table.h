// SPDX-License-Identifier: MIT
// Interned strings: each distinct text is kept once and has a NameId. NameId{0} is the empty string.
#pragma once

#include <array>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <moie/base/append_only.h>
#include <moie/base/ids.h>

namespace moie {

// Written by one thread; views may be read by any (append_only.h).
class NameTable {
    struct Arena;
    static constexpr std::size_t textChunk = 1024; // parsed batches have tables of their own, and few names

public:
    class View {
    public:
        std::size_t size() const { return m_texts.size(); }
        // The text stays valid as long as this view or a copy of it lives.
        std::string_view operator[](NameId id) const {
            return m_texts.empty() ? std::string_view() : m_texts[index(id)];
        }

    private:
        friend class NameTable;
        AppendOnly<std::string_view, textChunk>::View m_texts;
        std::shared_ptr<const Arena> m_arena;
    };

    NameTable();

    NameId intern(std::string_view text);
    std::string_view operator[](NameId id) const { return m_texts[index(id)]; }
    std::size_t size() const { return m_texts.size(); }
    View view() const;

private:
    struct Hash {
        std::size_t operator()(std::string_view text) const;
    };

    std::shared_ptr<Arena> m_arena;
    AppendOnly<std::string_view, textChunk> m_texts;
    std::array<NameId, 256> m_recent{}; // by quickHash: most names are asked for again and again
    std::unordered_map<std::string_view, NameId, Hash> m_ids;
};

} // namespace moie
