// SPDX-License-Identifier: GPL-3.0-or-later
// How a chart zooms and pans.
#include "ui/charts/chart_view.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QKeyEvent>

#include "ui/charts/chart_group.h"
#include "ui/charts/chart_zoom.h"

namespace moie::ui {
namespace {

constexpr double keyStep = 0.5;
constexpr double panStep = 0.25;
constexpr double leastSeconds = 1.0;
constexpr double leastSlots = 3.0;
constexpr double leastNumbers = 1e-6; // of the whole axis
// A zoom out asks the page for at most so many times what it shows.
constexpr double widestScope = 4.0;
constexpr std::size_t mostEarlier = 100; // steps of zooming that can be taken back

} // namespace

void ChartView::keepForUndo() {
    // A step that met a limit changed nothing.
    if (zoomMode() == ZoomMode::Scope || (!m_earlier.empty() && shows(m_earlier.back())))
        return;
    if (m_earlier.size() == mostEarlier)
        m_earlier.erase(m_earlier.begin());
    m_earlier.push_back(view());
}

// Whether what is seen now is what is seen with that view.
bool ChartView::shows(const std::optional<PlotView>& view) const {
    const PlotView& whole = m_plot.whole();
    const auto spansOf = [&](const std::optional<PlotView>& some) {
        return std::pair(some ? some->x : whole.x, some && some->y ? *some->y : *whole.y);
    };
    const auto same = [](const AxisSpan& a, const AxisSpan& b) {
        const double little = 1e-9 * b.width();
        return std::abs(a.low - b.low) <= little && std::abs(a.high - b.high) <= little;
    };
    const auto [x, y] = spansOf(view);
    const auto [seenX, seenY] = spansOf(this->view());
    return same(x, seenX) && same(y, seenY);
}

bool ChartView::canUndoZoom() const {
    return !std::all_of(m_earlier.begin(), m_earlier.end(), [this](const auto& earlier) { return shows(earlier); });
}

void ChartView::undoZoom() {
    while (!m_earlier.empty() && shows(m_earlier.back()))
        m_earlier.pop_back();
    if (m_earlier.empty())
        return;
    m_plot.setView(m_earlier.back());
    m_earlier.pop_back();
    m_stale = true;
    update();
}

void ChartView::setView(const PlotView& view) {
    m_plot.setView(view);
    m_stale = true;
    update();
    shareView();
}

void ChartView::resetView() {
    m_plot.setView(std::nullopt);
    m_stale = true;
    update();
}

void ChartView::shareView() {
    if (m_group && zoomMode() == ZoomMode::Scope && view() && content().timed())
        m_group->preview(this, m_plot.scale().timeAt(view()->x.low), m_plot.scale().timeAt(view()->x.high));
}

void ChartView::previewRange(Time from, Time to) {
    if (!content().timed() || content().empty())
        return;
    m_plot.setView(PlotView{{m_plot.scale().at(from), m_plot.scale().at(to)}});
    m_stale = true;
    update();
}

AxisSpan ChartView::outermost() const {
    const AxisSpan whole = m_plot.whole().x;
    if (zoomMode() == ZoomMode::Local)
        return whole;
    const double more = (widestScope - 1.0) / 2.0 * whole.width();
    return {whole.low - more, whole.high + more};
}

double ChartView::leastWidth() const {
    switch (content().axis) {
    case XAxis::Numbers: return leastNumbers * m_plot.whole().x.width();
    case XAxis::Time: return leastSeconds;
    default: return zoomMode() == ZoomMode::Scope ? 1.0 : leastSlots;
    }
}

PlotView ChartView::zoomedView(const PlotView& view, const QPointF& fixed, double factor) const {
    const PlotMapping& mapping = m_plot.mapping();
    PlotView next = view;
    next.x = zoomed(view.x, mapping.positionOf(fixed.x()), factor, {leastWidth(), outermost()});
    if (content().axis == XAxis::Numbers) {
        const AxisSpan& whole = *m_plot.whole().y;
        next.y =
            zoomed(view.y.value_or(whole), mapping.valueOf(fixed.y()), factor, {leastNumbers * whole.width(), whole});
    }
    return next;
}

// What was selected; a single moment of a true time axis lasts no time.
void ChartView::zoomTo(const AxisSpan& span) {
    keepForUndo();
    PlotView next = view().value_or(PlotView{xSpan()});
    next.x = span;
    const double least = m_plot.scale().indexed() ? 1.0 : leastWidth();
    if (span.width() < least)
        next.x = {(span.low + span.high - least) / 2.0, (span.low + span.high + least) / 2.0};
    setView(next);
}

void ChartView::zoomBy(double factor) {
    if (!ready())
        return;
    keepForUndo();
    const PlotMapping& mapping = m_plot.mapping();
    QPointF fixed = m_plot.plotArea().center();
    if (const auto stop = cursorStop()) {
        fixed.setX(mapping.xOf(m_plot.scale().stopPosition(*stop)));
    } else if (m_point) {
        const ChartPoints& points = content().points[m_point->series];
        fixed = {mapping.xOf(points.x[m_point->index]), mapping.yOf(points.y[m_point->index])};
    }
    setView(zoomedView(view().value_or(PlotView{xSpan()}), fixed, factor));
    if (zoomMode() == ZoomMode::Scope)
        m_zoomRest.start();
}

void ChartView::resetZoom() {
    m_click.stop();
    m_zoomRest.stop();
    if (view())
        keepForUndo();
    resetView();
    if (zoomMode() == ZoomMode::Local)
        return;
    // A page that shows all there is has nothing new to answer with.
    if (m_group && content().timed())
        m_group->preview(this, m_plot.scale().timeAt(m_plot.scale().whole().low),
                         m_plot.scale().timeAt(m_plot.scale().whole().high));
    QMetaObject::invokeMethod(
        this, [this] { emit rangeChosen(TimeRange{}); }, Qt::QueuedConnection);
}

TimeRange ChartView::rangeOf(const AxisSpan& span) const {
    return {m_plot.scale().timeAt(span.low), m_plot.scale().timeAt(span.high)};
}

void ChartView::askForRange() {
    if (view() && content().timed())
        emit rangeChosen(rangeOf(view()->x));
}

void ChartView::panTo(const QPoint& position) {
    const QRectF& area = m_plot.mapping().area;
    const QPointF by(m_pressed - position);
    PlotView next = m_panFrom;
    next.x = shifted(next.x, by.x() * next.x.width() / area.width(), outermost());
    if (content().axis == XAxis::Numbers)
        next.y = shifted(*next.y, -by.y() * next.y->width() / area.height(), *m_plot.whole().y);
    else
        next.y.reset();
    setView(next);
}

// By so many times what is seen.
void ChartView::panBy(double x, double y) {
    keepForUndo();
    PlotView next = view().value_or(PlotView{xSpan()});
    next.x = shifted(next.x, x * next.x.width(), outermost());
    if (content().axis == XAxis::Numbers) {
        const AxisSpan seen = next.y.value_or(*m_plot.whole().y);
        next.y = shifted(seen, y * seen.width(), *m_plot.whole().y);
    }
    setView(next);
    if (zoomMode() == ZoomMode::Scope)
        m_zoomRest.start();
}

bool ChartView::handlePanKey(int key) {
    const bool hasHeight = content().axis == XAxis::Numbers;
    switch (key) {
    case Qt::Key_Left: panBy(-panStep, 0.0); return true;
    case Qt::Key_Right: panBy(panStep, 0.0); return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (hasHeight)
            panBy(0.0, key == Qt::Key_Up ? panStep : -panStep);
        return hasHeight;
    default: return false;
    }
}

bool ChartView::handleZoomKey(const QKeyEvent& event) {
    const bool control = event.modifiers() & Qt::ControlModifier;
    switch (event.key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoomBy(keyStep); return true;
    case Qt::Key_Minus: zoomBy(1.0 / keyStep); return true;
    case Qt::Key_0: resetZoom(); return true;
    case Qt::Key_Z:
        if (!control || !canUndoZoom())
            return false;
        undoZoom();
        return true;
    default: return control && handlePanKey(event.key());
    }
}

} // namespace moie::ui
