// SPDX-License-Identifier: GPL-3.0-or-later
// What the charts of the Live page show: the newest turns, one after the other.
#pragma once

#include <cstddef>

#include "ui/charts/chart_content.h"

namespace moie {
struct NewestTurns;
}

namespace moie::ui {

// So many of the newest turns are shown, so that each keeps a place that can be seen.
inline constexpr std::size_t liveTurnsCharted = 60;

ChartContent liveLoveChart(const NewestTurns& newest);
// The margin of each turn; below zero is beyond the barrier.
ChartContent liveMarginChart(const NewestTurns& newest);
ChartContent liveResponseChart(const NewestTurns& newest);

} // namespace moie::ui
