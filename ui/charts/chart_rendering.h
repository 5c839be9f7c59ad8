// SPDX-License-Identifier: GPL-3.0-or-later
// Paints a chart into any painter, as vectors: the way a chart comes into a PDF. No widget and no theme of the screen
// is involved; what it looks like depends on the arguments alone. GUI thread only (Qt Charts needs a graphics scene).
//
//     const ChartContent chart = loveVectorsChart(overview);           // ui/charts/overview_charts.h
//     renderChart(painter, QRectF(0, 0, 500, 220), chart, Colors::light(), font);
//
// Lengths are in the painter's units: for a PDF scale the painter so that one unit is a point. The font's pixel size
// (QFont::setPixelSize) is the text's height in the same units; 8 suits a page. Nothing but a
// heat map is turned into an image: no shadows, no pixmaps, no opacity groups; bands are filled with a translucent
// brush.
#pragma once

#include <optional>

class QFont;
class QPainter;
class QRectF;

namespace moie::ui {

class Colors;
struct ChartContent;
struct PlotView;

enum class ChartHeader : unsigned char {
    None,   // plot with its axes only
    Legend, // legend and note above the plot
    TitleAndLegend,
};

void renderChart(QPainter& painter, const QRectF& area, const ChartContent& content, const Colors& colors,
                 const QFont& font, ChartHeader header = ChartHeader::TitleAndLegend);
// The same of a part of the chart.
void renderChart(QPainter& painter, const QRectF& area, const ChartContent& content, const Colors& colors,
                 const QFont& font, ChartHeader header, const std::optional<PlotView>& view);

} // namespace moie::ui
