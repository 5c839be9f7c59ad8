// SPDX-License-Identifier: GPL-3.0-or-later
// For benchmarks of pages: how long the event loop is held up, and a reference to hold it against.
#pragma once

#include <algorithm>
#include <chrono>
#include <ctime>
#include <utility>

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QImage>
#include <QPainter>
#include <QTimer>

namespace moie::test {

// What this process, or the calling thread, has had of the processors so far, in milliseconds: the clock on the wall
// counts what others had too.
inline double processorTime(clockid_t clock = CLOCK_PROCESS_CPUTIME_ID) {
    timespec time{};
    ::clock_gettime(clock, &time);
    return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
}
inline double threadTime() {
    return processorTime(CLOCK_THREAD_CPUTIME_ID);
}

// Runs the event loop turn by turn and keeps how long the longest one took, which is how long nothing else was
// answered. A turn counts from its first event on: before that it may have waited. The loop's own signals do not tell
// that, as some dispatchers work between saying that they will wait and saying that they have waited.
class WatchedLoop : private QObject {
public:
    // In milliseconds; the longest of each kind, which need not be the same turn.
    struct Gap {
        double wall = 0;
        double processor = 0; // of this thread
    };

    // On the application's thread.
    WatchedLoop() { QCoreApplication::instance()->installEventFilter(this); }

    // False: not even after the time.
    template <typename Is>
    bool runUntil(Is is, std::chrono::milliseconds patience = std::chrono::minutes(5)) {
        QElapsedTimer running;
        running.start();
        QTimer look; // what is waited for may come about on another thread
        look.start(1);
        while (!is() && !running.hasExpired(patience.count()))
            turn(QEventLoop::WaitForMoreEvents);
        return is();
    }
    void runUntilIdle() {
        while (runOnce()) {
        }
    }
    void runFor(std::chrono::milliseconds time) {
        runUntil([] { return false; }, time);
    }
    // What the user does comes as an event, and its turn counts.
    template <typename Work>
    void post(Work work) {
        QMetaObject::invokeMethod(this, std::move(work), Qt::QueuedConnection);
    }
    // False: there was nothing to do.
    bool runOnce() { return turn(QEventLoop::AllEvents); }
    // Since the last time.
    Gap take() { return std::exchange(m_longest, {}); }

private:
    bool turn(QEventLoop::ProcessEventsFlags flags) {
        m_begun = false;
        const bool worked = QAbstractEventDispatcher::instance()->processEvents(flags);
        if (m_begun) {
            m_longest.processor = std::max(m_longest.processor, threadTime() - m_processor);
            m_longest.wall = std::max(m_longest.wall, static_cast<double>(m_wall.nsecsElapsed()) * 1e-6);
        }
        return worked;
    }
    bool eventFilter(QObject*, QEvent*) override {
        if (!std::exchange(m_begun, true)) {
            m_wall.start();
            m_processor = threadTime();
        }
        return false;
    }

    QElapsedTimer m_wall; // since the turn's first event
    double m_processor = 0;
    bool m_begun = false;
    Gap m_longest;
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
