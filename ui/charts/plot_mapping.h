// SPDX-License-Identifier: GPL-3.0-or-later
// From positions and values to places in the plot area.
#pragma once

#include <cmath>

#include <QRectF>

#include "ui/charts/x_scale.h"

namespace moie::ui {

struct PlotMapping {
    QRectF area;
    AxisSpan x;
    AxisSpan y;
    bool logarithmic = false; // in y; both ends are above zero then

    double xOf(double position) const { return area.left() + area.width() * (position - x.low) / x.width(); }
    double positionOf(double left) const { return x.low + x.width() * (left - area.left()) / area.width(); }
    double yOf(double value) const { return area.bottom() - area.height() * shareOf(value); }
    double valueOf(double top) const { return y.low + y.width() * (area.bottom() - top) / area.height(); } // linear

private:
    double shareOf(double value) const {
        return logarithmic ? std::log(value / y.low) / std::log(y.high / y.low) : (value - y.low) / y.width();
    }
};

} // namespace moie::ui
