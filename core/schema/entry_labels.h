// SPDX-License-Identifier: MIT
// What an entry calls itself. Few combinations occur, so that each is kept once and rows name it by number.
#pragma once

#include <array>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <moie/base/append_only.h>
#include <moie/base/ids.h>
#include <moie/base/name_table.h>
#include <moie/schema/line_notes.h>
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

// The labels of a parsed batch's rows, from their texts.
class BatchLabels {
public:
    // Levels and categories that the format does not know are warned of in warningsOf(). `hasError`: the payload has an
    // `error`, which makes a system state one.
    LabelsId intern(NameTable& names, std::string_view level, std::string_view category, std::string_view message,
                    bool hasError);
    // Of lines that are no entries: "(none)" for level and category.
    LabelsId intern(NameTable& names, std::string_view message, Kind kind);

    const EntryLabels& operator[](LabelsId id) const { return m_table[id]; }
    WarningSet warningsOf(LabelsId id) const { return m_warnings[index(id)]; }
    std::size_t size() const { return m_table.size(); }

private:
    LabelsId add(const EntryLabels& labels, WarningSet warnings);

    LabelTable m_table;
    std::vector<WarningSet> m_warnings;
    std::array<LabelsId, 64> m_recent{};
};

// What stands for a level or a category that an entry does not have.
inline constexpr std::string_view noLabel = "(none)";

} // namespace moie
