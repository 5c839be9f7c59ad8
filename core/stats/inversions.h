// SPDX-License-Identifier: MIT
// Pairs of a sequence that stand in the wrong order, which is what rank statistics count. Used by kendall.cpp and
// pair_slopes.cpp.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace moie {

// Sorts by merging. At each step visit(isWrong, left, middle, right) is told places in the values as they stand by
// then: where `isWrong`, the value at `right` moves before those of [left, middle), which stood in front of it and are
// greater. None of the values is NaN. O(n log n) without what is visited.
template <typename T, typename Visitor>
void sortVisitingInversions(std::vector<T>& values, Visitor&& visit) {
    std::vector<T> merged(values.size());
    for (std::size_t width = 1; width < values.size(); width *= 2) {
        for (std::size_t first = 0; first < values.size(); first += 2 * width) {
            const std::size_t middle = std::min(first + width, values.size());
            const std::size_t end = std::min(first + 2 * width, values.size());
            std::size_t left = first;
            std::size_t right = middle;
            auto to = merged.begin() + static_cast<std::ptrdiff_t>(first);
            while (left < middle && right < end) {
                // Without a branch on the outcome, which no processor foresees.
                const bool isWrong = values[right] < values[left];
                visit(isWrong, left, middle, right);
                *to++ = isWrong ? values[right] : values[left];
                right += isWrong ? 1 : 0;
                left += isWrong ? 0 : 1;
            }
            const auto at = [&](std::size_t i) { return values.begin() + static_cast<std::ptrdiff_t>(i); };
            to = std::copy(at(left), at(middle), to);
            std::copy(at(right), at(end), to);
        }
        values.swap(merged);
    }
}

// Sorts, and returns how many pairs stood in the wrong order.
template <typename T>
std::uint64_t sortCountingInversions(std::vector<T>& values) {
    std::uint64_t inversions = 0;
    sortVisitingInversions(values, [&](bool isWrong, std::size_t left, std::size_t middle, std::size_t) {
        inversions += isWrong ? middle - left : 0;
    });
    return inversions;
}

} // namespace moie
