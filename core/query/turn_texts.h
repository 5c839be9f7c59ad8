// SPDX-License-Identifier: MIT
// What was said in a turn, read from the log files when it is shown.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <moie/base/result.h>
#include <moie/query/selection.h>

namespace moie {

// A text as far as it is wanted.
struct SaidText {
    std::string text;             // UTF-8, cut at a character
    std::size_t bytes = 0;        // of the whole
    std::optional<Error> problem; // why it cannot be read
    bool given = false;           // the turn has such an entry
    bool unfinished = false;      // of a response: what was shown of one that is not, or not yet, there as a whole

    bool isCut() const { return text.size() < bytes; }
    friend bool operator==(const SaidText& a, const SaidText& b) {
        return a.text == b.text && a.bytes == b.bytes && a.given == b.given && a.unfinished == b.unfinished &&
               a.problem.has_value() == b.problem.has_value();
    }
};

struct TurnTexts {
    SaidText message;
    SaidText response;
};

// At most so many bytes of each text. Blocks while it reads.
TurnTexts readTurnTexts(const Snapshot& snapshot, const SelectedTurn& selected, std::size_t mostBytes);

// The response's sampling parameters in the order of the log, as they are written there; empty where there are none, or
// they cannot be read. Blocks while it reads.
std::vector<std::pair<std::string, std::string>> readSampling(const Snapshot& snapshot, const SelectedTurn& selected);

// Nothing where the session has no such turn. Valid as long as the snapshot.
std::optional<SelectedTurn> turnWithOpening(const Snapshot& snapshot, SessionIndex session, EntryId opening);

} // namespace moie
