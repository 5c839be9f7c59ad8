// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include <moie/base/result.h>

namespace moie {

class Snapshot;

// Why something below the log directory could not be read, or not to its end: one for each such subdirectory and file
// that is still there. What was read of it is in the figures.
std::vector<Error> whatIsUnread(const Snapshot& snapshot);

} // namespace moie
