// SPDX-License-Identifier: GPL-3.0-or-later
// What a chart's items paint, made of its content: the step from values to shapes.
#pragma once

#include <QFont>

#include "ui/charts/chart_content.h"
#include "ui/charts/plot_curves.h"
#include "ui/charts/plot_mapping.h"
#include "ui/charts/plot_shapes.h"

namespace moie::ui {

struct PlotContext {
    const ChartContent& content;
    const XScale& scale;
    const PlotMapping& mapping;
    const Colors& colors;
    const QFont& font;

    double lineWidth() const;
};

// Lines with their bands, and the paths through points.
std::vector<PlotCurves::Curve> curvesOf(const PlotContext& context);
// Below them: references and the areas that they shade.
PlotShapes::Drawing referencesOf(const PlotContext& context);
// Above them: dots, alarms, points and marks.
PlotShapes::Drawing shapesOf(const PlotContext& context);

} // namespace moie::ui
