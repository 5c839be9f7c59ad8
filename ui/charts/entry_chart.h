// SPDX-License-Identifier: GPL-3.0-or-later
// Entries over time by level.
#pragma once

#include <moie/analytics/entry_histogram.h>

#include "ui/charts/chart_content.h"

namespace moie::ui {

ChartContent entryChart(const EntryHistogram& histogram);

} // namespace moie::ui
