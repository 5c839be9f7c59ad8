// SPDX-License-Identifier: GPL-3.0-or-later
// Round marks on axes of numbers.
#pragma once

#include <vector>

#include <QString>

#include "ui/charts/chart_content.h"
#include "ui/charts/x_scale.h"

namespace moie::ui {

struct ValueTick {
    double value;
    QString label;
};

struct ValueTicks {
    double low = 0.0;
    double high = 1.0;
    std::vector<ValueTick> ticks; // ascending; low and high are marked, but on a logarithmic axis
};

// The value axis of a chart: covers all its values, bands, stacks and references with at most `mostIntervals` (≥ 1)
// equal steps; a logarithmic one ends where the values do and is marked at powers of ten or, of seconds, at 10 ms …
// 1 s, 10 s, 1 min, 10 min, 1 h …, and where it has under three of these at 1, 2, 5, 10 … too. Values on both sides of
// zero take two steps at least; a small row has no marks.
ValueTicks valueTicks(const ChartContent& content, int mostIntervals);

// The x axis of a chart on Numbers.
ValueTicks numberTicks(const ChartContent& content, int mostIntervals);

// The marks within a part of an axis that does not end at round values.
std::vector<ValueTick> ticksWithin(const AxisSpan& span, ValueUnit unit, int mostIntervals);

// A single value as short as it can be said exactly: "0.2", "100 ms", "1 min".
QString tickText(ValueUnit unit, double value);

} // namespace moie::ui
