// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/quiet_turn.h"

#include <utility>

#include <QEvent>
#include <QWidget>

namespace moie::ui {

QuietTurn::QuietTurn(QWidget& widget) : QObject(&widget) {
    widget.window()->installEventFilter(this);
    connect(&m_turns, &QTimer::timeout, this, &QuietTurn::look);
}

void QuietTurn::start() {
    m_painting = true;
    m_turns.start();
}

bool QuietTurn::eventFilter(QObject*, QEvent* event) {
    if (event->type() == QEvent::UpdateRequest)
        m_painting = true;
    return false;
}

void QuietTurn::look() {
    if (std::exchange(m_painting, false))
        return;
    m_turns.stop();
    emit came();
}

} // namespace moie::ui
