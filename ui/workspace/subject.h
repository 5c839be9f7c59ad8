// SPDX-License-Identifier: GPL-3.0-or-later
// What figures are made of: a snapshot and a scope, whose filter was answered for that snapshot.
#pragma once

#include <moie/query/scope.h>
#include <moie/store/snapshot.h>

namespace moie::ui {

struct Subject {
    SnapshotPtr snapshot;
    Scope scope;
};

} // namespace moie::ui
