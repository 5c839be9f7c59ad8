// SPDX-License-Identifier: GPL-3.0-or-later
// The axes of a chart: how much room they take, and their grid and labels.
#pragma once

#include <QFont>
#include <QMarginsF>

#include "ui/charts/chart_content.h"
#include "ui/charts/plot_frame.h"
#include "ui/charts/plot_mapping.h"
#include "ui/charts/value_ticks.h"

namespace moie::ui {

// Around the plot area.
QMarginsF axisMargins(const ChartContent& content, const std::vector<ValueTick>& valueTicks, const QFont& font);

struct AxesDrawing {
    std::vector<QLineF> grid;
    std::vector<PlotFrame::Label> labels;
};

// In a scene of that width; the mapping says where the plot area is and what of the x axis is seen.
AxesDrawing axesOf(const ChartContent& content, const XScale& scale, const PlotMapping& mapping,
                   const std::vector<ValueTick>& valueTicks, const QFont& font, double sceneWidth);

} // namespace moie::ui
