// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_zoom.h"

#include <algorithm>

namespace moie::ui {

AxisSpan zoomed(const AxisSpan& span, double fixed, double factor, const ZoomLimits& limits) {
    const double widest = limits.outermost.width();
    const double width = std::clamp(span.width() * factor, std::min(limits.least, widest), widest);
    const double low = fixed - (fixed - span.low) * width / span.width();
    return shifted({low, low + width}, 0.0, limits.outermost);
}

AxisSpan shifted(const AxisSpan& span, double by, const AxisSpan& outermost) {
    const double low = std::clamp(span.low + by, outermost.low, std::max(outermost.low, outermost.high - span.width()));
    return {low, low + span.width()};
}

} // namespace moie::ui
