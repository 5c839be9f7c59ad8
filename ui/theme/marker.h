// SPDX-License-Identifier: GPL-3.0-or-later
// Small shapes that say in form what colour says again: verdicts, changes, kinds of event, legend entries.
#pragma once

#include <Qt>

#include <moie/store/snapshot.h>

class QColor;
class QPainter;
class QRectF;

namespace moie::ui {

enum class Marker : unsigned char {
    None,
    Line,
    DashedLine,
    DottedLine,
    Square,
    TriangleUp,
    TriangleDown,
    Diamond,
    Circle,
    Ring,
    Cross,
    Minus,
    Equal,
};

// Painted as filled paths and strokes, centred in `box` and as large as its shorter side allows.
void drawMarker(QPainter& painter, const QRectF& box, Marker marker, const QColor& color);

Marker lineMarker(Qt::PenStyle dash);
Marker verdictMarker(Verdict verdict);

} // namespace moie::ui
