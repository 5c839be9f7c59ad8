// SPDX-License-Identifier: MIT
#include <moie/analytics/period_tally.h>

#include <algorithm>
#include <cmath>

#include <moie/analytics/love_trends.h>
#include <moie/analytics/scope_walk.h>

namespace moie {

void TurnColumns::reserve(std::size_t turns) {
    opened.reserve(turns);
    verdict.reserve(turns);
    for (auto& component : love)
        component.reserve(turns);
    magnitude.reserve(turns);
    coherence.reserve(turns);
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

std::array<double, measureCount> measuresOf(const Turn& turn, const LoveVector& response, Verdict verdict) {
    std::array<double, measureCount> values;
    const auto set = [&](Measure measure, double value) { values[static_cast<std::size_t>(measure)] = value; };
    for (std::size_t i = 0; i < componentCount; ++i)
        set(static_cast<Measure>(i), response.values[i]);
    set(Measure::UnsafeReplies, !isJudged(verdict) ? notMeasured : verdict == Verdict::ReachedUser ? 1 : 0);
    set(Measure::Violations, 100.0 * turn.violations);
    set(Measure::ResponseTime, turn.failed ? notMeasured : turn.responseSeconds);
    set(Measure::Magnitude, turn.magnitude);
    return values;
}

std::array<double, measureCount> measuresOfOther(Verdict verdict) {
    std::array<double, measureCount> values;
    values.fill(notMeasured);
    values[static_cast<std::size_t>(Measure::Violations)] = 0;
    if (isJudged(verdict))
        values[static_cast<std::size_t>(Measure::UnsafeReplies)] = 0;
    return values;
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
        m_tally.sittings.beginSession();
        m_turnsBefore = m_tally.turns;
    }

    void add(const SelectedTurn& selected, bool matches) {
        const Turn& turn = *selected.turn;
        if (turn.provisional) {
            m_tally.provisional += matches ? 1 : 0;
            return;
        }
        const Verdict verdict = verdictOf(m_snapshot, turn);
        ++m_tally.turnsInRange;
        m_tally.first = m_tally.first == unknownTime ? turn.opened : std::min(m_tally.first, turn.opened);
        m_tally.last = std::max(m_tally.last, turn.opened);
        if (!matches) {
            m_tally.sittings.beginOther(turn);
            m_tally.sittings.add(measuresOfOther(verdict));
            addBreach(verdict, false);
            return;
        }
        ++m_tally.turns;
        ++m_tally.verdicts[static_cast<std::size_t>(verdict)];
        m_tally.sittings.beginTurn(turn);
        const LoveVector response = responseVector(m_snapshot, turn);
        const auto measures = measuresOf(turn, response, verdict);
        const double coherence = coherenceOf(response);
        m_tally.sittings.add(measures);
        addBreach(verdict, true);
        m_tally.sittings.add(coherenceSum, coherence);
        m_tally.responseSeconds.push_back(measures[static_cast<std::size_t>(Measure::ResponseTime)]);
        if (m_columns)
            addToColumns(turn, verdict, measures, coherence);
        // The facts of the others, which are most of them, are not looked up.
        const std::span refs = std::span(selected.block->entries).subspan(turn.entries.first, turn.entries.count);
        for (const TurnEntryRef& ref : refs)
            if (!ref.isRepeat() && eventKindOf(m_snapshot.entries.labelsOf(ref.id()).kind))
                countEvent(ref.in(m_snapshot.entries), selected.sessionIndex);
    }

    void add(const LooseEntry& loose) {
        const std::size_t before = m_tally.violations;
        countEvent(loose.entry, loose.sessionIndex);
        if (m_tally.violations != before)
            m_tally.sittings.addLoose(static_cast<std::size_t>(Measure::Violations), 100);
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
    void addBreach(Verdict verdict, bool matches) {
        if (isJudged(verdict))
            m_tally.sittings.add(breachSum, matches && verdict == Verdict::Breach ? 1 : 0);
    }

    void addToColumns(const Turn& turn, Verdict verdict, const std::array<double, measureCount>& measures,
                      double coherence) {
        m_columns->opened.push_back(turn.opened);
        m_columns->verdict.push_back(verdict);
        for (std::size_t i = 0; i < componentCount; ++i) // the first measures are the components
            m_columns->love[i].push_back(measures[i]);
        m_columns->magnitude.push_back(turn.magnitude);
        m_columns->coherence.push_back(coherence);
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
        if (m_events && *kind != EventKind::Checkpoint)
            m_events->show(*kind, entry, session);
    }

    const Snapshot& m_snapshot;
    TurnColumns* m_columns;
    NewestEvents* m_events;
    PeriodTally m_tally;
    std::size_t m_turnsBefore = 0; // the present session's
};

} // namespace

PeriodTally tallyOf(const Snapshot& snapshot, const Scope& scope, const std::stop_token& stop, TurnColumns* columns,
                    NewestEvents* events) {
    const std::vector<SessionIndex> sessions = sessionsInScope(snapshot, scope);
    Tallying tallying(snapshot, columns, events);
    tallying.reserve(mostTurnsInScope(snapshot, scope));
    for (const SessionIndex session : sessions) {
        if (stop.stop_requested())
            break;
        tallying.beginSession();
        forEachTurnInRangeOf(snapshot, session, scope,
                             [&](const SelectedTurn& turn, bool matches) { tallying.add(turn, matches); });
        forEachLooseEntryOf(snapshot, session, scope, [&](const LooseEntry& loose) { tallying.add(loose); });
        tallying.endSession(*snapshot.sessions[index(session)], scope.range);
    }
    return tallying.take();
}

} // namespace moie
