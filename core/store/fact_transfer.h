// SPDX-License-Identifier: MIT
// Facts and names of a parsed batch into the store's tables.
#pragma once

#include <cstdint>
#include <vector>

#include <moie/schema/row_batch.h>
#include <moie/store/columns.h>

namespace moie {

// A batch's names in the store's numbering, interned when they are first asked for.
class NameTranslation {
public:
    NameTranslation(NameTable& to, const NameTable& from);
    NameId operator()(NameId local);

private:
    NameTable& m_to;
    const NameTable& m_from;
    std::vector<NameId> m_known;
};

// Copies the row's fact, if it has one, to the table of its kind; returns its row there, else noFact.
std::uint32_t appendFact(StoreColumns& columns, const Row& row, const RowBatch& batch, NameTranslation& names);

} // namespace moie
