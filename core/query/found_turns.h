// SPDX-License-Identifier: MIT
// The turns that a search found, to be listed: how many, and the newest with a piece of text each. Reads the files.
// Pure: any thread, as long as the snapshot lives.
#pragma once

#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <moie/query/filter.h>
#include <moie/query/selection.h>
#include <moie/query/snippets.h>

namespace moie {

struct FoundTurn {
    SelectedTurn turn;
    std::optional<Snippet> snippet; // where the filter looks for a text, and the turn holds it
    std::string message;            // else the beginning of what the user said
};

struct FoundTurns {
    std::size_t count = 0;         // all
    std::vector<FoundTurn> newest; // by their opening, the newest first
    bool complete = true;          // false where the token stopped it
};

// In the scope, whose filter was answered.
FoundTurns findTurns(const Snapshot& snapshot, const Filter& filter, const Scope& scope, std::size_t most,
                     const std::stop_token& stop = {});

} // namespace moie
