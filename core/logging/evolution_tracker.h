// SPDX-License-Identifier: MIT
// Logs how the system changes: checkpoints, learning, feedback. Measures what it adds to a checkpoint; nothing in it is
// a constant. Thread-safe; the logger must outlive it.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include <moie/logging/logger.h>

namespace moie {

class EvolutionTracker {
public:
    explicit EvolutionTracker(Logger& logger) : m_logger(logger) {}

    // Adds cumulative_metrics, of the session up to this entry: total_interactions (entries), session_duration
    // (seconds), evolution_events, adaptation_events (see Logger::Counts). And trend_analysis: "<name>_trend" is
    // "rising" or "falling" where Kendall's test over the last 200 values says so at 5 %, else "stable"; of love_vector
    // (means), safety (smallest barrier values) and performance (seconds: rising is slower) as the session logged them,
    // and of each number of evolutionData as this tracker's checkpoints gave them. A series of under 8 values has none.
    Result<std::string> trackCheckpoint(nlohmann::ordered_json evolutionData, std::string turnId = {});
    Result<std::string> trackLearning(std::string learningType, nlohmann::ordered_json learningData,
                                      nlohmann::ordered_json performanceImpact, std::string turnId = {});
    // Adds feedback_impact_score = min(1, adjustments · strength · 0.2) as the reference does; strength is
    // feedback.strength, 0.5 where there is none.
    Result<std::string> trackFeedback(nlohmann::ordered_json feedback, nlohmann::ordered_json adjustments,
                                      std::string turnId = {});

private:
    static constexpr std::size_t mostSeries = 200; // of names; further ones get no trend

    nlohmann::ordered_json trendsWith(const nlohmann::ordered_json& evolutionData);

    Logger& m_logger;
    std::mutex m_mutex;                                  // guards m_series
    std::map<std::string, std::vector<double>> m_series; // the checkpoints' numbers by name
};

} // namespace moie
