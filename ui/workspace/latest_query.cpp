// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/latest_query.h"

#include <mutex>
#include <utility>

namespace moie::ui {

// Where a pool thread finds out whether its asker is still there. Lives as long as a worker or the query holds it.
struct LatestQuery::Mailbox {
    std::mutex mutex;
    QObject* receiver = nullptr; // under the mutex; null once the query is gone
};

LatestQuery::LatestQuery(QThreadPool& pool) : m_pool(pool), m_mailbox(std::make_shared<Mailbox>()) {
    m_mailbox->receiver = &m_receiver;
    m_turn.setSingleShot(true);
    QObject::connect(&m_turn, &QTimer::timeout, &m_receiver, [this] { finish(); });
}

LatestQuery::~LatestQuery() {
    m_stop.request_stop();
    const std::lock_guard lock(m_mailbox->mutex);
    m_mailbox->receiver = nullptr;
}

void LatestQuery::refresh(Work work) {
    if (m_running)
        m_wanted = std::move(work);
    else
        start(std::move(work));
}

void LatestQuery::replace(Work work) {
    drop();
    refresh(std::move(work));
}

void LatestQuery::drop() {
    ++m_generation;
    m_stop.request_stop();
    m_wanted = nullptr;
}

void LatestQuery::start(Work work) {
    m_running = true;
    m_stop = std::stop_source();
    m_pool.start([this, mailbox = m_mailbox, work = std::move(work), stop = m_stop.get_token(),
                  generation = m_generation]() mutable {
        Deliver deliver = work(stop);
        // What the question held may be large; it is freed here rather than on the asker's thread.
        work = nullptr;
        const std::lock_guard lock(mailbox->mutex);
        if (mailbox->receiver == nullptr)
            return;
        QMetaObject::invokeMethod(
            mailbox->receiver,
            [this, generation, deliver = std::move(deliver)]() mutable {
                m_answered = generation;
                m_deliver = std::move(deliver);
                m_turn.start();
            },
            Qt::QueuedConnection);
    });
}

void LatestQuery::finish() {
    m_running = false;
    const Deliver deliver = std::exchange(m_deliver, nullptr);
    // The next one is started first, so that delivering may ask again.
    if (m_wanted)
        start(std::exchange(m_wanted, nullptr));
    if (m_answered == m_generation && deliver)
        deliver();
}

} // namespace moie::ui
