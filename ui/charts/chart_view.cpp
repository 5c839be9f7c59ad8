// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_view.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <QApplication>
#include <QFontInfo>
#include <QPainter>

#include <moie/base/clock.h>

#include "ui/charts/chart_group.h"
#include "ui/charts/chart_zoom.h"
#include "ui/charts/range_menu.h"
#include "ui/theme/theme.h"

namespace moie::ui {
namespace {

// So long after the last turn of the wheel the page is asked for exact data.
constexpr std::chrono::milliseconds zoomRest{250};
constexpr int selectionAlpha = 36;
// From another chart's moment to a value that is said with it, as a share of what is seen.
constexpr double nearEnough = 0.01;

bool hasPoint(const ChartContent& content, const PointPlace& place) {
    if (place.series >= content.points.size())
        return false;
    const ChartPoints& points = content.points[place.series];
    return place.index < std::min(points.x.size(), points.y.size()) && std::isfinite(points.x[place.index]) &&
           std::isfinite(points.y[place.index]);
}

} // namespace

ChartView::ChartView(const Theme& theme, ChartGroup& group, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_group(&group) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(&theme, &Theme::themeChanged, this, &ChartView::invalidate);
    m_zoomRest.setSingleShot(true);
    m_zoomRest.setInterval(zoomRest);
    connect(&m_zoomRest, &QTimer::timeout, this, &ChartView::askForRange);
    m_click.setSingleShot(true);
    connect(&m_click, &QTimer::timeout, this, [this] { activate(m_clicked); });
    invalidate();
    group.add(this);
}

void ChartView::setContent(const ChartContent& content) {
    const bool waiting = m_zoomRest.isActive() || m_drag == Drag::Pan;
    const bool keepsView = view() && (zoomMode() == ZoomMode::Local || waiting);
    if (content == m_plot.content()) {
        if (view() && !keepsView)
            resetView();
        return;
    }
    std::optional<PlotView> kept = keepsView ? view() : std::nullopt;
    replaceContent(content, kept);
    m_plot.setView(kept);
    setAccessibleName(content.title);
    setAccessibleDescription(content.summary);
    m_told = false;
    setFocusPolicy(content.framing == PlotFraming::AxisOnly ? Qt::NoFocus : Qt::StrongFocus);
    if (m_stop && *m_stop >= m_plot.scale().stopCount())
        m_stop.reset();
    if (m_point && !hasPoint(content, *m_point))
        m_point.reset();
    m_stale = true;
    updateGeometry();
    update();
    if (m_group)
        m_group->refresh(this);
}

// Places on the axis outlive it by their times, or where its values stay the same.
void ChartView::replaceContent(const ChartContent& content, std::optional<PlotView>& kept) {
    const ChartContent& before = this->content();
    const bool sameAxis = before.axis == content.axis && before.binEdges == content.binEdges && !content.timed();
    const bool wasTimed = before.timed() && m_plot.scale().stopCount() > 0;
    std::vector<AxisSpan*> spans{&m_panFrom.x};
    if (kept)
        spans.push_back(&kept->x);
    if (m_selection)
        spans.push_back(&*m_selection);
    for (std::optional<PlotView>& earlier : m_earlier) {
        if (earlier)
            spans.push_back(&earlier->x);
    }
    std::vector<TimeRange> times;
    for (const AxisSpan* span : spans)
        times.push_back(wasTimed ? rangeOf(*span) : TimeRange{});
    const Time anchor = wasTimed ? m_plot.scale().timeAt(m_anchor) : Time{};
    m_plot.setContent(content);
    const XScale& scale = m_plot.scale();
    if (wasTimed && content.timed() && scale.stopCount() > 0) {
        for (std::size_t i = 0; i < spans.size(); ++i)
            *spans[i] = {scale.at(*times[i].from), scale.at(*times[i].to)};
        m_anchor = scale.at(anchor);
        if (m_selection && scale.indexed())
            m_selection = wholeSlots(*m_selection);
    } else if (!sameAxis) {
        kept.reset();
        dropPlaces();
    }
}

void ChartView::dropPlaces() {
    m_earlier.clear();
    m_selection.reset();
    m_drag = Drag::None;
    if (m_rangeMenu)
        m_rangeMenu->close();
}

// Where nothing is left of what was zoomed into, everything is shown.
void ChartView::layOut() {
    m_plot.setSize(QSizeF(size()));
    m_plot.prepare();
    if (!view() || zoomMode() == ZoomMode::Scope)
        return;
    const PlotView& whole = m_plot.whole();
    const auto overlap = [](const AxisSpan& a, const AxisSpan& b) {
        return a.width() > 0.0 && a.low < b.high && a.high > b.low;
    };
    if (overlap(view()->x, whole.x) && (!view()->y || overlap(*view()->y, *whole.y)))
        return;
    m_plot.setView(std::nullopt);
    m_plot.prepare();
}

ZoomMode ChartView::zoomMode() const {
    return m_zoomMode.value_or(content().axis == XAxis::Buckets ? ZoomMode::Scope : ZoomMode::Local);
}

void ChartView::setSelectedTime(std::optional<Time> time) {
    if (m_selectedTime == time)
        return;
    m_selectedTime = time;
    update();
}

QSize ChartView::sizeHint() const {
    switch (content().framing) {
    case PlotFraming::Full: return {Theme::length(420), Theme::length(230)};
    case PlotFraming::Row: return {Theme::length(300), Theme::length(44)};
    case PlotFraming::AxisOnly: return minimumSizeHint();
    }
    return {};
}

QSize ChartView::minimumSizeHint() const {
    switch (content().framing) {
    case PlotFraming::Full: return {Theme::length(160), Theme::length(150)};
    case PlotFraming::Row: return {Theme::length(80), Theme::length(28)};
    case PlotFraming::AxisOnly:
        return {Theme::length(80), static_cast<int>(1.5 * QFontMetrics(Theme::font(TextStyle::Small)).height())};
    }
    return {};
}

void ChartView::invalidate() {
    QFont font = Theme::font(TextStyle::Small);
    font.setPixelSize(std::max(1, QFontInfo(font).pixelSize()));
    m_plot.setLook(m_theme.colors(), font);
    m_stale = true;
    updateGeometry();
    update();
}

void ChartView::renderPixmap() {
    const double ratio = devicePixelRatioF();
    m_pixmap = QPixmap(size() * ratio);
    m_pixmap.setDevicePixelRatio(ratio);
    m_pixmap.fill(Qt::transparent);
    layOut();
    QPainter painter(&m_pixmap);
    m_plot.render(painter, QRectF(rect()));
    m_stale = false;
}

void ChartView::paintEvent(QPaintEvent*) {
    if (m_stale || m_pixmap.devicePixelRatio() != devicePixelRatioF())
        renderPixmap();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_pixmap);
    const QRectF area = m_plot.plotArea();
    if (interactive()) {
        paintSelection(painter);
        paintCursor(painter);
    }
    if (m_keyboardFocus) {
        const QRectF ring = area.isNull() ? QRectF(rect()) : area.toAlignedRect();
        painter.setPen(QPen(m_theme.colors()[ColorRole::Accent], 1.0));
        painter.drawRect(ring.adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void ChartView::paintCursor(QPainter& painter) const {
    const QRectF area = m_plot.plotArea();
    const PlotMapping& mapping = m_plot.mapping();
    const Colors& colors = m_theme.colors();
    const auto lineAt = [&](double position, const QPen& pen) {
        if (!isSeen(position))
            return;
        const double x = std::round(mapping.xOf(position)) + 0.5;
        painter.setPen(pen);
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    };
    if (m_selectedTime && content().timed())
        lineAt(m_plot.scale().at(*m_selectedTime), QPen(colors[ColorRole::Accent], 1.5));
    if (const auto stop = cursorStop()) {
        lineAt(m_plot.scale().stopPosition(*stop), QPen(colors[ColorRole::Dim], 1.0));
        paintCell(painter, *stop);
    } else if (m_group && m_group->cursor() && content().timed()) {
        lineAt(m_plot.scale().at(*m_group->cursor()), QPen(colors[ColorRole::Dim], 1.0));
    }
    if (m_point) {
        lineAt(content().points[m_point->series].x[m_point->index], QPen(colors[ColorRole::Dim], 1.0));
        paintPoint(painter);
    }
}

void ChartView::paintPoint(QPainter& painter) const {
    const QRectF area = m_plot.plotArea();
    const ChartPoints& points = content().points[m_point->series];
    const double x = m_plot.mapping().xOf(points.x[m_point->index]);
    const double y = m_plot.mapping().yOf(points.y[m_point->index]);
    if (!isSeen(points.x[m_point->index]) || y < area.top() || y > area.bottom())
        return;
    painter.setPen(QPen(m_theme.colors()[ColorRole::Dim], 1.0));
    painter.drawLine(QPointF(area.left(), std::round(y) + 0.5), QPointF(area.right(), std::round(y) + 0.5));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.colors()[ColorRole::Text], 1.5));
    painter.drawEllipse(QPointF(x, y), Theme::length(5), Theme::length(5));
    painter.setRenderHint(QPainter::Antialiasing, false);
}

// The cell of a heat map that is read.
void ChartView::paintCell(QPainter& painter, std::size_t stop) const {
    if (!content().heat || !m_pointerValue || !m_group || m_group->source() != this)
        return;
    const ChartHeat& heat = *content().heat;
    const auto bin = heat.binOf(*m_pointerValue);
    if (!bin)
        return;
    const PlotMapping& mapping = m_plot.mapping();
    const auto left = static_cast<double>(stop);
    const QRectF cell(QPointF(mapping.xOf(left), mapping.yOf(heat.edges[*bin + 1])),
                      QPointF(mapping.xOf(left + 1.0), mapping.yOf(heat.edges[*bin])));
    const QRectF seen = cell.intersected(m_plot.plotArea());
    if (seen.isEmpty())
        return;
    painter.setPen(QPen(m_theme.colors()[ColorRole::Text], 1.5));
    painter.drawRect(seen);
}

void ChartView::paintSelection(QPainter& painter) const {
    if (!m_selection)
        return;
    const QRectF area = m_plot.plotArea();
    const double left = std::max(area.left(), m_plot.mapping().xOf(m_selection->low));
    const double right = std::min(area.right(), m_plot.mapping().xOf(m_selection->high));
    if (right < left)
        return;
    QColor fill = m_theme.colors()[ColorRole::Accent];
    fill.setAlpha(selectionAlpha);
    painter.fillRect(QRectF(QPointF(left, area.top()), QPointF(right, area.bottom())), fill);
    painter.setPen(QPen(m_theme.colors()[ColorRole::Accent], 1.0));
    for (const double x : {left, right})
        painter.drawLine(QPointF(std::round(x) + 0.5, area.top()), QPointF(std::round(x) + 0.5, area.bottom()));
}

void ChartView::resizeEvent(QResizeEvent*) {
    m_stale = true;
}

// For input that comes before the next painting.
bool ChartView::ready() {
    layOut();
    return interactive();
}

bool ChartView::interactive() const {
    return !m_plot.plotArea().isNull() && content().framing != PlotFraming::AxisOnly;
}

AxisSpan ChartView::xSpan() const {
    return view() ? view()->x : m_plot.whole().x;
}

bool ChartView::isSeen(double position) const {
    return xSpan().contains(position);
}

std::optional<std::size_t> ChartView::cursorStop() const {
    const XScale& scale = m_plot.scale();
    if (content().empty() || content().framing == PlotFraming::AxisOnly || scale.stopCount() == 0)
        return std::nullopt;
    if (!content().timed())
        return m_stop;
    if (!m_group || !m_group->cursor())
        return std::nullopt;
    const double position = scale.at(*m_group->cursor());
    const AxisSpan whole = scale.whole();
    if (!whole.contains(position) || (content().axis == XAxis::Buckets && position == whole.high))
        return std::nullopt;
    const std::size_t stop = scale.nearestStop(position);
    // True to time, only what is pointed at here snaps to the nearest moment.
    const bool exact = content().axis == XAxis::Buckets || m_group->source() == this;
    const double distance = std::abs(scale.stopPosition(stop) - position);
    return exact || distance <= nearEnough * xSpan().width() ? std::optional(stop) : std::nullopt;
}

QString ChartView::cursorHeading() const {
    const auto now = systemClock().now();
    if (m_point)
        return headingOf(content(), *m_point, now);
    const auto stop = cursorStop();
    return stop ? headingAt(content(), m_plot.scale(), *stop, now) : QString();
}

ReadingGroup ChartView::cursorReadings() const {
    if (m_point)
        return readingsOf(content(), *m_point);
    const auto stop = cursorStop();
    return stop ? readingsAt(content(), m_plot.scale(), *stop, m_pointerValue) : ReadingGroup();
}

std::optional<ReadingGroup> ChartView::briefReadings() const {
    const auto stop = cursorStop();
    if (!stop || !content().timed())
        return std::nullopt;
    ReadingGroup group = briefReadingsAt(content(), m_plot.scale(), *stop);
    return group.readings.empty() ? std::nullopt : std::optional(std::move(group));
}

void ChartView::hideEvent(QHideEvent*) {
    clearCursor();
}

} // namespace moie::ui
