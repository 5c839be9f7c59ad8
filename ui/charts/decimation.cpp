// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/decimation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace moie::ui {
namespace {

constexpr std::size_t mostAColumn = 4;

// Appends those of [from, to), which is one column.
void keepColumn(std::span<const double> values, std::size_t from, std::size_t to, std::vector<std::size_t>& kept) {
    const std::size_t none = to;
    std::array<std::size_t, mostAColumn> found{none, none, none, none};
    auto& [first, lowest, highest, last] = found;
    for (std::size_t i = from; i < to; ++i) {
        if (!std::isfinite(values[i]))
            continue;
        if (first == none)
            first = lowest = highest = i;
        if (values[i] < values[lowest])
            lowest = i;
        if (values[i] > values[highest])
            highest = i;
        last = i;
    }
    if (first == none) {
        kept.push_back(from);
        return;
    }
    std::sort(found.begin(), found.end());
    kept.insert(kept.end(), found.begin(), std::unique(found.begin(), found.end()));
}

} // namespace

std::vector<std::size_t> worthDrawing(std::span<const double> positions, std::span<const double> values,
                                      std::size_t first, std::size_t last, double low, double high,
                                      std::size_t columns) {
    std::vector<std::size_t> kept;
    if (first >= last)
        return kept;
    if (last - first <= mostAColumn * columns || !(high > low)) {
        kept.resize(last - first);
        std::iota(kept.begin(), kept.end(), first);
        return kept;
    }
    kept.reserve(mostAColumn * columns);
    const auto columnOf = [&](std::size_t i) {
        return static_cast<std::ptrdiff_t>(
            std::floor((positions[i] - low) / (high - low) * static_cast<double>(columns)));
    };
    for (std::size_t from = first; from < last;) {
        const std::ptrdiff_t column = columnOf(from);
        std::size_t to = from + 1;
        while (to < last && columnOf(to) == column)
            ++to;
        keepColumn(values, from, to, kept);
        from = to;
    }
    return kept;
}

} // namespace moie::ui
