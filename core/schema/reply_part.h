// SPDX-License-Identifier: MIT
// What was shown of a reply before the reply was complete, as a live session logs it (docs/engine.md, logsParts).
#pragma once

#include <string_view>

namespace moie {

// The message of such a system_state entry; its data holds a `text`.
inline constexpr std::string_view replyPartMessage = "Part of a reply shown";

} // namespace moie
