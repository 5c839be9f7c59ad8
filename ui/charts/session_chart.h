// SPDX-License-Identifier: GPL-3.0-or-later
// The content of the chart of one session: its response vectors turn by turn, with a mark for each turn whose verdict
// is not clear.
#pragma once

#include <moie/analytics/session_turns.h>

#include "ui/charts/chart_content.h"

namespace moie::ui {

ChartContent sessionChart(const SessionTurns& turns);

} // namespace moie::ui
