// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/sparkline.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QPainter>
#include <QPolygonF>

namespace moie::ui {
namespace {

void drawRun(QPainter& painter, const QPolygonF& run) {
    if (run.size() == 1)
        painter.drawPoint(run.front());
    else
        painter.drawPolyline(run);
}

} // namespace

void drawSparkline(QPainter& painter, const QRectF& area, std::span<const double> values, const Colors& colors,
                   ColorRole role) {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const double value : values) {
        if (std::isfinite(value)) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
    if (low > high)
        return;
    const double width = std::max(1.0, area.height() / 16.0);
    const QRectF inner = area.adjusted(width, width, -width, -width);
    const auto pointOf = [&](std::size_t i) {
        const double across = values.size() > 1 ? static_cast<double>(i) / static_cast<double>(values.size() - 1) : 0.5;
        const double up = high > low ? (values[i] - low) / (high - low) : 0.5;
        return QPointF(inner.left() + across * inner.width(), inner.bottom() - up * inner.height());
    };
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors[role], width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    QPolygonF run;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::isfinite(values[i]))
            run.append(pointOf(i));
        if (!run.isEmpty() && (!std::isfinite(values[i]) || i + 1 == values.size())) {
            drawRun(painter, run);
            run.clear();
        }
    }
    painter.restore();
}

} // namespace moie::ui
