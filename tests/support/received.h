// SPDX-License-Identifier: GPL-3.0-or-later
// The snapshots that a feed publishes, for a test that waits for what they show.
#pragma once

#include <condition_variable>
#include <mutex>
#include <utility>

#include <moie/feed/feed.h>

// Keeps the newest snapshot and waits for one that satisfies a condition.
class Received {
public:
    moie::Feed::Published receiver() {
        return [this](moie::SnapshotPtr snapshot) {
            const std::lock_guard lock(m_mutex);
            m_latest = std::move(snapshot);
            ++m_count;
            m_changed.notify_all();
        };
    }

    template <typename Condition>
    bool waitFor(Condition condition) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::seconds(20), [&] { return m_latest && condition(*m_latest); });
    }

    moie::SnapshotPtr latest() {
        const std::lock_guard lock(m_mutex);
        return m_latest;
    }

    int count() {
        const std::lock_guard lock(m_mutex);
        return m_count;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    moie::SnapshotPtr m_latest;
    int m_count = 0;
};
