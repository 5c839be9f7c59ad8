// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <QBarSet>
#include <QChart>
#include <QFontMetricsF>
#include <QGraphicsLayout>
#include <QGraphicsScene>
#include <QLegend>
#include <QPainter>
#include <QStackedBarSeries>
#include <QValueAxis>

#include "ui/charts/plot_axes.h"
#include "ui/charts/plot_curves.h"
#include "ui/charts/plot_drawing.h"
#include "ui/charts/plot_frame.h"
#include "ui/charts/plot_heat.h"
#include "ui/charts/plot_shapes.h"
#include "ui/theme/theme.h"

namespace moie::ui {
namespace {

// Qt Charts paints its background below and its series at about ten.
constexpr double frameZ = 0.5;
constexpr double heatZ = 0.6;
constexpr double referencesZ = 15.0;
constexpr double curvesZ = 20.0;
constexpr double shapesZ = 25.0;
constexpr double barShare = 0.72;
constexpr double widestBar = 64;  // design pixels
constexpr double binShare = 0.92; // of a histogram

} // namespace

struct Plot::Scene {
    Scene();
    void resize(const QSizeF& size);

    QGraphicsScene items;
    QChart* chart;
    QValueAxis* slotAxis;
    QValueAxis* valueAxis;
    PlotFrame* frame;
    PlotHeat* heat;
    PlotShapes* references;
    PlotCurves* curves;
    PlotShapes* shapes;
    QStackedBarSeries* bars = nullptr;
};

Plot::Scene::Scene()
    : chart(new QChart), slotAxis(new QValueAxis), valueAxis(new QValueAxis), frame(new PlotFrame(chart)),
      heat(new PlotHeat(chart)), references(new PlotShapes(chart)), curves(new PlotCurves(chart)),
      shapes(new PlotShapes(chart)) {
    chart->setAnimationOptions(QChart::NoAnimation);
    chart->setBackgroundVisible(false);
    chart->setDropShadowEnabled(false);
    chart->legend()->hide();
    chart->setMargins(QMargins());
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    chart->addAxis(slotAxis, Qt::AlignBottom);
    chart->addAxis(valueAxis, Qt::AlignLeft);
    slotAxis->setVisible(false);
    valueAxis->setVisible(false);
    frame->setZValue(frameZ);
    heat->setZValue(heatZ);
    references->setZValue(referencesZ);
    curves->setZValue(curvesZ);
    shapes->setZValue(shapesZ);
    items.addItem(chart);
}

void Plot::Scene::resize(const QSizeF& size) {
    items.setSceneRect(QRectF(QPointF(), size));
    chart->resize(size);
}

Plot::Plot() = default;

Plot::~Plot() = default;

void Plot::setContent(const ChartContent& content) {
    m_content = content;
    m_scale = XScale(m_content);
    m_view.reset();
    m_layoutDirty = true;
}

void Plot::setLook(const Colors& colors, const QFont& font) {
    m_colors = &colors;
    m_font = font;
    m_layoutDirty = true;
}

void Plot::setSize(const QSizeF& size) {
    if (m_size == size)
        return;
    m_size = size;
    m_layoutDirty = true;
}

void Plot::setView(const std::optional<PlotView>& view) {
    if (m_view == view)
        return;
    m_view = view;
    m_layoutDirty = true;
}

void Plot::prepare() {
    if (m_layoutDirty)
        layOut();
}

void Plot::render(QPainter& painter, const QRectF& target) {
    prepare();
    if (!m_scene)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    m_scene->items.render(&painter, target, m_scene->items.sceneRect(), Qt::IgnoreAspectRatio);
}

std::optional<PointPlace> Plot::pointNear(const QPointF& place, double distance) const {
    std::optional<PointPlace> nearest;
    double least = distance * distance;
    for (std::size_t series = 0; series < m_content.points.size(); ++series) {
        const ChartPoints& points = m_content.points[series];
        for (std::size_t i = 0; i < std::min(points.x.size(), points.y.size()); ++i) {
            const QPointF step = QPointF(m_mapping.xOf(points.x[i]), m_mapping.yOf(points.y[i])) - place;
            const double squared = QPointF::dotProduct(step, step);
            if (squared <= least) {
                least = squared;
                nearest = {series, i};
            }
        }
    }
    return nearest;
}

bool Plot::nothingToShow() const {
    return m_content.empty() || (m_content.axis != XAxis::Numbers && m_scale.stopCount() == 0);
}

void Plot::layOut() {
    const QRectF scene(QPointF(), m_size);
    const QFontMetricsF metrics(m_font);
    const auto intervals = [&](double length) {
        return std::clamp(static_cast<int>((length - 2.5 * metrics.height()) / (2.4 * metrics.height())), 1, 6);
    };
    ValueTicks values = valueTicks(m_content, intervals(scene.height()));
    m_whole = {m_scale.whole(), AxisSpan{values.low, values.high}};
    if (m_content.axis == XAxis::Numbers) {
        const ValueTicks numbers = numberTicks(m_content, intervals(scene.width() / 2.0));
        m_whole.x = {numbers.low, numbers.high};
    }
    m_mapping.x = m_view ? m_view->x : m_whole.x;
    m_mapping.y = m_view && m_view->y ? *m_view->y : *m_whole.y;
    m_mapping.logarithmic = m_content.logValues;
    m_valueTicks = m_view && m_view->y ? ticksWithin(*m_view->y, m_content.unit, intervals(scene.height()))
                                       : std::move(values.ticks);

    const bool flat = m_content.framing == PlotFraming::AxisOnly;
    m_plotArea = nothingToShow() ? QRectF() : scene.marginsRemoved(axisMargins(m_content, m_valueTicks, m_font));
    if (m_plotArea.width() < 1.0 || (m_plotArea.height() < 1.0 && !flat))
        m_plotArea = QRectF();
    m_mapping.area = m_plotArea;
    m_layoutDirty = false;
    if (!m_scene && m_plotArea.isNull() && m_content.emptyText.isEmpty())
        return;
    if (!m_scene)
        m_scene = std::make_unique<Scene>();
    m_scene->resize(m_size);
    placeItems();
    updateBars();
}

void Plot::placeItems() {
    const QRectF scene(QPointF(), m_size);
    m_scene->chart->setPlotArea(m_plotArea.isNull() ? scene : m_plotArea);
    PlotFrame::Drawing frame{m_font, (*m_colors)[ColorRole::Grid], (*m_colors)[ColorRole::Dim], {}, {}};
    if (m_plotArea.isNull()) {
        if (m_content.framing == PlotFraming::Full)
            frame.labels.push_back({scene, Qt::AlignCenter, m_content.emptyText});
        m_scene->frame->setDrawing(scene, std::move(frame));
        m_scene->heat->setImage({}, {}, {});
        m_scene->references->setDrawing({}, {});
        m_scene->curves->setCurves({}, {});
        m_scene->shapes->setDrawing({}, {});
        return;
    }
    AxesDrawing axes = axesOf(m_content, m_scale, m_mapping, m_valueTicks, m_font, scene.width());
    frame.grid = std::move(axes.grid);
    frame.labels = std::move(axes.labels);
    m_scene->frame->setDrawing(scene, std::move(frame));

    if (m_content.framing == PlotFraming::AxisOnly)
        return;
    const PlotContext context{m_content, m_scale, m_mapping, *m_colors, m_font};
    const double margin = context.lineWidth();
    placeHeat();
    m_scene->references->setDrawing(scene, referencesOf(context));
    m_scene->curves->setCurves(m_plotArea.adjusted(-margin, -margin, margin, margin), curvesOf(context));
    m_scene->shapes->setDrawing(scene, shapesOf(context));
}

void Plot::placeHeat() {
    if (!m_content.heat || m_content.heat->bins() == 0) {
        m_scene->heat->setImage({}, {}, {});
        return;
    }
    const ChartHeat& heat = *m_content.heat;
    const double top = m_mapping.yOf(heat.edges.back());
    const QRectF whole(QPointF(m_mapping.xOf(m_whole.x.low), top),
                       QPointF(m_mapping.xOf(m_whole.x.high), m_mapping.yOf(heat.edges.front())));
    m_scene->heat->setImage(whole.intersected(m_plotArea), whole, heatImage(heat, *m_colors));
}

void Plot::updateBars() {
    // Setting a range makes Qt Charts compute every attached series again, so old bars leave before. They are rebuilt
    // because a bar set replaces value by value, with a new layout for each.
    if (m_scene->bars) {
        m_scene->chart->removeSeries(m_scene->bars);
        delete m_scene->bars;
        m_scene->bars = nullptr;
    }
    if (m_content.bars.empty() || m_plotArea.isNull() || m_content.framing == PlotFraming::AxisOnly)
        return;
    // A bar stands over a whole number, a slot reaches from one to the next.
    m_scene->slotAxis->setRange(m_mapping.x.low - 0.5, m_mapping.x.high - 0.5);
    m_scene->valueAxis->setRange(m_mapping.y.low, m_mapping.y.high);
    const auto count = static_cast<double>(m_scale.stopCount());
    const auto first = static_cast<std::size_t>(std::clamp(std::floor(m_mapping.x.low), 0.0, count));
    const auto last = static_cast<std::size_t>(std::clamp(std::ceil(m_mapping.x.high), 0.0, count));
    m_scene->bars = new QStackedBarSeries;
    // A few buckets leave bars that say no more by filling the chart.
    const double slot = m_plotArea.width() / (m_mapping.x.high - m_mapping.x.low);
    m_scene->bars->setBarWidth(m_content.axis == XAxis::Bins ? binShare
                                                             : std::min(barShare, Theme::length(widestBar) / slot));
    for (const ChartBars& bars : m_content.bars)
        addBarSet(bars, first, last);
    m_scene->chart->addSeries(m_scene->bars);
    m_scene->bars->attachAxis(m_scene->slotAxis);
    m_scene->bars->attachAxis(m_scene->valueAxis);
}

// A set has one colour, so that values below zero make a set of their own.
void Plot::addBarSet(const ChartBars& bars, std::size_t first, std::size_t last) {
    const auto add = [&](ColorRole color, auto&& taken) {
        auto* set = new QBarSet(bars.name);
        QList<qreal> values;
        values.reserve(static_cast<qsizetype>(last));
        for (std::size_t i = 0; i < last; ++i) {
            const double value = i >= first && i < bars.values.size() ? bars.values[i] : 0.0;
            values.append(std::isfinite(value) && taken(value) ? std::clamp(value, -largestDrawn, largestDrawn) : 0.0);
        }
        set->append(values);
        set->setBrush((*m_colors)[color]);
        set->setPen(Qt::NoPen);
        m_scene->bars->append(set);
    };
    if (!bars.colorBelowZero) {
        add(bars.color, [](double) { return true; });
        return;
    }
    add(bars.color, [](double value) { return value > 0.0; });
    add(*bars.colorBelowZero, [](double value) { return value < 0.0; });
}

} // namespace moie::ui
