// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_rendering.h"

#include <QFont>
#include <QFontMetricsF>
#include <QPainter>

#include "ui/charts/legend.h"
#include "ui/charts/plot.h"

namespace moie::ui {

void renderChart(QPainter& painter, const QRectF& area, const ChartContent& content, const Colors& colors,
                 const QFont& font, ChartHeader header, const std::optional<PlotView>& view) {
    const double line = QFontMetricsF(font).height();
    QRectF rest = area;
    if (header == ChartHeader::TitleAndLegend) {
        QFont title = font;
        title.setWeight(QFont::DemiBold);
        title.setPixelSize(font.pixelSize() + std::max(1, font.pixelSize() / 8));
        painter.setFont(title);
        painter.setPen(colors[ColorRole::Text]);
        painter.drawText(QRectF(rest.topLeft(), QSizeF(rest.width(), 1.5 * line)), Qt::AlignLeft | Qt::AlignVCenter,
                         content.title);
        rest.setTop(rest.top() + 1.6 * line);
    }
    if (header != ChartHeader::None) {
        const std::vector<LegendEntry> entries = legendOf(content);
        drawLegend(painter, rest, entries, content.note, colors, font);
        rest.setTop(rest.top() + legendHeight(entries, content.note, rest.width(), font) + 0.4 * line);
    }
    if (rest.width() < 1.0 || rest.height() < 1.0)
        return;
    Plot plot;
    plot.setLook(colors, font);
    plot.setSize(rest.size());
    plot.setContent(content);
    plot.setView(view);
    plot.render(painter, rest);
}

void renderChart(QPainter& painter, const QRectF& area, const ChartContent& content, const Colors& colors,
                 const QFont& font, ChartHeader header) {
    renderChart(painter, area, content, colors, font, header, std::nullopt);
}

} // namespace moie::ui
