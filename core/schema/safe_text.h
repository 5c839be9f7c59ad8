// SPDX-License-Identifier: MIT
// Text from logs and file names, made safe to print, and to be opened by a spreadsheet.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace moie {

enum class LineEnds { Escaped, Kept };

// Control characters (ESC, C1 and bidirectional overrides among them) and invalid UTF-8 as \xNN or \u{N}. Line ends
// and tabs are controls too, unless they are kept.
std::string escaped(std::string_view text, LineEnds lineEnds = LineEnds::Escaped);

// JSON text in which such characters are written as \\uNNNN: the same value.
std::string escapedJson(std::string_view json);

// A CSV cell: quoted where it must be, escaped, and defused where a spreadsheet would take it for a formula.
std::string csvCell(std::string_view text, LineEnds lineEnds = LineEnds::Kept);

// 12007 as "12,007".
std::string grouped(std::uint64_t count);

} // namespace moie
