// SPDX-License-Identifier: MIT
#include <moie/query/filter_fields.h>

#include <algorithm>
#include <array>
#include <numeric>

#include <moie/schema/names.h>

namespace moie {

namespace {

using Takes = FilterFieldInfo::Takes;

constexpr FilterFieldInfo fieldTable[] = {
    {"text", FilterField::Text, Takes::Text, false, "any text in the entry contains it; the same as the text alone"},
    {"category", FilterField::Category, Takes::Word, false, "the entry's category"},
    {"level", FilterField::Level, Takes::Level, false, "the entry's level; >= and so on go by rank"},
    {"message", FilterField::Message, Takes::Text, false, "the entry's message"},
    {"session", FilterField::Session, Takes::Word, false, "the session's id, or the beginning of it"},
    {"turn", FilterField::Turn, Takes::Word, false, "the verdict of the turn: unsafe, caught, near, failed, unjudged"},
    {"context", FilterField::Context, Takes::Word, false, "a flag of the user message's context, such as crisis"},
    {"since", FilterField::Since, Takes::Moment, false, "at that time or later"},
    {"before", FilterField::Before, Takes::Moment, false, "before that time"},
    {"severity", FilterField::Severity, Takes::Number, false, "of a violation, 0 to 1"},
    {"violation", FilterField::Violation, Takes::Text, false, "the type of a violation"},
    {"margin", FilterField::Margin, Takes::Number, false, "of an evaluation: the smallest h / largest h seen"},
    {"barrier", FilterField::Barrier, Takes::Number, true, "of an evaluation: h in that dimension"},
    {"love", FilterField::Love, Takes::Number, true, "of a love vector: a component, or magnitude"},
    {"operation", FilterField::Operation, Takes::Text, false, "the operation that was timed"},
    {"duration", FilterField::Elapsed, Takes::Length, false, "of an operation, response or model run: 2s, 850ms"},
    {"model", FilterField::Model, Takes::Text, false, "the model that ran"},
    {"error", FilterField::Error, Takes::Text, false, "the text of a system's error"},
};

constexpr std::string_view memberTable[] = {"timestamp",
                                            "session_id",
                                            "interaction_id",
                                            "level",
                                            "category",
                                            "message",
                                            "data",
                                            "metadata",
                                            "ts",
                                            "user_id",
                                            "answer",
                                            "CRC_raw",
                                            "input_text",
                                            "safety_raw",
                                            "love_vector_applied",
                                            "thermodynamic_adjustment"};

constexpr std::string_view pathTable[] = {"data.user_message",
                                          "data.message_length",
                                          "data.word_count",
                                          "data.context.user_id",
                                          "data.context.conversation_id",
                                          "data.response",
                                          "data.response_length",
                                          "data.love_vector",
                                          "data.sampling_parameters.temperature",
                                          "data.sampling_parameters.top_p",
                                          "data.generation_time_seconds",
                                          "data.input_text",
                                          "data.love_magnitude",
                                          "data.love_coherence",
                                          "data.component_breakdown.warmth",
                                          "data.component_breakdown.empathy",
                                          "data.component_breakdown.safety",
                                          "data.component_breakdown.understanding",
                                          "data.component_breakdown.compassion",
                                          "data.change_magnitude",
                                          "data.response_text",
                                          "data.is_safe",
                                          "data.violation_details",
                                          "data.corrective_actions",
                                          "data.safety_confidence",
                                          "data.violation_type",
                                          "data.corrective_action",
                                          "data.learning_type",
                                          "data.user_feedback.strength",
                                          "data.user_feedback.rating",
                                          "data.feedback_impact_score",
                                          "data.operation",
                                          "data.duration_seconds",
                                          "data.cpu_percent",
                                          "data.memory_mb",
                                          "data.gpu_utilization",
                                          "data.model_name",
                                          "data.inference_time",
                                          "data.tokens_per_second",
                                          "data.error",
                                          "metadata.turn_id",
                                          "metadata.timestamp_iso",
                                          "metadata.input_type"};

constexpr VerdictWord verdictTable[] = {{"unsafe", Verdict::ReachedUser},
                                        {"caught", Verdict::Caught},
                                        {"near", Verdict::Near},
                                        {"failed", Verdict::Failed},
                                        {"unjudged", Verdict::NotJudged},
                                        {"clear", Verdict::Clear},
                                        {"breach", Verdict::Breach},
                                        {"unanswered", Verdict::Unanswered},
                                        {"provisional", Verdict::Provisional},
                                        {"reached_user", Verdict::ReachedUser},
                                        {"not_judged", Verdict::NotJudged}};

// Insertions, deletions, replacements and exchanges of neighbours that lead from one to the other.
std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

} // namespace

std::span<const FilterFieldInfo> filterFields() {
    return fieldTable;
}

const FilterFieldInfo* filterFieldNamed(std::string_view name) {
    if (name == "until")
        name = "before";
    const auto found = std::find_if(std::begin(fieldTable), std::end(fieldTable),
                                    [name](const FilterFieldInfo& info) { return info.name == name; });
    return found == std::end(fieldTable) ? nullptr : found;
}

std::span<const std::string_view> entryMembers() {
    return memberTable;
}

std::span<const std::string_view> knownPaths() {
    return pathTable;
}

std::span<const VerdictWord> verdictWords() {
    return verdictTable;
}

std::optional<Verdict> verdictFromWord(std::string_view word) {
    for (const VerdictWord& known : verdictTable)
        if (known.word == word)
            return known.verdict;
    return std::nullopt;
}

std::optional<int> levelRank(std::string_view name) {
    const auto level = levelFromName(name);
    if (!level || *level == Level::Evolution)
        return std::nullopt;
    return static_cast<int>(*level);
}

std::string nearestWord(std::string_view word, std::span<const std::string_view> candidates) {
    constexpr std::size_t longestWord = 64;
    if (word.empty() || word.size() > longestWord)
        return {};
    std::string_view nearest;
    std::size_t smallest = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (const std::string_view candidate : candidates) {
        if (candidate.size() > longestWord)
            continue;
        const bool begins = word.size() >= 3 && candidate.starts_with(word);
        const std::size_t distance = begins ? 1 : editDistance(word, candidate);
        if (distance < smallest) {
            smallest = distance;
            nearest = candidate;
        }
    }
    return std::string(nearest);
}

} // namespace moie
