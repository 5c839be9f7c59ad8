// SPDX-License-Identifier: MIT
// Entries as rows of a CSV table, and their lines as JSON that any reader takes. Pure: any thread.
#pragma once

#include <string>
#include <string_view>

#include <moie/schema/safe_text.h>
#include <moie/store/snapshot.h>

namespace moie {

// The line as strict JSON in UTF-8: as it was logged, unless it was damaged (a bare NaN is null, a byte that is no
// UTF-8 is U+FFFD). One of which only a part is an entry stays as it is.
std::string strictJson(std::string_view line);

// What the entry's "data" holds, written without spaces; the whole line where it has none.
std::string payloadOf(std::string_view line);

// Column names, and the values of an entry with the line that was read of it, each with its line end.
std::string csvHeader();
std::string csvRow(const Snapshot& snapshot, EntryId id, std::string_view line, LineEnds lineEnds = LineEnds::Kept);

} // namespace moie
