// SPDX-License-Identifier: MIT
// The slopes between all pairs of points with different x, of which there are too many to hold, and those of some ranks
// among them. Used by theil_sen.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace moie {

class PairSlopes {
public:
    // The spans are of one length and hold no NaN.
    PairSlopes(std::span<const double> x, std::span<const double> y);

    std::size_t points() const { return m_x.size(); }
    std::uint64_t count() const { return m_count; }
    // In order of x.
    const std::vector<double>& x() const { return m_x; }
    const std::vector<double>& y() const { return m_y; }

    // The slopes of the given ranks (ascending, 0 the smallest, each under count()). O(n log n) but for the pairs that
    // have nearly the same slope as the wanted one; O(n²) in time, not in memory, where very many have the very same.
    std::vector<double> ofRanks(std::span<const std::uint64_t> ranks) const;

private:
    class Selection;
    struct Window;

    double between(std::size_t i, std::size_t j) const { return (m_y[j] - m_y[i]) / (m_x[j] - m_x[i]); }
    template <typename Visitor>
    void forEach(Visitor&& visit) const;
    std::vector<double> sample(std::size_t size) const;
    std::vector<std::uint32_t> orderAt(double slope) const;
    Window windowAround(std::uint64_t rank, Selection& sample, double reach) const;
    bool collect(Window& window) const;
    void collectByPass(Window& window) const;
    std::vector<double> all() const;

    std::vector<double> m_x;
    std::vector<double> m_y;
    std::vector<std::size_t> m_next; // by point, where the points with a greater x begin
    std::uint64_t m_count = 0;
};

} // namespace moie
