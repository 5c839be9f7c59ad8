// SPDX-License-Identifier: MIT
#include <moie/stats/estimate.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include <moie/stats/student.h>

namespace moie {

namespace {

constexpr double upperTail = 0.975;

// The sums over all sittings, and how uncertain their ratio is.
struct Evidence {
    double n = 0;
    double sum = 0;
    double squares = 0;
    std::size_t sittings = 0;
    double value = notMeasured;
    double variance = notMeasured; // of the value
    double units = 0;              // independent ones: sittings, or turns under five sittings
    bool turnsTreatedAsIndependent = false;
};

bool says(const SittingSum& sitting) {
    return sitting.n > 0 || sitting.sum != 0;
}

Evidence gather(std::span<const SittingSum> sittings) {
    Evidence evidence;
    for (const SittingSum& sitting : sittings) {
        if (!says(sitting))
            continue;
        evidence.n += sitting.n;
        evidence.sum += sitting.sum;
        evidence.squares += sitting.squares;
        ++evidence.sittings;
    }
    evidence.turnsTreatedAsIndependent = evidence.sittings < leastSittings;
    if (evidence.n > 0)
        evidence.value = evidence.sum / evidence.n;
    return evidence;
}

double varianceOverTurns(const Evidence& evidence, Quantity quantity) {
    if (quantity == Quantity::Proportion)
        return evidence.value * (1 - evidence.value) / evidence.n;
    if (evidence.n < 2)
        return notMeasured;
    // The difference of two sums that were rounded n times: what is no larger than their rounding is none.
    const double rounding = 2 * evidence.n * std::numeric_limits<double>::epsilon() * evidence.squares;
    const double squares = evidence.squares - evidence.sum * evidence.value;
    return squares > rounding ? squares / (evidence.n - 1) / evidence.n : 0;
}

double varianceOverSittings(const Evidence& evidence, std::span<const SittingSum> sittings) {
    double squares = 0;
    for (const SittingSum& sitting : sittings) {
        const double residual = sitting.sum - evidence.value * sitting.n;
        squares += residual * residual;
    }
    const auto count = static_cast<double>(evidence.sittings);
    return count / (count - 1) * squares / (evidence.n * evidence.n);
}

Evidence weigh(std::span<const SittingSum> sittings, Quantity quantity) {
    Evidence evidence = gather(sittings);
    if (evidence.n == 0)
        return evidence;
    if (evidence.turnsTreatedAsIndependent) {
        evidence.variance = varianceOverTurns(evidence, quantity);
        evidence.units = evidence.n;
    } else {
        evidence.variance = varianceOverSittings(evidence, sittings);
        evidence.units = static_cast<double>(evidence.sittings);
    }
    // Zero but for rounding is zero: every sitting has the same share or mean.
    if (evidence.variance <= 1e-24 * std::max(1.0, evidence.value * evidence.value))
        evidence.variance = 0;
    return evidence;
}

Estimate estimateOf(const Evidence& evidence, Quantity quantity) {
    Estimate result;
    result.value = evidence.value;
    result.n = static_cast<std::size_t>(evidence.n);
    result.sittings = evidence.sittings;
    result.turnsTreatedAsIndependent = evidence.turnsTreatedAsIndependent;
    if (evidence.n == 0)
        return result;
    if (quantity == Quantity::Mean) {
        const double reach = studentQuantile(upperTail, evidence.units - 1) * std::sqrt(evidence.variance);
        result.low = evidence.value - reach;
        result.high = evidence.value + reach;
        return result;
    }
    result.effectiveN = evidence.n;
    if (!evidence.turnsTreatedAsIndependent && evidence.variance > 0) {
        const double narrowing = normalQuantile(upperTail) / studentQuantile(upperTail, evidence.units - 1);
        result.effectiveN =
            std::min(evidence.n, evidence.value * (1 - evidence.value) / evidence.variance) * narrowing * narrowing;
    }
    const Interval interval = wilson(evidence.value, result.effectiveN);
    result.low = interval.low;
    result.high = interval.high;
    return result;
}

// What is the same in every sitting, 0 above all, shows no variance though it has one; without this, a single turn
// against none would count as certain, and so would no violation in a dozen turns. A share is taken as with one more
// turn of either sort (Agresti and Caffo, 2000), a mean to vary as much as it does on the other side (0 where it does
// on neither).
double varianceForDifference(const Evidence& evidence, const Evidence& other, Quantity quantity) {
    if (evidence.variance > 0 || evidence.n == 0)
        return evidence.variance;
    if (quantity == Quantity::Mean)
        return evidence.variance == 0 && other.variance > 0 ? other.variance * other.n / evidence.n : evidence.variance;
    const double share = (evidence.sum + 1) / (evidence.n + 2);
    return share * (1 - share) / (evidence.n + 2);
}

// Welch's and Satterthwaite's where turns stand in for sittings, since then the sides may be of unlike kind.
double degreesOfFreedom(const Evidence& a, double varianceA, const Evidence& b, double varianceB) {
    if (!a.turnsTreatedAsIndependent && !b.turnsTreatedAsIndependent)
        return a.units + b.units - 2;
    const auto part = [](double variance, double units) {
        return variance == 0 ? 0.0 : variance * variance / std::max(units - 1, 1.0);
    };
    const double parts = part(varianceA, a.units) + part(varianceB, b.units);
    const double sum = varianceA + varianceB;
    return parts > 0 ? sum * sum / parts : a.units + b.units - 2;
}

} // namespace

Interval wilson(double proportion, double n) {
    if (!(n > 0) || std::isnan(proportion))
        return {};
    const double z = normalQuantile(upperTail);
    const double ratio = z * z / n;
    const double centre = proportion + ratio / 2;
    const double reach = z * std::sqrt(proportion * (1 - proportion) / n + ratio / (4 * n));
    // The ends at 0 and 1 are exact there but for rounding.
    return {proportion <= 0 ? 0.0 : std::max(0.0, (centre - reach) / (1 + ratio)),
            proportion >= 1 ? 1.0 : std::min(1.0, (centre + reach) / (1 + ratio))};
}

Estimate estimate(std::span<const SittingSum> sittings, Quantity quantity) {
    return estimateOf(weigh(sittings, quantity), quantity);
}

Difference difference(std::span<const SittingSum> before, std::span<const SittingSum> now, Quantity quantity) {
    const Evidence then = weigh(before, quantity);
    const Evidence present = weigh(now, quantity);
    Difference result;
    result.before = estimateOf(then, quantity);
    result.now = estimateOf(present, quantity);
    result.change = present.value - then.value;
    // Equal but for the rounding of their sums.
    if (std::abs(result.change) <= 1e-12 * std::max(std::abs(present.value), std::abs(then.value)))
        result.change = 0;
    const double varianceThen = varianceForDifference(then, present, quantity);
    const double varianceNow = varianceForDifference(present, then, quantity);
    const double variance = varianceThen + varianceNow;
    if (std::isnan(result.change) || std::isnan(variance))
        return result;
    // Means that never vary, on neither side, and differ: how certain that is cannot be told.
    if (variance == 0 && result.change != 0)
        return result;
    const double freedom = degreesOfFreedom(then, varianceThen, present, varianceNow);
    if (!(freedom > 0))
        return result;
    const double reach = studentQuantile(upperTail, freedom) * std::sqrt(variance);
    result.low = result.change - reach;
    result.high = result.change + reach;
    result.p = result.change == 0 ? 1 : studentTwoSided(result.change / std::sqrt(variance), freedom);
    result.moreThanNoise = result.p < significance;
    return result;
}

} // namespace moie
