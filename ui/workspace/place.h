// SPDX-License-Identifier: GPL-3.0-or-later
// Where the user is: a page, the scope that it shows, and what is selected there. Back and forward walk through these.
#pragma once

#include <optional>
#include <string>

#include <QString>

#include <moie/base/ids.h>

#include "ui/workspace/range_choice.h"

namespace moie::ui {

// A turn by what stays the same while the log grows.
struct TurnPlace {
    SessionIndex session{};
    EntryId opening = noEntry; // noEntry: the session alone

    friend bool operator==(const TurnPlace&, const TurnPlace&) = default;
};

struct Place {
    QString page;
    RangeChoice range;
    std::string session;               // a session id or the beginning of one; empty: all
    std::string filter;                // in the filter language; empty: all
    std::optional<TurnPlace> turn;     // selected on the page
    std::optional<EntryId> entry = {}; // the same of the Logs page

    friend bool operator==(const Place&, const Place&) = default;
};

} // namespace moie::ui
