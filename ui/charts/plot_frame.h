// SPDX-License-Identifier: GPL-3.0-or-later
// What surrounds a chart's data: grid, axis labels, or a sentence instead of them. An item of the chart's scene, so
// that it is painted as vectors wherever the chart is.
#pragma once

#include <vector>

#include <QColor>
#include <QFont>
#include <QGraphicsItem>
#include <QLineF>
#include <QRectF>
#include <QString>

namespace moie::ui {

class PlotFrame : public QGraphicsItem {
public:
    struct Label {
        QRectF box;
        Qt::Alignment alignment;
        QString text;
    };
    struct Drawing {
        QFont font;
        QColor gridColor;
        QColor textColor;
        std::vector<QLineF> grid;
        std::vector<Label> labels;
    };

    explicit PlotFrame(QGraphicsItem* parent) : QGraphicsItem(parent) {}

    void setDrawing(const QRectF& bounds, Drawing drawing);

    QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    QRectF m_bounds;
    Drawing m_drawing;
};

} // namespace moie::ui
