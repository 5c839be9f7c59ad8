// SPDX-License-Identifier: MIT
// The escapes of JSON strings undone.
#pragma once

#include <string>
#include <string_view>

namespace moie {

// Appends what the string says, given what stands between its quotes; no more bytes than that. False where an escape is
// none that JSON has, or names half of a surrogate pair.
bool appendUnescaped(std::string_view written, std::string& out);

} // namespace moie
