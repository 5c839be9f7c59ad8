// SPDX-License-Identifier: MIT
// How surprising a count is.
#pragma once

#include <cstddef>

namespace moie {

// P(X ≥ successes) of n independent trials with that probability. NaN where the probability is not within 0…1.
double binomialTail(std::size_t successes, std::size_t n, double probability);

// The same where the probability itself varies from one set of n trials to the next, as a beta distribution of the
// shapes a and b, both positive. NaN where they are not.
double betaBinomialTail(std::size_t successes, std::size_t n, double a, double b);

} // namespace moie
