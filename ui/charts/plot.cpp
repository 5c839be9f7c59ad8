// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot.h"

#include <algorithm>
#include <cmath>

#include <QAreaSeries>
#include <QBarSet>
#include <QChart>
#include <QFontMetricsF>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLineSeries>
#include <QPainter>
#include <QStackedBarSeries>
#include <QValueAxis>

#include "ui/charts/plot_frame.h"
#include "ui/charts/time_ticks.h"

namespace moie::ui {
namespace {

// Under the series, above the chart's background.
constexpr double frameZ = 0.5;
constexpr int bandAlpha = 24;
constexpr double barShare = 0.72;
// In buckets.
constexpr double loneBandWidth = 0.5;

} // namespace

Plot::Plot()
    : m_chart(new QChart), m_timeAxis(new QValueAxis), m_valueAxis(new QValueAxis), m_frame(new PlotFrame(m_chart)) {
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
    m_scene.addItem(m_chart);
}

Plot::~Plot() = default;

void Plot::setContent(const ChartContent& content) {
    const auto looksAlike = [](const ChartLine& a, const ChartLine& b) {
        return a.color == b.color && a.dash == b.dash && a.low.empty() == b.low.empty();
    };
    const bool sameLines = std::equal(content.lines.begin(), content.lines.end(), m_content.lines.begin(),
                                      m_content.lines.end(), looksAlike);
    m_content = content;
    if (!sameLines)
        makeBands();
    m_layoutDirty = true;
    m_seriesDirty = true;
}

void Plot::setLook(const Colors& colors, const QFont& font) {
    m_colors = &colors;
    m_font = font;
    m_layoutDirty = true;
    m_seriesDirty = true;
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
    if (m_seriesDirty)
        updateSeries(axis);
    else
        m_valueAxis->setRange(axis.low, axis.high);
    m_layoutDirty = false;
    m_seriesDirty = false;
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
        const double y = m_plotArea.bottom() - m_plotArea.height() * (tick.value - axis.low) / (axis.high - axis.low);
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
        drawing.labels.push_back({box, Qt::AlignCenter, tick.label});
        if (m_content.buckets.size.unit < BucketUnit::Day)
            drawing.grid.emplace_back(x, m_plotArea.bottom(), x, m_plotArea.bottom() + 0.25 * height);
    }
    m_frame->setDrawing(scene, std::move(drawing));
}

void Plot::updateSeries(const ValueTicks& axis) {
    // Setting a range makes Qt Charts compute every attached series again, so they are emptied before.
    for (LineItems& items : m_lines) {
        for (QLineSeries* run : items.runs)
            run->clear();
        if (items.band) {
            items.band->upperSeries()->clear();
            items.band->lowerSeries()->clear();
        }
    }
    if (m_bars) {
        m_chart->removeSeries(m_bars);
        delete m_bars;
        m_bars = nullptr;
    }
    m_timeAxis->setRange(-0.5, std::max<double>(1.0, static_cast<double>(m_content.buckets.count())) - 0.5);
    m_valueAxis->setRange(axis.low, axis.high);
    if (m_plotArea.isNull())
        return;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        if (m_lines[i].band)
            fillBand(m_content.lines[i], *m_lines[i].band);
        fillRuns(m_content.lines[i], m_lines[i]);
    }
    if (!m_content.bars.empty())
        updateBars();
}

void Plot::updateBars() {
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

// Qt Charts paints series in the order of their making: all bands come before all lines.
void Plot::makeBands() {
    m_chart->removeAllSeries();
    m_bars = nullptr;
    m_lines.assign(m_content.lines.size(), {});
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        if (m_content.lines[i].low.empty())
            continue;
        auto* band = new QAreaSeries(new QLineSeries, new QLineSeries);
        band->upperSeries()->setParent(band);
        band->lowerSeries()->setParent(band);
        band->setPen(Qt::NoPen);
        m_chart->addSeries(band);
        band->attachAxis(m_timeAxis);
        band->attachAxis(m_valueAxis);
        m_lines[i].band = band;
    }
}

// A gap is crossed with no height, which paints nothing. A value between two gaps gets a narrow band of its own.
void Plot::fillBand(const ChartLine& line, QAreaSeries& band) const {
    QList<QPointF> upper;
    QList<QPointF> lower;
    const auto both = [&](double x, double high, double low) {
        upper.append({x, high});
        lower.append({x, low});
    };
    const auto given = [&](std::size_t i) {
        return i < line.low.size() && std::isfinite(line.low[i]) && std::isfinite(line.high[i]);
    };
    for (std::size_t i = 0; i < line.low.size(); ++i) {
        if (!given(i))
            continue;
        const auto x = static_cast<double>(i);
        const double middle = (line.low[i] + line.high[i]) / 2.0;
        const bool begins = i == 0 || !given(i - 1);
        const bool ends = !given(i + 1);
        const double half = begins && ends ? loneBandWidth / 2.0 : 0.0;
        if (begins)
            both(x - half, middle, middle);
        both(x - half, line.high[i], line.low[i]);
        if (half > 0.0)
            both(x + half, line.high[i], line.low[i]);
        if (ends)
            both(x + half, middle, middle);
    }
    QColor fill = (*m_colors)[line.color];
    fill.setAlpha(bandAlpha);
    band.setBrush(fill);
    band.upperSeries()->replace(upper);
    band.lowerSeries()->replace(lower);
}

void Plot::fillRuns(const ChartLine& line, LineItems& items) {
    std::size_t used = 0;
    QList<QPointF> points;
    const auto finishRun = [&] {
        if (points.isEmpty())
            return;
        if (used == items.runs.size())
            items.runs.push_back(newLine());
        QLineSeries& run = *items.runs[used++];
        styleLine(line, run);
        run.setPointsVisible(points.size() == 1); // a value between two gaps has no line
        run.replace(points);
        points.clear();
    };
    for (std::size_t i = 0; i < line.values.size(); ++i) {
        if (std::isfinite(line.values[i]))
            points.append({static_cast<double>(i), line.values[i]});
        else
            finishRun();
    }
    finishRun();
}

QLineSeries* Plot::newLine() {
    auto* series = new QLineSeries;
    m_chart->addSeries(series);
    series->attachAxis(m_timeAxis);
    series->attachAxis(m_valueAxis);
    return series;
}

void Plot::styleLine(const ChartLine& line, QLineSeries& series) const {
    const double width = std::max(0.8, m_font.pixelSize() * 0.15);
    const QPen pen((*m_colors)[line.color], width, line.dash, Qt::RoundCap, Qt::RoundJoin);
    series.setPen(pen);
    series.setMarkerSize(width * 1.4);
}

} // namespace moie::ui
