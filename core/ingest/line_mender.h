// SPDX-License-Identifier: MIT
// The careful path for lines that the fast parser refuses. It accepts what Python's json.loads accepts and strict JSON
// does not (NaN, infinities, numbers beyond a double, lone surrogates), and invalid UTF-8, and writes the line anew as
// strict JSON, so that one parser reads the values of all lines.
#pragma once

#include <string>
#include <string_view>

#include <moie/schema/line_notes.h>

namespace moie {

// Containers may stand this deep in one another, the outermost counting as one.
inline constexpr std::size_t maxNesting = 256;

// Replaces `out` by the mended text. Warnings are added for what was mended (NonFinite: now null; InvalidUtf8: now
// U+FFFD). Returns NotJson or TooDeep where the line cannot be read, else None. Linear in the length, no recursion.
Rejection mendLine(std::string_view line, std::string& out, WarningSet& warnings);

} // namespace moie
