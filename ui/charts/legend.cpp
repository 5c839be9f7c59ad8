// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/legend.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/theme/format.h"
#include "ui/theme/theme.h"

namespace moie::ui {
namespace {

struct PlacedLegend {
    std::vector<QRectF> marks;
    std::vector<QRectF> names;
    QRectF note;
    double height = 0.0;
};

bool isStroke(Marker marker) {
    return marker == Marker::Line || marker == Marker::DashedLine || marker == Marker::DottedLine;
}

double rowHeight(const QFontMetricsF& metrics) {
    return 1.25 * metrics.height();
}

PlacedLegend place(const std::vector<LegendEntry>& entries, const QString& note, double width, const QFont& font) {
    const QFontMetricsF metrics(font);
    const double em = metrics.height();
    const double row = rowHeight(metrics);
    PlacedLegend placed;
    double x = 0.0;
    double y = 0.0;
    for (const LegendEntry& entry : entries) {
        const double mark = isStroke(entry.marker) ? 1.2 * em : 0.7 * em;
        const double name = std::ceil(metrics.horizontalAdvance(entry.name)) + 1.0;
        if (x > 0.0 && x + mark + 0.4 * em + name > width) {
            x = 0.0;
            y += row;
        }
        placed.marks.emplace_back(x, y + (row - 0.7 * em) / 2.0, mark, 0.7 * em);
        placed.names.emplace_back(x + mark + 0.4 * em, y, name, row);
        x += mark + 0.4 * em + name + em;
    }
    if (!note.isEmpty()) {
        const double needed = std::ceil(metrics.horizontalAdvance(note)) + 1.0;
        if (x > 0.0 && x + needed > width) {
            x = 0.0;
            y += row;
        }
        const double taken = std::min(needed, width);
        placed.note = QRectF(x > 0.0 ? width - taken : 0.0, y, taken, row);
    }
    placed.height = entries.empty() && note.isEmpty() ? 0.0 : y + row;
    return placed;
}

} // namespace

std::vector<LegendEntry> legendOf(const ChartContent& content) {
    std::vector<LegendEntry> entries;
    if (content.empty())
        return entries;
    for (const ChartLine& line : content.lines)
        entries.push_back({lineMarker(line.dash), line.color, line.name});
    for (const ChartBars& bars : content.bars)
        entries.push_back({bars.marker, bars.color, bars.name, bars.explanation});
    return entries;
}

double legendHeight(const std::vector<LegendEntry>& entries, const QString& note, double width, const QFont& font) {
    return place(entries, note, width, font).height;
}

void drawLegend(QPainter& painter, const QRectF& area, const std::vector<LegendEntry>& entries, const QString& note,
                const Colors& colors, const QFont& font) {
    const PlacedLegend placed = place(entries, note, area.width(), font);
    painter.save();
    painter.translate(area.topLeft());
    painter.setFont(font);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        drawMarker(painter, placed.marks[i], entries[i].marker, colors[entries[i].color]);
        painter.setPen(colors[ColorRole::Dim]);
        painter.drawText(placed.names[i], Qt::AlignLeft | Qt::AlignVCenter, entries[i].name);
    }
    painter.setPen(colors[ColorRole::Dim]);
    const QString shown = QFontMetricsF(font).elidedText(note, Qt::ElideRight, placed.note.width());
    painter.drawText(placed.note, Qt::AlignLeft | Qt::AlignVCenter, shown);
    painter.restore();
}

Legend::Legend(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&theme, &Theme::themeChanged, this, [this] {
        updateGeometry();
        update();
    });
}

void Legend::setContent(const ChartContent& content) {
    std::vector<LegendEntry> entries = legendOf(content);
    QString note = content.empty() ? QString() : content.note;
    if (entries == m_entries && note == m_note && m_leastRows == content.leastLegendRows)
        return;
    m_leastRows = content.leastLegendRows;
    m_entries = std::move(entries);
    m_note = std::move(note);
    updateGeometry();
    update();
}

int Legend::heightForWidth(int width) const {
    const QFont font = Theme::font(TextStyle::Small);
    const double least = m_leastRows * rowHeight(QFontMetricsF(font));
    return static_cast<int>(std::ceil(std::max(least, legendHeight(m_entries, m_note, width, font))));
}

QSize Legend::sizeHint() const {
    return {Theme::length(300), heightForWidth(Theme::length(300))};
}

QSize Legend::minimumSizeHint() const {
    return {Theme::length(60), static_cast<int>(1.25 * QFontMetricsF(Theme::font(TextStyle::Small)).height())};
}

bool Legend::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const PlacedLegend placed = place(m_entries, m_note, width(), Theme::font(TextStyle::Small));
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const QRectF entry = placed.marks[i].united(placed.names[i]);
        if (!entry.contains(help->pos()) || m_entries[i].explanation.isEmpty())
            continue;
        const QString text = format::sentence(m_entries[i].name) + QLatin1Char('\n') + m_entries[i].explanation;
        QToolTip::showText(help->globalPos(), format::toolTip(text), this, entry.toAlignedRect());
        return true;
    }
    QToolTip::hideText();
    event->ignore();
    return true;
}

void Legend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    drawLegend(painter, QRectF(rect()), m_entries, m_note, m_theme.colors(), Theme::font(TextStyle::Small));
}

} // namespace moie::ui
