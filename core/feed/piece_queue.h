// SPDX-License-Identifier: MIT
// Pieces on their way from the parse workers to the feed's thread.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace moie {

template <typename Piece>
class PieceQueue {
    static constexpr std::size_t mostPiecesWaiting = 16;

public:
    // Waits while the queue is full.
    void push(Piece piece) {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_pieces.size() < mostPiecesWaiting; });
        m_pieces.push_back(std::move(piece));
        m_changed.notify_all();
    }

    // Waits for a piece; nothing once all writers have left.
    std::optional<Piece> pop() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_writers == 0 || !m_pieces.empty(); });
        if (m_pieces.empty())
            return std::nullopt;
        Piece piece = std::move(m_pieces.front());
        m_pieces.pop_front();
        m_changed.notify_all();
        return piece;
    }

    void enter() {
        const std::lock_guard lock(m_mutex);
        ++m_writers;
    }
    void leave() {
        const std::lock_guard lock(m_mutex);
        --m_writers;
        m_changed.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Piece> m_pieces;
    unsigned m_writers = 0;
};

} // namespace moie
