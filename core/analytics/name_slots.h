// SPDX-License-Identifier: MIT
// Numbers names from a log, so that what is counted by name stands in plain arrays.
#pragma once

#include <cstdint>
#include <vector>

#include <moie/base/ids.h>

namespace moie {

// Gives names small numbers in order of first appearance, up to a limit.
class NameSlots {
public:
    static constexpr std::uint32_t none = 0xffffffffu;

    NameSlots(std::size_t names, std::size_t most) : m_slotOf(names, 0), m_most(most) {}

    // `none` for a name beyond the limit.
    std::uint32_t slotOf(NameId name) {
        std::uint32_t& slot = m_slotOf[index(name)];
        if (slot == none)
            return none;
        if (slot == 0) {
            if (m_names.size() == m_most) {
                ++m_leftOut;
                return slot = none;
            }
            m_names.push_back(name);
            slot = static_cast<std::uint32_t>(m_names.size());
        }
        return slot - 1;
    }

    const std::vector<NameId>& names() const { return m_names; }
    std::size_t leftOut() const { return m_leftOut; }

private:
    std::vector<std::uint32_t> m_slotOf; // by NameId: 1 + slot, 0 where none was given yet
    std::vector<NameId> m_names;
    std::size_t m_most;
    std::size_t m_leftOut = 0;
};

} // namespace moie
