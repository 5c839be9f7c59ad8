// SPDX-License-Identifier: GPL-3.0-or-later
// A chart's values as text, with their unit.
#pragma once

#include "ui/charts/chart_content.h"

namespace moie::ui {

// "1.2 s", "13.7 %", "42", "31.4 tokens/s"; "–" for NaN.
QString valueText(ValueUnit unit, const QString& unitName, double value);
QString valueText(const ChartContent& content, double value);

} // namespace moie::ui
