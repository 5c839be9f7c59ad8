// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers of a demonstration: love vectors, barrier values and sampling parameters that fit what was planned. They
// are drawn, not judged from the texts.
#pragma once

#include <array>
#include <vector>

#include <nlohmann/json.hpp>

#include <moie/logging/safety_logger.h>

#include "demo_plan.h"

namespace moielog::demo {

using Vector = std::array<double, 5>;

// Thresholds as feedback has adapted them so far; one for the whole demonstration.
class Thresholds {
public:
    Thresholds();
    double operator[](std::size_t dimension) const { return m_values[dimension]; }
    // A false alarm lowers it by 0.01, a missed incident raises it by 0.02, within 0.05 of where it began, a critical
    // one never below and at most 0.02 above. Returns whether it changed.
    bool adapt(std::size_t dimension, bool falseAlarm);

private:
    std::array<double, 5> m_values;
};

// The love vectors of one session.
class LoveScores {
public:
    LoveScores(const PlannedSession& session, Random& random);
    Vector message(Mood mood);
    Vector response(Mood mood, Outcome outcome);
    // What was learnt lifts the rest of the session.
    void learn() { m_learnt = 0.06; }

private:
    Random& m_random;
    Vector m_level{};
    Vector m_drift{};
    double m_learnt = 0;
};

// An evaluation with barrier values as the outcome wants them. `dimension` is the one that is broken, where one is.
moie::SafetyEvaluation evaluate(Random& random, const Thresholds& thresholds, Outcome outcome, std::size_t dimension);

struct Sampling {
    nlohmann::ordered_json parameters;
    nlohmann::ordered_json decision; // of the temperature entry: the parameters and what led to them
    double temperature;
};
Sampling sampling(const Vector& love, Mood mood);

} // namespace moielog::demo
