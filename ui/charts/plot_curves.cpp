// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot_curves.h"

#include <algorithm>
#include <utility>

#include <QPaintEngine>
#include <QPainter>

namespace moie::ui {
namespace {

// In points: longer pieces cost more to smooth, shorter ones more calls.
constexpr qsizetype pieceSteps = 4;

void paintBand(QPainter& painter, const PlotCurves::Band& band) {
    const qsizetype last = band.upper.size() - 1;
    for (qsizetype from = 0; from < last; from += pieceSteps) {
        const qsizetype to = std::min(from + pieceSteps, last);
        QPolygonF piece = band.upper.mid(from, to - from + 1);
        for (qsizetype i = to; i >= from; --i)
            piece.append(band.lower[i]);
        painter.drawPolygon(piece);
    }
}

// More than a point in two columns: wide smoothed strokes would cover each other, and cost many times as much as the
// thin ones that Qt draws without making a path of them.
bool isDense(const QPolygonF& line) {
    constexpr double mostAColumn = 0.5;
    return static_cast<double>(line.size()) > 16.0 + mostAColumn * (line.last().x() - line.first().x());
}

void paintLine(QPainter& painter, const QPen& pen, const QPolygonF& line) {
    if (line.size() == 1) {
        // Full for a solid line and hollow for a broken one, so that dots tell series apart as lines do.
        const bool isSolid = pen.style() == Qt::SolidLine;
        const double radius = 1.6 * pen.widthF();
        painter.setPen(isSolid ? QPen(Qt::NoPen) : QPen(pen.color(), pen.widthF()));
        painter.setBrush(isSolid ? QBrush(pen.color()) : QBrush(Qt::NoBrush));
        painter.drawEllipse(line.front(), radius, radius);
        return;
    }
    if (painter.paintEngine()->type() == QPaintEngine::Raster && isDense(line)) {
        QPen thin(pen.color(), 1.0, pen.style());
        thin.setCosmetic(true);
        painter.setPen(thin);
        painter.drawPolyline(line);
        return;
    }
    painter.setPen(pen);
    // A dash goes on from point to point; round ends hide where the pieces of a solid line meet.
    const qsizetype steps = pen.style() == Qt::SolidLine ? pieceSteps : line.size();
    for (qsizetype from = 0; from + 1 < line.size(); from += steps) {
        const qsizetype to = std::min(from + steps, line.size() - 1);
        painter.drawPolyline(line.constData() + from, static_cast<int>(to - from + 1));
    }
}

} // namespace

void PlotCurves::setCurves(const QRectF& bounds, std::vector<Curve> curves) {
    prepareGeometryChange();
    m_bounds = bounds;
    m_curves = std::move(curves);
    update();
}

void PlotCurves::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    painter->save();
    painter->setClipRect(m_bounds, Qt::IntersectClip);
    // So pale an edge shows no steps, and smoothing it would cost more than all the rest.
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(Qt::NoPen);
    for (const Curve& curve : m_curves) {
        painter->setBrush(curve.fill);
        for (const Band& band : curve.bands)
            paintBand(*painter, band);
    }
    painter->setRenderHint(QPainter::Antialiasing);
    for (const Curve& curve : m_curves) {
        for (const QPolygonF& line : curve.lines)
            paintLine(*painter, curve.pen, line);
    }
    painter->restore();
}

} // namespace moie::ui
