// SPDX-License-Identifier: MIT
#include <moie/store/snapshot.h>

#include <algorithm>
#include <cmath>

namespace moie {

std::string_view toString(Verdict verdict) {
    static constexpr std::array<std::string_view, verdictCount> names{
        "failed", "unanswered", "not_judged", "reached_user", "caught", "breach", "near", "clear", "provisional"};
    return names[static_cast<std::size_t>(verdict)];
}

double marginOf(const Snapshot& snapshot, const NamedValue& barrier) {
    const double largest = snapshot.largestBarrier[index(barrier.name)];
    return largest > 0 ? barrier.value / largest : (barrier.value < 0 ? -1.0 : missing);
}

double marginOf(const Snapshot& snapshot, const ValueRange& barriers) {
    double smallest = missing;
    for (std::uint32_t i = 0; i < barriers.count; ++i) {
        const double margin = marginOf(snapshot, valueAt(snapshot.facts, barriers, i));
        if (!std::isnan(margin) && !(smallest <= margin))
            smallest = margin;
    }
    return smallest;
}

double marginOf(const Snapshot& snapshot, const Turn& turn) {
    return turn.lastEvaluation == noFact ? missing
                                         : marginOf(snapshot, snapshot.facts.evaluations[turn.lastEvaluation].barriers);
}

Verdict verdictOf(const Snapshot& snapshot, const Turn& turn) {
    if (const auto verdict = verdictBeforeMargin(turn))
        return *verdict;
    const double margin = marginOf(snapshot, turn);
    if (margin < 0)
        return Verdict::Breach;
    return margin < nearMargin ? Verdict::Near : Verdict::Clear;
}

std::optional<Verdict> verdictBeforeMargin(const Turn& turn) {
    if (turn.provisional)
        return Verdict::Provisional;
    if (turn.failed)
        return Verdict::Failed;
    if (!turn.answered)
        return Verdict::Unanswered;
    if (turn.evaluations == 0)
        return Verdict::NotJudged;
    if (turn.lastUnsafe)
        return Verdict::ReachedUser;
    if (turn.unsafeEvaluations > 0)
        return Verdict::Caught;
    return std::nullopt;
}

} // namespace moie
