// SPDX-License-Identifier: GPL-3.0-or-later
// Entries as commands print them.
#pragma once

#include <optional>
#include <string>

#include <moie/store/snapshot.h>

namespace moielog {

// The text's beginning, with an ellipsis where it goes on.
std::string firstCharacters(std::string_view text, std::size_t most);

// "2026-11-20 07:12:36.250 warning   safety        70dcabcd#17  message  {data}", safe to print. Without a line: what
// the columns say.
std::string textLine(const moie::Snapshot& snapshot, moie::EntryId id, const std::optional<std::string>& line);

// {"file": …, "offset": …, "session": …, "n": …, "time": …, "entry": the line}
std::string jsonObject(const moie::Snapshot& snapshot, moie::EntryId id, const std::string& line);

} // namespace moielog
