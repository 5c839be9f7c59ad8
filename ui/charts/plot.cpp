// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot.h"

#include <algorithm>
#include <cmath>

#include <QBarSet>
#include <QChart>
#include <QFontMetricsF>
#include <QGraphicsLayout>
#include <QLegend>
#include <QPainter>
#include <QStackedBarSeries>
#include <QValueAxis>

#include "ui/charts/plot_curves.h"
#include "ui/charts/plot_frame.h"
#include "ui/charts/time_ticks.h"

namespace moie::ui {
namespace {

// Under the series, above the chart's background; and above all series.
constexpr double frameZ = 0.5;
constexpr double curvesZ = 20.0;
constexpr int bandAlpha = 24;
constexpr double barShare = 0.72;
// In buckets.
constexpr double loneBandWidth = 0.5;

} // namespace

Plot::Plot()
    : m_chart(new QChart), m_timeAxis(new QValueAxis), m_valueAxis(new QValueAxis), m_frame(new PlotFrame(m_chart)),
      m_curves(new PlotCurves(m_chart)) {
    m_chart->setAnimationOptions(QChart::NoAnimation);
    m_chart->setBackgroundVisible(false);
    m_chart->setDropShadowEnabled(false);
    m_chart->legend()->hide();
    m_chart->setMargins(QMargins());
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->addAxis(m_timeAxis, Qt::AlignBottom);
    m_chart->addAxis(m_valueAxis, Qt::AlignLeft);
    m_timeAxis->setVisible(false);
    m_valueAxis->setVisible(false);
    m_frame->setZValue(frameZ);
    m_curves->setZValue(curvesZ);
    m_scene.addItem(m_chart);
}

Plot::~Plot() = default;

void Plot::setContent(const ChartContent& content) {
    m_content = content;
    m_layoutDirty = true;
    m_barsDirty = true;
}

void Plot::setLook(const Colors& colors, const QFont& font) {
    m_colors = &colors;
    m_font = font;
    m_layoutDirty = true;
    m_barsDirty = true;
}

void Plot::setSize(const QSizeF& size) {
    m_scene.setSceneRect(QRectF(QPointF(), size));
    m_chart->resize(size);
    m_layoutDirty = true;
}

void Plot::render(QPainter& painter, const QRectF& target) {
    if (m_layoutDirty)
        layOut();
    painter.setRenderHint(QPainter::Antialiasing);
    m_scene.render(&painter, target, m_scene.sceneRect(), Qt::IgnoreAspectRatio);
}

double Plot::xOf(std::size_t bucket) const {
    const auto count = static_cast<double>(m_content.buckets.count());
    return m_plotArea.left() + m_plotArea.width() * (static_cast<double>(bucket) + 0.5) / count;
}

double Plot::yOf(double value, const ValueTicks& axis) const {
    return m_plotArea.bottom() - m_plotArea.height() * (value - axis.low) / (axis.high - axis.low);
}

void Plot::layOut() {
    const QRectF scene = m_scene.sceneRect();
    const QFontMetricsF metrics(m_font);
    const double rows = (scene.height() - 2.5 * metrics.height()) / (3.2 * metrics.height());
    const ValueTicks axis = valueTicks(m_content, std::clamp(static_cast<int>(rows), 1, 6));

    double labelWidth = 0.0;
    for (const ValueTick& tick : axis.ticks)
        labelWidth = std::max(labelWidth, metrics.horizontalAdvance(tick.label));
    const double gap = 0.6 * metrics.height();
    const double left = std::ceil(labelWidth + gap);
    const double top = std::ceil(0.5 * metrics.height());
    const double bottom = std::ceil(1.4 * metrics.height());
    const bool nothing = m_content.empty() || m_content.buckets.count() == 0;
    m_plotArea = nothing ? QRectF() : scene.adjusted(left, top, -2.0, -bottom);
    if (m_plotArea.width() < 1.0 || m_plotArea.height() < 1.0)
        m_plotArea = QRectF();

    placeFrame(axis);
    m_chart->setPlotArea(m_plotArea.isNull() ? scene : m_plotArea);
    placeCurves(axis);
    updateBars(axis);
    m_layoutDirty = false;
    m_barsDirty = false;
}

void Plot::placeFrame(const ValueTicks& axis) {
    const QRectF scene = m_scene.sceneRect();
    const QFontMetricsF metrics(m_font);
    PlotFrame::Drawing drawing{m_font, (*m_colors)[ColorRole::Grid], (*m_colors)[ColorRole::Dim], {}, {}};
    if (m_plotArea.isNull()) {
        drawing.labels.push_back({scene, Qt::AlignCenter, m_content.emptyText});
        m_frame->setDrawing(scene, std::move(drawing));
        return;
    }
    const double height = metrics.height();
    for (const ValueTick& tick : axis.ticks) {
        const double y = yOf(tick.value, axis);
        drawing.grid.emplace_back(m_plotArea.left(), y, m_plotArea.right(), y);
        drawing.labels.push_back({QRectF(0.0, y - height / 2.0, m_plotArea.left() - 0.6 * height, height),
                                  Qt::AlignRight | Qt::AlignVCenter, tick.label});
    }
    const double bucketWidth = m_plotArea.width() / static_cast<double>(m_content.buckets.count());
    const auto textWidth = [&](const QString& text) { return metrics.horizontalAdvance(text); };
    for (const TimeTick& tick : timeTicks(m_content.buckets, bucketWidth, 0.8 * height, textWidth)) {
        const double x = m_plotArea.left() + bucketWidth * (tick.position + 0.5);
        const double width = std::ceil(textWidth(tick.label)) + 2.0;
        QRectF box(x - width / 2.0, m_plotArea.bottom() + 0.4 * height, width, height);
        const double overhang = box.right() - scene.right();
        if (overhang > 0.7 * height)
            continue;
        box.translate(-std::max(0.0, overhang), 0.0);
        box.translate(std::max(0.0, -box.left()), 0.0);
        drawing.labels.push_back({box, Qt::AlignCenter, tick.label});
        if (m_content.buckets.size.unit < BucketUnit::Day)
            drawing.grid.emplace_back(x, m_plotArea.bottom(), x, m_plotArea.bottom() + 0.25 * height);
    }
    m_frame->setDrawing(scene, std::move(drawing));
}

void Plot::placeCurves(const ValueTicks& axis) {
    std::vector<PlotCurves::Curve> curves;
    const double width = std::max(0.8, m_font.pixelSize() * 0.15);
    for (const ChartLine& line : m_content.lines) {
        if (m_plotArea.isNull())
            break;
        const QColor color = (*m_colors)[line.color];
        QColor fill = color;
        fill.setAlpha(bandAlpha);
        curves.push_back({QPen(color, width, line.dash, Qt::RoundCap, Qt::RoundJoin), fill, bandsOf(line, axis),
                          runsOf(line, axis)});
    }
    m_curves->setCurves(m_plotArea.adjusted(-width, -width, width, width), std::move(curves));
}

// A value between two gaps gets a narrow band of its own.
std::vector<PlotCurves::Band> Plot::bandsOf(const ChartLine& line, const ValueTicks& axis) const {
    std::vector<PlotCurves::Band> bands;
    const auto given = [&](std::size_t i) {
        return i < line.low.size() && std::isfinite(line.low[i]) && std::isfinite(line.high[i]);
    };
    const double halfLone = loneBandWidth / 2.0 * m_plotArea.width() / static_cast<double>(m_content.buckets.count());
    for (std::size_t i = 0; i < line.low.size(); ++i) {
        if (!given(i))
            continue;
        const bool begins = i == 0 || !given(i - 1);
        const double half = begins && !given(i + 1) ? halfLone : 0.0;
        if (begins)
            bands.emplace_back();
        const auto add = [&](double x) {
            bands.back().upper.append({x, yOf(line.high[i], axis)});
            bands.back().lower.append({x, yOf(line.low[i], axis)});
        };
        add(xOf(i) - half);
        if (half > 0.0)
            add(xOf(i) + half);
    }
    return bands;
}

std::vector<QPolygonF> Plot::runsOf(const ChartLine& line, const ValueTicks& axis) const {
    std::vector<QPolygonF> runs;
    bool inGap = true;
    for (std::size_t i = 0; i < line.values.size(); ++i) {
        const bool measured = std::isfinite(line.values[i]);
        if (measured && inGap)
            runs.emplace_back();
        if (measured)
            runs.back().append({xOf(i), yOf(line.values[i], axis)});
        inGap = !measured;
    }
    return runs;
}

void Plot::updateBars(const ValueTicks& axis) {
    // Setting a range makes Qt Charts compute every attached series again, so old bars leave before.
    if (m_barsDirty && m_bars) {
        m_chart->removeSeries(m_bars);
        delete m_bars;
        m_bars = nullptr;
    }
    m_timeAxis->setRange(-0.5, std::max<double>(1.0, static_cast<double>(m_content.buckets.count())) - 0.5);
    m_valueAxis->setRange(axis.low, axis.high);
    if (m_bars || m_content.bars.empty() || m_plotArea.isNull())
        return;
    // Rebuilt because a bar set replaces value by value, with a new layout for each.
    m_bars = new QStackedBarSeries;
    m_bars->setBarWidth(barShare);
    for (const ChartBars& bars : m_content.bars) {
        auto* set = new QBarSet(bars.name);
        QList<qreal> values;
        values.reserve(static_cast<qsizetype>(bars.values.size()));
        for (const double value : bars.values)
            values.append(std::isfinite(value) ? value : 0.0);
        set->append(values);
        set->setBrush((*m_colors)[bars.color]);
        set->setPen(Qt::NoPen);
        m_bars->append(set);
    }
    m_chart->addSeries(m_bars);
    m_bars->attachAxis(m_timeAxis);
    m_bars->attachAxis(m_valueAxis);
}

} // namespace moie::ui
