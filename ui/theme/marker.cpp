// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/marker.h"

#include <algorithm>

#include <QPainter>
#include <QPolygonF>

#include "ui/theme/marker_size.h"

namespace moie::ui {
namespace {

void drawStroke(QPainter& painter, const QRectF& box, Marker marker, const QColor& color) {
    QPen pen(color, std::max(1.0, box.height() / 4.5), Qt::SolidLine, Qt::FlatCap);
    if (marker == Marker::DashedLine)
        pen.setDashPattern({2.2, 1.2});
    else if (marker == Marker::DottedLine)
        pen.setDashPattern({1.0, 1.0});
    painter.setPen(pen);
    const double y = box.center().y();
    painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y));
}

QPolygonF shapeOf(Marker marker, const QPointF& c, double r) {
    switch (marker) {
    case Marker::TriangleUp:
        return QPolygonF({{c.x(), c.y() - r}, {c.x() + r, c.y() + r * 0.75}, {c.x() - r, c.y() + r * 0.75}});
    case Marker::TriangleDown:
        return QPolygonF({{c.x(), c.y() + r}, {c.x() + r, c.y() - r * 0.75}, {c.x() - r, c.y() - r * 0.75}});
    case Marker::Diamond:
        return QPolygonF({{c.x(), c.y() - r}, {c.x() + r, c.y()}, {c.x(), c.y() + r}, {c.x() - r, c.y()}});
    default:
        return QPolygonF({{c.x() - r * 0.8, c.y() - r * 0.8},
                          {c.x() + r * 0.8, c.y() - r * 0.8},
                          {c.x() + r * 0.8, c.y() + r * 0.8},
                          {c.x() - r * 0.8, c.y() + r * 0.8}});
    }
}

void drawShape(QPainter& painter, const QPointF& center, double radius, Marker marker, const QColor& color) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const QPen stroke(color, std::max(1.0, radius / 2.8), Qt::SolidLine, Qt::RoundCap);
    const double arm = radius * 0.75;
    switch (marker) {
    case Marker::Circle: painter.drawEllipse(center, radius * circleInBox, radius * circleInBox); break;
    case Marker::Ring:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(stroke);
        painter.drawEllipse(center, radius * 0.7, radius * 0.7);
        break;
    case Marker::Cross:
        painter.setPen(stroke);
        painter.drawLine(center + QPointF(-arm, -arm), center + QPointF(arm, arm));
        painter.drawLine(center + QPointF(-arm, arm), center + QPointF(arm, -arm));
        break;
    case Marker::Minus:
        painter.setPen(stroke);
        painter.drawLine(center + QPointF(-arm, 0), center + QPointF(arm, 0));
        break;
    case Marker::Equal:
        painter.setPen(stroke);
        painter.drawLine(center + QPointF(-arm, -radius * 0.35), center + QPointF(arm, -radius * 0.35));
        painter.drawLine(center + QPointF(-arm, radius * 0.35), center + QPointF(arm, radius * 0.35));
        break;
    default: painter.drawPolygon(shapeOf(marker, center, radius));
    }
}

} // namespace

void drawMarker(QPainter& painter, const QRectF& box, Marker marker, const QColor& color) {
    if (marker == Marker::None)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (marker == Marker::Line || marker == Marker::DashedLine || marker == Marker::DottedLine)
        drawStroke(painter, box, marker, color);
    else
        drawShape(painter, box.center(), std::min(box.width(), box.height()) / 2.0, marker, color);
    painter.restore();
}

Marker lineMarker(Qt::PenStyle dash) {
    switch (dash) {
    case Qt::DashLine: return Marker::DashedLine;
    case Qt::DotLine: return Marker::DottedLine;
    case Qt::NoPen: return Marker::Circle; // its dots alone
    default: return Marker::Line;
    }
}

Marker verdictMarker(Verdict verdict) {
    switch (verdict) {
    case Verdict::ReachedUser: return Marker::TriangleUp;
    case Verdict::Caught: return Marker::TriangleDown;
    case Verdict::Breach: return Marker::Square;
    case Verdict::Near: return Marker::Diamond;
    case Verdict::Clear: return Marker::Circle;
    case Verdict::Failed: return Marker::Cross;
    case Verdict::Unanswered: return Marker::Minus;
    case Verdict::NotJudged: return Marker::Ring;
    case Verdict::Provisional: return Marker::None;
    }
    return Marker::None;
}

} // namespace moie::ui
