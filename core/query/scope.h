// SPDX-License-Identifier: MIT
// What the user looks at: the same for every page, report and command.
#pragma once

#include <memory>
#include <string>

#include <moie/base/time.h>

namespace moie {

class FilteredTurns;

struct Scope {
    TimeRange range;         // of a turn's opening; open on both sides: everything
    std::string session;     // a session id or the beginning of one; empty: all
    std::string filter = {}; // in the filter language; empty: all

    // What the filter matches in the snapshot that is looked at, from matchTurns(). Has to be there where there is a
    // filter, before figures are asked for: finding it may mean to read files.
    std::shared_ptr<const FilteredTurns> filtered = {};

    // The rest of it in another time, such as the one before.
    Scope during(const TimeRange& other) const {
        Scope scope = *this;
        scope.range = other;
        return scope;
    }

    // The same request; `filtered` follows from it and a snapshot.
    friend bool operator==(const Scope& a, const Scope& b) {
        return a.range == b.range && a.session == b.session && a.filter == b.filter;
    }
};

} // namespace moie
