// SPDX-License-Identifier: MIT
// Entries between log() and their lines: the caller's values as they are, one behind the other, so that an entry costs
// the caller a copy of a few bytes and no allocation. Belongs to one thread at a time. Internal to core/logging.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <moie/logging/log_entry.h>
#include <moie/logging/logger.h>
#include <moie/schema/names.h>

namespace moie {

// How an entry's values become its payload.
enum class Shape : std::uint8_t {
    Made,         // text is the message, the maker makes the payload
    LoveComputed, // text is the input's, values the vector, object the details
    Timing,       // text is the operation, the one value its seconds, object the context
};

// An entry's values. Views are of the caller's while it is added, of the buffer's when it is read.
struct Capture {
    Shape shape = Shape::Made;
    Level level = Level::Info;
    Category category = Category::Interaction;
    std::string_view text = {};
    std::string_view turnId = {}; // empty where there is none
    std::span<const double> values = {};
    nlohmann::ordered_json* object = nullptr; // moved from when added; null where there is none
    PayloadMaker* maker = nullptr;            // likewise
    std::size_t bytes = 0;                    // about what object and maker hold; not kept
    std::optional<Series> series = {};        // that `measured` belongs to; not kept
    double measured = 0;
};

struct CapturedEntry {
    Time time = unknownTime;
    std::uint64_t number = 0; // n of the interaction id
    Capture capture;
};

class CapturedEntries {
public:
    // Where memory is short it throws and nothing was added.
    void add(Time time, std::uint64_t number, const Capture& capture);
    std::size_t count() const { return m_count; }
    // Keeps some memory for the next ones.
    void clear();

    // Calls visit(CapturedEntry) in the order they were added. What is moved out of an object is gone.
    template <typename Visit>
    void forEach(Visit visit) {
        for (const Chunk& chunk : m_chunks)
            for (std::size_t at = 0; at < chunk.used;)
                visit(entryAt(chunk, at));
    }

    void swap(CapturedEntries& other) noexcept;

private:
    struct Chunk {
        std::unique_ptr<std::byte[]> bytes;
        std::size_t size = 0;
        std::size_t used = 0;
    };

    std::byte* roomFor(std::size_t size);
    CapturedEntry entryAt(const Chunk& chunk, std::size_t& at);

    std::vector<Chunk> m_chunks;
    std::size_t m_current = 0; // the chunk that is filled
    std::size_t m_count = 0;
    std::vector<nlohmann::ordered_json> m_objects;
    std::vector<PayloadMaker> m_makers;
};

} // namespace moie
