// SPDX-License-Identifier: MIT
// Logs barrier evaluations, violations and adapted thresholds. Thread-safe; the logger must outlive it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <moie/logging/logger.h>

namespace moie {

// One evaluation of one attempt at a response by the control barrier functions.
struct SafetyEvaluation {
    std::string responseText = {};
    std::vector<double> loveVector = {};
    bool isSafe = true;
    std::vector<std::pair<std::string, double>> barrierValues = {}; // h by dimension, in the order to be written
    std::vector<std::string> violationDetails = {};
    std::vector<std::string> correctiveActions = {};
    double safetyConfidence = 1.0; // 0…1
};

class SafetyLogger {
public:
    explicit SafetyLogger(Logger& logger) : m_logger(logger) {}

    Result<std::string> logEvaluation(SafetyEvaluation evaluation, std::string turnId = {});
    // severity: 0…1. correctiveAction says what was done about it: "regenerated", ….
    Result<std::string> logViolation(std::string violationType, double severity, nlohmann::ordered_json context,
                                     std::string correctiveAction, std::string turnId = {});
    Result<std::string> logAdaptation(nlohmann::ordered_json details, std::string turnId = {});

private:
    Logger& m_logger;
};

} // namespace moie
