// SPDX-License-Identifier: MIT
// What a turn's entries say of it: vectors, response time, evaluations.
#include <algorithm>
#include <cmath>

#include <moie/store/turn_assembler.h>

namespace moie {

namespace {

constexpr std::string_view wholeTurnOperation = "complete_interaction";

bool isGiven(VectorIndex vector) {
    return vector != noVector;
}

double magnitudeOf(const LoveVector& vector) {
    double sum = 0;
    for (const double value : vector.values)
        sum += value * value;
    return std::sqrt(sum); // NaN where a component is missing
}

// Collects over the entries of one turn, in order.
class Figures {
public:
    Figures(const StoreColumns& columns, Turn& turn) : m_columns(columns), m_turn(turn) {}

    void add(const TurnEntry& entry) {
        if (entry.fact == noFact || entry.repeat)
            return;
        const auto& facts = m_columns.facts;
        switch (entry.kind) {
        case Kind::UserInput: m_turn.crisis = m_turn.crisis || facts.messages[entry.fact].crisis; break;
        case Kind::LoveComputed: computed(facts.computed[entry.fact].love); break;
        case Kind::LoveEvolution: evolved(facts.evolutions[entry.fact]); break;
        case Kind::Response:
            m_response = facts.responses[entry.fact].love;
            m_generation = facts.responses[entry.fact].generationSeconds;
            break;
        case Kind::Timing:
            if (m_columns.names[facts.timings[entry.fact].operation] == wholeTurnOperation)
                m_wholeTurn = facts.timings[entry.fact].seconds;
            break;
        case Kind::Evaluation:
            m_turn.lastEvaluation = entry.fact;
            evaluated(isUnsafe(facts, facts.evaluations[entry.fact]));
            break;
        case Kind::Decision:
            m_turn.decision = true;
            if (facts.decisions[entry.fact].unsafe != Tristate::Unknown)
                evaluated(facts.decisions[entry.fact].unsafe == Tristate::Yes);
            break;
        case Kind::Violation: ++m_turn.violations; break;
        default: break;
        }
    }

    void finish() {
        m_turn.input = isGiven(m_firstComputed) ? m_firstComputed : m_initial;
        m_turn.response = isGiven(m_response) ? m_response
                          : isGiven(m_final)  ? m_final
                          : m_computed > 1    ? m_lastComputed
                                              : noVector;
        m_turn.magnitude = magnitudeOf(vectorAt(m_columns.facts, m_turn.response));
        m_turn.responseSeconds = std::isnan(m_generation) ? m_wholeTurn : m_generation;
    }

private:
    void computed(VectorIndex love) {
        if (!isGiven(love))
            return;
        if (m_computed++ == 0)
            m_firstComputed = love;
        m_lastComputed = love;
    }

    void evolved(const EvolutionFact& evolution) {
        if (!isGiven(m_initial))
            m_initial = evolution.initial;
        if (isGiven(evolution.final))
            m_final = evolution.final;
    }

    void evaluated(bool isUnsafeNow) {
        ++m_turn.evaluations;
        m_turn.unsafeEvaluations += isUnsafeNow ? 1 : 0;
        m_turn.lastUnsafe = isUnsafeNow;
    }

    const StoreColumns& m_columns;
    Turn& m_turn;
    VectorIndex m_firstComputed = noVector;
    VectorIndex m_lastComputed = noVector;
    VectorIndex m_initial = noVector;
    VectorIndex m_final = noVector;
    VectorIndex m_response = noVector;
    std::size_t m_computed = 0;
    double m_generation = missing;
    double m_wholeTurn = missing;
};

} // namespace

Turn TurnAssembler::finish(const Draft& draft, const Settling& settling) const {
    // What the assembler decided is kept; what follows from the entries is made anew.
    Turn turn;
    turn.opened = draft.turn.opened;
    turn.opening = draft.turn.opening;
    turn.conversation = draft.turn.conversation;
    turn.sitting = draft.turn.sitting;
    turn.answered = draft.turn.answered;
    turn.failed = draft.turn.failed;
    turn.closed = turn.opened;

    Figures figures(*m_columns, turn);
    std::uint32_t lastNumber = 0;
    for (const TurnEntryRef& ref : draft.entries) {
        const TurnEntry entry = ref.in(m_columns->entries);
        figures.add(entry);
        turn.closed = std::max(turn.closed, m_columns->entries.time[index(entry.id)]);
        lastNumber = std::max(lastNumber, m_columns->entries.number[index(entry.id)]);
    }
    figures.finish();

    const bool isOpen = !turn.answered && !turn.failed;
    const bool isAfterGap = settling.firstMissing > 0 && lastNumber > settling.firstMissing;
    turn.provisional =
        settling.settledBefore != unknownTime && turn.closed > settling.settledBefore && (isOpen || isAfterGap);
    return turn;
}

} // namespace moie
