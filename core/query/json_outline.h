// SPDX-License-Identifier: MIT
// A line of a log laid out for reading: members below each other, indented, in the order and with the spelling of the
// line; nothing is parsed away, whatever is wrong with it. Linear, no recursion.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace moie {

struct OutlineLine {
    std::uint32_t depth = 0;
    std::string text; // as it is written, but \uXXXX of printable characters are those characters
    std::string path; // of the value that begins here: data.love_vector[2]; empty of the whole, and of closing brackets
};

// Arrays without containers stand on one line where they are not longer than `mostInline` bytes.
std::vector<OutlineLine> jsonOutline(std::string_view line, std::size_t mostInline = 72);

} // namespace moie
