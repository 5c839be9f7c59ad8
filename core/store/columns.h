// SPDX-License-Identifier: MIT
// The growing columns behind snapshots: one thread appends, views are handed out.
#pragma once

#include <string>
#include <vector>

#include <moie/base/name_table.h>
#include <moie/schema/facts.h>
#include <moie/store/entries.h>

namespace moie {

struct StoreColumns {
    EntryColumns entries;
    FactTables<AppendColumn> facts;
    NameTable names;
    std::vector<std::string> paths; // of files, for the order of entries that have nothing else to be ordered by

    EntriesView entriesView() const;
    FactsView factsView() const;
};

} // namespace moie
