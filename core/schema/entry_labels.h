// SPDX-License-Identifier: MIT
// What an entry calls itself. Few combinations occur, so that each is kept once and rows name it by number.
#pragma once

#include <array>
#include <unordered_map>

#include <moie/base/append_only.h>
#include <moie/base/ids.h>
#include <moie/schema/names.h>

namespace moie {

struct EntryLabels {
    NameId message{};
    NameId level{};    // "(none)" where the entry has none
    NameId category{}; // "(none)" where the entry has none, and for decisions
    Kind kind = Kind::Other;

    friend bool operator==(const EntryLabels&, const EntryLabels&) = default;
};

enum class LabelsId : std::uint32_t {}; // a row of a LabelTable

// Written by one thread; views may be read by any (append_only.h).
class LabelTable {
    using Rows = AppendOnly<EntryLabels, 256>;

public:
    using View = Rows::View;

    LabelsId intern(const EntryLabels& labels);
    const EntryLabels& operator[](LabelsId id) const { return m_rows[index(id)]; }
    std::size_t size() const { return m_rows.size(); }
    View view() const { return m_rows.view(); }

private:
    struct Hash {
        std::size_t operator()(const EntryLabels& labels) const;
    };
    Rows m_rows;
    std::array<LabelsId, kindCount> m_recent{}; // by kind: most rows repeat the last labels of their kind
    std::unordered_map<EntryLabels, LabelsId, Hash> m_ids;
};

} // namespace moie
