// SPDX-License-Identifier: MIT
// One line of a log to a row and its fact, or the reason why it is rejected.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <moie/ingest/json_text.h>
#include <moie/schema/row_batch.h>

namespace moie {

// Bytes that must be readable after the end of a line handed to the parser.
inline constexpr std::size_t linePadding = jsonPadding;

// A line without its line end, and where it stands.
struct LineText {
    std::string_view text;
    std::uint64_t offset = 0;
    std::uint64_t lineNumber = 0; // from 1
    std::uint32_t endBytes = 1;   // of the line end: 0 for a last line without one
};

// Holds the parser's buffers: one per thread, used for any number of lines and batches.
class LineParser {
public:
    LineParser();
    ~LineParser();
    LineParser(LineParser&&) noexcept;
    LineParser& operator=(LineParser&&) noexcept;

    // Adds the line to the batch as a row or as a rejected line, and counts it. Never fails: what cannot be read is
    // rejected with its reason.
    void parse(const LineText& line, RowBatch& batch);
    // The same for each of these whole lines, the last one's line end included, which begin at the offset; faster than
    // one by one. Returns how many they were.
    std::uint64_t parseLines(std::string_view lines, std::uint64_t offset, std::uint64_t firstNumber, RowBatch& batch);

    // Whether the text is a whole JSON object (a last line without a line end is accepted only then).
    bool isWholeObject(std::string_view text);

private:
    class Implementation;
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace moie
