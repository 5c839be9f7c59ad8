// SPDX-License-Identifier: GPL-3.0-or-later
// What the Live page says of the newest turns.
#pragma once

#include <vector>

#include "ui/widgets/row_list_model.h"

namespace moie {
struct NewestTurns;
class Snapshot;
} // namespace moie

namespace moie::ui {

// The latest first, so that row i is the i-th turn from the end.
std::vector<ListRow> newestTurnRows(const NewestTurns& newest, const Snapshot& snapshot);

} // namespace moie::ui
