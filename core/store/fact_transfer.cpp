// SPDX-License-Identifier: MIT
#include <moie/store/fact_transfer.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include <moie/base/hash.h>

namespace moie {

namespace {

// A payload comes again within a few lines of the same file; a vector also in other files of the same day.
constexpr int factBits = 10;
constexpr int vectorBits = 15;

std::size_t slotOf(std::uint64_t hash, int bits) {
    return static_cast<std::size_t>(hash >> (64 - bits));
}

} // namespace

BatchTranslation::BatchTranslation(NameTable& to, const RowBatch& batch)
    : m_to(to), m_from(batch.names), m_names(batch.names.size(), unseen),
      m_sessions(batch.names.size(), unknownSession), m_vectors(batch.facts.vectors.size(), noVector) {}

// Copies the facts of one batch.
class FactTransfer::Copy {
public:
    Copy(FactTransfer& transfer, const RowBatch& batch, BatchTranslation& translation)
        : m_transfer(transfer), m_facts(transfer.m_facts), m_batch(batch), m_translation(translation) {}

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
        case Kind::SystemState: return copy(from.states, m_facts.states, row);
        case Kind::Other:
        case Kind::TurnCompleted:
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

    void translate(NameId& name) { name = m_translation(name); }

    void translate(ValueRange& range) {
        const ValueRange from =
            std::exchange(range, {static_cast<std::uint32_t>(m_facts.values.size()), 0, range.count});
        for (std::uint32_t i = 0; i < from.count; ++i)
            m_facts.values.push_back(m_batch.facts.values[from.first + i]);
        range.names = namesOf(from);
    }

    // The names' rows: the last ones again where they are the same.
    std::uint32_t namesOf(const ValueRange& range) {
        auto& known = m_facts.valueNames;
        const std::size_t last = known.size() - std::min<std::size_t>(known.size(), range.count);
        bool isSame = known.size() >= range.count;
        for (std::uint32_t i = 0; isSame && i < range.count; ++i)
            isSame = known[last + i] == m_translation(m_batch.facts.valueNames[range.names + i]);
        if (isSame)
            return static_cast<std::uint32_t>(last);
        const auto first = static_cast<std::uint32_t>(known.size());
        for (std::uint32_t i = 0; i < range.count; ++i)
            known.push_back(m_translation(m_batch.facts.valueNames[range.names + i]));
        return first;
    }

    void translate(VectorIndex& vector) {
        if (vector != noVector)
            vector = m_translation.vector(vector);
    }

    void translate(MessageFact& fact) {
        translate(fact.conversation);
        translate(fact.flags);
    }
    void translate(ResponseFact& fact) { translate(fact.love); }
    void translate(ComputedFact& fact) { translate(fact.love); }
    void translate(EvolutionFact& fact) {
        translate(fact.initial);
        translate(fact.final);
    }
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
    void translate(StateFact& fact) { translate(fact.engineVersion); }
    void translate(DecisionFact& fact) {
        translate(fact.user);
        translate(fact.adjustment);
    }

    FactTransfer& m_transfer;
    FactTables<AppendColumn>& m_facts;
    const RowBatch& m_batch;
    BatchTranslation& m_translation;
};

FactTransfer::FactTransfer(StoreColumns& columns)
    : m_facts(columns.facts), m_recentFacts(std::size_t{1} << factBits), m_recentVectors(std::size_t{1} << vectorBits) {
}

std::uint32_t FactTransfer::append(const Row& row, Kind kind, const RowBatch& batch, BatchTranslation& translation) {
    if (row.fact == noFact)
        return noFact;
    Recent& recent = m_recentFacts[slotOf(row.payloadHash, factBits)];
    if (recent.fact == noFact || recent.payloadHash != row.payloadHash || recent.kind != kind)
        recent = {row.payloadHash, Copy(*this, batch, translation).append(kind, row.fact), kind};
    return recent.fact;
}

void FactTransfer::keepVectors(const RowBatch& batch, BatchTranslation& translation) {
    const auto& vectors = batch.facts.vectors;
    std::vector<std::uint64_t> hashes;
    hashes.reserve(vectors.size());
    for (const LoveVector& vector : vectors)
        hashes.push_back(hash64({reinterpret_cast<const char*>(vector.values.data()), sizeof vector.values}));
    for (std::size_t i = 0; i < vectors.size(); ++i) {
        // The table is larger than the nearest cache.
        constexpr std::size_t ahead = 16;
        __builtin_prefetch(&m_recentVectors[slotOf(hashes[std::min(i + ahead, vectors.size() - 1)], vectorBits)]);
        translation.vector(VectorIndex{static_cast<std::uint32_t>(i)}) = keep(vectors[i], hashes[i]);
    }
}

VectorIndex FactTransfer::keep(const LoveVector& vector, std::uint64_t hash) {
    const auto print = static_cast<std::uint32_t>(hash);
    RecentVector& recent = m_recentVectors[slotOf(hash, vectorBits)];
    if (recent.row != noVector && recent.print == print) {
        const LoveVector& known = m_facts.vectors[index(recent.row)];
        if (known.size == vector.size && std::memcmp(&known.values, &vector.values, sizeof known.values) == 0)
            return recent.row;
    }
    recent = {print, VectorIndex{static_cast<std::uint32_t>(m_facts.vectors.size())}};
    m_facts.vectors.push_back(vector);
    return recent.row;
}

} // namespace moie
