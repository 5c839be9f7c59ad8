// SPDX-License-Identifier: GPL-3.0-or-later
// One session of a demonstration on its way into the log. Three of four are logged as our engine does: each fact once,
// with turn ids. The fourth is logged as the Python reference does: without, and with the repeats of its integrated
// logger.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <moie/base/clock.h>
#include <moie/logging/evolution_tracker.h>
#include <moie/logging/interaction_logger.h>
#include <moie/logging/love_vector_logger.h>
#include <moie/logging/performance_logger.h>
#include <moie/logging/safety_logger.h>

#include "demo_plan.h"
#include "demo_scores.h"

namespace moielog::demo {

class SessionWriter {
public:
    // The clock is the logger's; `number` counts sessions from 1.
    SessionWriter(moie::Logger& logger, moie::ManualClock& clock, const PlannedSession& session, std::size_t number,
                  Thresholds& thresholds, Random& random);

    // Logs the whole session. An error is the first entry's that could not be logged.
    moie::Result<> write();

private:
    // What a turn's entries have in common.
    struct Turn {
        const PlannedTurn& plan;
        std::size_t number; // from 0
        std::string id;     // turn id, or the reference's interaction id in contexts
        std::string turnId; // as above, empty where turn ids are not logged
        Vector input{};
        Vector output{};
        std::size_t dimension = 0; // that is broken, where one is
        std::string reply;
        double seconds = 0;
    };

    void writeTurn(const PlannedTurn& plan, std::size_t number);
    void writeEngineTurn(Turn& turn);
    void writeReferenceTurn(Turn& turn);
    void writeAttempts(Turn& turn);
    void fail(const Turn& turn);
    void violation(const Turn& turn, const moie::SafetyEvaluation& evaluation, int attempt, const char* action);
    void modelRun(const Turn& turn);
    void resources(const Turn& turn);
    void followUp(const Turn& turn);
    void feedback(const Turn& turn, bool good, std::string remark);
    void adapt(const Turn& turn, std::size_t dimension, bool falseAlarm, const char* reason);
    void midEvent(const Turn& turn);
    void end();

    bool judged(const Turn& turn) const { return turn.plan.outcome != Outcome::NotJudged; }
    moie::SafetyEvaluation evaluationOf(const Turn& turn, Outcome outcome, const std::string& text);
    nlohmann::ordered_json contextOf(const Turn& turn) const;
    void pass(double seconds);
    void note(const moie::Result<std::string>& logged);

    moie::Logger& m_logger;
    moie::ManualClock& m_clock;
    const PlannedSession& m_session;
    std::size_t m_number;
    Thresholds& m_thresholds;
    Random& m_random;
    LoveScores m_scores;
    moie::InteractionLogger m_interaction;
    moie::LoveVectorLogger m_love;
    moie::SafetyLogger m_safety;
    moie::PerformanceLogger m_performance;
    moie::EvolutionTracker m_evolution;
    double m_magnitudeSum = 0;
    std::size_t m_vectors = 0;
    std::size_t m_unsafe = 0;
    std::optional<moie::Error> m_error;
};

} // namespace moielog::demo
