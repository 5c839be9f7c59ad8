// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_tooltip.h"

#include <algorithm>
#include <utility>

#include <QFontMetrics>
#include <QPainter>

#include "ui/theme/theme.h"

namespace moie::ui {
namespace {

struct TooltipSizes {
    QFontMetrics bold{Theme::font(TextStyle::Title)};
    QFontMetrics small{Theme::font(TextStyle::Small)};
    int margin = Theme::length(10);
    int row = Theme::length(18);
    int mark = Theme::length(14);
    int gap = Theme::length(8);
    int groupGap = Theme::length(6);

    QRectF markBox(double left, const QRect& line) const {
        const int height = Theme::length(9);
        return {left, line.center().y() - height / 2.0 + 0.5, static_cast<double>(mark), static_cast<double>(height)};
    }
};

} // namespace

ChartTooltip::ChartTooltip(const Theme& theme, QWidget* window) : QWidget(window), m_theme(theme) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

void ChartTooltip::show(const QString& heading, std::vector<ReadingGroup> groups, const QPoint& beside) {
    m_heading = heading;
    m_groups = std::move(groups);
    const QRect space = parentWidget()->rect();
    const auto area = [](const QSize& size) { return static_cast<qint64>(size.width()) * size.height(); };
    while (m_groups.size() > 1 &&
           (3 * area(neededSize()) > area(space.size()) || neededSize().height() > space.height()))
        m_groups.pop_back();
    const QSize size = neededSize().boundedTo(space.size());
    const int distance = Theme::length(14);
    const bool fitsRight = beside.x() + distance + size.width() <= space.right();
    const int x = fitsRight ? beside.x() + distance : beside.x() - distance - size.width();
    const int y = beside.y() - size.height() / 2;
    setGeometry(QRect(QPoint(std::max(0, x), std::clamp(y, 0, std::max(0, space.height() - size.height()))), size));
    raise();
    update();
    setVisible(true);
}

QSize ChartTooltip::neededSize() const {
    const TooltipSizes sizes;
    int width = sizes.bold.horizontalAdvance(m_heading);
    int height = sizes.row;
    for (const ReadingGroup& group : m_groups) {
        if (group.brief) {
            height += sizes.groupGap + sizes.row;
            int needed = sizes.small.horizontalAdvance(group.title);
            for (const Reading& reading : group.readings)
                needed += sizes.gap + sizes.mark + sizes.gap / 2 + sizes.small.horizontalAdvance(reading.value);
            width = std::max(width, needed);
            continue;
        }
        height += sizes.groupGap + sizes.row * (static_cast<int>(group.readings.size()) + 1);
        width = std::max(width, sizes.small.horizontalAdvance(group.title));
        for (const Reading& reading : group.readings)
            width = std::max(width, sizes.mark + 2 * sizes.gap + sizes.small.horizontalAdvance(reading.name) +
                                        sizes.gap + sizes.small.horizontalAdvance(reading.value));
    }
    // Widths of texts are rounded, and one that just fits is cut.
    return {width + Theme::length(2) + 2 * sizes.margin, height + 2 * sizes.margin - sizes.groupGap};
}

void ChartTooltip::paintEvent(QPaintEvent*) {
    const TooltipSizes sizes;
    const Colors& colors = m_theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(colors[ColorRole::Panel]);
    painter.setPen(colors[ColorRole::Idle]);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Theme::length(6), Theme::length(6));

    QRect row(sizes.margin, sizes.margin - sizes.groupGap / 2, width() - 2 * sizes.margin, sizes.row);
    painter.setFont(Theme::font(TextStyle::Title));
    painter.setPen(colors[ColorRole::Text]);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter,
                     sizes.bold.elidedText(m_heading, Qt::ElideRight, row.width()));
    painter.setFont(Theme::font(TextStyle::Small));
    for (const ReadingGroup& group : m_groups) {
        row.translate(0, sizes.row + sizes.groupGap);
        const int title = row.width() - (group.brief ? paintBrief(painter, row, group) : 0);
        painter.setPen(colors[ColorRole::Dim]);
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter,
                         sizes.small.elidedText(group.title, Qt::ElideRight, title));
        if (group.brief)
            continue;
        for (const Reading& reading : group.readings) {
            row.translate(0, sizes.row);
            drawMarker(painter, sizes.markBox(row.left(), row), reading.marker, colors[reading.color]);
            painter.setPen(colors[ColorRole::Text]);
            // Names may be a log's; the value beside them is not covered by any.
            const int value = reading.value.isEmpty() ? 0 : sizes.gap + sizes.small.horizontalAdvance(reading.value);
            const QRect name = row.adjusted(sizes.mark + sizes.gap, 0, -value, 0);
            painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                             sizes.small.elidedText(reading.name, Qt::ElideRight, name.width()));
            painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, reading.value);
        }
    }
}

// From the right, so that the figures of the lines end under each other. How much of the row they take.
int ChartTooltip::paintBrief(QPainter& painter, const QRect& row, const ReadingGroup& group) const {
    const TooltipSizes sizes;
    int right = row.right() + 1;
    for (auto reading = group.readings.rbegin(); reading != group.readings.rend(); ++reading) {
        const int width = sizes.small.horizontalAdvance(reading->value);
        painter.setPen(m_theme.colors()[ColorRole::Text]);
        painter.drawText(QRect(right - width, row.top(), width, row.height()), Qt::AlignLeft | Qt::AlignVCenter,
                         reading->value);
        right -= width + sizes.gap / 2 + sizes.mark;
        drawMarker(painter, sizes.markBox(right, row), reading->marker, m_theme.colors()[reading->color]);
        right -= sizes.gap;
    }
    return row.right() + 1 - right;
}

} // namespace moie::ui
