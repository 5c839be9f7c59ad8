// SPDX-License-Identifier: MIT
// The turns of one snapshot, and its entries outside any turn, that a filter matches: computed once, on any thread, by
// matchTurns() and handed in with a Scope. Immutable.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include <moie/query/entry_set.h>

namespace moie {

class FilteredTurns {
public:
    // `turns` by session and number of the turn from 0.
    FilteredTurns(std::uint64_t generation, std::vector<std::vector<bool>> turns, EntrySet loose)
        : m_generation(generation), m_turns(std::move(turns)), m_loose(std::move(loose)) {}

    // Of the snapshot that it is true of. Later ones may number turns otherwise.
    std::uint64_t generation() const { return m_generation; }
    // `number` counts from 1.
    bool hasTurn(SessionIndex session, std::size_t number) const {
        const auto& turns = m_turns[index(session)];
        return number <= turns.size() && turns[number - 1];
    }
    bool hasLoose(EntryId id) const { return m_loose.contains(id); }

private:
    std::uint64_t m_generation;
    std::vector<std::vector<bool>> m_turns;
    EntrySet m_loose;
};

} // namespace moie
