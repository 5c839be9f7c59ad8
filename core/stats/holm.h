// SPDX-License-Identifier: MIT
// Correction for several tests that are made together.
#pragma once

#include <span>

namespace moie {

// Replaces p-values by Holm's adjusted ones: a value under 0.05 then means that with no effect anywhere, at most 5 % of
// such sets of tests show one. NaN stays and does not count as a test.
void adjustHolm(std::span<double> p);

} // namespace moie
