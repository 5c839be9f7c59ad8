// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot_frame.h"

#include <algorithm>
#include <utility>

#include <QPainter>

namespace moie::ui {

void PlotFrame::setDrawing(const QRectF& bounds, Drawing drawing) {
    prepareGeometryChange();
    m_bounds = bounds;
    m_drawing = std::move(drawing);
    update();
}

void PlotFrame::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(QPen(m_drawing.gridColor, std::max(0.5, m_drawing.font.pixelSize() / 12.0)));
    for (const QLineF& line : m_drawing.grid)
        painter->drawLine(line);
    painter->setFont(m_drawing.font);
    painter->setPen(m_drawing.textColor);
    for (const Label& label : m_drawing.labels)
        painter->drawText(label.box, static_cast<int>(label.alignment), label.text);
}

} // namespace moie::ui
