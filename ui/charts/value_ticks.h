// SPDX-License-Identifier: GPL-3.0-or-later
// Round marks on a value axis.
#pragma once

#include <vector>

#include <QString>

#include "ui/charts/chart_content.h"

namespace moie::ui {

struct ValueTick {
    double value;
    QString label;
};

struct ValueTicks {
    double low = 0.0;
    double high = 1.0;
    std::vector<ValueTick> ticks; // from low to high, both marked
};

// The axis of a chart: covers all its values, bands and stacks with at most `mostIntervals` (≥ 1) equal steps.
ValueTicks valueTicks(const ChartContent& content, int mostIntervals);

} // namespace moie::ui
