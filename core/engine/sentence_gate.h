// SPDX-License-Identifier: MIT
// Cuts a reply that is still being written where a sentence ends, so that each can be judged before it is shown.
#pragma once

#include <cstddef>
#include <string_view>

namespace moie::engine {

// Up to where the text, from `from` on, consists of whole sentences: after an end mark with a blank or a line's end
// behind it, or after a CJK one. `from` where there is none.
std::size_t endOfSentences(std::string_view text, std::size_t from);

} // namespace moie::engine
