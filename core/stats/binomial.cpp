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
    const auto trials = static_cast<double>(n);
    const auto count = static_cast<double>(successes);
    const auto probabilityOf = [&](double k) {
        return std::exp(std::lgamma(trials + 1) - std::lgamma(k + 1) - std::lgamma(trials - k + 1) +
                        std::lgamma(k + a) + std::lgamma(trials - k + b) - std::lgamma(trials + a + b) -
                        std::lgamma(a) - std::lgamma(b) + std::lgamma(a + b));
    };
    // Term by term, each from the one before, on the side of the mean where terms get smaller: a sum that begins far
    // down the other side would begin with zero, and stay there. Once they do get smaller they go on so, if the beta
    // distribution does not rise again at that end, and what is left cannot be more than all of it times the last one.
    const auto isSettled = [](double sum, double term, double next, double left) {
        return next < term && next * left <= sum * std::numeric_limits<double>::epsilon() / 4;
    };
    double sum = 0;
    if (count > trials * a / (a + b)) {
        double term = probabilityOf(count);
        for (double k = count; k <= trials; ++k) {
            sum += term;
            const double next = term * ((trials - k) / (k + 1) * (k + a) / (trials - k - 1 + b));
            if (b >= 1 && isSettled(sum, term, next, trials - k))
                break;
            term = next;
        }
        return std::min(1.0, sum);
    }
    double term = probabilityOf(count - 1);
    for (double k = count - 1; k >= 0; --k) {
        sum += term;
        const double next = term * (k / (trials - k + 1) * (trials - k + b) / (k - 1 + a));
        if (a >= 1 && isSettled(sum, term, next, k))
            break;
        term = next;
    }
    return std::max(0.0, 1 - sum);
}

} // namespace moie
