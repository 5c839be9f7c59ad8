// SPDX-License-Identifier: MIT
#include <moie/analytics/turn_spread.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include <moie/analytics/evolution.h>
#include <moie/query/selection.h>

namespace moie {

namespace {

constexpr std::size_t momentsForOneAway = 10;
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

TurnSpread spreadOf(std::vector<Time> moments) {
    TurnSpread spread;
    spread.moments = moments.size();
    if (moments.empty())
        return spread;
    std::sort(moments.begin(), moments.end());
    const std::size_t last = moments.size() - 1;
    if (const std::size_t most = moments.size() / momentsForOneAway; most > 0) {
        const std::size_t before = cutOf([&](std::size_t i) { return moments[i]; }, most);
        const std::size_t after = cutOf([&](std::size_t i) { return moments[last - i]; }, most);
        const auto isFar = [&](Duration gap, std::size_t first, std::size_t end) {
            return gap > timesAsLong * (moments[end] - moments[first]);
        };
        const Duration gapBefore = moments[before] - moments[before - 1];
        const Duration gapAfter = moments[last - after + 1] - moments[last - after];
        // Far from those that are left on both sides, else from all up to the other end.
        const bool both = isFar(std::min(gapBefore, gapAfter), before, last - after);
        spread.before = both || isFar(gapBefore, before, last) ? before : 0;
        spread.after = both || isFar(gapAfter, 0, last - after) ? after : 0;
    }
    spread.from = moments[spread.before];
    spread.to = moments[last - spread.after];
    return spread;
}

TurnSpread turnSpread(const Snapshot& snapshot, const Scope& scope, const std::stop_token& stop) {
    if (scope.range.from && scope.range.to)
        return {};
    std::vector<Time> moments;
    const bool whole = forEachTurn(snapshot, scope, stop, [&](const SelectedTurn& selected) {
        if (!selected.turn->provisional)
            moments.push_back(selected.turn->opened);
    });
    if (!whole || !forEachLooseEntry(snapshot, scope, stop, [&](const LooseEntry& loose) {
            const Kind kind = loose.entry.kind;
            if (!loose.entry.repeat && (kind == Kind::Resources || evolutionKindOf(kind)))
                moments.push_back(loose.time);
        }))
        return {};
    TurnSpread spread = spreadOf(std::move(moments));
    if (scope.range.from)
        spread.before = 0;
    if (scope.range.to)
        spread.after = 0;
    return spread;
}

} // namespace moie
