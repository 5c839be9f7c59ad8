// SPDX-License-Identifier: MIT
// Which entries, and which turns, a filter matches. Pure reading of a snapshot and its files: any thread.
//
// An entry matches a term by what it says itself. A turn matches a term if some entry of it does (repeats apart), so
// that `not term` is a turn of which no entry does, and two terms may hold by two entries; since, before, session and
// turn go by the turn as a whole.
//
// Columns and facts decide what they can. Only what is then still open is read from the files; what cannot be read, and
// was not decided, does not match.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <moie/query/entry_set.h>
#include <moie/query/filter.h>
#include <moie/query/filtered_turns.h>
#include <moie/query/line_terms.h>
#include <moie/query/scope.h>
#include <moie/store/snapshot.h>

namespace moie {

struct EntrySpan {
    std::size_t first = 0;
    std::size_t last = 0; // one behind
};

struct EntryMatches {
    EntrySet entries;
    std::uint64_t unread = 0;    // entries whose text had to be read and could not: nothing is said of them
    std::vector<Error> problems; // why, at most one per file
    bool complete = true;        // false where the token stopped it
};

// Of the entries in the span whose own time and session are in the scope; its filter is not looked at. Foreign objects
// have no session, and the time of what stands before them in their file.
EntryMatches matchEntries(const Snapshot& snapshot, const Filter& filter, const Scope& scope, EntrySpan span,
                          const MatchOptions& options = {});

struct TurnMatches {
    std::shared_ptr<const FilteredTurns> turns;
    std::uint64_t unread = 0;
    std::vector<Error> problems;
    bool complete = true;
};

// Of all turns of the sessions that the scope names, whatever its time range: the period before it is asked for too.
TurnMatches matchTurns(const Snapshot& snapshot, const Filter& filter, const Scope& scope,
                       const MatchOptions& options = {});

} // namespace moie
