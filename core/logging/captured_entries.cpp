// SPDX-License-Identifier: MIT
#include <moie/logging/captured_entries.h>

#include <algorithm>
#include <cstring>
#include <type_traits>

namespace moie {

namespace {

constexpr std::size_t usualChunk = std::size_t{64} << 10;
constexpr std::size_t mostChunksKept = 32;
constexpr std::size_t nothing = static_cast<std::size_t>(-1);

// Stands in front of an entry's bytes: values, text, turn id.
struct Head {
    Time time;
    std::uint64_t number;
    std::size_t valueCount;
    std::size_t textSize;
    std::size_t turnSize;
    std::size_t object; // index, or `nothing`
    std::size_t maker;  // likewise
    Shape shape;
    Level level;
    Category category;
};
static_assert(std::is_trivially_copyable_v<Head>);

// So that heads and values are aligned.
constexpr std::size_t padded(std::size_t size) {
    return (size + alignof(Head) - 1) / alignof(Head) * alignof(Head);
}

std::size_t sizeOf(const Head& head) {
    return padded(sizeof(Head) + head.valueCount * sizeof(double) + head.textSize + head.turnSize);
}

// A null pointer with no bytes is allowed, as memcpy alone does not.
std::byte* put(std::byte* to, const void* from, std::size_t size) {
    if (size != 0)
        std::memcpy(to, from, size);
    return to + size;
}

template <typename T>
void makeRoomForOne(std::vector<T>& list) {
    if (list.size() == list.capacity())
        list.reserve(std::max<std::size_t>(16, list.capacity() * 2));
}

} // namespace

void CapturedEntries::add(Time time, std::uint64_t number, const Capture& capture) {
    Head head{time,    number,  capture.values.size(), capture.text.size(), capture.turnId.size(),
              nothing, nothing, capture.shape,         capture.level,       capture.category};
    if (capture.object)
        makeRoomForOne(m_objects);
    if (capture.maker)
        makeRoomForOne(m_makers);
    std::byte* at = roomFor(sizeOf(head));
    // From here on nothing can fail.
    if (capture.object) {
        head.object = m_objects.size();
        m_objects.push_back(std::move(*capture.object));
    }
    if (capture.maker) {
        head.maker = m_makers.size();
        m_makers.push_back(std::move(*capture.maker));
    }
    at = put(at, &head, sizeof head);
    at = put(at, capture.values.data(), capture.values.size_bytes());
    at = put(at, capture.text.data(), capture.text.size());
    put(at, capture.turnId.data(), capture.turnId.size());
    ++m_count;
}

std::byte* CapturedEntries::roomFor(std::size_t size) {
    while (m_current < m_chunks.size() && m_chunks[m_current].size - m_chunks[m_current].used < size)
        ++m_current;
    if (m_current == m_chunks.size()) {
        const std::size_t wanted = std::max(size, usualChunk);
        m_chunks.push_back({std::make_unique_for_overwrite<std::byte[]>(wanted), wanted, 0});
    }
    Chunk& chunk = m_chunks[m_current];
    std::byte* room = chunk.bytes.get() + chunk.used;
    chunk.used += size;
    return room;
}

CapturedEntry CapturedEntries::entryAt(const Chunk& chunk, std::size_t& at) {
    Head head;
    const std::byte* bytes = chunk.bytes.get() + at;
    std::memcpy(&head, bytes, sizeof head);
    at += sizeOf(head);
    const auto* values = reinterpret_cast<const double*>(bytes + sizeof head);
    const auto* text = reinterpret_cast<const char*>(values + head.valueCount);
    return {head.time,
            head.number,
            {.shape = head.shape,
             .level = head.level,
             .category = head.category,
             .text = {text, head.textSize},
             .turnId = {text + head.textSize, head.turnSize},
             .values = {values, head.valueCount},
             .object = head.object == nothing ? nullptr : &m_objects[head.object],
             .maker = head.maker == nothing ? nullptr : &m_makers[head.maker]}};
}

void CapturedEntries::clear() {
    m_objects.clear();
    m_makers.clear();
    std::erase_if(m_chunks, [](const Chunk& chunk) { return chunk.size > usualChunk; });
    if (m_chunks.size() > mostChunksKept)
        m_chunks.resize(mostChunksKept);
    for (Chunk& chunk : m_chunks)
        chunk.used = 0;
    m_current = 0;
    m_count = 0;
}

void CapturedEntries::swap(CapturedEntries& other) noexcept {
    m_chunks.swap(other.m_chunks);
    std::swap(m_current, other.m_current);
    std::swap(m_count, other.m_count);
    m_objects.swap(other.m_objects);
    m_makers.swap(other.m_makers);
}

} // namespace moie
