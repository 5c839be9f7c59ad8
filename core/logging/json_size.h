// SPDX-License-Identifier: MIT
// About how much memory a JSON value takes. Internal to core/logging.
#pragma once

#include <cstddef>

#include <nlohmann/json.hpp>

namespace moie {

// Counts what is nested up to the depth that is written; not exact, but of the right size.
std::size_t aboutBytes(const nlohmann::ordered_json& value, std::size_t depth = 0);

} // namespace moie
