// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands share in talking to a terminal.
#pragma once

#include <string>
#include <string_view>

#include <moie/base/result.h>
#include <moie/store/snapshot.h>

namespace moielog {

// Text from a log or a file name, safe to print: control characters (ESC, C1 and bidirectional overrides among them)
// and invalid UTF-8 as \xNN or \u{N}.
std::string escaped(std::string_view text);

// JSON text in which such characters are written as \\uNNNN: the same value, safe to print. For a terminal alone, so
// that what is piped on stays as it was logged.
std::string jsonForOutput(std::string json);

// A CSV cell: quoted where it must be, escaped, and defused where a spreadsheet would take it for a formula. Line ends
// and tabs stay as they are but on a terminal.
std::string csvCell(std::string_view text);

// 12007 as "12,007".
std::string grouped(std::uint64_t count);

// Loads the whole directory with progress on stderr where that is a terminal. An error was printed where none returns.
moie::Result<moie::SnapshotPtr> loadWithProgress(const std::string& directory);

// Prints "moielog: …" to stderr.
void complain(const moie::Error& error);

// Prints what could not be read to stderr; returns whether there was anything.
bool complainOfUnread(const moie::Snapshot& snapshot);

} // namespace moielog
