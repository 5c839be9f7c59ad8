// SPDX-License-Identifier: MIT
// Times as people write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <moie/base/time.h>

namespace moie {

// ISO 8601 (local unless it says otherwise), "now", "today" and "yesterday" (their midnights), or how long ago: "90s",
// "30min", "2h", "3d", "1w".
std::optional<Time> parseTimeText(std::string_view text, Time now);

// "2", "2s", "850ms", "1.5min", "2h" in seconds; a number alone is seconds.
std::optional<double> parseDurationText(std::string_view text);

// Days up to now, as a range: what is wrong with the text; empty: nothing.
std::string daysProblem(std::string_view text);

// For messages and help.
inline constexpr const char* timeTextHelp =
    "2026-11-20, 2026-11-20T07:30, 2026-11-20T06:30Z, now, today, yesterday, or how long ago: 90s, 30min, 2h, 3d, 1w";

} // namespace moie
