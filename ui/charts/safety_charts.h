// SPDX-License-Identifier: GPL-3.0-or-later
// What the charts of the Safety page and of the report's safety section show.
#pragma once

#include <vector>

#include "ui/charts/chart_content.h"
#include "ui/charts/small_rows.h"

namespace moie {
struct DimensionFigures;
struct SafetyFigures;
struct Snapshot;
} // namespace moie

namespace moie::ui {

ChartContent safetyVerdictsChart(const SafetyFigures& figures);

// p5 of h(x) of one barrier over time; below zero is beyond the barrier.
ChartContent barrierChart(const SafetyFigures& figures, const DimensionFigures& dimension, const QString& name);
// The barriers with their share below zero, in the order of the figures; names are those of the snapshot.
std::vector<SmallRow> barrierRows(const SafetyFigures& figures, const Snapshot& snapshot);

// Share of judged turns with an unsafe evaluation, the area without alarm, and what is expected.
ChartContent unsafeControlChart(const SafetyFigures& figures);
ChartContent severityChart(const SafetyFigures& figures);

} // namespace moie::ui
