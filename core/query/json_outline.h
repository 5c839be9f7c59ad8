// SPDX-License-Identifier: MIT
// A line of a log laid out for reading: members below each other, indented, in the order and with the spelling of the
// line; nothing is parsed away, whatever is wrong with it. Linear, no recursion. What a line says, value by value, is
// in entry_fields.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace moie {

struct OutlineLine {
    std::uint32_t depth = 0;
    std::string text; // as it is written, but \uXXXX of printable characters are those characters
    std::string
        path; // of the value that begins here, as a filter names it; empty of the whole, and of closing brackets
};

struct JsonOutline {
    std::vector<OutlineLine> lines;
    bool isCut = false; // more would have followed
};

// Ends with the line of the outline with which texts and paths are longer than `mostBytes` together, since the paths of
// a line that is deeply nested are longer than it is. A longer text counts as `longestText`. Short arrays without
// containers and strings stand on one line.
JsonOutline jsonOutline(std::string_view line, std::size_t mostBytes, std::size_t longestText);

} // namespace moie
