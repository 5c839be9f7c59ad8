// SPDX-License-Identifier: GPL-3.0-or-later
// A line without axes, as high as a row of a table, for delegates.
#pragma once

#include <span>

#include "ui/theme/colors.h"

class QPainter;
class QRectF;

namespace moie::ui {

// From the first value at the left edge to the last at the right one, over all values between the lowest and the
// highest; NaN is a gap. Values that are all the same lie in the middle. Nothing is painted without a value.
void drawSparkline(QPainter& painter, const QRectF& area, std::span<const double> values, const Colors& colors,
                   ColorRole role);

} // namespace moie::ui
