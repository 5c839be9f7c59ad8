// SPDX-License-Identifier: MIT
// Logs love vectors: [warmth, empathy, safety, understanding, compassion], or as many as there are. Thread-safe; the
// logger must outlive it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <moie/logging/logger.h>

namespace moie {

class LoveVectorLogger {
public:
    explicit LoveVectorLogger(Logger& logger) : m_logger(logger) {}

    // Adds magnitude (L2 norm), coherence (mean; null for an empty vector) and the named components.
    // Costs no allocation but the returned id's where there are no details.
    Result<std::string> logComputation(std::string_view inputText, const std::vector<double>& loveVector,
                                       nlohmann::ordered_json details = nullptr, std::string_view turnId = {});
    // Adds the change, component by component as far as both vectors go.
    Result<std::string> logEvolution(std::vector<double> initial, std::vector<double> final,
                                     nlohmann::ordered_json steeringApplied = nullptr, std::string turnId = {});

private:
    Logger& m_logger;
};

} // namespace moie
