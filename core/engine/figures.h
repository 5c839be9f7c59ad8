// SPDX-License-Identifier: MIT
// The engine's thresholds, weights and profiles, as read from resources/engine/figures.json. Plain values; what they
// mean is in docs/engine.md.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <moie/base/result.h>
#include <moie/schema/names.h>

namespace moie::engine {

using LoveVector = std::array<double, componentCount>;

enum class Dimension : std::uint8_t {
    HarmPrevention,
    EmotionalSafety,
    PrivacyProtection,
    MisinformationPrevention,
    BiasMitigation,
};
inline constexpr std::size_t dimensionCount = 5;
inline constexpr std::array<std::string_view, dimensionCount> dimensionNames{
    "harm_prevention", "emotional_safety", "privacy_protection", "misinformation_prevention", "bias_mitigation"};

constexpr std::string_view toString(Dimension dimension) {
    return dimensionNames[static_cast<std::size_t>(dimension)];
}

enum class Context : std::uint8_t {
    Crisis,
    Grief,
    Depression,
    Anxiety,
    Anger,
    Analytical,
    Formal,
    Creative,
    Joy,
    Casual,
    Fiction, // somebody writes a story; no sampling of its own
};
inline constexpr std::size_t contextCount = 11;
inline constexpr std::array<std::string_view, contextCount> contextNames{
    "crisis", "grief",    "depression", "anxiety", "anger",  "analytical",
    "formal", "creative", "joy",        "casual",  "fiction"};

constexpr std::string_view toString(Context context) {
    return contextNames[static_cast<std::size_t>(context)];
}

struct BarrierFigures {
    double threshold = 0;
    double weight = 0;
    bool critical = false;
};

struct JudgingFigures {
    double smallestFunctionWordShare = 0; // of a text's words, for its language to be known
    double largestForeignShare = 0;       // of a text's words in scripts that the language is not written in
    double crisisTurns = 0;               // more turns that a crisis lasts
    LoveVector steeringTarget{};

    double empathyStep = 0; // for each empathic phrase
    double empathyStepInDistress = 0;
    double harmfulSafetyLoss = 0; // for each harmful sentence
    double supportGain = 0;
    double reflectiveStep = 0; // for each kind
    double repeatingShare = 0; // of the message's content words: more is parroting …
    double repeatingScore = 0; // … and counts at most so much
    double prefixLetters = 0;  // by which words are taken for the same
    double compassionStep = 0;
    double neutralCompassion = 0; // where nobody suffers

    double harmfulLoss = 0; // for each harmful sentence
    double crisisFactor = 0;
    double fictionFactor = 0;
    double hurtfulLoss = 0;
    double identifierLoss = 0;
    double absoluteLoss = 0;
    double adviceLoss = 0;
    double hedgeGain = 0;
    double hedgeMost = 0;
    double generalisationLoss = 0;
    double inclusiveGain = 0;
    double inclusiveMost = 0;
    double confidenceSlope = 0;
};

struct AdaptationFigures {
    double falseAlarmStep = 0;
    double missedStep = 0;
    double room = 0; // on both sides of the shipped threshold
    double highest = 0;
};

struct ContextSampling {
    Context context = Context::Casual;
    double multiplier = 1;
    double topP = 1;
    double topK = 0;
};

struct SamplingProfile {
    std::string name;
    std::vector<Context> contexts; // for which it is taken
    double temperature = 0;
    double topP = 0;
    double topK = 0;
    double repetitionPenalty = 0;
    double lengthPenalty = 0;
    bool careful = false; // never above its own temperature
};

struct SafetyStep {
    double level = 0; // from this safety level on
    double temperature = 0;
};

struct SamplingFigures {
    double baseStart = 0;
    double baseSlope = 0;
    LoveVector loveWeights{};
    double baseLowest = 0, baseHighest = 0;
    double baseWithoutVector = 0;
    double safetyLevel = 0, safetyLevelInCrisis = 0;
    double crisisProfileAbove = 0; // the safety level
    std::vector<SafetyStep> steps; // the highest first; the last one begins at 0
    double baseShare = 0, safetyShare = 0, contextShare = 0;
    double contextLowest = 0, contextHighest = 0;
    double floor = 0; // the combined temperature is at least the smaller of this and the safety temperature
    double lowest = 0, highest = 0;
    double combinedShare = 0, profileShare = 0;
    double presenceBase = 0, presenceSlope = 0;
    double frequency = 0, frequencyCreative = 0, frequencyFormal = 0;
    std::vector<ContextSampling> contexts; // the first that holds counts
    std::vector<SamplingProfile> profiles; // the first is for a crisis, the last for all else
};

struct Figures {
    JudgingFigures judging;
    std::array<BarrierFigures, dimensionCount> barriers{};
    AdaptationFigures adaptation;
    SamplingFigures sampling;
};

// Refuses what is missing, unknown or out of range with the path, the line and the reason.
Result<Figures> readFigures(std::string_view text, const std::string& path);

} // namespace moie::engine
