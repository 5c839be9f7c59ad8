// SPDX-License-Identifier: MIT
#include <moie/stats/distribution.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

namespace moie {

namespace {

struct Extremes {
    double least;
    double most;
};

// In lanes that do not wait for each other; no value is NaN, and there is one at least.
Extremes extremesOf(std::span<const double> values) {
    constexpr std::size_t lanes = 4;
    std::array<double, lanes> least;
    std::array<double, lanes> most;
    least.fill(values.front());
    most.fill(values.front());
    std::size_t done = 0;
    for (; done + lanes <= values.size(); done += lanes) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            least[lane] = std::min(least[lane], values[done + lane]);
            most[lane] = std::max(most[lane], values[done + lane]);
        }
    }
    for (; done < values.size(); ++done) {
        least[0] = std::min(least[0], values[done]);
        most[0] = std::max(most[0], values[done]);
    }
    return {*std::min_element(least.begin(), least.end()), *std::max_element(most.begin(), most.end())};
}

double meanWithin(std::span<const double> values, const Extremes& extremes) {
    return std::clamp(sumOf(values) / static_cast<double>(values.size()), extremes.least, extremes.most);
}

// The sum of squared distances, in lanes that do not wait for each other.
double squaresRound(std::span<const double> values, double mean) {
    constexpr std::size_t lanes = 4;
    std::array<double, lanes> squares{};
    std::size_t done = 0;
    for (; done + lanes <= values.size(); done += lanes)
        for (std::size_t lane = 0; lane < lanes; ++lane)
            squares[lane] += (values[done + lane] - mean) * (values[done + lane] - mean);
    for (; done < values.size(); ++done)
        squares[0] += (values[done] - mean) * (values[done] - mean);
    return (squares[0] + squares[1]) + (squares[2] + squares[3]);
}

// Interpolated from the nearer side, as numpy does, so that the figures agree to the last digit.
double between(double lower, double upper, double fraction) {
    const double distance = upper - lower;
    return fraction < 0.5 ? lower + distance * fraction : upper - distance * (1 - fraction);
}

// The values of some ranks among many: values are counted in bins of equal width, and only the bins that hold a wanted
// rank are looked into. Several times as fast as selecting among all, unless most values share a bin.
class BinnedRanks {
public:
    static constexpr std::size_t leastValues = 512;

    // least < most, and the distance between them is finite.
    BinnedRanks(std::span<const double> values, double least, double most)
        : m_values(values), m_binOf(values.size()), m_ends(std::min<std::size_t>(values.size() / 8, mostBins), 0) {
        const double scale = static_cast<double>(m_ends.size()) / (most - least);
        const auto last = static_cast<std::int64_t>(m_ends.size()) - 1;
        for (std::size_t i = 0; i < values.size(); ++i) {
            // Through a signed number: the processor makes one from a double in a single step.
            const auto bin = std::min(static_cast<std::int64_t>((values[i] - least) * scale), last);
            m_binOf[i] = static_cast<std::uint16_t>(bin);
            ++m_ends[static_cast<std::size_t>(bin)];
        }
        for (std::size_t bin = 1; bin < m_ends.size(); ++bin)
            m_ends[bin] += m_ends[bin - 1];
    }

    void want(std::size_t rank) {
        const std::size_t bin = binOfRank(rank);
        if (std::find(m_wanted.begin(), m_wanted.end(), bin) == m_wanted.end())
            m_wanted.push_back(bin);
    }

    // After all have been wanted.
    void gather() {
        std::vector<std::uint8_t> slotOf(m_ends.size(), 0);
        m_slots.resize(m_wanted.size());
        for (std::size_t i = 0; i < m_wanted.size(); ++i) {
            slotOf[m_wanted[i]] = static_cast<std::uint8_t>(i + 1);
            m_slots[i].values.reserve(m_ends[m_wanted[i]] - firstOf(m_wanted[i]));
        }
        for (std::size_t i = 0; i < m_values.size(); ++i)
            if (const std::uint8_t slot = slotOf[m_binOf[i]])
                m_slots[slot - 1].values.push_back(m_values[i]);
        for (Slot& slot : m_slots)
            slot.setEndsApart();
    }

    double valueOf(std::size_t rank) {
        const std::size_t bin = binOfRank(rank);
        const auto slot = std::find(m_wanted.begin(), m_wanted.end(), bin) - m_wanted.begin();
        return m_slots[static_cast<std::size_t>(slot)].valueOf(rank - firstOf(bin));
    }

private:
    static constexpr std::size_t mostBins = 2048;

    // The values of a bin. Those that equal its least or its largest are only counted: at a bound of their scale they
    // may be many.
    struct Slot {
        std::vector<double> values;
        Extremes extremes{};
        std::size_t atLeast = 0;

        void setEndsApart() {
            extremes = extremesOf(values);
            atLeast = static_cast<std::size_t>(std::count(values.begin(), values.end(), extremes.least));
            std::erase_if(values, [this](double value) { return value == extremes.least || value == extremes.most; });
        }
        double valueOf(std::size_t rank) {
            if (rank < atLeast)
                return extremes.least;
            if (rank - atLeast >= values.size())
                return extremes.most;
            const auto place = values.begin() + static_cast<std::ptrdiff_t>(rank - atLeast);
            std::nth_element(values.begin(), place, values.end());
            return *place;
        }
    };

    std::size_t firstOf(std::size_t bin) const { return bin == 0 ? 0 : m_ends[bin - 1]; }
    std::size_t binOfRank(std::size_t rank) const {
        return static_cast<std::size_t>(std::upper_bound(m_ends.begin(), m_ends.end(), rank) - m_ends.begin());
    }

    std::span<const double> m_values;
    std::vector<std::uint16_t> m_binOf; // by value
    std::vector<std::size_t> m_ends;    // of each bin, the number of values in it and in those before
    std::vector<std::size_t> m_wanted;
    std::vector<Slot> m_slots; // by wanted bin
};

bool percentilesByBins(std::span<const double> values, const Extremes& extremes, std::span<const double> shares,
                       std::span<double> results) {
    constexpr std::size_t mostShares = 100; // a slot number is a byte
    if (values.size() < BinnedRanks::leastValues || shares.size() > mostShares)
        return false;
    // Subnormal distances have no finite inverse.
    const double distance = extremes.most - extremes.least;
    if (!(distance > 1e-290) || !std::isfinite(distance))
        return false;
    BinnedRanks ranks(values, extremes.least, extremes.most);
    const auto positionOf = [&](double share) { return share * static_cast<double>(values.size() - 1); };
    const auto upperRank = [&](std::size_t rank) { return std::min(rank + 1, values.size() - 1); };
    for (const double share : shares) {
        const auto rank = static_cast<std::size_t>(positionOf(share));
        ranks.want(rank);
        ranks.want(upperRank(rank));
    }
    ranks.gather();
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const double position = positionOf(shares[i]);
        const auto rank = static_cast<std::size_t>(position);
        const double fraction = position - static_cast<double>(rank);
        const double lower = ranks.valueOf(rank);
        results[i] = fraction == 0 ? lower : between(lower, ranks.valueOf(upperRank(rank)), fraction);
    }
    return true;
}

void percentilesWithin(std::span<double> values, const Extremes& extremes, std::span<const double> shares,
                       std::span<double> results) {
    if (percentilesByBins(values, extremes, shares, results))
        return;
    // All before `settled` is in its final place or smaller, so that each selection looks at the rest alone.
    auto settled = values.begin();
    const auto select = [&](std::size_t rank) {
        const auto place = values.begin() + static_cast<std::ptrdiff_t>(rank);
        if (place >= settled) {
            std::nth_element(settled, place, values.end());
            settled = place + 1;
        }
        return *place;
    };
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const double position = shares[i] * static_cast<double>(values.size() - 1);
        const auto rank = static_cast<std::size_t>(position);
        const double fraction = position - static_cast<double>(rank);
        const double lower = select(rank);
        if (fraction == 0) {
            results[i] = lower;
            continue;
        }
        // All that stands behind is not smaller, so the next one up is the least of it.
        const double upper = *std::min_element(settled, values.end());
        results[i] = between(lower, upper, fraction);
    }
}

} // namespace

void percentilesOf(std::span<double> values, std::span<const double> shares, std::span<double> results) {
    if (values.empty())
        std::fill(results.begin(), results.end(), notMeasured);
    else
        percentilesWithin(values, extremesOf(values), shares, results);
}

double sumOf(std::span<const double> values) {
    // Pairwise, in the order in which numpy adds: the error grows with log n, and eight sums run side by side.
    constexpr std::size_t lanes = 8;
    constexpr std::size_t block = 128;
    if (values.size() > block) {
        const std::size_t half = values.size() / 2 / lanes * lanes;
        return sumOf(values.first(half)) + sumOf(values.subspan(half));
    }
    double sum = 0;
    std::size_t done = 0;
    if (values.size() >= lanes) {
        std::array<double, lanes> sums;
        std::copy_n(values.begin(), lanes, sums.begin());
        for (done = lanes; done + lanes <= values.size(); done += lanes)
            for (std::size_t lane = 0; lane < lanes; ++lane)
                sums[lane] += values[done + lane];
        sum = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
    }
    for (; done < values.size(); ++done)
        sum += values[done];
    return sum;
}

double meanOf(std::span<const double> values) {
    if (values.empty())
        return notMeasured;
    return meanWithin(values, extremesOf(values));
}

Distribution distributionOf(std::span<double> values) {
    double p5 = notMeasured;
    return distributionOf(values, p5);
}

Distribution distributionOf(std::span<double> values, double& p5) {
    p5 = notMeasured;
    const auto end = std::remove_if(values.begin(), values.end(), [](double value) { return std::isnan(value); });
    values = values.first(static_cast<std::size_t>(end - values.begin()));
    Distribution result;
    result.n = values.size();
    if (values.empty())
        return result;
    const Extremes extremes = extremesOf(values);
    result.mean = meanWithin(values, extremes);
    if (values.size() > 1) {
        result.std = std::sqrt(squaresRound(values, result.mean) / static_cast<double>(values.size() - 1));
    }
    static constexpr std::array<double, 6> shares{0.05, 0.10, 0.50, 0.90, 0.95, 0.99};
    std::array<double, 6> percentiles{};
    percentilesWithin(values, extremes, shares, percentiles);
    result.min = extremes.least;
    result.max = extremes.most;
    p5 = percentiles[0];
    result.p10 = percentiles[1];
    result.p50 = percentiles[2];
    result.p90 = percentiles[3];
    if (values.size() >= leastForP95)
        result.p95 = percentiles[4];
    if (values.size() >= leastForP99)
        result.p99 = percentiles[5];
    return result;
}

} // namespace moie
