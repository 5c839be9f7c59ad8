// SPDX-License-Identifier: GPL-3.0-or-later
// A chart's lines and bands as polygons of the plot area: no denser than can be seen, broken at gaps, and cut at the
// area's edges, since not every paint device clips (SVG does not).
#pragma once

#include <span>
#include <vector>

#include <QPolygonF>

#include "ui/charts/chart_content.h"
#include "ui/charts/plot_curves.h"
#include "ui/charts/plot_mapping.h"

namespace moie::ui {

// The positions are those of the line's values (XScale::positionsOf).
std::vector<QPolygonF> lineRuns(const ChartLine& line, std::span<const double> positions, const PlotMapping& mapping);
// A value between two gaps gets a narrow band of its own, half a bucket wide.
std::vector<PlotCurves::Band> bandsOf(const ChartLine& line, std::span<const double> positions,
                                      const PlotMapping& mapping);
// What of a broken line lies within the area.
std::vector<QPolygonF> cutLine(const QPolygonF& line, const QRectF& area);

} // namespace moie::ui
