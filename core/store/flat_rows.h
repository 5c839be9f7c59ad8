// SPDX-License-Identifier: MIT
// Rows of the store's columns as bytes in a file and back. Written without what stands in their padding; read as they
// stand, and not to be used before isSound() said that every index, name and enumerator is one that there is.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstring>
#include <tuple>
#include <type_traits>
#include <utility>

#include <moie/schema/entry_labels.h>
#include <moie/schema/facts.h>
#include <moie/store/entries.h>
#include <moie/store/session.h>
#include <moie/store/snapshot.h>

namespace moie {

// How many there are of what rows refer to by number.
struct RowLimits {
    std::size_t names = 0;
    std::size_t files = 0;
    std::size_t sessions = 0;
    std::size_t labels = 0;
    std::size_t entries = 0;
    std::size_t vectors = 0;
    std::size_t values = 0;
    std::size_t valueNames = 0;
    std::size_t evaluations = 0;
};

namespace flat {

// Every field of a row that has padding or more than plain numbers.
template <typename Row>
inline constexpr auto fields = nullptr;
#define MOIE_FIELDS(Row, ...)                                                                                          \
    template <>                                                                                                        \
    inline constexpr auto fields<Row> = std::tuple{__VA_ARGS__};
MOIE_FIELDS(EntryLabels, &EntryLabels::message, &EntryLabels::level, &EntryLabels::category, &EntryLabels::kind)
MOIE_FIELDS(LoveVector, &LoveVector::values, &LoveVector::size)
MOIE_FIELDS(MessageFact, &MessageFact::textHash, &MessageFact::conversation, &MessageFact::flags, &MessageFact::crisis)
MOIE_FIELDS(ResponseFact, &ResponseFact::love, &ResponseFact::generationSeconds, &ResponseFact::temperature)
MOIE_FIELDS(ComputedFact, &ComputedFact::love)
MOIE_FIELDS(EvolutionFact, &EvolutionFact::initial, &EvolutionFact::final)
MOIE_FIELDS(EvaluationFact, &EvaluationFact::barriers, &EvaluationFact::confidence, &EvaluationFact::isSafe)
MOIE_FIELDS(ViolationFact, &ViolationFact::type, &ViolationFact::action, &ViolationFact::severity)
MOIE_FIELDS(AdaptationFact, &AdaptationFact::dimension, &AdaptationFact::reason, &AdaptationFact::oldThreshold,
            &AdaptationFact::newThreshold)
MOIE_FIELDS(LearningFact, &LearningFact::type, &LearningFact::impact)
MOIE_FIELDS(CheckpointFact, &CheckpointFact::numbers)
MOIE_FIELDS(FeedbackFact, &FeedbackFact::strength, &FeedbackFact::satisfaction, &FeedbackFact::impact,
            &FeedbackFact::isGood)
MOIE_FIELDS(TimingFact, &TimingFact::operation, &TimingFact::seconds)
MOIE_FIELDS(ResourceFact, &ResourceFact::cpuPercent, &ResourceFact::memoryMb, &ResourceFact::gpuPercent)
MOIE_FIELDS(ModelRunFact, &ModelRunFact::model, &ModelRunFact::inferenceSeconds, &ModelRunFact::tokensPerSecond,
            &ModelRunFact::quality)
MOIE_FIELDS(TemperatureFact, &TemperatureFact::profile, &TemperatureFact::temperature)
MOIE_FIELDS(ErrorFact, &ErrorFact::text)
MOIE_FIELDS(StateFact, &StateFact::engineVersion)
MOIE_FIELDS(DecisionFact, &DecisionFact::user, &DecisionFact::adjustment, &DecisionFact::unsafe)
MOIE_FIELDS(NotedLine, &NotedLine::file, &NotedLine::length, &NotedLine::offset, &NotedLine::lineNumber,
            &NotedLine::rejection, &NotedLine::warnings)
MOIE_FIELDS(TurnTag, &TurnTag::session, &TurnTag::hash)
MOIE_FIELDS(Gap, &Gap::time, &Gap::firstNumber, &Gap::count)
MOIE_FIELDS(Turn, &Turn::opened, &Turn::closed, &Turn::opening, &Turn::entries, &Turn::conversation, &Turn::sitting,
            &Turn::input, &Turn::response, &Turn::responseSeconds, &Turn::magnitude, &Turn::lastEvaluation,
            &Turn::evaluations, &Turn::unsafeEvaluations, &Turn::violations, &Turn::answered, &Turn::failed,
            &Turn::lastUnsafe, &Turn::crisis, &Turn::decision, &Turn::provisional)
#undef MOIE_FIELDS

template <typename Row>
inline constexpr bool hasFields = !std::is_null_pointer_v<std::remove_cv_t<decltype(fields<Row>)>>;

// So that a field that is added to a row cannot be forgotten here.
struct Anything {
    template <typename T>
    operator T() const;
};
template <typename Row, std::size_t... I>
constexpr bool takes(std::index_sequence<I...>) {
    return requires {
        Row{(void(I), Anything())...};
    };
}
template <typename Row>
constexpr bool namesAllFields() {
    constexpr std::size_t count = std::tuple_size_v<std::remove_cv_t<decltype(fields<Row>)>>;
    return takes<Row>(std::make_index_sequence<count>()) && !takes<Row>(std::make_index_sequence<count + 1>());
}

template <typename Row, typename Visit>
void forEachField(const Row& row, Visit&& visit) {
    static_assert(namesAllFields<Row>());
    std::apply([&](auto... field) { (visit(row.*field), ...); }, fields<Row>);
}

// Without what stands in padding.
template <typename Row>
std::array<char, sizeof(Row)> bytesOf(const Row& row) {
    std::array<char, sizeof(Row)> bytes{};
    if constexpr (hasFields<Row>) {
        forEachField(row, [&](const auto& field) {
            const auto offset = reinterpret_cast<const char*>(&field) - reinterpret_cast<const char*>(&row);
            std::memcpy(bytes.data() + offset, &field, sizeof field);
        });
    } else {
        static_assert(std::has_unique_object_representations_v<Row> || std::is_floating_point_v<Row>);
        std::memcpy(bytes.data(), &row, sizeof row);
    }
    return bytes;
}

// Of a row's shape, to be compared with that of another build.
template <typename Row>
std::uint64_t shapeOf() {
    std::uint64_t shape = sizeof(Row);
    if constexpr (hasFields<Row>) {
        const Row row{};
        forEachField(row, [&](const auto& field) {
            const auto offset = reinterpret_cast<const char*>(&field) - reinterpret_cast<const char*>(&row);
            shape = shape * 1'000'003 + static_cast<std::uint64_t>(offset) * 64 + sizeof field;
        });
    }
    return shape;
}

inline bool isSound(NameId name, const RowLimits& limits) {
    return index(name) < limits.names;
}
inline bool isSound(FileIndex file, const RowLimits& limits) {
    return index(file) < limits.files;
}
inline bool isSound(SessionIndex session, const RowLimits& limits) {
    return index(session) < limits.sessions;
}
inline bool isSound(LabelsId labels, const RowLimits& limits) {
    return index(labels) < limits.labels;
}
inline bool isSound(EntryId entry, const RowLimits& limits) {
    return index(entry) < limits.entries;
}
inline bool isSound(TurnEntryRef entry, const RowLimits& limits) {
    return isSound(entry.id(), limits);
}
inline bool isSound(VectorIndex vector, const RowLimits& limits) {
    return vector == noVector || index(vector) < limits.vectors;
}
inline bool isSound(const ValueRange& range, const RowLimits& limits) {
    return range.first <= limits.values && range.count <= limits.values - range.first &&
           range.names <= limits.valueNames && range.count <= limits.valueNames - range.names;
}
inline bool isSound(Kind kind, const RowLimits&) {
    return static_cast<std::size_t>(kind) < kindCount;
}
inline bool isSound(Tristate state, const RowLimits&) {
    return state <= Tristate::Unknown;
}
inline bool isSound(Rejection rejection, const RowLimits&) {
    return rejection <= Rejection::TooLong;
}
inline bool isSound(const bool& value, const RowLimits&) {
    unsigned char byte = 0;
    std::memcpy(&byte, &value, 1);
    return byte <= 1;
}
inline bool isSound(Time time, const RowLimits&) {
    // As the parser takes them: 2000 to 2100.
    return time == unknownTime ||
           (time >= Time(std::chrono::seconds(946'684'800)) && time < Time(std::chrono::seconds(4'133'980'800)));
}
// What any bits are a value of.
template <typename Number>
requires(std::is_integral_v<Number> && !std::is_same_v<Number, bool>) || std::is_floating_point_v<Number> bool isSound(
                                                                             const Number&, const RowLimits&) {
    return true;
}
inline bool isSound(const std::array<double, componentCount>&, const RowLimits&) {
    return true;
}
inline bool isSound(const EntryRange&, const RowLimits&) {
    return true; // see the block that it is of
}
inline bool isSound(WarningSet, const RowLimits&) {
    return true;
}

template <typename Row>
requires hasFields<Row>
bool isSound(const Row& row, const RowLimits& limits) {
    bool sound = true;
    forEachField(row, [&](const auto& field) { sound = sound && isSound(field, limits); });
    if constexpr (std::is_same_v<Row, LoveVector>)
        sound = sound && row.size <= componentCount;
    if constexpr (std::is_same_v<Row, Turn>)
        sound = sound && (row.lastEvaluation == noFact || row.lastEvaluation < limits.evaluations);
    return sound;
}

} // namespace flat

} // namespace moie
