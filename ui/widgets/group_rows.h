// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of groups as rows of a table: name, turns, and for each measure its mean with interval, and how far it is
// from that of all other groups.
#pragma once

#include <span>
#include <vector>

#include <moie/analytics/groups.h>
#include <moie/store/snapshot.h>

#include "ui/widgets/figure_table_model.h"

namespace moie::ui {

QString groupKeyName(GroupKey key); // "model", "context flags"
QString groupKeyMeaning(GroupKey key);
// "mentor", "14:00–15:00"; in words where none is given.
QString groupName(const GroupName& name, GroupKey key, const Snapshot& snapshot);

std::vector<FigureColumn> groupColumns(GroupKey key, std::span<const Measure> measures);
std::vector<FigureRow> groupRows(const Groups& groups, GroupKey key, std::span<const Measure> measures,
                                 const Snapshot& snapshot);

} // namespace moie::ui
