// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <moie/store/snapshot.h>

namespace moie::ui {

// Whether ids and indices of one snapshot name the same in the other: both are of one directory, which was not made
// anew under its name in between.
inline bool areOfOneStore(const Snapshot& a, const Snapshot& b) {
    return a.store == b.store && a.directory == b.directory;
}

} // namespace moie::ui
