// SPDX-License-Identifier: GPL-3.0-or-later
// The options that say which part of a log directory a command looks at: the same for every command.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include <moie/query/scope.h>
#include <moie/store/snapshot.h>

namespace moielog {

// As they stand on the command line.
struct ScopeArguments {
    double days = 0; // 0: not given
    std::string from;
    std::string to;
    std::string session;
};

// Adds --days, --from, --to and --session; wrong times are told while the command line is parsed.
std::shared_ptr<ScopeArguments> addScopeOptions(CLI::App& command);

// The scope at that time of day. Throws CLI::ValidationError where --to is not later than --from.
moie::Scope scopeFrom(const ScopeArguments& arguments, moie::Time now);

// Says so on stderr where the scope names a session that is not there.
bool complainOfUnknownSession(const moie::Snapshot& snapshot, const moie::Scope& scope);

// A time as people write it: ISO 8601 (local unless it says otherwise), "now", "today" and "yesterday" (their
// midnights), or how long ago: "90s", "30min", "2h", "3d", "1w".
std::optional<moie::Time> parseTime(std::string_view text, moie::Time now);

// For the help of commands that take times.
inline constexpr const char* timeHelp =
    "2026-11-20, 2026-11-20T07:30, 2026-11-20T06:30Z, now, today, yesterday, or how long ago: 90s, 30min, 2h, 3d, 1w";

} // namespace moielog
