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

LabelsId BatchLabels::add(const EntryLabels& labels, WarningSet warnings) {
    const LabelsId id = m_table.intern(labels);
    if (index(id) == m_warnings.size())
        m_warnings.push_back(warnings);
    return id;
}

LabelsId BatchLabels::intern(NameTable& names, std::string_view level, std::string_view category,
                             std::string_view message, bool hasError) {
    LabelsId& recent = m_recent[(quickHash(message) ^ quickHash(level) ^ (hasError ? 1 : 0)) % m_recent.size()];
    if (index(recent) < m_table.size()) {
        const EntryLabels& labels = m_table[recent];
        const bool isSystem = labels.kind == Kind::SystemError || labels.kind == Kind::SystemState;
        const bool isEntry = labels.kind != Kind::Decision && labels.kind != Kind::Foreign;
        if (names[labels.message] == message && names[labels.level] == level && names[labels.category] == category &&
            isEntry && (!isSystem || hasError == (labels.kind == Kind::SystemError)))
            return recent;
    }
    WarningSet warnings;
    if (level != noLabel && !levelFromName(level))
        warnings.add(Warning::UnknownLevel);
    const auto known = categoryFromName(category);
    if (category != noLabel && !known)
        warnings.add(Warning::UnknownCategory);
    const Kind kind = known ? kindOf(*known, message, hasError) : Kind::Other;
    recent = add({names.intern(message), names.intern(level), names.intern(category), kind}, warnings);
    return recent;
}

LabelsId BatchLabels::intern(NameTable& names, std::string_view message, Kind kind) {
    return add({names.intern(message), names.intern(noLabel), names.intern(noLabel), kind}, {});
}

} // namespace moie
