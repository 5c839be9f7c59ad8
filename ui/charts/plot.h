// SPDX-License-Identifier: GPL-3.0-or-later
// One chart as a scene of Qt Charts, of any size: stacked bars, and items of our own for what Qt Charts draws too
// slowly or not at all. Used by the widget and by the report alike. GUI thread.
#pragma once

#include <memory>
#include <optional>

#include <QFont>
#include <QRectF>

#include "ui/charts/chart_content.h"
#include "ui/charts/plot_mapping.h"
#include "ui/charts/value_ticks.h"
#include "ui/charts/x_scale.h"

class QPainter;

namespace moie::ui {

// What of a chart is seen. The value axis is part of it on Numbers only.
struct PlotView {
    AxisSpan x;
    std::optional<AxisSpan> y = std::nullopt;

    friend bool operator==(const PlotView&, const PlotView&) = default;
};

// A point of ChartContent::points.
struct PointPlace {
    std::size_t series = 0;
    std::size_t index = 0;

    friend bool operator==(const PointPlace&, const PointPlace&) = default;
};

class Plot {
public:
    Plot();
    ~Plot();
    Plot(const Plot&) = delete;
    Plot& operator=(const Plot&) = delete;

    // Resets the view.
    void setContent(const ChartContent& content);
    const ChartContent& content() const { return m_content; }
    // The font's pixel size is the labels' height in the scene's units.
    void setLook(const Colors& colors, const QFont& font);
    void setSize(const QSizeF& size);
    // None: everything there is.
    void setView(const std::optional<PlotView>& view);
    const std::optional<PlotView>& view() const { return m_view; }

    // Lays out what changed; render() does it too.
    void prepare();
    void render(QPainter& painter, const QRectF& target);

    const XScale& scale() const { return m_scale; }
    // The following are valid after prepare(), in the scene's coordinates; the plot area is null where the chart is
    // empty.
    QRectF plotArea() const { return m_plotArea; }
    const PlotMapping& mapping() const { return m_mapping; }
    // Where everything there is lies between.
    const PlotView& whole() const { return m_whole; }
    std::optional<PointPlace> pointNear(const QPointF& place, double distance) const;

private:
    void layOut();
    bool nothingToShow() const;
    void placeItems();
    void placeHeat();
    void updateBars();
    void addBarSet(const ChartBars& bars, std::size_t first, std::size_t last);

    // Takes longer to make than all else of a view of the chart: only once there is something to draw.
    struct Scene;
    std::unique_ptr<Scene> m_scene;
    QSizeF m_size;

    ChartContent m_content;
    XScale m_scale;
    std::optional<PlotView> m_view;
    const Colors* m_colors = nullptr;
    QFont m_font;
    std::vector<ValueTick> m_valueTicks;
    PlotMapping m_mapping;
    PlotView m_whole;
    QRectF m_plotArea;
    bool m_layoutDirty = true;
};

} // namespace moie::ui
