// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_tooltip.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QFontMetrics>
#include <QPainter>

#include "ui/charts/legend.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"

namespace moie::ui {
namespace {

QString valueText(ValueUnit unit, double value) {
    switch (unit) {
    case ValueUnit::Count: return std::isfinite(value) ? format::fixed(value, 0) : format::figure(value);
    case ValueUnit::Seconds: return format::duration(value);
    case ValueUnit::Plain: return format::figure(value);
    }
    return {};
}

struct TooltipSizes {
    QFontMetrics bold{Theme::font(TextStyle::Title)};
    QFontMetrics small{Theme::font(TextStyle::Small)};
    int margin = Theme::length(10);
    int row = Theme::length(18);
    int mark = Theme::length(14);
    int gap = Theme::length(8);
    int groupGap = Theme::length(6);
};

} // namespace

ReadingGroup readingsAt(const ChartContent& content, std::size_t bucket) {
    ReadingGroup group{content.title, {}};
    for (const ChartLine& line : content.lines) {
        const double value = bucket < line.values.size() ? line.values[bucket] : NAN;
        QString text = valueText(content.unit, value);
        if (bucket < line.low.size() && std::isfinite(line.low[bucket]) && std::isfinite(value))
            text += QStringLiteral("  (%1–%2)")
                        .arg(valueText(content.unit, line.low[bucket]), valueText(content.unit, line.high[bucket]));
        group.readings.push_back({lineMarker(line.dash), line.color, line.name, text});
    }
    for (const ChartBars& bars : content.bars) {
        const double value = bucket < bars.values.size() ? bars.values[bucket] : NAN;
        group.readings.push_back({bars.marker, bars.color, bars.name, valueText(content.unit, value)});
    }
    return group;
}

ChartTooltip::ChartTooltip(const Theme& theme, QWidget* window) : QWidget(window), m_theme(theme) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

void ChartTooltip::show(const QString& heading, std::vector<ReadingGroup> groups, const QPoint& beside) {
    m_heading = heading;
    m_groups = std::move(groups);
    const QRect space = parentWidget()->rect();
    while (m_groups.size() > 1 && neededSize().height() > space.height())
        m_groups.pop_back();
    const QSize size = neededSize();
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
        height += sizes.groupGap + sizes.row * (static_cast<int>(group.readings.size()) + 1);
        width = std::max(width, sizes.small.horizontalAdvance(group.title));
        for (const Reading& reading : group.readings)
            width = std::max(width, sizes.mark + 2 * sizes.gap + sizes.small.horizontalAdvance(reading.name) +
                                        sizes.gap + sizes.small.horizontalAdvance(reading.value));
    }
    return {width + 2 * sizes.margin, height + 2 * sizes.margin - sizes.groupGap};
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
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, m_heading);
    painter.setFont(Theme::font(TextStyle::Small));
    for (const ReadingGroup& group : m_groups) {
        row.translate(0, sizes.row + sizes.groupGap);
        painter.setPen(colors[ColorRole::Dim]);
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, group.title);
        for (const Reading& reading : group.readings) {
            row.translate(0, sizes.row);
            const int markHeight = Theme::length(9);
            drawMarker(painter, QRectF(row.left(), row.center().y() - markHeight / 2.0 + 0.5, sizes.mark, markHeight),
                       reading.marker, colors[reading.color]);
            painter.setPen(colors[ColorRole::Text]);
            painter.drawText(row.adjusted(sizes.mark + sizes.gap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                             reading.name);
            painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, reading.value);
        }
    }
}

} // namespace moie::ui
