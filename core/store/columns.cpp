// SPDX-License-Identifier: MIT
#include <moie/store/columns.h>

namespace moie {

EntriesView StoreColumns::entriesView() const {
    return {entries.time.view(),  entries.session.view(), entries.number.view(),    entries.labels.view(),
            entries.place.view(), entries.fact.view(),    entries.labelTable.view()};
}

FactsView StoreColumns::factsView() const {
    FactsView view;
#define MOIE_VIEW(table) view.table = facts.table.view();
    MOIE_FACT_TABLES(MOIE_VIEW)
#undef MOIE_VIEW
    return view;
}

} // namespace moie
