// SPDX-License-Identifier: GPL-3.0-or-later
// Areas, straight strokes and marker shapes as one item of a chart's scene: references below the lines; dots, points
// and marks above them. Vectors everywhere; on a screen many points of the same look are painted from one small
// picture.
#pragma once

#include <vector>

#include <QColor>
#include <QGraphicsItem>
#include <QLineF>
#include <QPen>
#include <QPointF>
#include <QRectF>

#include "ui/theme/marker.h"

namespace moie::ui {

class PlotShapes : public QGraphicsItem {
public:
    struct Area {
        QRectF rect;
        QColor color;
    };
    struct Stroke {
        QLineF line;
        QPen pen;
    };
    // The same shape at many places.
    struct Shapes {
        Marker marker = Marker::Circle;
        QColor color;
        double size = 1.0;
        std::vector<QPointF> centres;
    };
    struct Drawing {
        std::vector<Area> areas;
        std::vector<Stroke> strokes;
        std::vector<Shapes> shapes;
    };

    explicit PlotShapes(QGraphicsItem* parent) : QGraphicsItem(parent) {}

    // In the scene's coordinates; the drawing lies within the bounds.
    void setDrawing(const QRectF& bounds, Drawing drawing);

    QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    QRectF m_bounds;
    Drawing m_drawing;
};

} // namespace moie::ui
