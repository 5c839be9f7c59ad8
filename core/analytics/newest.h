// SPDX-License-Identifier: MIT
// What came last, for who watches a log grow: so many entries and turns of a snapshot, however large it is.
#pragma once

#include <cstddef>
#include <stop_token>
#include <string_view>
#include <vector>

#include <moie/base/ids.h>
#include <moie/query/scope.h>
#include <moie/store/snapshot.h>

namespace moie {

// The last ones by their own time, at most `most`, the latest last. Looks at the time of every entry.
std::vector<EntryId> newestEntries(const Snapshot& snapshot, std::size_t most);

struct NewestTurn {
    SessionIndex session{};
    EntryId opening = noEntry;
    Time opened = unknownTime;
    LoveVector love;          // of the response, size 0 where there is none
    double margin = missing;  // see marginOf()
    double seconds = missing; // of the response
    Verdict verdict = Verdict::Provisional;
};

struct NewestTurns {
    std::vector<NewestTurn> turns; // the latest opened last
};

// The turns of the scope's session and filter that opened last, at most `most`, provisional ones too. The scope's range
// is not looked at.
NewestTurns newestTurns(const Snapshot& snapshot, const Scope& scope, std::size_t most, const std::stop_token& stop);

// Of each turn of the session with this id, in order of opening; none where there is no such session.
std::vector<Verdict> turnVerdicts(const Snapshot& snapshot, std::string_view session);

} // namespace moie
