// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes of a log made fit to be shown: whatever they are, what comes out is one line of visible characters.
#pragma once

#include <cstddef>
#include <string_view>

#include <QString>

namespace moie::ui {

// UTF-8 is decoded; control characters and bytes that are no UTF-8 become \xNN, characters that are invisible or change
// the direction of writing become \uNNNN, a tab becomes \t and a line end \n. A backslash stays as it is, since JSON is
// full of them. Stops after `mostBytes` and then ends in "…".
QString escapedBytes(std::string_view bytes, std::size_t mostBytes);

} // namespace moie::ui
