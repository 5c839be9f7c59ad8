// SPDX-License-Identifier: GPL-3.0-or-later
// What the mouse and the keyboard do to a chart; chart_view_zoom.cpp zooms and pans.
#include "ui/charts/chart_view.h"

#include <algorithm>
#include <cmath>
#include <utility>

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
#include "ui/charts/point_order.h"
#include "ui/charts/range_menu.h"
#include "ui/theme/theme.h"

namespace moie::ui {
namespace {

constexpr double wheelStep = 0.8; // of what is seen, for a notch of the wheel

// Where the plot comes nearest to a place that may lie far beyond it.
QPoint withinPlot(const QRectF& area, double x, double y) {
    return QPointF(std::clamp(x, area.left(), area.right()), std::clamp(y, area.top(), area.bottom())).toPoint();
}

} // namespace

// The arrows belong to a chart that has the focus, whatever shortcuts the window has.
bool ChartView::takesKey(const QKeyEvent& event) const {
    if (event.modifiers() & (Qt::AltModifier | Qt::MetaModifier))
        return false;
    const bool control = event.modifiers() & Qt::ControlModifier;
    switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Plus:
    case Qt::Key_Equal:
    case Qt::Key_Minus: return true;
    case Qt::Key_Up:
    case Qt::Key_Down: return content().axis == XAxis::Numbers || content().heat;
    case Qt::Key_0: return !control;
    case Qt::Key_Z: return control && canUndoZoom();
    default: return false;
    }
}

bool ChartView::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && ready() && takesKey(static_cast<QKeyEvent&>(*event))) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void ChartView::wheelEvent(QWheelEvent* event) {
    const QPointF place = event->position();
    // A page that is scrolled under the pointer goes on scrolling.
    const bool wasScrolledHere = m_pointedAt != mapToGlobal(QPoint()) && !m_zoomRest.isActive();
    const bool goesOn = m_wheeled.isValid() && m_wheeled.elapsed() < m_zoomRest.interval();
    if (!ready() || wasScrolledHere || !m_plot.plotArea().contains(place) || event->angleDelta().y() == 0) {
        event->ignore();
        return;
    }
    if (!goesOn)
        keepForUndo();
    m_wheeled.start();
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
    m_panFrom = view().value_or(PlotView{xSpan()});
    if (!m_panFrom.y)
        m_panFrom.y = m_plot.whole().y;
    m_anchor = selectedPosition(event->position().x());
    clearSelection();
}

void ChartView::mouseMoveEvent(QMouseEvent* event) {
    const QPoint position = event->position().toPoint();
    m_pointedAt = mapToGlobal(QPoint());
    const bool held = event->buttons() & Qt::LeftButton;
    if (held && m_drag == Drag::Pressed &&
        (position - m_pressed).manhattanLength() >= QApplication::startDragDistance()) {
        m_drag = event->modifiers() & Qt::ShiftModifier ? Drag::Pan : Drag::Select;
        if (m_drag == Drag::Pan)
            keepForUndo();
    }
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

// What stands at an end of the axis is within a selection from there.
double ChartView::selectedPosition(double left) const {
    const QRectF area = m_plot.plotArea();
    const double reach = Theme::length(4);
    if (left <= area.left() + reach)
        return xSpan().low;
    return left >= area.right() - reach ? xSpan().high : m_plot.mapping().positionOf(left);
}

void ChartView::selectTo(const QPoint& position) {
    const double at = selectedPosition(position.x());
    const AxisSpan selection{std::min(m_anchor, at), std::max(m_anchor, at)};
    m_selection = m_plot.scale().indexed() ? wholeSlots(selection) : selection;
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
    const QString heading = headingOf(content(), m_plot.scale(), span, systemClock().now());
    auto* menu = new RangeMenu(m_theme, heading, rangeReadings(content(), m_plot.scale(), span), this);
    m_rangeMenu = menu;
    if (offered & RangeAction::Zoom) {
        connect(
            menu->addAction(tr("&Zoom")), &QAction::triggered, this,
            [this, timed, span, range] {
                // The axis may be another one by now.
                zoomTo(timed ? AxisSpan{m_plot.scale().at(*range.from), m_plot.scale().at(*range.to)} : span);
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
    if (std::exchange(m_told, false))
        setAccessibleDescription(content().summary);
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
        if (const auto point = m_plot.pointNear(place, Theme::length(16)))
            pointAtPoint(*point);
        else
            clearCursor();
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

void ChartView::pointAtPoint(const PointPlace& point) {
    m_point = point;
    update();
    const ChartPoints& points = content().points[point.series];
    const PlotMapping& mapping = m_plot.mapping();
    if (m_group)
        m_group->point(this, std::nullopt,
                       QPointF(mapping.xOf(points.x[point.index]), mapping.yOf(points.y[point.index])).toPoint());
}

// What the tooltip shows, to those who do not see it.
void ChartView::tellCursor() {
    const ReadingGroup group = cursorReadings();
    if (group.readings.empty())
        return;
    QStringList parts;
    for (const Reading& reading : group.readings)
        parts.append(QStringLiteral("%1 %2").arg(reading.name, reading.value).trimmed());
    setAccessibleDescription(cursorHeading() + QStringLiteral(": ") + parts.join(QStringLiteral(", ")));
    m_told = true;
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
    if (!content().heat)
        m_pointerValue.reset();
    const QRectF area = m_plot.plotArea();
    pointAtStop(next, withinPlot(area, m_plot.mapping().xOf(position), area.center().y()));
    return true;
}

// Up and down a heat map's column; from outside it into its lowest or highest cell.
bool ChartView::moveCell(int key) {
    if (!content().heat || content().heat->bins() == 0 || (key != Qt::Key_Up && key != Qt::Key_Down))
        return false;
    const ChartHeat& heat = *content().heat;
    const std::size_t last = heat.bins() - 1;
    const auto current = m_pointerValue ? heat.binOf(*m_pointerValue) : std::nullopt;
    std::size_t bin = current.value_or(key == Qt::Key_Up ? 0 : last);
    if (current && key == Qt::Key_Up)
        bin = std::min(*current + 1, last);
    else if (current)
        bin = std::max<std::size_t>(*current, 1) - 1;
    const double low = heat.edges[bin];
    const double high = heat.edges[bin + 1];
    m_pointerValue = m_plot.mapping().logarithmic ? std::sqrt(low * high) : (low + high) / 2.0;
    const std::size_t stop = cursorStop().value_or(m_plot.scale().nearestStop(xSpan().high));
    const PlotMapping& mapping = m_plot.mapping();
    pointAtStop(stop, withinPlot(m_plot.plotArea(), mapping.xOf(m_plot.scale().stopPosition(stop)),
                                 mapping.yOf(*m_pointerValue)));
    return true;
}

bool ChartView::movePoint(int key) {
    std::optional<PointPlace> next;
    switch (key) {
    case Qt::Key_Left:
    case Qt::Key_Down: next = pointBefore(content(), view(), m_point); break;
    case Qt::Key_Right:
    case Qt::Key_Up: next = pointAfter(content(), view(), m_point); break;
    case Qt::Key_Home: next = pointAfter(content(), view(), std::nullopt); break;
    case Qt::Key_End: next = pointBefore(content(), view(), std::nullopt); break;
    default: return false;
    }
    if (next)
        pointAtPoint(*next);
    return true;
}

bool ChartView::handleEscape() {
    if (m_drag == Drag::Select)
        m_drag = Drag::None;
    if (m_selection)
        clearSelection();
    else if (zoomMode() == ZoomMode::Local && view())
        resetZoom();
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
    if (ready() && handleZoomKey(*event))
        return;
    const bool moved =
        ready() && (content().axis == XAxis::Numbers ? movePoint(event->key())
                                                     : m_plot.scale().stopCount() > 0 &&
                                                           (moveCursor(event->key(), shift) || moveCell(event->key())));
    if (moved) {
        tellCursor();
        return;
    }
    if (ready() && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        if (m_selection)
            openRangeMenu(mapToGlobal(withinPlot(m_plot.plotArea(), m_plot.mapping().xOf(m_selection->high),
                                                 m_plot.plotArea().center().y())));
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
