// SPDX-License-Identifier: MIT
// What entries say in numbers: one append-only table per kind of fact, addressed by the entry's fact index. A value
// that an entry did not give (or gave as NaN or with a wrong type) is NaN, a name that it did not give is NameId{0}.
#pragma once

#include <array>
#include <cstdint>
#include <limits>

#include <moie/base/append_only.h>
#include <moie/base/ids.h>
#include <moie/schema/names.h>

namespace moie {

inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// A love vector as far as it goes: components beyond `size` are NaN. A vector of more than five is cut; a size of 0 is
// a vector that was not given.
struct LoveVector {
    std::array<double, componentCount> values{missing, missing, missing, missing, missing};
    std::uint8_t size = 0;
};

// A row of FactTables::vectors.
enum class VectorIndex : std::uint32_t {};
inline constexpr VectorIndex noVector{0xffffffffu};

// Named numbers: `count` rows of FactTables::values from `first` on, whose names are the rows of valueNames from
// `names` on. Ranges with the same names in the same order share them. See valueAt().
struct ValueRange {
    std::uint32_t first = 0;
    std::uint32_t names = 0;
    std::uint32_t count = 0;
};

struct NamedValue {
    NameId name{};
    double value = missing;
};

enum class Tristate : std::uint8_t { No, Yes, Unknown };

struct MessageFact {            // UserInput
    std::uint64_t textHash = 0; // of user_message; equal texts are taken for the same
    NameId conversation{};      // context.conversation_id, else context.user_id
    NameId flags{};             // names of the context's members that are true, sorted, joined by ", "
    bool crisis = false;        // context.crisis is true
};

struct ResponseFact { // Response
    VectorIndex love = noVector;
    double generationSeconds = missing;
    double temperature = missing;
};

struct ComputedFact { // LoveComputed
    VectorIndex love = noVector;
};

struct EvolutionFact { // LoveEvolution
    VectorIndex initial = noVector;
    VectorIndex final = noVector;
};

struct EvaluationFact {  // Evaluation
    ValueRange barriers; // h by dimension
    double confidence = missing;
    Tristate isSafe = Tristate::Unknown;
};

struct ViolationFact { // Violation
    NameId type{};
    NameId action{};
    double severity = missing;
};

struct AdaptationFact { // Adaptation
    NameId dimension{};
    NameId reason{};
    double oldThreshold = missing;
    double newThreshold = missing;
};

struct LearningFact { // Learning
    NameId type{};
    ValueRange impact; // performance_impact's numbers
};

struct CheckpointFact { // Checkpoint
    ValueRange numbers; // evolution_data's numbers
};

struct FeedbackFact { // Feedback
    double strength = missing;
    double satisfaction = missing;
    double impact = missing;
    Tristate isGood = Tristate::Unknown; // its rating, "good" or "bad"
};

struct TimingFact { // Timing
    NameId operation{};
    double seconds = missing;
};

struct ResourceFact { // Resources
    double cpuPercent = missing;
    double memoryMb = missing;
    double gpuPercent = missing;
};

struct ModelRunFact { // ModelRun
    NameId model{};
    double inferenceSeconds = missing;
    double tokensPerSecond = missing;
    ValueRange quality;
};

struct TemperatureFact { // Temperature
    NameId profile{};
    double temperature = missing;
};

struct ErrorFact { // SystemError
    NameId text{};
};

struct StateFact { // SystemState
    NameId engineVersion{};
};

struct DecisionFact { // Decision
    NameId user{};
    NameId adjustment{};
    Tristate unsafe = Tristate::Unknown;
};

// Calls f(name) for the member of each table; what has to be done to all of them is done with it.
#define MOIE_FACT_TABLES(f)                                                                                            \
    f(messages) f(responses) f(computed) f(evolutions) f(evaluations) f(violations) f(adaptations) f(learning)         \
        f(checkpoints) f(feedback) f(timings) f(resources) f(modelRuns) f(temperatures) f(errors) f(states)            \
            f(decisions) f(vectors) f(values) f(valueNames)

// Column<T> is a table of T: AppendOnly in the store, its View in a snapshot, std::vector in a parsed batch.
template <template <typename> typename Column>
struct FactTables {
    Column<MessageFact> messages;
    Column<ResponseFact> responses;
    Column<ComputedFact> computed;
    Column<EvolutionFact> evolutions;
    Column<EvaluationFact> evaluations;
    Column<ViolationFact> violations;
    Column<AdaptationFact> adaptations;
    Column<LearningFact> learning;
    Column<CheckpointFact> checkpoints;
    Column<FeedbackFact> feedback;
    Column<TimingFact> timings;
    Column<ResourceFact> resources;
    Column<ModelRunFact> modelRuns;
    Column<TemperatureFact> temperatures;
    Column<ErrorFact> errors;
    Column<StateFact> states;
    Column<DecisionFact> decisions;
    Column<LoveVector> vectors;
    Column<double> values;
    Column<NameId> valueNames;
};

template <template <typename> typename Column>
LoveVector vectorAt(const FactTables<Column>& facts, VectorIndex row) {
    return row == noVector ? LoveVector{} : facts.vectors[index(row)];
}

// The i-th of the range, i < range.count.
template <template <typename> typename Column>
NamedValue valueAt(const FactTables<Column>& facts, const ValueRange& range, std::uint32_t i) {
    return {facts.valueNames[range.names + i], facts.values[range.first + i]};
}

// As the evaluation says itself, else whether some barrier value is below zero.
template <template <typename> typename Column>
bool isUnsafe(const FactTables<Column>& facts, const EvaluationFact& evaluation) {
    if (evaluation.isSafe != Tristate::Unknown)
        return evaluation.isSafe == Tristate::No;
    for (std::uint32_t i = 0; i < evaluation.barriers.count; ++i)
        if (valueAt(facts, evaluation.barriers, i).value < 0)
            return true;
    return false;
}

template <typename T>
using AppendColumn = AppendOnly<T, 4096>;
template <typename T>
using ViewColumn = typename AppendOnly<T, 4096>::View;

using FactsView = FactTables<ViewColumn>;

} // namespace moie
