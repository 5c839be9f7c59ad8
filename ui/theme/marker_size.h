// SPDX-License-Identifier: GPL-3.0-or-later
// For who paints a marker's circle by other means than drawMarker(), at many places at once.
#pragma once

namespace moie::ui {

inline constexpr double circleInBox = 0.85; // its diameter, of the box's side

} // namespace moie::ui
