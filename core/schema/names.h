// SPDX-License-Identifier: MIT
// The names of the log format: levels, categories, kinds of entry, love-vector components. Both the write side and the
// read side take them from here.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace moie {

enum class Level : std::uint8_t { Debug, Info, Warning, Error, Critical, Evolution };
inline constexpr std::array<std::string_view, 6> levelNames{"debug", "info",     "warning",
                                                            "error", "critical", "evolution"};

enum class Category : std::uint8_t {
    Interaction,
    LoveVector,
    Safety,
    Temperature,
    Cbf,
    Adaptation,
    Performance,
    Evolution,
    UserFeedback,
    SystemState,
};
inline constexpr std::array<std::string_view, 10> categoryNames{
    "interaction", "love_vector", "safety",    "temperature",   "cbf",
    "adaptation",  "performance", "evolution", "user_feedback", "system_state"};

constexpr std::string_view toString(Level level) {
    return levelNames[static_cast<std::size_t>(level)];
}
constexpr std::string_view toString(Category category) {
    return categoryNames[static_cast<std::size_t>(category)];
}
std::optional<Level> levelFromName(std::string_view name);
std::optional<Category> categoryFromName(std::string_view name);

// The subdirectory of a log directory that a category's files stand in: "interactions", "safety", ….
std::string_view subdirectoryOf(Category category);

inline constexpr std::size_t componentCount = 5;
inline constexpr std::array<std::string_view, componentCount> componentNames{"warmth", "empathy", "safety",
                                                                             "understanding", "compassion"};

// What an entry is, told by its category and message (FORMAT: payloads).
enum class Kind : std::uint8_t {
    Other,         // an entry that carries no fact of its own
    UserInput,     // interaction · User input received
    Response,      // interaction · Response generated
    TurnCompleted, // interaction · Conversation turn completed
    LoveComputed,  // love_vector · Love vector computed
    LoveEvolution, // love_vector · Love vector evolution
    Evaluation,    // cbf · CBF safety evaluation
    Violation,     // safety · Safety violation detected: …
    Adaptation,    // adaptation · Safety parameters adapted
    Learning,      // adaptation · Learning event: …
    Checkpoint,    // evolution · System evolution checkpoint
    Feedback,      // user_feedback · User feedback integrated
    Timing,        // performance · Performance metric: …
    Resources,     // performance · Resource usage snapshot
    ModelRun,      // performance · Model performance: …
    Temperature,   // temperature · any
    SystemError,   // system_state with an `error`
    SystemState,   // system_state · any other
    Decision,      // a line of safety_decisions.jsonl: message, response and verdict in one
    Foreign,       // a JSON object that is no entry: shown, in no statistic
};
inline constexpr std::size_t kindCount = static_cast<std::size_t>(Kind::Foreign) + 1;

// Never Decision or Foreign: those are no entries. SystemError is told from SystemState by the payload (hasError).
Kind kindOf(Category category, std::string_view message, bool hasError);

// Message texts, also written by the loggers.
namespace message {
inline constexpr std::string_view userInput = "User input received";
inline constexpr std::string_view response = "Response generated";
inline constexpr std::string_view turnCompleted = "Conversation turn completed";
inline constexpr std::string_view loveComputed = "Love vector computed";
inline constexpr std::string_view loveEvolution = "Love vector evolution";
inline constexpr std::string_view evaluation = "CBF safety evaluation";
inline constexpr std::string_view violationPrefix = "Safety violation detected: ";
inline constexpr std::string_view adaptation = "Safety parameters adapted";
inline constexpr std::string_view learningPrefix = "Learning event: ";
inline constexpr std::string_view checkpoint = "System evolution checkpoint";
inline constexpr std::string_view feedback = "User feedback integrated";
inline constexpr std::string_view timingPrefix = "Performance metric: ";
inline constexpr std::string_view resources = "Resource usage snapshot";
inline constexpr std::string_view modelPrefix = "Model performance: ";
} // namespace message

} // namespace moie
