// SPDX-License-Identifier: GPL-3.0-or-later
// What the charts of the Evolution page and of the report's evolution section show. All of one page's cover the same
// time: that of the figures' buckets.
#pragma once

#include <vector>

#include <moie/analytics/evolution.h>
#include <moie/store/snapshot.h>

#include "ui/charts/chart_content.h"
#include "ui/charts/small_rows.h"

namespace moie::ui {

// Beyond, a kind's events are counted by bucket instead of being marked one by one.
inline constexpr std::size_t mostEventMarks = 1000;

bool areCounted(const EvolutionFigures& figures, EvolutionKind kind);

// One row for each kind that occurs: its events on the time axis. `markers` are those of the figures' options.
std::vector<SmallRow> eventKindRows(const EvolutionFigures& figures, const Snapshot& snapshot,
                                    const std::vector<moie::Marker>& markers);
ChartContent eventCountsChart(const EvolutionFigures& figures);
// One row for each dimension that was adapted: its threshold as it was from then on.
std::vector<SmallRow> thresholdRows(const EvolutionFigures& figures, const Snapshot& snapshot);
// A field of the checkpoints, numbered as in the figures; a chart without values where there is none of that number.
ChartContent checkpointFieldChart(const EvolutionFigures& figures, const Snapshot& snapshot, std::size_t field);

} // namespace moie::ui
