// SPDX-License-Identifier: MIT
// What becomes of what was said, and of error texts, which may quote it, in a report that is handed on.
#pragma once

namespace moie {

enum class Redaction : unsigned char {
    None,
    Omit,
    Length, // only how long it was
};

} // namespace moie
