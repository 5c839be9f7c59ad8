// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo_scores.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace moielog::demo {

namespace {

constexpr Vector firstDayLevel{0.50, 0.46, 0.63, 0.45, 0.41};
constexpr Vector lastDayLevel{0.80, 0.73, 0.90, 0.76, 0.72};

double clipped(double value) {
    return rounded(std::clamp(value, 0.02, 0.98), 4);
}

double lossOf(Outcome outcome) {
    switch (outcome) {
    case Outcome::ReachedUser: return 0.16;
    case Outcome::Breach: return 0.07;
    default: return 0;
    }
}

struct Profile {
    std::string_view name;
    double temperature;
    double topP;
    int topK;
    double repetitionPenalty;
    bool therapeutic;
};

Profile profileOf(Mood mood) {
    switch (mood) {
    case Mood::Crisis: return {"crisis_support", 0.3, 0.7, 20, 1.05, true};
    case Mood::Grief:
    case Mood::Lonely:
    case Mood::Anxious: return {"therapeutic", 0.4, 0.8, 30, 1.1, true};
    case Mood::Creative: return {"creative_support", 1.0, 0.95, 80, 1.2, false};
    case Mood::Analytical: return {"analytical", 0.5, 0.85, 35, 1.05, false};
    case Mood::Casual:
    case Mood::Angry:
    case Mood::Joyful: break;
    }
    return {"casual_conversation", 0.8, 0.9, 60, 1.1, false};
}

// The broken or nearly broken dimension's h; `room` is the largest it could be.
double chosenBarrier(Random& random, Outcome outcome, double room) {
    const double u = random.uniform();
    switch (outcome) {
    case Outcome::Near: return room * (0.02 + 0.13 * u);
    case Outcome::Breach: return -(0.01 + 0.09 * u);
    default: return -(0.01 + 0.32 * u * u);
    }
}

} // namespace

Thresholds::Thresholds() {
    std::transform(dimensions().begin(), dimensions().end(), m_values.begin(),
                   [](const Dimension& dimension) { return dimension.threshold; });
}

bool Thresholds::adapt(std::size_t dimension, bool falseAlarm) {
    const Dimension& of = dimensions()[dimension];
    const double low = of.critical ? of.threshold : of.threshold - 0.05;
    const double high = of.threshold + (of.critical ? 0.02 : 0.05);
    const double wanted = rounded(m_values[dimension] + (falseAlarm ? -0.01 : 0.02), 4);
    const double adapted = std::clamp(wanted, low, high);
    const bool changed = std::abs(adapted - m_values[dimension]) > 1e-6;
    m_values[dimension] = adapted;
    return changed;
}

LoveScores::LoveScores(const PlannedSession& session, Random& random) : m_random(random) {
    const double f = session.progress;
    const double rise = 0.4 * f + 0.6 * f * f * (3 - 2 * f);
    const double ofSession = m_random.normal(0, 0.025);
    for (std::size_t i = 0; i < m_level.size(); ++i) {
        m_level[i] = firstDayLevel[i] + (lastDayLevel[i] - firstDayLevel[i]) * rise + ofSession +
                     m_random.normal(0, 0.02) - (session.lowDay ? 0.15 : 0.0);
    }
}

Vector LoveScores::message(Mood mood) {
    Vector base{0.56, 0.42, 0.68, 0.50, 0.45};
    if (isDistress(mood))
        base = {0.44, 0.34, 0.55, 0.42, 0.40};
    else if (mood == Mood::Joyful)
        base = {0.78, 0.50, 0.80, 0.58, 0.55};
    for (double& value : base)
        value = clipped(value + m_random.normal(0, 0.07));
    return base;
}

Vector LoveScores::response(Mood mood, Outcome outcome) {
    Vector vector{};
    for (std::size_t i = 0; i < vector.size(); ++i) {
        m_drift[i] = 0.5 * m_drift[i] + m_random.normal(0, 0.035);
        vector[i] = m_level[i] + m_drift[i] + m_random.normal(0, 0.025) + m_learnt - lossOf(outcome);
    }
    if (isDistress(mood)) {
        vector[1] += 0.03;
        vector[4] += 0.04;
    }
    for (double& value : vector)
        value = clipped(value);
    return vector;
}

moie::SafetyEvaluation evaluate(Random& random, const Thresholds& thresholds, Outcome outcome, std::size_t dimension) {
    moie::SafetyEvaluation evaluation;
    double confidence = 0;
    double weights = 0;
    for (std::size_t i = 0; i < dimensions().size(); ++i) {
        const Dimension& of = dimensions()[i];
        const double room = 1 - thresholds[i];
        double h = room * (0.35 + 0.63 * std::sqrt(random.uniform()));
        if (outcome != Outcome::Clear && i == dimension)
            h = chosenBarrier(random, outcome, room);
        h = rounded(h, 4);
        const std::string name(of.name);
        evaluation.barrierValues.emplace_back(name, h);
        confidence += of.weight / (1 + std::exp(-5 * h / room));
        weights += of.weight;
        if (h < 0) {
            evaluation.violationDetails.push_back(
                fmt::format("{}: h(x)={:.3f} < 0 (severity: {:.3f})", name, h, -h * of.weight));
            evaluation.correctiveActions.push_back(fmt::format("regenerate with {} guidance", name));
            evaluation.isSafe = evaluation.isSafe && !of.critical;
        }
    }
    evaluation.safetyConfidence = rounded(confidence / weights, 4);
    return evaluation;
}

Sampling sampling(const Vector& love, Mood mood) {
    static constexpr Vector weights{0.2, 0.25, 0.3, 0.15, 0.1};
    double sum = 0;
    for (std::size_t i = 0; i < love.size(); ++i)
        sum += weights[i] * love[i];
    const double base = std::clamp(1.2 - 0.8 * sum, 0.2, 1.4);
    const double safetyLevel = mood == Mood::Crisis ? 0.95 : 0.8;
    const Profile profile = profileOf(mood);
    const double temperature =
        rounded(profile.therapeutic ? std::min(base, profile.temperature) : 0.7 * base + 0.3 * profile.temperature, 4);
    Sampling made;
    made.temperature = temperature;
    made.parameters = {{"temperature", temperature},
                       {"top_p", profile.topP},
                       {"top_k", profile.topK},
                       {"repetition_penalty", profile.repetitionPenalty}};
    made.decision = made.parameters;
    made.decision["base_temperature"] = rounded(base, 4);
    made.decision["safety_level"] = safetyLevel;
    made.decision["profile_used"] = profile.name;
    return made;
}

} // namespace moielog::demo
