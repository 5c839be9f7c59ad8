// SPDX-License-Identifier: MIT
// Logs love vectors: [warmth, empathy, safety, understanding, compassion], or as many as there are. Thread-safe; the
// logger must outlive it.
#pragma once

#include <string>
#include <vector>

#include <moie/logging/logger.h>

namespace moie {

class LoveVectorLogger {
public:
    explicit LoveVectorLogger(Logger& logger) : m_logger(logger) {}

    // Adds magnitude (L2 norm), coherence (mean; null for an empty vector) and the named components.
    Result<std::string> logComputation(std::string inputText, std::vector<double> loveVector,
                                       nlohmann::ordered_json details = nlohmann::ordered_json::object(),
                                       std::string turnId = {});
    // Adds the change, component by component as far as both vectors go.
    Result<std::string> logEvolution(std::vector<double> initial, std::vector<double> final,
                                     nlohmann::ordered_json steeringApplied = nlohmann::ordered_json::object(),
                                     std::string turnId = {});

private:
    Logger& m_logger;
};

} // namespace moie
