// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot_shapes.h"

#include <utility>

#include <QImage>
#include <QPaintEngine>
#include <QPainter>

#include "ui/theme/marker_size.h"

namespace moie::ui {
namespace {

// From so many on, a picture of the shape is cheaper than its path each time.
constexpr std::size_t manyShapes = 100;

QRectF boxAround(const QPointF& centre, double size) {
    return {centre.x() - size / 2.0, centre.y() - size / 2.0, size, size};
}

bool paintsOn(const QPainter& painter, QPaintEngine::Type type) {
    return painter.paintEngine() && painter.paintEngine()->type() == type;
}

void paintShapes(QPainter& painter, const PlotShapes::Shapes& shapes) {
    const bool isMany = shapes.centres.size() >= manyShapes;
    if (isMany && shapes.marker == Marker::Circle && paintsOn(painter, QPaintEngine::Pdf)) {
        // As the round ends of lines without a length: a circle of curves takes ten times as much of a document.
        painter.setPen(QPen(shapes.color, shapes.size * circleInBox, Qt::SolidLine, Qt::RoundCap));
        painter.drawPoints(shapes.centres.data(), static_cast<int>(shapes.centres.size()));
        return;
    }
    if (!isMany || !paintsOn(painter, QPaintEngine::Raster)) {
        for (const QPointF& centre : shapes.centres)
            drawMarker(painter, boxAround(centre, shapes.size), shapes.marker, shapes.color);
        return;
    }
    const double ratio = painter.device()->devicePixelRatioF();
    const int side = static_cast<int>(std::ceil(shapes.size * ratio)) + 2;
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::transparent);
    const double half = side / ratio / 2.0;
    {
        QPainter one(&image);
        one.setRenderHint(QPainter::Antialiasing);
        drawMarker(one, boxAround({half, half}, shapes.size), shapes.marker, shapes.color);
    }
    for (const QPointF& centre : shapes.centres)
        painter.drawImage(centre - QPointF(half, half), image);
}

} // namespace

void PlotShapes::setDrawing(const QRectF& bounds, Drawing drawing) {
    prepareGeometryChange();
    m_bounds = bounds;
    m_drawing = std::move(drawing);
    update();
}

void PlotShapes::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, false);
    for (const Area& area : m_drawing.areas)
        painter->fillRect(area.rect, area.color);
    for (const Stroke& stroke : m_drawing.strokes) {
        painter->setPen(stroke.pen);
        painter->drawLine(stroke.line);
    }
    painter->setRenderHint(QPainter::Antialiasing);
    for (const Shapes& shapes : m_drawing.shapes)
        paintShapes(*painter, shapes);
    painter->restore();
}

} // namespace moie::ui
