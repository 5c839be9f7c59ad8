// SPDX-License-Identifier: GPL-3.0-or-later
// Two scopes laid over each other, for the Compare page and the report. What is looked at is the comparison's second
// scope: solid lines on the time axis. What it is held against is its first: dashed, laid over the same width.
#pragma once

#include <QString>

#include <moie/analytics/comparison.h>

#include "ui/charts/chart_content.h"

namespace moie::ui {

struct ComparedNames {
    QString looked;  // "14–20 Nov"
    QString against; // "7–13 Nov"
};

ChartContent comparedMagnitudeChart(const Comparison& comparison, const ComparedNames& names);
ChartContent comparedResponseTimeChart(const Comparison& comparison, const ComparedNames& names);
ChartContent comparedComponentChart(const Comparison& comparison, const ComparedNames& names, std::size_t component);
// Turns whose unsafe reply reached the user, of those judged.
ChartContent comparedUnsafeChart(const Comparison& comparison, const ComparedNames& names);

} // namespace moie::ui
