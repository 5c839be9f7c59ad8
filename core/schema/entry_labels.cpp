// SPDX-License-Identifier: MIT
#include <moie/schema/entry_labels.h>

#include <moie/base/hash.h>

namespace moie {

std::size_t LabelTable::Hash::operator()(const EntryLabels& labels) const {
    const std::array<std::uint32_t, 4> parts{
        static_cast<std::uint32_t>(labels.message), static_cast<std::uint32_t>(labels.level),
        static_cast<std::uint32_t>(labels.category), static_cast<std::uint32_t>(labels.kind)};
    return hash64({reinterpret_cast<const char*>(parts.data()), sizeof parts});
}

LabelsId LabelTable::intern(const EntryLabels& labels) {
    LabelsId& recent = m_recent[static_cast<std::size_t>(labels.kind)];
    if (index(recent) < m_rows.size() && m_rows[index(recent)] == labels)
        return recent;
    const auto [found, isNew] = m_ids.try_emplace(labels, LabelsId{static_cast<std::uint32_t>(m_rows.size())});
    if (isNew)
        m_rows.push_back(labels);
    recent = found->second;
    return recent;
}

} // namespace moie
