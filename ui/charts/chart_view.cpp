// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_view.h"

#include <algorithm>

#include <QFontInfo>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include "ui/charts/chart_group.h"
#include "ui/theme/theme.h"

namespace moie::ui {

ChartView::ChartView(const Theme& theme, ChartGroup& group, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_group(&group) {
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(&theme, &Theme::themeChanged, this, &ChartView::invalidate);
    invalidate();
    group.add(this);
}

void ChartView::setContent(const ChartContent& content) {
    if (content == m_content)
        return;
    m_content = content;
    m_plot.setContent(content);
    setAccessibleName(content.title);
    setAccessibleDescription(content.summary);
    m_stale = true;
    update();
    if (m_group)
        m_group->refresh(this);
}

void ChartView::setSelectedTime(std::optional<Time> time) {
    if (m_selected == time)
        return;
    m_selected = time;
    update();
}

QSize ChartView::sizeHint() const {
    return {Theme::length(420), Theme::length(230)};
}

QSize ChartView::minimumSizeHint() const {
    return {Theme::length(160), Theme::length(150)};
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
    m_plot.setSize(QSizeF(size()));
    QPainter painter(&m_pixmap);
    m_plot.render(painter, QRectF(rect()));
    m_stale = false;
}

void ChartView::paintEvent(QPaintEvent*) {
    if (m_stale || m_pixmap.devicePixelRatio() != devicePixelRatioF())
        renderPixmap();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_pixmap);
    const Colors& colors = m_theme.colors();
    if (const auto bucket = cursorBucket()) {
        const QRectF area = m_plot.plotArea();
        painter.setPen(QPen(colors[ColorRole::Dim], 1.0));
        const double x = std::round(m_plot.xOf(*bucket)) + 0.5;
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    }
    if (m_keyboardFocus) {
        const QRectF ring = m_plot.plotArea().isNull() ? QRectF(rect()) : m_plot.plotArea().toAlignedRect();
        painter.setPen(QPen(colors[ColorRole::Accent], 1.0));
        painter.drawRect(ring.adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void ChartView::resizeEvent(QResizeEvent*) {
    m_stale = true;
}

std::optional<std::size_t> ChartView::bucketAt(double x) const {
    const QRectF area = m_plot.plotArea();
    const std::size_t count = m_content.buckets.count();
    if (area.isNull() || count == 0 || x < area.left() || x > area.right())
        return std::nullopt;
    const double share = (x - area.left()) / area.width();
    return std::min(count - 1, static_cast<std::size_t>(share * static_cast<double>(count)));
}

std::optional<std::size_t> ChartView::cursorBucket() const {
    if (!m_group || !m_group->cursor() || m_plot.plotArea().isNull())
        return std::nullopt;
    const std::size_t bucket = m_content.buckets.indexOf(*m_group->cursor());
    return bucket < m_content.buckets.count() ? std::optional(bucket) : std::nullopt;
}

void ChartView::pointAt(std::size_t bucket, const QPoint& position) {
    const Time from = m_content.buckets.edges[bucket];
    const Time to = m_content.buckets.edges[bucket + 1];
    if (m_group)
        m_group->point(this, from + (to - from) / 2, position);
}

void ChartView::mouseMoveEvent(QMouseEvent* event) {
    if (const auto bucket = bucketAt(event->position().x()))
        pointAt(*bucket, event->position().toPoint());
    else if (m_group)
        m_group->clear();
}

void ChartView::leaveEvent(QEvent*) {
    if (m_group)
        m_group->clear();
}

void ChartView::keyPressEvent(QKeyEvent* event) {
    const std::size_t count = m_content.buckets.count();
    if (count == 0 || m_plot.plotArea().isNull()) {
        QWidget::keyPressEvent(event);
        return;
    }
    const auto current = cursorBucket();
    std::size_t next = current.value_or(count - 1);
    switch (event->key()) {
    case Qt::Key_Left: next = current && *current > 0 ? *current - 1 : next; break;
    case Qt::Key_Right: next = current && *current + 1 < count ? *current + 1 : next; break;
    case Qt::Key_Home: next = 0; break;
    case Qt::Key_End: next = count - 1; break;
    case Qt::Key_Escape:
        if (m_group && current) {
            m_group->clear();
            return;
        }
        [[fallthrough]];
    default: QWidget::keyPressEvent(event); return;
    }
    pointAt(next, QPointF(m_plot.xOf(next), m_plot.plotArea().center().y()).toPoint());
}

void ChartView::focusInEvent(QFocusEvent* event) {
    m_keyboardFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    update();
}

void ChartView::focusOutEvent(QFocusEvent*) {
    m_keyboardFocus = false;
    if (m_group)
        m_group->clear();
    update();
}

void ChartView::hideEvent(QHideEvent*) {
    if (m_group)
        m_group->clear();
}

} // namespace moie::ui
