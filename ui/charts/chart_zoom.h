// SPDX-License-Identifier: GPL-3.0-or-later
// Arithmetic of zooming and panning along an axis.
#pragma once

#include "ui/charts/x_scale.h"

namespace moie::ui {

struct ZoomLimits {
    double least = 0.0; // width
    AxisSpan outermost;
};

// What is seen after zooming by a factor (below one: closer) with `fixed` staying where it is on the screen.
AxisSpan zoomed(const AxisSpan& span, double fixed, double factor, const ZoomLimits& limits);
// The slots of an axis of buckets, moments or bins that a span touches, at least one.
AxisSpan wholeSlots(const AxisSpan& span);
// Moved by so much, as far as the outermost span lets it.
AxisSpan shifted(const AxisSpan& span, double by, const AxisSpan& outermost);

} // namespace moie::ui
