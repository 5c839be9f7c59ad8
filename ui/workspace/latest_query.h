// SPDX-License-Identifier: GPL-3.0-or-later
// Computes answers on a thread pool for a view that wants the newest only: at most one question is being worked on and
// one is waiting; answers to questions that were replaced meanwhile are dropped. Belongs to the thread it was made on.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>

#include <QObject>
#include <QThreadPool>
#include <QTimer>

namespace moie::ui {

class LatestQuery {
public:
    // Called on the asker's thread with the answer.
    using Deliver = std::function<void()>;
    // Runs on the pool. It takes values and returns what delivers its answer; it must not touch the asker's objects.
    using Work = std::function<Deliver(std::stop_token)>;

    // The pool must outlive the query.
    explicit LatestQuery(QThreadPool& pool);
    // Stops what is running, without waiting for it; nothing is delivered afterwards.
    ~LatestQuery();
    LatestQuery(const LatestQuery&) = delete;
    LatestQuery& operator=(const LatestQuery&) = delete;

    // The same question about newer data: the answer being computed is still worth showing, and this one comes after
    // it.
    void refresh(Work work);
    // Another question: the answer being computed is of no use any more, and is stopped and dropped.
    void replace(Work work);
    // No question any more.
    void drop();

    bool isRunning() const { return m_running; }

private:
    struct Mailbox;

    void start(Work work);
    void finish();

    QThreadPool& m_pool;
    QObject m_receiver; // answers are posted to it, and die with it
    std::shared_ptr<Mailbox> m_mailbox;
    std::stop_source m_stop;
    Work m_wanted;
    // The answer that was posted, and the turn of the event loop in which it is delivered: what is posted is painted in
    // the very same turn, which would then take as long as both.
    Deliver m_deliver;
    std::uint64_t m_answered = 0; // the generation that it is of
    QTimer m_turn;
    std::uint64_t m_generation = 0;
    bool m_running = false;
};

} // namespace moie::ui
