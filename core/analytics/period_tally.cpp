// SPDX-License-Identifier: MIT
#include <moie/analytics/period_tally.h>

#include <algorithm>
#include <cmath>

namespace moie {

void TurnColumns::reserve(std::size_t turns) {
    opened.reserve(turns);
    verdict.reserve(turns);
    for (auto& component : love)
        component.reserve(turns);
    magnitude.reserve(turns);
}

bool isJudged(Verdict verdict) {
    switch (verdict) {
    case Verdict::ReachedUser:
    case Verdict::Caught:
    case Verdict::Breach:
    case Verdict::Near:
    case Verdict::Clear: return true;
    default: return false;
    }
}

std::size_t PeriodTally::judged() const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < verdictCount; ++i)
        if (isJudged(static_cast<Verdict>(i)))
            count += verdicts[i];
    return count;
}

namespace {

class Tallying {
public:
    Tallying(const Snapshot& snapshot, TurnColumns* columns, NewestEvents* events)
        : m_snapshot(snapshot), m_columns(columns), m_events(events) {}

    void reserve(std::size_t turns) {
        m_tally.responseSeconds.reserve(turns);
        if (m_columns)
            m_columns->reserve(turns);
    }

    void beginSession() {
        m_firstSitting = m_tally.sittingFirst.size();
        m_turnsBefore = m_tally.turns;
    }

    void add(const SelectedTurn& selected) {
        const Turn& turn = *selected.turn;
        if (turn.provisional) {
            ++m_tally.provisional;
            return;
        }
        const Verdict verdict = verdictOf(m_snapshot, turn);
        ++m_tally.turns;
        ++m_tally.verdicts[static_cast<std::size_t>(verdict)];
        m_tally.first = m_tally.first == unknownTime ? turn.opened : std::min(m_tally.first, turn.opened);
        m_tally.last = std::max(m_tally.last, turn.opened);
        const double seconds = turn.failed ? notMeasured : turn.responseSeconds;
        addToSitting(turn, verdict, seconds);
        m_tally.responseSeconds.push_back(seconds);
        if (m_columns)
            addToColumns(turn, verdict);
        for (const TurnEntry& entry : selected.entries())
            countEvent(entry, selected.sessionIndex);
    }

    void add(const LooseEntry& loose) {
        const std::size_t before = m_tally.violations;
        countEvent(loose.entry, loose.sessionIndex);
        if (m_tally.violations == before)
            return;
        // Counted with the session's last sitting, so that the rate's parts add up to the rate.
        if (m_tally.sittingFirst.size() == m_firstSitting)
            resizeSittings(m_firstSitting + 1);
        SittingSum& sum = m_tally.sums[static_cast<std::size_t>(Measure::Violations)].back();
        sum.sum += 100;
        sum.squares += 100.0 * 100.0;
    }

    void endSession(const Session& session, const TimeRange& range) {
        for (const Gap& gap : *session.gaps)
            if (range.contains(gap.time))
                m_tally.missingEntries += gap.count;
        if (m_tally.turns != m_turnsBefore)
            ++m_tally.sessions;
    }

    PeriodTally take() { return std::move(m_tally); }

private:
    void resizeSittings(std::size_t count) {
        for (auto& sums : m_tally.sums)
            sums.resize(count);
        m_tally.sittingFirst.resize(count, unknownTime);
        m_tally.sittingLast.resize(count, unknownTime);
    }

    void addToSitting(const Turn& turn, Verdict verdict, double seconds) {
        // Sittings of several conversations in one session interleave, therefore by number.
        const std::size_t sitting = m_firstSitting + turn.sitting;
        if (sitting >= m_tally.sittingFirst.size())
            resizeSittings(sitting + 1);
        Time& first = m_tally.sittingFirst[sitting];
        first = first == unknownTime ? turn.opened : std::min(first, turn.opened);
        m_tally.sittingLast[sitting] = std::max(m_tally.sittingLast[sitting], turn.opened);
        const auto addValue = [&](Measure measure, double value) {
            if (!std::isnan(value))
                m_tally.sums[static_cast<std::size_t>(measure)][sitting].add(value);
        };
        for (std::size_t i = 0; i < componentCount; ++i)
            addValue(static_cast<Measure>(i), turn.response.values[i]);
        if (isJudged(verdict))
            addValue(Measure::UnsafeReplies, verdict == Verdict::ReachedUser ? 1 : 0);
        addValue(Measure::Violations, 100.0 * turn.violations);
        addValue(Measure::ResponseTime, seconds);
        addValue(Measure::Magnitude, turn.magnitude);
    }

    void addToColumns(const Turn& turn, Verdict verdict) {
        m_columns->opened.push_back(turn.opened);
        m_columns->verdict.push_back(verdict);
        for (std::size_t i = 0; i < componentCount; ++i)
            m_columns->love[i].push_back(turn.response.values[i]);
        m_columns->magnitude.push_back(turn.magnitude);
    }

    void countEvent(const TurnEntry& entry, SessionIndex session) {
        const auto kind = entry.repeat ? std::nullopt : eventKindOf(entry.kind);
        if (!kind)
            return;
        switch (*kind) {
        case EventKind::Violation: ++m_tally.violations; break;
        case EventKind::Adaptation:
        case EventKind::Learning: ++m_tally.adaptations; break;
        case EventKind::Checkpoint: ++m_tally.checkpoints; break;
        case EventKind::Feedback: ++m_tally.feedback; break;
        case EventKind::Error: break;
        }
        if (m_events)
            m_events->show(*kind, entry, session);
    }

    const Snapshot& m_snapshot;
    TurnColumns* m_columns;
    NewestEvents* m_events;
    PeriodTally m_tally;
    std::size_t m_firstSitting = 0; // of the present session
    std::size_t m_turnsBefore = 0;  // the present session's
};

} // namespace

PeriodTally tallyOf(const Snapshot& snapshot, const Scope& scope, const std::stop_token& stop, TurnColumns* columns,
                    NewestEvents* events) {
    const std::vector<SessionIndex> sessions = sessionsInScope(snapshot, scope);
    std::size_t atMost = 0;
    for (const SessionIndex session : sessions)
        atMost += snapshot.sessions[index(session)]->turnCount;
    Tallying tallying(snapshot, columns, events);
    tallying.reserve(atMost);
    for (const SessionIndex session : sessions) {
        if (stop.stop_requested())
            break;
        tallying.beginSession();
        forEachTurnOf(snapshot, session, scope.range, [&](const SelectedTurn& turn) { tallying.add(turn); });
        forEachLooseEntryOf(snapshot, session, scope.range, [&](const LooseEntry& loose) { tallying.add(loose); });
        tallying.endSession(*snapshot.sessions[index(session)], scope.range);
    }
    return tallying.take();
}

} // namespace moie
