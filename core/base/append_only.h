// SPDX-License-Identifier: MIT
// A column that one thread appends to while any number of threads read what was there when they took their view.
// Elements never move: a view costs one reference count, however long the column is.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <type_traits>
#include <vector>

namespace moie {

template <typename T, std::size_t ChunkElements = 16384>
class AppendOnly {
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
    static_assert((ChunkElements & (ChunkElements - 1)) == 0);
    using Chunk = std::shared_ptr<T[]>;
    using Directory = std::vector<Chunk>;

public:
    // What the column held when the view was taken. Copying is cheap; reading is safe on any thread as long as the view
    // reached it through something that synchronises (a mutex, a queue).
    class View {
    public:
        View() = default;
        std::size_t size() const { return m_size; }
        bool empty() const { return m_size == 0; }
        const T& operator[](std::size_t i) const { return m_chunks[i / ChunkElements][i % ChunkElements]; }
        // The elements from i < size() on that stand side by side.
        std::span<const T> run(std::size_t i) const {
            return {&(*this)[i], std::min(m_size - i, ChunkElements - i % ChunkElements)};
        }

    private:
        friend class AppendOnly;
        View(std::shared_ptr<const Directory> directory, std::size_t size)
            : m_directory(std::move(directory)), m_chunks(m_directory ? m_directory->data() : nullptr), m_size(size) {}
        std::shared_ptr<const Directory> m_directory;
        const Chunk* m_chunks = nullptr; // the directory's: one step less on the way to every element
        std::size_t m_size = 0;
    };

    std::size_t size() const { return m_size; }
    const T& operator[](std::size_t i) const { return (*m_directory)[i / ChunkElements][i % ChunkElements]; }

    void push_back(const T& value) {
        if (m_size % ChunkElements == 0)
            addChunk();
        m_tail[m_size % ChunkElements] = value;
        ++m_size;
    }

    // Room for the next elements, as far as they stand side by side: to be filled from its beginning, and then said to
    // be there.
    std::span<T> room() {
        if (m_size % ChunkElements == 0)
            addChunk();
        return {m_tail + m_size % ChunkElements, ChunkElements - m_size % ChunkElements};
    }
    void commit(std::size_t count) { m_size += count; }

    View view() const { return View(m_directory, m_size); }

private:
    void addChunk() {
        // A fresh directory, since views hold the old one. Chunks are left uninitialised: their pages cost nothing
        // until they are written. (Elements are implicit-lifetime types, so that assigning creates them.)
        auto directory = m_directory ? std::make_shared<Directory>(*m_directory) : std::make_shared<Directory>();
        constexpr std::align_val_t alignment{alignof(T)};
        T* memory = static_cast<T*>(::operator new(ChunkElements * sizeof(T), alignment));
        directory->push_back(Chunk(memory, [](T* chunk) { ::operator delete(chunk, alignment); }));
        m_tail = directory->back().get();
        m_directory = std::move(directory);
    }

    std::shared_ptr<const Directory> m_directory;
    T* m_tail = nullptr;
    std::size_t m_size = 0;
};

} // namespace moie
