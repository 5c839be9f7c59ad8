// SPDX-License-Identifier: GPL-3.0-or-later
// The order in which the keys walk through a chart's points.
#pragma once

#include <optional>

#include "ui/charts/plot.h"

namespace moie::ui {

// The seen point that comes after or before one: along paths, of other points from left to right, one series after the
// other. From none on, the first or the last.
std::optional<PointPlace> pointAfter(const ChartContent& content, const std::optional<PlotView>& view,
                                     const std::optional<PointPlace>& point);
std::optional<PointPlace> pointBefore(const ChartContent& content, const std::optional<PlotView>& view,
                                      const std::optional<PointPlace>& point);

} // namespace moie::ui
