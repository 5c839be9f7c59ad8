// SPDX-License-Identifier: MIT
#include <moie/stats/pair_slopes.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <utility>

#include <moie/stats/inversions.h>

namespace moie {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
// Up to so many slopes are simply held at once.
constexpr std::uint64_t fewSlopes = 65'536;
// No window keeps more than so many (32 MB), which takes ties by the million.
constexpr std::uint64_t mostKept = 4'194'304;

std::uint64_t countInversions(std::vector<std::uint32_t> sequence) {
    return sortCountingInversions(sequence);
}

} // namespace

// Values of which some ranks are wanted, one after the other: each is selected among those between its neighbours that
// were selected before.
class PairSlopes::Selection {
public:
    explicit Selection(std::vector<double> values = {}) : m_values(std::move(values)) {}

    std::size_t size() const { return m_values.size(); }
    void reserve(std::size_t size) { m_values.reserve(size); }
    void clear() {
        m_values.clear();
        m_settled.clear();
    }
    // Before the first is selected.
    void push_back(double value) { m_values.push_back(value); }

    double nth(std::size_t rank) {
        const auto next = std::lower_bound(m_settled.begin(), m_settled.end(), rank);
        if (next == m_settled.end() || *next != rank) {
            const auto at = [this](std::size_t i) { return m_values.begin() + static_cast<std::ptrdiff_t>(i); };
            std::nth_element(at(next == m_settled.begin() ? 0 : *(next - 1) + 1), at(rank),
                             at(next == m_settled.end() ? m_values.size() : *next));
            m_settled.insert(next, rank);
        }
        return m_values[rank];
    }

private:
    std::vector<double> m_values;
    std::vector<std::size_t> m_settled; // ranks whose values stand in their places, ascending
};

// The slopes from `low` to `high`, and how many there are below. What equals `low` or `high` may be counted instead of
// kept, so that a slope that most pairs share takes no room.
struct PairSlopes::Window {
    double low = 0;
    double high = 0;
    std::uint64_t below = 0;
    std::uint64_t atLow = 0;
    std::uint64_t atHigh = 0;
    Selection kept;

    bool holds(std::uint64_t rank) const { return rank >= below && rank < below + atLow + kept.size() + atHigh; }
    double value(std::uint64_t rank) {
        const std::uint64_t place = rank - below;
        if (place < atLow)
            return low;
        return place - atLow < kept.size() ? kept.nth(place - atLow) : high;
    }
};

PairSlopes::PairSlopes(std::span<const double> x, std::span<const double> y) {
    std::vector<std::pair<double, double>> points(x.size());
    for (std::size_t i = 0; i < x.size(); ++i)
        points[i] = {x[i], y[i]};
    std::sort(points.begin(), points.end());
    for (const auto& [px, py] : points) {
        m_x.push_back(px);
        m_y.push_back(py);
    }
    m_next.resize(points.size(), points.size());
    for (std::size_t i = points.size(); i-- > 1;)
        m_next[i - 1] = m_x[i] > m_x[i - 1] ? i : m_next[i];
    for (const std::size_t next : m_next)
        m_count += points.size() - next;
}

template <typename Visitor>
void PairSlopes::forEach(Visitor&& visit) const {
    for (std::size_t i = 0; i < m_x.size(); ++i)
        for (std::size_t j = m_next[i]; j < m_x.size(); ++j)
            visit(between(i, j));
}

std::vector<double> PairSlopes::all() const {
    std::vector<double> slopes;
    slopes.reserve(m_count);
    forEach([&](double slope) { slopes.push_back(slope); });
    return slopes;
}

// Slopes of pairs drawn by chance with a fixed seed.
std::vector<double> PairSlopes::sample(std::size_t size) const {
    std::mt19937_64 random(1968);
    std::vector<double> slopes;
    slopes.reserve(size);
    while (slopes.size() < size) {
        const std::size_t i = random() % m_x.size();
        const std::size_t j = random() % m_x.size();
        if (m_x[i] != m_x[j])
            slopes.push_back(between(i, j));
    }
    return slopes;
}

// The points in order of y − slope·x; of equals, the earlier first. Two points with different x stand in the wrong
// order exactly if the slope between them is smaller than this one, but for rounding.
std::vector<std::uint32_t> PairSlopes::orderAt(double slope) const {
    std::vector<std::pair<double, std::uint32_t>> residuals(m_x.size());
    for (std::size_t i = 0; i < m_x.size(); ++i) {
        double residual = m_y[i] - slope * m_x[i];
        if (slope == -infinity)
            residual = static_cast<double>(i);
        else if (slope == infinity)
            residual = -m_x[i];
        residuals[i] = {residual, static_cast<std::uint32_t>(i)};
    }
    std::sort(residuals.begin(), residuals.end());
    std::vector<std::uint32_t> order;
    order.reserve(residuals.size());
    for (const auto& [residual, point] : residuals)
        order.push_back(point);
    return order;
}

// `reach`: half the window's width in standard deviations of the rank's place in the sample.
PairSlopes::Window PairSlopes::windowAround(std::uint64_t rank, Selection& sample, double reach) const {
    const auto size = static_cast<double>(sample.size());
    const double share = (static_cast<double>(rank) + 0.5) / static_cast<double>(m_count);
    const double spread = reach * (std::sqrt(share * (1 - share) * size) + 1);
    const double first = std::floor(share * size - spread);
    const double last = std::ceil(share * size + spread);
    Window window;
    window.low = first < 0 ? -infinity : sample.nth(static_cast<std::size_t>(first));
    window.high = last >= size ? infinity : sample.nth(static_cast<std::size_t>(last));
    return window;
}

// The pairs whose order changes between the window's two slopes, which are those with a slope between them. False where
// they are too many.
bool PairSlopes::collect(Window& window) const {
    const std::vector<std::uint32_t> atLow = orderAt(window.low);
    window.below = countInversions(atLow);
    std::vector<std::uint32_t> place(atLow.size());
    for (std::size_t i = 0; i < atLow.size(); ++i)
        place[atLow[i]] = static_cast<std::uint32_t>(i);
    std::vector<std::uint32_t> sequence = orderAt(window.high);
    for (std::uint32_t& point : sequence)
        point = place[point];
    const std::uint64_t inside = countInversions(sequence);
    if (inside > mostKept)
        return false;
    window.kept.reserve(inside);
    sortVisitingInversions(sequence, [&](bool isWrong, std::size_t left, std::size_t middle, std::size_t right) {
        for (std::size_t i = left; isWrong && i < middle; ++i)
            window.kept.push_back(between(atLow[sequence[right]], atLow[sequence[i]]));
    });
    return true;
}

// The same by a look at every pair.
void PairSlopes::collectByPass(Window& window) const {
    window.below = 0;
    window.kept.clear();
    forEach([&](double slope) {
        if (slope > window.high)
            return;
        if (slope < window.low)
            ++window.below;
        else if (slope == window.low)
            ++window.atLow;
        else if (slope == window.high)
            ++window.atHigh;
        else
            window.kept.push_back(slope);
    });
}

std::vector<double> PairSlopes::ofRanks(std::span<const std::uint64_t> ranks) const {
    std::vector<double> values;
    if (m_count <= fewSlopes) {
        Selection slopes(all());
        for (const std::uint64_t rank : ranks)
            values.push_back(slopes.nth(rank));
        return values;
    }
    // Grown with n, so that what a window keeps grows more slowly than the number of pairs.
    Selection drawn(sample(4096 + 8 * m_x.size()));
    Window window;
    for (const std::uint64_t rank : ranks) {
        // Four standard deviations hold the rank nearly always. Where they do not, the pass tells whether ties with the
        // window's borders are why; else the window widens.
        for (double reach = 4; !window.holds(rank); reach *= 4) {
            window = windowAround(rank, drawn, reach);
            if (!collect(window) || !window.holds(rank))
                collectByPass(window);
        }
        values.push_back(window.value(rank));
    }
    return values;
}

} // namespace moie
