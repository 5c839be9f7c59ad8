// SPDX-License-Identifier: GPL-3.0-or-later
// The options that say which part of a log directory a command looks at: the same for every command.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include <moie/query/filter.h>
#include <moie/query/scope.h>
#include <moie/store/snapshot.h>

namespace moielog {

// As they stand on the command line.
struct ScopeArguments {
    double days = 0; // 0: not given
    std::string from;
    std::string to;
    std::string session;
    std::string filter;
};

// Adds --days, --from, --to, --session and --filter; wrong times and filters are told while the command line is parsed.
std::shared_ptr<ScopeArguments> addScopeOptions(CLI::App& command);

// The scope at that time of day. Throws CLI::ValidationError where --to is not later than --from.
moie::Scope scopeFrom(const ScopeArguments& arguments, moie::Time now);

// Says so on stderr where the scope names a session that is not there.
bool complainOfUnknownSession(const moie::Snapshot& snapshot, const moie::Scope& scope);

// Throws CLI::ValidationError where it cannot be read.
moie::Filter filterFrom(const std::string& text, moie::Time now);

// Finds what the scope's filter matches, if it has one; false, and said on stderr, where texts could not be searched.
bool answerFilter(const moie::Snapshot& snapshot, moie::Scope& scope, moie::Time now);

// Says on stderr which names of the filter do not occur, and what may have been meant.
void remarkOnUnknownNames(const moie::Snapshot& snapshot, const moie::Filter& filter);

// Says on stderr what could not be searched; whether there was anything.
bool complainOfUnsearched(std::uint64_t unread, const std::vector<moie::Error>& problems);

} // namespace moielog
