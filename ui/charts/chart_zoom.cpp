// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_zoom.h"

#include <algorithm>
#include <cmath>

namespace moie::ui {

AxisSpan zoomed(const AxisSpan& span, double fixed, double factor, const ZoomLimits& limits) {
    const double widest = limits.outermost.width();
    const double width = std::clamp(span.width() * factor, std::min(limits.least, widest), widest);
    const double low = fixed - (fixed - span.low) * width / span.width();
    return shifted({low, low + width}, 0.0, limits.outermost);
}

AxisSpan wholeSlots(const AxisSpan& span) {
    // A place that went through a time and back may have lost its last digits.
    constexpr double nearlyWhole = 1e-6;
    const double low = std::floor(span.low + nearlyWhole);
    return {low, std::max(low + 1.0, std::ceil(span.high - nearlyWhole))};
}

AxisSpan shifted(const AxisSpan& span, double by, const AxisSpan& outermost) {
    const double low = std::clamp(span.low + by, outermost.low, std::max(outermost.low, outermost.high - span.width()));
    return {low, low + span.width()};
}

} // namespace moie::ui
