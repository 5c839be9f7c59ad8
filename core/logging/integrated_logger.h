// SPDX-License-Identifier: MIT
// A logger with all the specialised ones on it: what a host program usually opens. Thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <moie/logging/evolution_tracker.h>
#include <moie/logging/interaction_logger.h>
#include <moie/logging/love_vector_logger.h>
#include <moie/logging/performance_logger.h>
#include <moie/logging/safety_logger.h>

namespace moie {

// One exchange, known as a whole.
struct CompleteInteraction {
    std::string interactionId = {}; // the host's own id of it, named by the performance entries; may be empty
    std::string userInput = {};
    nlohmann::ordered_json context = nullptr;
    std::string response = {};
    std::vector<double> loveVector = {}; // empty where none was computed
    nlohmann::ordered_json loveComputationDetails = nullptr;
    std::optional<SafetyEvaluation> safety = {};
    nlohmann::ordered_json samplingParameters = nullptr;
    // Seconds by name; generation_time is the response's. What is no number is left out.
    nlohmann::ordered_json performanceMetrics = nullptr;
    std::string turnId = {}; // as in interaction_logger.h
};

class IntegratedLogger {
public:
    static Result<std::unique_ptr<IntegratedLogger>> open(LoggerOptions options);

    // Logs the message, the love vector and the evaluation where there are, the response, and each performance metric.
    // For hosts that log nothing of the exchange step by step: each fact is to be logged once. The first error, where
    // an entry could not be logged; the others are.
    Result<> logCompleteInteraction(const CompleteInteraction& interaction);
    // A learning event, whose impact is eventData's performance_impact.
    Result<std::string> logEvolutionEvent(std::string eventType, nlohmann::ordered_json eventData);
    // Writes all that was logged (Logger::flush).
    Result<> flushAllLogs() { return m_logger->flush(); }

    Logger& logger() { return *m_logger; }
    InteractionLogger& interaction() { return m_interaction; }
    LoveVectorLogger& loveVector() { return m_loveVector; }
    SafetyLogger& safety() { return m_safety; }
    PerformanceLogger& performance() { return m_performance; }
    EvolutionTracker& evolution() { return m_evolution; }

private:
    explicit IntegratedLogger(std::unique_ptr<Logger> logger);
    Result<> logParts(const CompleteInteraction& interaction);

    std::unique_ptr<Logger> m_logger;
    InteractionLogger m_interaction;
    LoveVectorLogger m_loveVector;
    SafetyLogger m_safety;
    PerformanceLogger m_performance;
    EvolutionTracker m_evolution;
};

} // namespace moie
