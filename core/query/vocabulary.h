// SPDX-License-Identifier: MIT
// The names that occur in a snapshot, for completion and for filters that name what does not occur.
#pragma once

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
};

// Goes over the facts: milliseconds for a million entries.
Vocabulary vocabularyOf(const Snapshot& snapshot);

// Terms that name what does not occur, with what may have been meant. Such a filter is right, and finds nothing.
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

// `cursor` is a byte of the text, at most its length. The best first, at most `most`; whatever the case.
Completions completeFilter(std::string_view text, std::size_t cursor, const Vocabulary& vocabulary,
                           std::size_t most = 20);

} // namespace moie
