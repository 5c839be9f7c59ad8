// SPDX-License-Identifier: GPL-3.0-or-later
// A sorted map whose copies share what they have in common: a copy, or a change of one item after it, costs a list of
// chunks and one chunk, however many items there are. A value like any other: one object is changed by one thread
// alone, and its copies may be read by others meanwhile.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace moie::ui {

template <typename K, typename V>
class SharedMap {
public:
    using Key = K;
    using Value = V;
    using Item = std::pair<Key, Value>;
    using Chunk = std::vector<Item>;
    static constexpr std::size_t mostInChunk = 256;

    class Iterator {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = Item;
        using difference_type = std::ptrdiff_t;
        using pointer = const Item*;
        using reference = const Item&;

        Iterator() = default;
        Iterator(const std::vector<std::shared_ptr<const Chunk>>& chunks, std::size_t chunk)
            : m_chunks(&chunks), m_chunk(chunk) {}
        reference operator*() const { return (*(*m_chunks)[m_chunk])[m_item]; }
        pointer operator->() const { return &**this; }
        Iterator& operator++() {
            if (++m_item == (*m_chunks)[m_chunk]->size()) {
                ++m_chunk;
                m_item = 0;
            }
            return *this;
        }
        Iterator operator++(int) {
            const Iterator before = *this;
            ++*this;
            return before;
        }
        bool operator==(const Iterator& other) const = default;

    private:
        const std::vector<std::shared_ptr<const Chunk>>* m_chunks = nullptr;
        std::size_t m_chunk = 0;
        std::size_t m_item = 0;
    };

    SharedMap() = default;
    // All at once, which costs less than one after the other.
    explicit SharedMap(const std::map<Key, Value>& items) : m_size(items.size()) {
        Chunk chunk;
        for (const auto& [key, value] : items) {
            chunk.emplace_back(key, value);
            if (chunk.size() == mostInChunk / 2)
                m_chunks.push_back(std::make_shared<const Chunk>(std::exchange(chunk, {})));
        }
        if (!chunk.empty())
            m_chunks.push_back(std::make_shared<const Chunk>(std::move(chunk)));
    }

    Iterator begin() const { return {m_chunks, 0}; }
    Iterator end() const { return {m_chunks, m_chunks.size()}; }
    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }

    // Null where there is none. Lives as long as the map, or a copy of it, stays as it is.
    const Value* find(const Key& key) const {
        const std::size_t at = chunkOf(key);
        if (at == m_chunks.size())
            return nullptr;
        const auto item = placeIn(*m_chunks[at], key);
        return item->first == key ? &item->second : nullptr;
    }

    void set(const Key& key, Value value) {
        if (m_chunks.empty()) {
            *this = SharedMap(std::map<Key, Value>{{key, std::move(value)}});
            return;
        }
        const std::size_t at = std::min(chunkOf(key), m_chunks.size() - 1);
        Chunk chunk = *m_chunks[at];
        const auto item = chunk.begin() + (placeIn(chunk, key) - chunk.cbegin());
        if (item != chunk.end() && item->first == key) {
            item->second = std::move(value);
        } else {
            chunk.emplace(item, key, std::move(value));
            ++m_size;
        }
        if (chunk.size() > mostInChunk) {
            const auto middle = chunk.begin() + static_cast<std::ptrdiff_t>(chunk.size() / 2);
            m_chunks.insert(m_chunks.begin() + static_cast<std::ptrdiff_t>(at),
                            std::make_shared<const Chunk>(chunk.begin(), middle));
            chunk.erase(chunk.begin(), middle);
            m_chunks[at + 1] = std::make_shared<const Chunk>(std::move(chunk));
        } else {
            m_chunks[at] = std::make_shared<const Chunk>(std::move(chunk));
        }
    }

    void erase(const Key& key) {
        if (!find(key))
            return;
        const std::size_t at = chunkOf(key);
        Chunk chunk = *m_chunks[at];
        chunk.erase(placeIn(chunk, key));
        --m_size;
        if (chunk.empty())
            m_chunks.erase(m_chunks.begin() + static_cast<std::ptrdiff_t>(at));
        else
            m_chunks[at] = std::make_shared<const Chunk>(std::move(chunk));
    }

    // Whatever chunks they are divided into.
    friend bool operator==(const SharedMap& a, const SharedMap& b) {
        return a.m_chunks == b.m_chunks || (a.m_size == b.m_size && std::equal(a.begin(), a.end(), b.begin()));
    }

private:
    // The first that ends with the key or behind it.
    std::size_t chunkOf(const Key& key) const {
        const auto found = std::lower_bound(m_chunks.begin(), m_chunks.end(), key,
                                            [](const auto& chunk, const Key& k) { return chunk->back().first < k; });
        return static_cast<std::size_t>(found - m_chunks.begin());
    }
    static typename Chunk::const_iterator placeIn(const Chunk& chunk, const Key& key) {
        return std::lower_bound(chunk.begin(), chunk.end(), key,
                                [](const Item& item, const Key& k) { return item.first < k; });
    }

    std::vector<std::shared_ptr<const Chunk>> m_chunks; // in order, none of them empty
    std::size_t m_size = 0;
};

} // namespace moie::ui
