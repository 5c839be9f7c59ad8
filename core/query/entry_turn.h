// SPDX-License-Identifier: MIT
// Which turn an entry belongs to. Columns do not say it, since a late entry may change it; so it is looked for among
// the turns of its session. Pure reading: any thread, as long as the snapshot lives.
#pragma once

#include <optional>

#include <moie/query/selection.h>

namespace moie {

struct EntryTurn {
    std::optional<SelectedTurn> turn; // none of entries outside any, and of foreign objects
    bool isRepeat = false;            // shown in the log and counted nowhere
};

// Looks first where the entry's time says that it should stand: microseconds unless somebody set the clock.
EntryTurn turnOf(const Snapshot& snapshot, EntryId id);

} // namespace moie
