// SPDX-License-Identifier: GPL-3.0-or-later
// A turn of the event loop in which the window is not painted, for work that may wait for one: what is painted after a
// change comes in the turn after, and takes about as long as a turn may. GUI thread.
#pragma once

#include <QObject>
#include <QTimer>

class QWidget;

namespace moie::ui {

class QuietTurn : public QObject {
    Q_OBJECT

public:
    // Of the window that the widget is in, which owns this.
    explicit QuietTurn(QWidget& widget);

    // It comes once, and not before what has been changed by now is painted.
    void start();

signals:
    void came();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void look();

    bool m_painting = false; // in this turn
    QTimer m_turns;          // ticks in each turn, after its painting; running while one is waited for
};

} // namespace moie::ui
