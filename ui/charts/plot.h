// SPDX-License-Identifier: GPL-3.0-or-later
// One chart as a scene of Qt Charts, of any size: series for bands, lines and stacked bars over display buckets, with a
// frame of our own around them. Used by the widget and by the report alike. GUI thread.
#pragma once

#include <vector>

#include <QFont>
#include <QGraphicsScene>
#include <QRectF>

#include "ui/charts/chart_content.h"
#include "ui/charts/value_ticks.h"

class QAreaSeries;
class QChart;
class QLineSeries;
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
    // The series of one ChartLine: a line per run without gaps, one area for the whole band.
    struct LineItems {
        QAreaSeries* band = nullptr;
        std::vector<QLineSeries*> runs;
    };

    void layOut();
    void placeFrame(const ValueTicks& axis);
    void updateSeries(const ValueTicks& axis);
    void updateBars();
    void makeBands();
    void fillBand(const ChartLine& line, QAreaSeries& band) const;
    void fillRuns(const ChartLine& line, LineItems& items);
    QLineSeries* newLine();
    void styleLine(const ChartLine& line, QLineSeries& series) const;

    QGraphicsScene m_scene;
    QChart* m_chart;
    QValueAxis* m_timeAxis;
    QValueAxis* m_valueAxis;
    PlotFrame* m_frame;
    std::vector<LineItems> m_lines;
    QStackedBarSeries* m_bars = nullptr;

    ChartContent m_content;
    const Colors* m_colors = nullptr;
    QFont m_font;
    QRectF m_plotArea;
    bool m_layoutDirty = true;
    bool m_seriesDirty = true;
};

} // namespace moie::ui
