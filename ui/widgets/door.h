// SPDX-License-Identifier: GPL-3.0-or-later
// A panel that leads to what it tells of: with a click, and by the keyboard with Enter or the space bar.
#pragma once

class QFrame;
class QKeyEvent;
class QMouseEvent;

namespace moie::ui {

// As a door: it takes the focus by Tab, and pointer and border say that it can be pressed.
void showDoor(QFrame& panel, bool isDoor);

bool opensDoor(const QFrame& panel, const QMouseEvent& release);
bool opensDoor(const QFrame& panel, const QKeyEvent& press);

} // namespace moie::ui
