// SPDX-License-Identifier: GPL-3.0-or-later
// For benchmarks of pages: how long the event loop is held up, and a reference to hold it against.
#pragma once

#include <algorithm>
#include <utility>

#include <QAbstractEventDispatcher>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QImage>
#include <QPainter>

namespace moie::test {

// The longest time between two moments at which the event loop asked for events. As long as `context` lives.
class LongestGap {
public:
    explicit LongestGap(QObject* context) {
        const auto look = [this] {
            m_longest = std::max(m_longest, m_since.isValid() ? m_since.nsecsElapsed() : 0);
            m_since.start();
        };
        QObject::connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, context, look);
        QObject::connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, context,
                         [this, look] {
                             look();
                             m_since.invalidate();
                         });
    }
    // In milliseconds, since the last time.
    double take() { return static_cast<double>(std::exchange(m_longest, 0)) * 1e-6; }

private:
    QElapsedTimer m_since;
    qint64 m_longest = 0;
};

// Until the event loop has nothing left to do and would wait.
inline void runUntilIdle() {
    QEventLoop loop;
    QObject::connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, &loop,
                     &QEventLoop::quit);
    loop.exec();
}

// What a page that shows text cannot be faster than.
inline void paintScreenOfText() {
    QImage image(1256, 800, QImage::Format_RGB32);
    QPainter painter(&image);
    for (int line = 0; line < 45; ++line)
        painter.drawText(8, 18 * (line + 1), QString(150, QChar('a' + line % 26)));
}

} // namespace moie::test
