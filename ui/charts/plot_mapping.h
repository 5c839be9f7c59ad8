// SPDX-License-Identifier: GPL-3.0-or-later
// From positions and values to places in the plot area.
#pragma once

#include <algorithm>
#include <cmath>

#include <QRectF>

#include "ui/charts/x_scale.h"

namespace moie::ui {

// Larger values are drawn as this one: sums and differences of a few of them are numbers still.
inline constexpr double largestDrawn = 1e307;

struct PlotMapping {
    QRectF area;
    AxisSpan x;
    AxisSpan y;
    bool logarithmic = false; // in y; both ends are above zero then

    double xOf(double position) const { return area.left() + area.width() * near((position - x.low) / x.width()); }
    double positionOf(double left) const { return x.low + x.width() * (left - area.left()) / area.width(); }
    double yOf(double value) const { return area.bottom() - area.height() * near(shareOf(value)); }
    double valueOf(double top) const { return y.low + y.width() * (area.bottom() - top) / area.height(); } // linear

private:
    // A number still, and as far away as a second's view of centuries is from their ends: what leads there is cut at
    // the plot's edges, and would have another slope if its end were moved.
    static double near(double share) { return std::clamp(share, -1e12, 1e12); }
    double shareOf(double value) const {
        return logarithmic ? std::log(value / y.low) / std::log(y.high / y.low) : (value - y.low) / y.width();
    }
};

} // namespace moie::ui
