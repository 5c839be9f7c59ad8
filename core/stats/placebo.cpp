// SPDX-License-Identifier: MIT
#include <moie/stats/placebo.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

#include <moie/stats/student.h>

namespace moie {

namespace {

// Equal but for the rounding of the windows' sums counts as equal, else a constant series would have surprises.
constexpr double placeboRounding = 1e-12;

// The upper half of splitmix64's number; the standard's generators differ from one library to the next in what they
// make of theirs. Its state counts, so that it can be asked for any.
std::uint32_t drawnNumber(std::uint64_t place) {
    std::uint64_t z = 20'261'120 + (place + 1) * 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return static_cast<std::uint32_t>((z ^ (z >> 31)) >> 32);
}

// Means are drawn side by side, so that none of their sums waits for another.
constexpr std::size_t drawnTogether = 4;
static_assert(placeboMeans % drawnTogether == 0);

} // namespace

std::span<const std::uint32_t> PlaceboDraws::range(std::size_t first, std::size_t count) {
    const auto append = [](std::vector<std::uint32_t>& numbers, std::size_t from, std::size_t end) {
        for (std::size_t place = from; place < end; ++place)
            numbers.push_back(drawnNumber(place));
    };
    if (first + count <= mostKept) {
        m_kept.reserve(mostKept); // memory that is not written to costs nothing
        append(m_kept, m_kept.size(), first + count);
        return std::span(m_kept).subspan(first, count);
    }
    m_beyond.clear();
    append(m_beyond, first, first + count);
    return m_beyond;
}

Placebos::Placebos(std::vector<double> effects, std::size_t groups)
    : m_effects(std::move(effects)), m_groups(groups == 0 ? m_effects.size() : groups) {
    static constexpr std::array<double, 1> half{0.5};
    std::array<double, 1> result{};
    std::vector<double> copy = m_effects;
    percentilesOf(copy, half, result);
    m_median = result[0];
    m_mean = meanOf(m_effects);
}

std::vector<double> Placebos::pValues(std::span<const double> effects) const {
    std::vector<double> p(effects.size(), notMeasured);
    if (m_effects.empty())
        return p;
    std::vector<double> distances;
    for (const double effect : effects)
        if (!std::isnan(effect))
            distances.push_back(std::abs(effect - m_median) - placeboRounding);
    std::sort(distances.begin(), distances.end());
    // reached[i]: placebos that are at least as far as exactly i of the distances.
    std::vector<std::size_t> reached(distances.size() + 1, 0);
    for (const double placebo : m_effects) {
        const auto beyond = std::upper_bound(distances.begin(), distances.end(), std::abs(placebo - m_median));
        ++reached[static_cast<std::size_t>(beyond - distances.begin())];
    }
    std::vector<std::size_t> atLeastAsFar(distances.size(), 0);
    std::size_t count = 0;
    for (std::size_t i = distances.size(); i-- > 0;)
        atLeastAsFar[i] = count += reached[i + 1];
    const double all = 1 + static_cast<double>(m_effects.size());
    for (std::size_t i = 0; i < effects.size(); ++i) {
        if (std::isnan(effects[i]))
            continue;
        const double distance = std::abs(effects[i] - m_median) - placeboRounding;
        const auto at = std::lower_bound(distances.begin(), distances.end(), distance);
        p[i] = (1 + static_cast<double>(atLeastAsFar[static_cast<std::size_t>(at - distances.begin())])) / all;
    }
    return p;
}

std::vector<double> Placebos::drawnSums(std::size_t size, PlaceboDraws& draws) const {
    std::vector<double> all;
    all.reserve(placeboMeans);
    while (all.size() < placeboMeans) {
        const std::span<const std::uint32_t> numbers = draws.range(all.size() * size, drawnTogether * size);
        std::array<double, drawnTogether> sums{};
        for (std::size_t j = 0; j < size; ++j)
            for (std::size_t mean = 0; mean < drawnTogether; ++mean)
                sums[mean] += m_effects[(std::uint64_t{numbers[mean * size + j]} * m_effects.size()) >> 32];
        all.insert(all.end(), sums.begin(), sums.end());
    }
    return all;
}

PlaceboMean Placebos::testMean(std::span<const double> effects, PlaceboDraws& draws) const {
    static constexpr std::array<double, 2> ends{0.025, 0.975};
    PlaceboMean result;
    if (effects.empty() || m_groups < 2)
        return result;
    result.effect = meanOf(effects) - m_mean;
    const double fromMean = std::abs(result.effect) - placeboRounding;
    const double fromMedian = std::abs(result.effect + m_mean - m_median) - placeboRounding;
    const auto size = static_cast<double>(effects.size());
    const auto groups = static_cast<double>(m_groups);
    const double spread = std::sqrt(1 + size / groups) * studentQuantile(0.975, groups - 1) / normalQuantile(0.975);
    std::size_t asFarFromMean = 0;
    std::size_t asFarFromMedian = 0;
    std::vector<double> means = drawnSums(effects.size(), draws);
    for (double& mean : means) {
        const double drawn = mean / size;
        mean = spread * (drawn - m_mean);
        asFarFromMean += std::abs(mean) >= fromMean ? 1 : 0;
        asFarFromMedian += std::abs(spread * (drawn - m_median)) >= fromMedian ? 1 : 0;
    }
    const std::size_t asFar = std::max(asFarFromMean, asFarFromMedian);
    result.p = (1 + static_cast<double>(asFar)) / (1 + static_cast<double>(placeboMeans));
    std::array<double, 2> middle{};
    percentilesOf(means, ends, middle);
    result.low = result.effect - middle[1];
    result.high = result.effect - middle[0];
    return result;
}

} // namespace moie
