// SPDX-License-Identifier: GPL-3.0-or-later
// The lines of a chart and the bands around them, as an item of the chart's scene. They are painted in short pieces:
// smoothing one path takes time by the square of its crossings of a scan line, which for five jagged lines with bands
// over 200 buckets makes 35 ms of what takes 5 ms in pieces.
#pragma once

#include <vector>

#include <QColor>
#include <QGraphicsItem>
#include <QPen>
#include <QPolygonF>
#include <QRectF>

namespace moie::ui {

class PlotCurves : public QGraphicsItem {
public:
    // As many points above as below, from left to right.
    struct Band {
        QPolygonF upper;
        QPolygonF lower;
    };
    struct Curve {
        QPen pen;
        QColor fill;
        std::vector<Band> bands;      // one for each run without a gap
        std::vector<QPolygonF> lines; // a run of a single point is painted as a dot
    };

    explicit PlotCurves(QGraphicsItem* parent) : QGraphicsItem(parent) {}

    // In the scene's coordinates. Nothing is painted outside the bounds; all bands lie below all lines.
    void setCurves(const QRectF& bounds, std::vector<Curve> curves);

    QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    QRectF m_bounds;
    std::vector<Curve> m_curves;
};

} // namespace moie::ui
