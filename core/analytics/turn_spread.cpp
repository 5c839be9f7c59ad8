// SPDX-License-Identifier: MIT
#include <moie/analytics/turn_spread.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include <moie/query/selection.h>

namespace moie {

namespace {

constexpr std::size_t turnsForOneAway = 10;
constexpr int timesAsLong = 3;

// After how many of the first `most` times the longest gap comes.
template <typename Times>
std::size_t cutOf(const Times& times, std::size_t most) {
    std::size_t cut = 1;
    const auto gapBefore = [&](std::size_t i) { return std::chrono::abs(times(i) - times(i - 1)); };
    for (std::size_t i = 2; i <= most; ++i) {
        if (gapBefore(i) > gapBefore(cut))
            cut = i;
    }
    return cut;
}

} // namespace

TurnSpread spreadOf(std::vector<Time> openings) {
    TurnSpread spread;
    spread.turns = openings.size();
    if (openings.empty())
        return spread;
    std::sort(openings.begin(), openings.end());
    const std::size_t last = openings.size() - 1;
    if (const std::size_t most = openings.size() / turnsForOneAway; most > 0) {
        const std::size_t before = cutOf([&](std::size_t i) { return openings[i]; }, most);
        const std::size_t after = cutOf([&](std::size_t i) { return openings[last - i]; }, most);
        const auto isFar = [&](Duration gap, std::size_t first, std::size_t end) {
            return gap > timesAsLong * (openings[end] - openings[first]);
        };
        const Duration gapBefore = openings[before] - openings[before - 1];
        const Duration gapAfter = openings[last - after + 1] - openings[last - after];
        // Far from those that are left on both sides, else from all up to the other end.
        const bool both = isFar(std::min(gapBefore, gapAfter), before, last - after);
        spread.before = both || isFar(gapBefore, before, last) ? before : 0;
        spread.after = both || isFar(gapAfter, 0, last - after) ? after : 0;
    }
    spread.from = openings[spread.before];
    spread.to = openings[last - spread.after];
    return spread;
}

TurnSpread turnSpread(const Snapshot& snapshot, const Scope& scope, const std::stop_token& stop) {
    if (scope.range.from && scope.range.to)
        return {};
    std::vector<Time> openings;
    const bool whole = forEachTurn(snapshot, scope, stop, [&](const SelectedTurn& selected) {
        if (!selected.turn->provisional)
            openings.push_back(selected.turn->opened);
    });
    if (!whole)
        return {};
    TurnSpread spread = spreadOf(std::move(openings));
    if (scope.range.from)
        spread.before = 0;
    if (scope.range.to)
        spread.after = 0;
    return spread;
}

} // namespace moie
