// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a planned demonstration through the loggers on a clock of its own, so that the same options give the same
// bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include <moie/base/result.h>

#include "demo_plan.h"

namespace moie::demo {

// Writes into the directory and returns the number of entries. `progress` is told of each finished session; where it
// returns false, no other is begun, and the error is Cancelled.
moie::Result<std::uint64_t> simulate(const std::string& directory, const Options& options,
                                     const std::function<bool(std::size_t done)>& progress);

} // namespace moie::demo
