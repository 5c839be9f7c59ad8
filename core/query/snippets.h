// SPDX-License-Identifier: MIT
// Why a text search found an entry or a turn: the piece of text around the match, read from the files. Pure reading of
// a snapshot and its files: any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include <moie/query/filter.h>
#include <moie/query/selection.h>

namespace moie {

// Text from a log: it may hold line ends and control characters.
struct Snippet {
    EntryId entry = noEntry;
    std::string path; // of the value, as a filter names it: "data.user_message"
    std::string text;
    FilterPlace match;        // in `text`, bytes
    bool isCutBefore = false; // the value goes on there
    bool isCutAfter = false;
};

struct SnippetOptions {
    std::size_t around = 40; // the most characters before and behind the match
    std::stop_token stop;
};

// One for each that is asked for; empty where no value holds a text of the filter, where the line cannot be read any
// more, and behind where the token stopped it. Texts are those of the terms that look at an entry's text (`panic`,
// `data.response:panic`) and are not negated; where several are found, the filter's first.
std::vector<std::optional<Snippet>> snippetsOf(const Snapshot& snapshot, const Filter& filter,
                                               std::span<const EntryId> entries, const SnippetOptions& options = {});

// Of the turn's first entry that holds one.
std::vector<std::optional<Snippet>> snippetsOf(const Snapshot& snapshot, const Filter& filter,
                                               std::span<const SelectedTurn> turns, const SnippetOptions& options = {});

} // namespace moie
