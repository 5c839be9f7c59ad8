// SPDX-License-Identifier: MIT
// Whether what followed an event is more than what follows at any other place (docs/figures.md, "Did it help?").
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <moie/stats/distribution.h>

namespace moie {

inline constexpr std::size_t placeboMeans = 2000; // drawn for a mean effect

// How far a mean effect stands from what chance gives.
struct PlaceboMean {
    double effect = notMeasured; // from the placebos' mean
    double low = notMeasured;    // 95 % interval: the middle of the drawn means, turned round the effect
    double high = notMeasured;
    double p = notMeasured; // the larger one of taking the placebos' mean and their median for where chance lies
};

// Numbers drawn by chance (fixed seed), of 32 bits. Every test takes them from the first on, so that the tests of a
// page share one set and draw it once.
class PlaceboDraws {
public:
    static constexpr std::size_t mostKept = 4'194'304; // 16 MB; those beyond are drawn each time

    // Valid until the next call.
    std::span<const std::uint32_t> range(std::size_t first, std::size_t count);

private:
    std::vector<std::uint32_t> m_kept; // the first ones
    std::vector<std::uint32_t> m_beyond;
};

// Effects at places where nothing happened, against which those of events are held. A single one is taken from their
// median; a mean from their mean, round which means of chance lie however skewed the placebos are.
class Placebos {
public:
    // None of the effects is NaN. `groups`: how many independent places they come from (sittings), since neighbouring
    // placebos share most of their turns; 0: each is independent.
    explicit Placebos(std::vector<double> effects, std::size_t groups = 0);

    std::size_t count() const { return m_effects.size(); }
    double median() const { return m_median; }

    // p of each effect: (1 + placebos at least as far from the median) / (1 + placebos). O((n + m) log m).
    std::vector<double> pValues(std::span<const double> effects) const;

    // The mean of some effects, against the means of as many placebos drawn by chance (fixed seed). The mean that
    // both are taken from, and how far placebos scatter, are known the less the fewer groups there are: with k effects
    // the drawn means are spread by √(1 + k / groups) · t(groups − 1, 0.975) / 1.96. NaN without effects or under two
    // groups.
    PlaceboMean testMean(std::span<const double> effects, PlaceboDraws& draws) const;

private:
    // Of so many placebos each.
    std::vector<double> drawnSums(std::size_t size, PlaceboDraws& draws) const;

    std::vector<double> m_effects;
    double m_median = notMeasured;
    double m_mean = notMeasured;
    std::size_t m_groups;
};

} // namespace moie
