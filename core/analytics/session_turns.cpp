// SPDX-License-Identifier: MIT
#include <moie/analytics/session_turns.h>

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include <moie/query/turn_texts.h>

namespace moie {

namespace {

double temperatureOf(const Snapshot& snapshot, const SelectedTurn& selected) {
    for (const TurnEntry& entry : selected.entries())
        if (entry.kind == Kind::Response && !entry.repeat && entry.fact != noFact)
            return snapshot.facts.responses[entry.fact].temperature;
    return notMeasured;
}

SessionTurn turnOf(const Snapshot& snapshot, const SelectedTurn& selected) {
    const Turn& turn = *selected.turn;
    SessionTurn made;
    made.opening = turn.opening;
    made.opened = turn.opened;
    made.verdict = verdictOf(snapshot, turn);
    made.conversation = turn.conversation;
    made.sitting = turn.sitting;
    made.entries = turn.entries.count;
    made.responseSeconds = turn.responseSeconds;
    made.temperature = temperatureOf(snapshot, selected);
    made.response = responseVector(snapshot, turn);
    made.crisis = turn.crisis;
    return made;
}

// Collects over the entries of one turn, in order.
class DetailMaker {
public:
    DetailMaker(const Snapshot& snapshot, TurnDetail& detail) : m_snapshot(snapshot), m_detail(detail) {}

    void add(const TurnEntry& entry) {
        m_detail.entries.push_back({entry.id, m_snapshot.entries.time[index(entry.id)], entry.repeat});
        if (entry.repeat || entry.fact == noFact)
            return;
        const FactsView& facts = m_snapshot.facts;
        switch (entry.kind) {
        case Kind::Response: addPart(NameId{}, facts.responses[entry.fact].generationSeconds); break;
        case Kind::Timing: addPart(facts.timings[entry.fact].operation, facts.timings[entry.fact].seconds); break;
        case Kind::Evaluation: addAttempt(entry, facts.evaluations[entry.fact]); break;
        case Kind::Violation: addViolation(facts.violations[entry.fact]); break;
        case Kind::ModelRun: {
            const ModelRunFact& run = facts.modelRuns[entry.fact];
            m_detail.modelRuns.push_back({run.model, run.inferenceSeconds, run.tokensPerSecond});
            break;
        }
        case Kind::SystemError: m_detail.errors.push_back(facts.errors[entry.fact].text); break;
        case Kind::Decision: m_detail.decision = true; break;
        default: break;
        }
    }

    void finish(const Turn& turn) {
        if (m_detail.attempts.empty()) {
            m_detail.loneViolations = std::move(m_early);
            return;
        }
        auto& first = m_detail.attempts.front().violations;
        first.insert(first.begin(), m_early.begin(), m_early.end());
        m_detail.attempts.back().delivered = turn.answered;
    }

private:
    void addPart(NameId operation, double seconds) {
        if (!std::isnan(seconds))
            m_detail.parts.push_back({operation, seconds});
    }

    void addAttempt(const TurnEntry& entry, const EvaluationFact& fact) {
        Attempt attempt;
        attempt.time = m_snapshot.entries.time[index(entry.id)];
        attempt.confidence = fact.confidence;
        for (std::uint32_t i = 0; i < fact.barriers.count; ++i) {
            const NamedValue barrier = valueAt(m_snapshot.facts, fact.barriers, i);
            attempt.barriers.push_back({barrier.name, barrier.value, marginOf(m_snapshot, barrier)});
        }
        attempt.unsafe = isUnsafe(m_snapshot.facts, fact);
        m_detail.attempts.push_back(std::move(attempt));
    }

    // One before any evaluation is of the first.
    void addViolation(const ViolationFact& fact) {
        const ViolationFigure violation{fact.type, fact.action, fact.severity};
        if (m_detail.attempts.empty())
            m_early.push_back(violation);
        else
            m_detail.attempts.back().violations.push_back(violation);
    }

    const Snapshot& m_snapshot;
    TurnDetail& m_detail;
    std::vector<ViolationFigure> m_early;
};

} // namespace

std::size_t SessionTurns::find(EntryId opening) const {
    const auto found =
        std::find_if(turns.begin(), turns.end(), [&](const SessionTurn& turn) { return turn.opening == opening; });
    return static_cast<std::size_t>(found - turns.begin());
}

SessionTurns sessionTurns(const Snapshot& snapshot, const Scope& scope, SessionIndex session,
                          const std::stop_token& stop) {
    SessionTurns made;
    made.session = session;
    if (index(session) >= snapshot.sessions.size())
        return made;
    made.turns.reserve(snapshot.sessions[index(session)]->turnCount);
    std::unordered_set<std::size_t> known;
    forEachTurnOf(snapshot, session, TimeRange{}, [&](const SelectedTurn& selected) {
        if (stop.stop_requested())
            return;
        SessionTurn turn = turnOf(snapshot, selected);
        turn.inScope =
            scope.range.contains(turn.opened) && (!scope.filtered || scope.filtered->hasTurn(session, selected.number));
        made.inScope += turn.inScope ? 1 : 0;
        if (turn.conversation != NameId{} && known.insert(index(turn.conversation)).second)
            made.conversations.push_back(turn.conversation);
        made.turns.push_back(turn);
    });
    return made;
}

std::optional<TurnDetail> turnDetail(const Snapshot& snapshot, SessionIndex session, EntryId opening) {
    const auto selected = turnWithOpening(snapshot, session, opening);
    if (!selected)
        return std::nullopt;
    TurnDetail detail;
    detail.session = session;
    detail.number = selected->number;
    detail.turn = turnOf(snapshot, *selected);
    detail.margin = marginOf(snapshot, *selected->turn);
    detail.input = inputVector(snapshot, *selected->turn);
    DetailMaker maker(snapshot, detail);
    for (const TurnEntry& entry : selected->entries())
        maker.add(entry);
    maker.finish(*selected->turn);
    return detail;
}

} // namespace moie
