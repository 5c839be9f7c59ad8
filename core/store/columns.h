// SPDX-License-Identifier: MIT
// The growing columns behind snapshots: one thread appends, views are handed out.
#pragma once

#include <moie/base/name_table.h>
#include <moie/schema/facts.h>
#include <moie/store/entries.h>

namespace moie {

struct StoreColumns {
    EntryColumns entries;
    FactTables<AppendColumn> facts;
    NameTable names;

    EntriesView entriesView() const;
    FactsView factsView() const;
};

} // namespace moie
