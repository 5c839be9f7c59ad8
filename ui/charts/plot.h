// SPDX-License-Identifier: GPL-3.0-or-later
// One chart as a scene of Qt Charts, of any size: stacked bars, and items of our own for bands and lines over display
// buckets and for the frame around them. Used by the widget and by the report alike. GUI thread.
#pragma once

#include <vector>

#include <QFont>
#include <QGraphicsScene>
#include <QRectF>

#include "ui/charts/chart_content.h"
#include "ui/charts/plot_curves.h"
#include "ui/charts/value_ticks.h"

class QChart;
class QPainter;
class QStackedBarSeries;
class QValueAxis;

namespace moie::ui {

class PlotFrame;

class Plot {
public:
    Plot();
    ~Plot();
    Plot(const Plot&) = delete;
    Plot& operator=(const Plot&) = delete;

    void setContent(const ChartContent& content);
    // The font's pixel size is the labels' height in the scene's units.
    void setLook(const Colors& colors, const QFont& font);
    void setSize(const QSizeF& size);

    void render(QPainter& painter, const QRectF& target);

    // Valid after render(), in the scene's coordinates.
    QRectF plotArea() const { return m_plotArea; }
    double xOf(std::size_t bucket) const;

private:
    double yOf(double value, const ValueTicks& axis) const;
    void layOut();
    void placeFrame(const ValueTicks& axis);
    void placeCurves(const ValueTicks& axis);
    std::vector<PlotCurves::Band> bandsOf(const ChartLine& line, const ValueTicks& axis) const;
    std::vector<QPolygonF> runsOf(const ChartLine& line, const ValueTicks& axis) const;
    void updateBars(const ValueTicks& axis);

    QGraphicsScene m_scene;
    QChart* m_chart;
    QValueAxis* m_timeAxis;
    QValueAxis* m_valueAxis;
    PlotFrame* m_frame;
    PlotCurves* m_curves;
    QStackedBarSeries* m_bars = nullptr;

    ChartContent m_content;
    const Colors* m_colors = nullptr;
    QFont m_font;
    QRectF m_plotArea;
    bool m_layoutDirty = true;
    bool m_barsDirty = true;
};

} // namespace moie::ui
