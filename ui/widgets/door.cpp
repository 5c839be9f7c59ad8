// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/door.h"

#include <QFrame>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QStyle>

namespace moie::ui {

void showDoor(QFrame& panel, bool isDoor) {
    panel.setFocusPolicy(isDoor ? Qt::TabFocus : Qt::NoFocus);
    if (isDoor)
        panel.setCursor(Qt::PointingHandCursor);
    else
        panel.unsetCursor();
    panel.setProperty("door", isDoor);
    panel.style()->unpolish(&panel);
    panel.style()->polish(&panel);
}

bool opensDoor(const QFrame& panel, const QMouseEvent& release) {
    return release.button() == Qt::LeftButton && panel.rect().contains(release.position().toPoint());
}

bool opensDoor(const QFrame& panel, const QKeyEvent& press) {
    // A key that a child left over is not meant for the panel.
    if (!panel.hasFocus())
        return false;
    return press.key() == Qt::Key_Return || press.key() == Qt::Key_Enter || press.key() == Qt::Key_Space;
}

} // namespace moie::ui
