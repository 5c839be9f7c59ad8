// SPDX-License-Identifier: GPL-3.0-or-later
// The Overview's figures in words: what its tiles and lists say. `partial` is set while the log is still being read:
// then nothing is compared with the period before, since the newest days are read first.
#pragma once

#include <vector>

#include <QCoreApplication>

#include <moie/analytics/overview.h>
#include <moie/query/scope.h>
#include <moie/store/snapshot.h>

#include "ui/widgets/row_list_model.h"
#include "ui/widgets/tile.h"

namespace moie::ui {

// Under whose name these texts are translated.
class OverviewTexts {
    Q_DECLARE_TR_FUNCTIONS(OverviewTexts)
};

TileContent unsafeRepliesTile(const Overview& overview, bool partial);
TileContent loveTile(const Overview& overview, bool partial);
TileContent violationsTile(const Overview& overview, bool partial);
TileContent responseTimeTile(const Overview& overview, bool partial);
TileContent coverageTile(const Overview& overview, bool partial);
TileContent eventsTile(const Overview& overview, bool partial);

// "What changed": against what, and one row per difference, those that pass their test first. Without an earlier
// period the trend over the range stands in its place.
QString changesSubtitle(const Overview& overview, const Scope& scope, bool partial, Time now);
std::vector<ListRow> changeRows(const Overview& overview, const Scope& scope, bool partial, Time now);

// Says what the list of events leaves out.
QString eventsSubtitle(const Overview& overview);
std::vector<ListRow> eventRows(const Overview& overview, const Snapshot& snapshot, Time now);

} // namespace moie::ui
