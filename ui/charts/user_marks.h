// SPDX-License-Identifier: GPL-3.0-or-later
// What the user attached to the log, as marks on charts.
#pragma once

#include <vector>

#include "ui/charts/chart_content.h"

namespace moie::ui {

// A marker in time, "changed the prompt", as it stands in the rows of Evolution.
ChartMark userMarkerMark(Time time, const QString& text);
// A turn with a bookmark, a note or a judgement, on the chart of its session. `number` counts from 1.
ChartMark notedTurnMark(Time opened, std::size_t number, const QString& notes);

// Adds those that fall into the range of a chart over time that has values; other charts stay as they are.
ChartContent withMarks(ChartContent chart, const std::vector<ChartMark>& marks);

} // namespace moie::ui
