// SPDX-License-Identifier: GPL-3.0-or-later
// What the mouse and the keyboard do to a chart.
#include "ui/charts/chart_view.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QStyleHints>
#include <QWheelEvent>

#include <moie/base/clock.h>

#include "ui/charts/chart_group.h"
#include "ui/charts/chart_menu.h"
#include "ui/charts/chart_zoom.h"
#include "ui/charts/range_menu.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"

namespace moie::ui {
namespace {

constexpr double wheelStep = 0.8; // of what is seen, for a notch of the wheel
constexpr double keyStep = 0.5;
constexpr double panStep = 0.25;
constexpr double leastSeconds = 1.0;
constexpr double leastSlots = 3.0;
constexpr double leastNumbers = 1e-6; // of the whole axis
// A zoom out asks the page for at most so many times what it shows.
constexpr double widestScope = 4.0;

} // namespace

bool ChartView::event(QEvent* event) {
    // The arrows belong to a chart that has the focus, whatever shortcuts the window has.
    if (event->type() == QEvent::ShortcutOverride && ready()) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool plain = !(key->modifiers() & (Qt::AltModifier | Qt::MetaModifier));
        switch (key->key()) {
        case Qt::Key_Left:
        case Qt::Key_Right:
        case Qt::Key_Home:
        case Qt::Key_End:
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Plus:
        case Qt::Key_Equal:
        case Qt::Key_Minus:
        case Qt::Key_0:
            if (plain && !(key->modifiers() & Qt::ControlModifier && key->key() == Qt::Key_0)) {
                event->accept();
                return true;
            }
            break;
        default: break;
        }
    }
    return QWidget::event(event);
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

PlotView ChartView::zoomedView(const PlotView& view, const QPointF& fixed, double factor) const {
    const PlotMapping& mapping = m_plot.mapping();
    const PlotView& whole = m_plot.whole();
    PlotView next = view;
    switch (content().axis) {
    case XAxis::Numbers:
        next.x = zoomed(view.x, mapping.positionOf(fixed.x()), factor, {leastNumbers * whole.x.width(), whole.x});
        next.y = zoomed(view.y.value_or(*whole.y), mapping.valueOf(fixed.y()), factor,
                        {leastNumbers * whole.y->width(), *whole.y});
        return next;
    case XAxis::Time:
        next.x = zoomed(view.x, mapping.positionOf(fixed.x()), factor, {leastSeconds, outermost()});
        break;
    default:
        next.x = zoomed(view.x, mapping.positionOf(fixed.x()), factor,
                        {zoomMode() == ZoomMode::Scope ? 1.0 : leastSlots, outermost()});
    }
    return next;
}

void ChartView::zoomBy(double factor) {
    if (!ready())
        return;
    const auto stop = cursorStop();
    const QRectF area = m_plot.plotArea();
    const double x = stop ? m_plot.mapping().xOf(m_plot.scale().stopPosition(*stop)) : area.center().x();
    setView(zoomedView(view().value_or(PlotView{xSpan()}), {x, area.center().y()}, factor));
    if (zoomMode() == ZoomMode::Scope)
        m_zoomRest.start();
}

void ChartView::resetZoom() {
    m_click.stop();
    m_zoomRest.stop();
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

void ChartView::wheelEvent(QWheelEvent* event) {
    const QPointF place = event->position();
    // A page that is scrolled under the pointer goes on scrolling.
    const bool wasScrolledHere = m_pointedAt != mapToGlobal(QPoint()) && !m_zoomRest.isActive();
    if (!ready() || wasScrolledHere || !m_plot.plotArea().contains(place) || event->angleDelta().y() == 0) {
        event->ignore();
        return;
    }
    const double factor = std::pow(wheelStep, event->angleDelta().y() / 120.0);
    setView(zoomedView(view().value_or(PlotView{xSpan()}), place, factor));
    if (zoomMode() == ZoomMode::Scope)
        m_zoomRest.start();
    event->accept();
}

void ChartView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !ready() || !m_plot.plotArea().contains(event->position())) {
        event->ignore();
        return;
    }
    m_pressed = event->position().toPoint();
    m_drag = Drag::Pressed;
    m_panFrom = xSpan();
    m_anchor = m_plot.mapping().positionOf(event->position().x());
    clearSelection();
}

void ChartView::mouseMoveEvent(QMouseEvent* event) {
    const QPoint position = event->position().toPoint();
    m_pointedAt = mapToGlobal(QPoint());
    const bool held = event->buttons() & Qt::LeftButton;
    if (held && m_drag == Drag::Pressed &&
        (position - m_pressed).manhattanLength() >= QApplication::startDragDistance())
        m_drag = event->modifiers() & Qt::ShiftModifier ? Drag::Pan : Drag::Select;
    if (held && m_drag == Drag::Pan)
        panTo(position);
    else if (held && m_drag == Drag::Select)
        selectTo(position);
    else
        pointAt(event->position());
}

void ChartView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    const Drag drag = std::exchange(m_drag, Drag::None);
    if (drag == Drag::Select)
        openRangeMenu(event->globalPosition().toPoint());
    else if (drag == Drag::Pan && zoomMode() == ZoomMode::Scope)
        QMetaObject::invokeMethod(this, &ChartView::askForRange, Qt::QueuedConnection);
    else if (drag == Drag::Pressed) {
        pointAt(event->position());
        m_clicked = activation();
        // A double click that would do something is waited for.
        const bool mayBeDouble = zoomMode() == ZoomMode::Scope || view();
        m_click.start(mayBeDouble ? QGuiApplication::styleHints()->mouseDoubleClickInterval() : 0);
    }
}

void ChartView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && ready())
        resetZoom();
}

void ChartView::panTo(const QPoint& position) {
    const PlotMapping& mapping = m_plot.mapping();
    const double by = (m_pressed.x() - position.x()) * m_panFrom.width() / mapping.area.width();
    PlotView next = view().value_or(PlotView{xSpan()});
    next.x = shifted(m_panFrom, by, outermost());
    setView(next);
}

void ChartView::selectTo(const QPoint& position) {
    const QRectF area = m_plot.plotArea();
    const double at = m_plot.mapping().positionOf(std::clamp<double>(position.x(), area.left(), area.right()));
    AxisSpan selection{std::min(m_anchor, at), std::max(m_anchor, at)};
    // Whole buckets, moments and bins.
    if (m_plot.scale().indexed())
        selection = {std::floor(selection.low), std::ceil(selection.high)};
    m_selection = selection;
    update();
}

void ChartView::clearSelection() {
    if (!m_selection)
        return;
    m_selection.reset();
    update();
}

void ChartView::openRangeMenu(const QPoint& globalPosition) {
    if (!m_selection)
        return;
    const AxisSpan span = *m_selection;
    const bool timed = content().timed();
    const TimeRange range = timed ? rangeOf(span) : TimeRange{};
    const RangeActions offered = m_rangeActions.value_or(
        zoomMode() == ZoomMode::Scope ? RangeAction::Zoom | RangeAction::CompareWithBefore | RangeAction::WorstTurns
                                      : RangeActions(RangeAction::Zoom));
    const auto now = systemClock().now();
    const QString heading = timed ? format::dateRange(*range.from, *range.to - Duration(1), now) : content().title;
    auto* menu = new RangeMenu(m_theme, heading, rangeReadings(content(), m_plot.scale(), span), this);
    if (offered & RangeAction::Zoom) {
        connect(
            menu->addAction(tr("&Zoom")), &QAction::triggered, this,
            [this, span, range] {
                PlotView next = view().value_or(PlotView{xSpan()});
                next.x = span;
                // One moment of a true time axis lasts no time.
                if (content().axis == XAxis::Time && span.width() < leastSeconds)
                    next.x = {(span.low + span.high - leastSeconds) / 2.0, (span.low + span.high + leastSeconds) / 2.0};
                setView(next);
                if (zoomMode() == ZoomMode::Scope)
                    emit rangeChosen(range);
            },
            Qt::QueuedConnection);
    }
    if (timed && offered & RangeAction::CompareWithBefore)
        connect(
            menu->addAction(tr("&Compare with before")), &QAction::triggered, this,
            [this, range] { emit compareWithBeforeChosen(range); }, Qt::QueuedConnection);
    if (timed && offered & RangeAction::WorstTurns)
        connect(
            menu->addAction(tr("&Worst turns")), &QAction::triggered, this,
            [this, range] { emit worstTurnsChosen(range); }, Qt::QueuedConnection);
    connect(menu, &QMenu::aboutToHide, this, &ChartView::clearSelection);
    clearCursor();
    menu->popup(globalPosition);
}

void ChartView::contextMenuEvent(QContextMenuEvent* event) {
    openMenu(event->globalPos());
}

void ChartView::openMenu(const QPoint& globalPosition) {
    clearCursor();
    makeChartMenu(*this)->popup(globalPosition);
}

void ChartView::leaveEvent(QEvent*) {
    clearCursor();
}

void ChartView::clearCursor() {
    m_stop.reset();
    m_point.reset();
    update();
    if (m_group && (m_group->source() == this || m_group->cursor()))
        m_group->clear();
}

void ChartView::pointAt(const QPointF& place) {
    if (!ready() || !m_plot.plotArea().adjusted(-1, -1, 1, 1).contains(place)) {
        clearCursor();
        return;
    }
    const PlotMapping& mapping = m_plot.mapping();
    if (content().axis == XAxis::Numbers) {
        m_point = m_plot.pointNear(place, Theme::length(16));
        update();
        if (!m_point)
            clearCursor();
        else if (m_group)
            m_group->point(this, std::nullopt, place.toPoint());
        return;
    }
    if (m_plot.scale().stopCount() == 0)
        return;
    m_pointerValue = mapping.logarithmic
                         ? mapping.y.low * std::pow(mapping.y.high / mapping.y.low,
                                                    (mapping.area.bottom() - place.y()) / mapping.area.height())
                         : mapping.valueOf(place.y());
    pointAtStop(m_plot.scale().nearestStop(mapping.positionOf(place.x())), place.toPoint());
}

void ChartView::pointAtStop(std::size_t stop, const QPoint& position) {
    m_stop = stop;
    update();
    if (m_group)
        m_group->point(this, content().timed() ? std::optional(m_plot.scale().stopTime(stop)) : std::nullopt, position);
}

std::optional<Time> ChartView::activation() const {
    if (m_point) {
        const std::vector<Time>& times = content().points[m_point->series].times;
        return m_point->index < times.size() ? std::optional(times[m_point->index]) : std::nullopt;
    }
    const auto stop = cursorStop();
    return stop && content().timed() ? std::optional(m_plot.scale().stopTime(*stop)) : std::nullopt;
}

void ChartView::activate(std::optional<Time> moment) {
    if (moment)
        emit momentActivated(*moment);
}

bool ChartView::moveCursor(int key, bool select) {
    const XScale& scale = m_plot.scale();
    const auto current = cursorStop();
    const AxisSpan seen = xSpan();
    // The outermost stops that are seen.
    std::size_t first = scale.nearestStop(seen.low);
    std::size_t last = scale.nearestStop(seen.high);
    first += scale.stopPosition(first) < seen.low && first < last ? 1 : 0;
    last -= scale.stopPosition(last) > seen.high && last > first ? 1 : 0;
    std::size_t next = current.value_or(last);
    switch (key) {
    case Qt::Key_Left: next = current && *current > first ? *current - 1 : next; break;
    case Qt::Key_Right: next = current && *current < last ? *current + 1 : next; break;
    case Qt::Key_Home: next = first; break;
    case Qt::Key_End: next = last; break;
    default: return false;
    }
    const double half = scale.indexed() ? 0.5 : 0.0;
    const double position = scale.stopPosition(next);
    if (select) {
        if (!m_selection)
            m_anchor = scale.stopPosition(current.value_or(next));
        m_selection = AxisSpan{std::min(m_anchor, position) - half, std::max(m_anchor, position) + half};
    } else {
        clearSelection();
    }
    m_pointerValue.reset();
    pointAtStop(next, QPointF(m_plot.mapping().xOf(position), m_plot.plotArea().center().y()).toPoint());
    return true;
}

bool ChartView::handleZoomKey(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoomBy(keyStep); return true;
    case Qt::Key_Minus: zoomBy(1.0 / keyStep); return true;
    case Qt::Key_0: resetZoom(); return true;
    case Qt::Key_Left:
    case Qt::Key_Right: {
        if (!(event->modifiers() & Qt::ControlModifier))
            return false;
        const double by = (event->key() == Qt::Key_Left ? -panStep : panStep) * xSpan().width();
        PlotView next = view().value_or(PlotView{xSpan()});
        next.x = shifted(next.x, by, outermost());
        setView(next);
        if (zoomMode() == ZoomMode::Scope)
            m_zoomRest.start();
        return true;
    }
    default: return false;
    }
}

bool ChartView::handleEscape() {
    if (m_selection)
        clearSelection();
    else if (zoomMode() == ZoomMode::Local && view())
        resetView();
    else if (cursorStop() || m_point)
        clearCursor();
    else
        return false;
    return true;
}

void ChartView::keyPressEvent(QKeyEvent* event) {
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    if (event->key() == Qt::Key_F10 && shift) {
        openMenu(mapToGlobal(rect().center()));
        return;
    }
    if (event->key() == Qt::Key_Escape && handleEscape())
        return;
    if (ready() && handleZoomKey(event))
        return;
    if (ready() && m_plot.scale().stopCount() > 0 && moveCursor(event->key(), shift))
        return;
    if (ready() && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        if (m_selection)
            openRangeMenu(mapToGlobal(QPointF(m_plot.mapping().xOf(m_selection->high), rect().center().y()).toPoint()));
        else
            QMetaObject::invokeMethod(
                this, [this, meant = activation()] { activate(meant); }, Qt::QueuedConnection);
        return;
    }
    QWidget::keyPressEvent(event);
}

void ChartView::focusInEvent(QFocusEvent* event) {
    m_keyboardFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    update();
}

void ChartView::focusOutEvent(QFocusEvent* event) {
    m_keyboardFocus = false;
    if (event->reason() != Qt::PopupFocusReason) {
        clearSelection();
        clearCursor();
    }
    update();
}

} // namespace moie::ui
