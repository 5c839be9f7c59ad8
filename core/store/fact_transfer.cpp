// SPDX-License-Identifier: MIT
#include <moie/store/fact_transfer.h>

#include <limits>

namespace moie {

namespace {

constexpr NameId unseen{std::numeric_limits<std::uint32_t>::max()};

class FactTransfer {
public:
    FactTransfer(StoreColumns& columns, const RowBatch& batch, NameTranslation& names)
        : m_facts(columns.facts), m_batch(batch), m_names(names) {}

    std::uint32_t append(Kind kind, std::uint32_t row) {
        const auto& from = m_batch.facts;
        switch (kind) {
        case Kind::UserInput: return copy(from.messages, m_facts.messages, row);
        case Kind::Response: return copy(from.responses, m_facts.responses, row);
        case Kind::LoveComputed: return copy(from.computed, m_facts.computed, row);
        case Kind::LoveEvolution: return copy(from.evolutions, m_facts.evolutions, row);
        case Kind::Evaluation: return copy(from.evaluations, m_facts.evaluations, row);
        case Kind::Violation: return copy(from.violations, m_facts.violations, row);
        case Kind::Adaptation: return copy(from.adaptations, m_facts.adaptations, row);
        case Kind::Learning: return copy(from.learning, m_facts.learning, row);
        case Kind::Checkpoint: return copy(from.checkpoints, m_facts.checkpoints, row);
        case Kind::Feedback: return copy(from.feedback, m_facts.feedback, row);
        case Kind::Timing: return copy(from.timings, m_facts.timings, row);
        case Kind::Resources: return copy(from.resources, m_facts.resources, row);
        case Kind::ModelRun: return copy(from.modelRuns, m_facts.modelRuns, row);
        case Kind::Temperature: return copy(from.temperatures, m_facts.temperatures, row);
        case Kind::SystemError: return copy(from.errors, m_facts.errors, row);
        case Kind::Decision: return copy(from.decisions, m_facts.decisions, row);
        case Kind::Other:
        case Kind::TurnCompleted:
        case Kind::SystemState:
        case Kind::Foreign: break;
        }
        return noFact;
    }

private:
    template <typename Fact>
    std::uint32_t copy(const std::vector<Fact>& from, AppendColumn<Fact>& to, std::uint32_t row) {
        Fact fact = from[row];
        translate(fact);
        to.push_back(fact);
        return static_cast<std::uint32_t>(to.size() - 1);
    }

    void translate(NameId& name) { name = m_names(name); }

    void translate(ValueRange& range) {
        const std::uint32_t first = range.first;
        range.first = static_cast<std::uint32_t>(m_facts.values.size());
        for (std::uint32_t i = 0; i < range.count; ++i) {
            NamedValue value = m_batch.facts.values[first + i];
            translate(value.name);
            m_facts.values.push_back(value);
        }
    }

    void translate(MessageFact& fact) { translate(fact.conversation); }
    void translate(ResponseFact&) {}
    void translate(ComputedFact&) {}
    void translate(EvolutionFact&) {}
    void translate(EvaluationFact& fact) { translate(fact.barriers); }
    void translate(ViolationFact& fact) {
        translate(fact.type);
        translate(fact.action);
    }
    void translate(AdaptationFact& fact) {
        translate(fact.dimension);
        translate(fact.reason);
    }
    void translate(LearningFact& fact) {
        translate(fact.type);
        translate(fact.impact);
    }
    void translate(CheckpointFact& fact) { translate(fact.numbers); }
    void translate(FeedbackFact&) {}
    void translate(TimingFact& fact) { translate(fact.operation); }
    void translate(ResourceFact&) {}
    void translate(ModelRunFact& fact) {
        translate(fact.model);
        translate(fact.quality);
    }
    void translate(TemperatureFact& fact) { translate(fact.profile); }
    void translate(ErrorFact& fact) { translate(fact.text); }
    void translate(DecisionFact& fact) {
        translate(fact.user);
        translate(fact.adjustment);
    }

    FactTables<AppendColumn>& m_facts;
    const RowBatch& m_batch;
    NameTranslation& m_names;
};

} // namespace

NameTranslation::NameTranslation(NameTable& to, const NameTable& from)
    : m_to(to), m_from(from), m_known(from.size(), unseen) {}

NameId NameTranslation::operator()(NameId local) {
    NameId& known = m_known[index(local)];
    if (known == unseen)
        known = m_to.intern(m_from[local]);
    return known;
}

std::uint32_t appendFact(StoreColumns& columns, const Row& row, const RowBatch& batch, NameTranslation& names) {
    return row.fact == noFact ? noFact : FactTransfer(columns, batch, names).append(row.kind, row.fact);
}

} // namespace moie
