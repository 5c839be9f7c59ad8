// SPDX-License-Identifier: MIT
// What the user looks at: the same for every page, report and command.
#pragma once

#include <string>

#include <moie/base/time.h>

namespace moie {

struct Scope {
    TimeRange range;     // of a turn's opening; open on both sides: everything
    std::string session; // a session id or the beginning of one; empty: all

    friend bool operator==(const Scope&, const Scope&) = default;
};

} // namespace moie
