// SPDX-License-Identifier: MIT
#include <moie/stats/binomial.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include <boost/math/special_functions/beta.hpp>

namespace moie {

double binomialTail(std::size_t successes, std::size_t n, double probability) {
    if (!(probability >= 0 && probability <= 1))
        return std::numeric_limits<double>::quiet_NaN();
    if (successes == 0)
        return 1;
    if (successes > n)
        return 0;
    return boost::math::ibeta(static_cast<double>(successes), static_cast<double>(n - successes + 1), probability);
}

double betaBinomialTail(std::size_t successes, std::size_t n, double a, double b) {
    if (!(a > 0 && b > 0))
        return std::numeric_limits<double>::quiet_NaN();
    if (successes == 0)
        return 1;
    if (successes > n)
        return 0;
    // Term by term from the count itself up: each follows from the one before.
    const auto trials = static_cast<double>(n);
    auto k = static_cast<double>(successes);
    const double logTerm = std::lgamma(trials + 1) - std::lgamma(k + 1) - std::lgamma(trials - k + 1) +
                           std::lgamma(k + a) + std::lgamma(trials - k + b) - std::lgamma(trials + a + b) -
                           std::lgamma(a) - std::lgamma(b) + std::lgamma(a + b);
    double term = std::exp(logTerm);
    double tail = 0;
    for (; k <= trials; ++k) {
        tail += term;
        term *= (trials - k) / (k + 1) * (k + a) / (trials - k - 1 + b);
    }
    return std::min(1.0, tail);
}

} // namespace moie
