// SPDX-License-Identifier: GPL-3.0-or-later
// A heat map as an item of a chart's scene: one picture, a pixel a cell, laid over the plot area without smoothing and
// without loss, in a PDF too.
#pragma once

#include <QGraphicsItem>
#include <QImage>
#include <QRectF>

#include "ui/charts/chart_content.h"

namespace moie::ui {

// The colour of a cell that holds `count` where the fullest holds `most`: by the logarithm, since a few cells hold most
// of what there is. An empty cell is as the panel.
QColor heatColor(std::uint32_t count, std::uint32_t most, const Colors& colors);
// From pale to full for a share of 0…1, on the panel.
QColor rampColor(double share, const QColor& full, const Colors& colors);

// A pixel a cell; the highest values are in the first row.
QImage heatImage(const ChartHeat& heat, const Colors& colors);

class PlotHeat : public QGraphicsItem {
public:
    explicit PlotHeat(QGraphicsItem* parent) : QGraphicsItem(parent) {}

    // The image covers `whole`, of which what lies within `visible` is painted.
    void setImage(const QRectF& visible, const QRectF& whole, QImage image);

    QRectF boundingRect() const override { return m_visible; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    QRectF m_visible;
    QRectF m_whole;
    QImage m_image;
};

} // namespace moie::ui
