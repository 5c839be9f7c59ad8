// SPDX-License-Identifier: GPL-3.0-or-later
// For benchmarks of pages: how long the event loop is held up, and a reference to hold it against.
#pragma once

#include <algorithm>
#include <ctime>
#include <utility>

#include <QAbstractEventDispatcher>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QImage>
#include <QPainter>

namespace moie::test {

// Of the thread that asks, in nanoseconds.
inline qint64 processorTime() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return qint64{1'000'000'000} * now.tv_sec + now.tv_nsec;
}

// The longest time between two moments at which the event loop asked for events, by the wall clock, which other
// programs lengthen, and in processor time of the thread. As long as `context` lives.
class LongestGap {
public:
    explicit LongestGap(QObject* context) {
        const auto look = [this] {
            const qint64 used = processorTime();
            if (m_since.isValid()) {
                m_longest = std::max(m_longest, m_since.nsecsElapsed());
                m_longestProcessor = std::max(m_longestProcessor, used - m_used);
            }
            m_used = used;
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
    double takeProcessor() { return static_cast<double>(std::exchange(m_longestProcessor, 0)) * 1e-6; }

private:
    QElapsedTimer m_since;
    qint64 m_used = 0;
    qint64 m_longest = 0;
    qint64 m_longestProcessor = 0;
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
