// SPDX-License-Identifier: MIT
// The names that occur in a snapshot, for completion and for filters that name what does not occur.
#pragma once

#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include <moie/query/filter.h>
#include <moie/store/snapshot.h>

namespace moie {

// Each list sorted, without repeats. The texts are the snapshot's: they live as long as its names.
struct Vocabulary {
    NameTable::View names; // keeps the texts
    std::vector<std::string_view> levels;
    std::vector<std::string_view> categories;
    std::vector<std::string_view> messages;
    std::vector<std::string_view> sessions;
    std::vector<std::string_view> flags; // of messages' contexts
    std::vector<std::string_view> violations;
    std::vector<std::string_view> dimensions;
    std::vector<std::string_view> operations;
    std::vector<std::string_view> models;
    std::vector<std::string> paths; // from pathsIn(), sorted; empty where nobody asked
};

// Goes over the facts: milliseconds for a million entries.
Vocabulary vocabularyOf(const Snapshot& snapshot);

// Paths of values in entries, as a filter names them, sorted, at most `mostPaths`: read from the files, from the newest
// `sampledEntries` of each sort of entry (level, category and message). So a rare one may be missing. Hundredths of a
// second; any thread.
std::vector<std::string> pathsIn(const Snapshot& snapshot, std::stop_token stop = {});
inline constexpr std::size_t sampledEntries = 8;
inline constexpr std::size_t mostPaths = 2000;

// A filter for people to learn from, that finds a turn in the snapshot: unsafe ones where there are any, with the flag
// that occurs most in them. Of the last `sampledTurns`: well below a millisecond. Empty where there is no turn.
std::string exampleFilter(const Snapshot& snapshot);
inline constexpr std::size_t sampledTurns = 2000;

// Terms that name what does not occur, with what may have been meant. Such a filter is right, and finds nothing. Of
// paths, which may be rare, only those are told that are near another.
std::vector<FilterError> unknownNames(const Filter& filter, const Vocabulary& vocabulary);

// What can stand at a place of a filter's text.
struct Completion {
    std::string text;        // put in the place
    std::string description; // of a field; empty for names
};
struct Completions {
    FilterPlace place; // what they replace
    std::vector<Completion> candidates;
};

// `cursor` is a byte of the text, at most its length. The best first, at most `most`; whatever the case. Paths are
// those of the vocabulary, or where it has none the format's.
Completions completeFilter(std::string_view text, std::size_t cursor, const Vocabulary& vocabulary,
                           std::size_t most = 20);

} // namespace moie
