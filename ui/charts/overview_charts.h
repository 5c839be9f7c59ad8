// SPDX-License-Identifier: GPL-3.0-or-later
// The Overview's figures as charts, for the page and for the report.
#pragma once

#include "ui/charts/chart_content.h"

namespace moie {
struct Overview;
}

namespace moie::ui {

ChartContent loveVectorsChart(const Overview& overview);
ChartContent verdictsChart(const Overview& overview);
ChartContent responseTimeChart(const Overview& overview);

} // namespace moie::ui
