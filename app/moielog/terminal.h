// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands share in talking to a terminal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <moie/base/result.h>
#include <moie/cache/cache_directory.h>
#include <moie/schema/safe_text.h>
#include <moie/store/snapshot.h>

namespace moielog {

using moie::escaped;
using moie::grouped;

// JSON as it goes to stdout: with escapedJson() for a terminal alone, so that what is piped on stays as it was logged.
std::string jsonForOutput(std::string json);

// A line of a log for stdout: byte for byte, but on a terminal strict JSON that is safe to print.
std::string lineForOutput(const std::string& line);

// Of texts in CSV: they stay as they are but on a terminal.
moie::LineEnds outputLineEnds();
std::string csvCell(std::string_view text);

// Whether commands use index caches; they do until told otherwise.
void setUsesCache(bool uses);
// For all that loads a directory.
std::optional<moie::CacheOptions> cacheOptions();

// Loads the whole directory with progress on stderr where that is a terminal. An error was printed where none returns.
moie::Result<moie::SnapshotPtr> loadWithProgress(const std::string& directory);

// Prints "moielog: …" to stderr.
void complain(const moie::Error& error);

// Prints what could not be read to stderr; returns whether there was anything.
bool complainOfUnread(const moie::Snapshot& snapshot);

} // namespace moielog
