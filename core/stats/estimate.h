// SPDX-License-Identifier: MIT
// Means and proportions over turns, with the uncertainty that comes of turns resembling the other turns of their
// sitting: the independent units are sittings. docs/figures.md, "More than noise?", has the formulas.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <moie/stats/distribution.h>

namespace moie {

// A mean or proportion over turns with its 95 % interval; sittings are the independent units.
struct Estimate {
    double value = notMeasured;
    double low = notMeasured;
    double high = notMeasured;
    std::size_t n = 0; // turns
    std::size_t sittings = 0;
    double effectiveN = notMeasured;        // proportions: the n that the Wilson interval was made with
    bool turnsTreatedAsIndependent = false; // under five sittings
};

// Now minus before, with its 95 % interval.
struct Difference {
    Estimate before;
    Estimate now;
    double change = notMeasured;
    double low = notMeasured;
    double high = notMeasured;
    double p = notMeasured;     // two-sided, not corrected
    double pHolm = notMeasured; // corrected over the differences that are tested together
    bool moreThanNoise = false; // p < 0.05, pHolm < 0.05 where several are tested together
};

// What a sitting says about a quantity: the turns that have a value of it, the values' sum and sum of squares. For a
// proportion the values are 0 and 1. A sitting with n = 0 and sum = 0 is left out.
struct SittingSum {
    double n = 0;
    double sum = 0;
    double squares = 0;

    void add(double value) {
        n += 1;
        sum += value;
        squares += value * value;
    }
};

enum class Quantity : std::uint8_t { Mean, Proportion };

inline constexpr std::size_t leastSittings = 5; // under these, turns are treated as independent
inline constexpr double significance = 0.05;

Estimate estimate(std::span<const SittingSum> sittings, Quantity quantity);

// pHolm is left to holm.h. Interval and p are NaN where the values are too few, or too much alike, to tell them.
Difference difference(std::span<const SittingSum> before, std::span<const SittingSum> now, Quantity quantity);

struct Interval {
    double low = notMeasured;
    double high = notMeasured;
};

// Wilson's 95 % score interval of a proportion; n need not be whole. NaN where n is not positive.
Interval wilson(double proportion, double n);

} // namespace moie
