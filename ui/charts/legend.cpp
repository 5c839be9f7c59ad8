// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/legend.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/charts/plot_heat.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"

namespace moie::ui {
namespace {

struct PlacedLegend {
    std::vector<QRectF> marks;
    std::vector<QRectF> names;
    std::vector<QRectF> scales;
    std::vector<QRectF> ends;
    QRectF note;
    double height = 0.0;
};

bool isStroke(Marker marker) {
    return marker == Marker::Line || marker == Marker::DashedLine || marker == Marker::DottedLine;
}

double rowHeight(const QFontMetricsF& metrics) {
    return 1.25 * metrics.height();
}

class LegendTexts {
    Q_DECLARE_TR_FUNCTIONS(Legend)
};

constexpr int scaleSteps = 6;
constexpr double longestEntry = 24.0; // in heights of its text
constexpr double paleOpacity = 0.3;

LegendEntry heatEntry(const ChartHeat& heat) {
    const std::uint32_t most = heat.counts.empty() ? 0 : *std::max_element(heat.counts.begin(), heat.counts.end());
    return {Marker::None,
            ColorRole::Dim,
            format::count(1),
            {},
            false,
            format::count(std::max(1u, most)) + QLatin1Char(' ') + heat.name,
            ColorRole::AccentText};
}

void drawScale(QPainter& painter, const QRectF& box, const LegendEntry& entry, const Colors& colors) {
    for (int step = 0; step < scaleSteps; ++step) {
        const QRectF part(box.left() + box.width() * step / scaleSteps, box.top(), box.width() / scaleSteps,
                          box.height());
        painter.fillRect(part, rampColor(step / (scaleSteps - 1.0), colors[entry.scaleColor], colors));
    }
}

// Widths of the parts of an entry, in order: mark, name, scale, its end; with the blanks between them.
struct EntryWidths {
    double mark;
    double name;
    double scale;
    double end;
    double blank;

    double whole() const { return mark + blank + name + (scale > 0.0 ? blank + scale + blank + end : 0.0); }
};

EntryWidths widthsOf(const LegendEntry& entry, const QFontMetricsF& metrics, double most) {
    const double em = metrics.height();
    const auto text = [&](const QString& t) { return std::ceil(metrics.horizontalAdvance(t)) + 1.0; };
    EntryWidths widths{isStroke(entry.marker) ? 1.2 * em : 0.7 * em, text(entry.name), 0.0, 0.0, 0.4 * em};
    if (entry.scaleEnd) {
        widths.mark = -widths.blank;
        widths.scale = 5.0 * em;
        widths.end = text(*entry.scaleEnd);
    }
    // Names may be a log's, of any length.
    const double others = widths.whole() - widths.name;
    widths.name = std::min(widths.name, std::max(em, std::min(most, longestEntry * em) - others));
    return widths;
}

PlacedLegend place(const std::vector<LegendEntry>& entries, const QString& note, double width, const QFont& font) {
    const QFontMetricsF metrics(font);
    const double em = metrics.height();
    const double row = rowHeight(metrics);
    PlacedLegend placed;
    double x = 0.0;
    double y = 0.0;
    for (const LegendEntry& entry : entries) {
        const EntryWidths widths = widthsOf(entry, metrics, width);
        if (x > 0.0 && x + widths.whole() > width) {
            x = 0.0;
            y += row;
        }
        const double names = x + widths.mark + widths.blank;
        const double scales = names + widths.name + widths.blank;
        placed.marks.emplace_back(x, y + (row - 0.7 * em) / 2.0, std::max(0.0, widths.mark), 0.7 * em);
        placed.names.emplace_back(names, y, widths.name, row);
        placed.scales.emplace_back(scales, y + (row - 0.7 * em) / 2.0, widths.scale, 0.7 * em);
        placed.ends.emplace_back(scales + widths.scale + widths.blank, y, widths.end, row);
        x += widths.whole() + em;
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
    for (const ChartLine& line : content.lines) {
        const bool isBand = line.values.empty();
        entries.push_back(
            {isBand ? Marker::Square : lineMarker(line.dash), line.color, line.name, line.explanation, isBand});
    }
    for (const ChartBars& bars : content.bars)
        entries.push_back({bars.marker, bars.color, bars.name, bars.explanation});
    for (const ChartPoints& points : content.points) {
        entries.push_back({points.marker, points.color, points.name});
        if (points.earlyToLate)
            entries.push_back({Marker::None,
                               ColorRole::Dim,
                               LegendTexts::tr("early"),
                               {},
                               false,
                               LegendTexts::tr("late"),
                               points.color});
    }
    for (const ReferenceLine& reference : content.references)
        entries.push_back({lineMarker(reference.dash), reference.color, reference.name});
    for (const ChartMark& mark : content.marks) {
        const LegendEntry entry{mark.marker, mark.color, mark.kind};
        if (std::find(entries.begin(), entries.end(), entry) == entries.end())
            entries.push_back(entry);
    }
    if (content.heat)
        entries.push_back(heatEntry(*content.heat));
    std::erase_if(entries, [](const LegendEntry& entry) { return entry.name.isEmpty(); });
    return entries;
}

double legendHeight(const std::vector<LegendEntry>& entries, const QString& note, double width, const QFont& font) {
    return place(entries, note, width, font).height;
}

void drawLegend(QPainter& painter, const QRectF& area, const std::vector<LegendEntry>& entries, const QString& note,
                const Colors& colors, const QFont& font) {
    const PlacedLegend placed = place(entries, note, area.width(), font);
    const QFontMetricsF metrics(font);
    painter.save();
    painter.translate(area.topLeft());
    painter.setFont(font);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        QColor color = colors[entries[i].color];
        color.setAlphaF(entries[i].pale ? static_cast<float>(paleOpacity) : 1.0F);
        drawMarker(painter, placed.marks[i], entries[i].marker, color);
        painter.setPen(colors[ColorRole::Dim]);
        painter.drawText(placed.names[i], Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(entries[i].name, Qt::ElideRight, placed.names[i].width()));
        if (entries[i].scaleEnd) {
            drawScale(painter, placed.scales[i], entries[i], colors);
            painter.drawText(placed.ends[i], Qt::AlignLeft | Qt::AlignVCenter, *entries[i].scaleEnd);
        }
    }
    painter.setPen(colors[ColorRole::Dim]);
    const QString shown = metrics.elidedText(note, Qt::ElideRight, placed.note.width());
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
        const double needed = QFontMetricsF(Theme::font(TextStyle::Small)).horizontalAdvance(m_entries[i].name);
        const bool isCut = needed > placed.names[i].width();
        if (!entry.contains(help->pos()) || (m_entries[i].explanation.isEmpty() && !isCut))
            continue;
        QString text = format::sentence(m_entries[i].name);
        if (!m_entries[i].explanation.isEmpty())
            text += QLatin1Char('\n') + m_entries[i].explanation;
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
