// SPDX-License-Identifier: GPL-3.0-or-later
// A page, a range, a session and a filter under a name that the user gave.
#pragma once

#include <QString>

#include "ui/workspace/place.h"

namespace moie::ui {

struct SavedView {
    QString name;
    Place place; // without a selected turn

    friend bool operator==(const SavedView&, const SavedView&) = default;
};

} // namespace moie::ui
