// SPDX-License-Identifier: MIT
#include <moie/analytics/safety.h>

#include <algorithm>
#include <cmath>

#include <moie/analytics/barrier_tally.h>
#include <moie/analytics/bucket_series.h>
#include <moie/analytics/period_tally.h>
#include <moie/analytics/sitting_sums.h>

namespace moie {

namespace {

enum SafetyMeasure : std::size_t {
    reachedMeasure,
    breachMeasure,
    unsafeMeasure,
    correctedMeasure,
    violationMeasure,
    safetyMeasureCount,
};

class SafetyPage {
public:
    SafetyPage(const Snapshot& snapshot, const TimeRange& range, std::size_t turns)
        : m_snapshot(snapshot), m_range(range),
          // A turn has one evaluation, seldom a few.
          m_barriers(snapshot, std::min(2 * turns, snapshot.facts.evaluations.size())),
          m_violationsOfType(snapshot.names.size(), 0), m_actionOf(snapshot.names.size(), 0) {
        m_opened.reserve(turns);
        m_verdicts.reserve(turns);
        m_unsafe.reserve(turns);
    }

    void beginSession(const Session&) {
        m_sums.beginSession();
        m_barriers.beginSession();
    }

    void add(const SelectedTurn& selected) {
        const Turn& turn = *selected.turn;
        const Verdict verdict = verdictOf(m_snapshot, turn);
        ++m_result.verdicts[static_cast<std::size_t>(verdict)];
        m_opened.push_back(turn.opened);
        m_verdicts.push_back(verdict);
        m_unsafe.push_back(turn.unsafeEvaluations > 0);
        m_sums.beginTurn(turn);
        if (isJudged(verdict)) {
            m_sums.add(reachedMeasure, verdict == Verdict::ReachedUser ? 1 : 0);
            m_sums.add(breachMeasure, verdict == Verdict::Breach ? 1 : 0);
        }
        m_result.evaluations += turn.evaluations;
        m_result.unsafe += turn.unsafeEvaluations;
        const double unsafe = turn.unsafeEvaluations;
        m_sums.add(unsafeMeasure, SittingSum{static_cast<double>(turn.evaluations), unsafe, unsafe});
        m_sums.add(violationMeasure, 100.0 * turn.violations);
        m_actions.clear();
        if (turn.violations > 0 || turn.evaluations > 1)
            addFacts(selected);
        else if (turn.lastEvaluation != noFact)
            m_barriers.add(m_snapshot.facts.evaluations[turn.lastEvaluation], turn.opened);
        if (turn.unsafeEvaluations > 0)
            addCorrection(turn);
    }

    void addOther(const SelectedTurn& selected) {
        const Turn& turn = *selected.turn;
        const Verdict verdict = verdictOf(m_snapshot, turn);
        m_sums.beginOther(turn);
        m_sums.add(violationMeasure, 0);
        if (!isJudged(verdict))
            return;
        m_sums.add(reachedMeasure, 0);
        m_sums.add(breachMeasure, 0);
        m_judgedOthers.push_back(turn.opened);
    }

    void add(const LooseEntry& loose) {
        if (loose.entry.kind != Kind::Violation || loose.entry.fact == noFact)
            return;
        addViolation(m_snapshot.facts.violations[loose.entry.fact]);
        m_sums.addLoose(violationMeasure, 100);
    }

    void endSession(const Session& session) {
        m_barriers.endSession();
        for (const Gap& gap : *session.gaps)
            if (m_range.contains(gap.time))
                m_result.missingEntries += gap.count;
    }

    SafetyFigures take(const Period& period, const Count& previous, std::size_t mostBuckets,
                       const std::stop_token& stop) {
        m_result.period = period;
        m_result.buckets = displayBuckets(m_range, period, mostBuckets);
        fillShares();
        fillViolations();
        fillCorrection();
        if (m_result.buckets.count() > 0) {
            const BucketSeries series(m_result.buckets, m_opened);
            m_result.verdictSeries = series.verdicts(m_verdicts);
            m_result.control = controlChart(counts(series), previous);
        }
        m_barriers.fill(m_result, stop);
        return std::move(m_result);
    }

private:
    // Judged turns of the range and those in scope with an unsafe evaluation, by bucket.
    std::vector<Count> counts(const BucketSeries& series) const {
        std::vector<Count> counts(m_result.buckets.count());
        for (std::size_t i = 0; i < m_opened.size(); ++i) {
            if (!isJudged(m_verdicts[i]))
                continue;
            Count& count = counts[series.buckets()[i]];
            ++count.turns;
            count.unsafe += m_unsafe[i] ? 1 : 0;
        }
        for (const Time opened : m_judgedOthers)
            ++counts[m_result.buckets.indexOf(opened)].turns;
        return counts;
    }

    void addFacts(const SelectedTurn& selected) {
        for (const TurnEntry& entry : selected.entries()) {
            if (entry.repeat || entry.fact == noFact)
                continue;
            if (entry.kind == Kind::Evaluation)
                m_barriers.add(m_snapshot.facts.evaluations[entry.fact], selected.turn->opened);
            else if (entry.kind == Kind::Violation)
                addViolation(m_snapshot.facts.violations[entry.fact]);
        }
    }

    void addViolation(const ViolationFact& violation) {
        ++m_result.violations;
        ++m_violationsOfType[index(violation.type)];
        m_severities.push_back(violation.severity);
        const double severity = violation.severity;
        if (severity >= 0 && severity <= 1)
            ++m_result.severityHistogram[std::min(static_cast<std::size_t>(severity * severityBins), severityBins - 1)];
        else if (!std::isnan(severity))
            ++m_result.severityOutOfRange;
        if (violation.action != NameId{0} &&
            std::find(m_actions.begin(), m_actions.end(), violation.action) == m_actions.end())
            m_actions.push_back(violation.action);
    }

    void addCorrection(const Turn& turn) {
        Correction& correction = m_result.correction;
        const bool corrected = !turn.lastUnsafe;
        const bool labelledOnly = !m_actions.empty() && turn.evaluations == 1;
        ++correction.turns;
        correction.corrected += corrected ? 1 : 0;
        correction.labelledOnly += labelledOnly ? 1 : 0;
        m_sums.add(correctedMeasure, corrected ? 1 : 0);
        if (corrected)
            m_attempts.push_back(turn.evaluations);
        for (const NameId action : m_actions) {
            std::uint32_t& number = m_actionOf[index(action)];
            if (number == 0) {
                correction.actions.emplace_back().action = action;
                number = static_cast<std::uint32_t>(correction.actions.size());
            }
            ActionFigures& figures = correction.actions[number - 1];
            ++figures.turns;
            figures.corrected += corrected ? 1 : 0;
            figures.labelledOnly += labelledOnly ? 1 : 0;
        }
    }

    void fillShares() {
        for (std::size_t i = 0; i < verdictCount; ++i)
            if (isJudged(static_cast<Verdict>(i)))
                m_result.judged += m_result.verdicts[i];
        m_result.verdicts[static_cast<std::size_t>(Verdict::Provisional)] = m_result.period.provisional;
        const std::size_t withoutReply = m_result.verdicts[static_cast<std::size_t>(Verdict::Failed)] +
                                         m_result.verdicts[static_cast<std::size_t>(Verdict::Unanswered)];
        m_result.coverage = shareOf(m_result.judged, m_result.period.turns - withoutReply);
        m_result.reachedUser = estimate(m_sums.of(reachedMeasure), Quantity::Proportion);
        m_result.breach = estimate(m_sums.of(breachMeasure), Quantity::Proportion);
        m_result.unsafeShare = estimate(m_sums.of(unsafeMeasure), Quantity::Proportion);
    }

    void fillViolations() {
        m_result.violationsPer100Turns = 100 * shareOf(m_result.violations, m_result.period.turnsInRange);
        m_result.violationsMean = estimate(m_sums.of(violationMeasure), Quantity::Mean);
        for (std::size_t i = 0; i < m_violationsOfType.size(); ++i)
            if (m_violationsOfType[i] > 0)
                m_result.violationTypes.push_back({NameId{static_cast<std::uint32_t>(i)}, m_violationsOfType[i]});
        std::stable_sort(m_result.violationTypes.begin(), m_result.violationTypes.end(),
                         [](const NamedCount& a, const NamedCount& b) { return a.count > b.count; });
        m_result.severity = distributionOf(m_severities);
    }

    void fillCorrection() {
        Correction& correction = m_result.correction;
        correction.share = estimate(m_sums.of(correctedMeasure), Quantity::Proportion);
        correction.attempts = distributionOf(m_attempts);
        std::stable_sort(correction.actions.begin(), correction.actions.end(),
                         [](const ActionFigures& a, const ActionFigures& b) { return a.turns > b.turns; });
    }

    const Snapshot& m_snapshot;
    TimeRange m_range;
    SafetyFigures m_result;
    SittingSums m_sums{safetyMeasureCount};
    BarrierTally m_barriers;
    std::vector<std::uint32_t> m_violationsOfType; // by NameId
    std::vector<std::uint32_t> m_actionOf;         // by NameId, 1 + its place among the actions
    std::vector<NameId> m_actions;                 // of the present turn
    std::vector<double> m_severities;
    std::vector<double> m_attempts;
    std::vector<Time> m_opened;
    std::vector<Verdict> m_verdicts;
    std::vector<bool> m_unsafe;
    std::vector<Time> m_judgedOthers; // openings of the range's judged turns that the filter does not match
};

// The judged turns of a period and those with an unsafe evaluation.
class UnsafeCount {
public:
    explicit UnsafeCount(const Snapshot& snapshot) : m_snapshot(snapshot) {}
    void beginSession(const Session&) {}
    void endSession(const Session&) {}
    void add(const LooseEntry&) {}
    void addOther(const SelectedTurn& selected) {
        m_count.turns += isJudged(verdictOf(m_snapshot, *selected.turn)) ? 1 : 0;
    }
    void add(const SelectedTurn& selected) {
        if (!isJudged(verdictOf(m_snapshot, *selected.turn)))
            return;
        ++m_count.turns;
        m_count.unsafe += selected.turn->unsafeEvaluations > 0 ? 1 : 0;
    }
    const Count& count() const { return m_count; }

private:
    const Snapshot& m_snapshot;
    Count m_count;
};

} // namespace

SafetyFigures safetyFigures(const Snapshot& snapshot, const Scope& scope, std::stop_token stop,
                            const SafetyOptions& options) {
    SafetyPage page(snapshot, scope.range, mostTurnsInScope(snapshot, scope));
    const Period period = walkScope(snapshot, scope, stop, page);
    if (stop.stop_requested())
        return {};
    UnsafeCount before(snapshot);
    if (const auto previous = rangeBefore(scope.range, period))
        walkScope(snapshot, scope.during(*previous), stop, before);
    return page.take(period, before.count(), options.mostBuckets, stop);
}

} // namespace moie
