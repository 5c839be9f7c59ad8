// SPDX-License-Identifier: MIT
// Logs what the user said and what was answered. Thread-safe; the logger must outlive it.
#pragma once

#include <string>
#include <vector>

#include <moie/logging/logger.h>

namespace moie {

// In this and the other specialised loggers `turnId`, where it is not empty, becomes metadata.turn_id: it makes plain
// to which turn an entry belongs, also where turns interleave. All return the entry's interaction id, as Logger::log
// does.
class InteractionLogger {
public:
    explicit InteractionLogger(Logger& logger) : m_logger(logger) {}

    Result<std::string> logUserInput(std::string userMessage, nlohmann::ordered_json context = nullptr,
                                     std::string turnId = {});
    // generationSeconds is a number, written as it is given: 1.25, 2.
    Result<std::string> logResponse(std::string response, std::vector<double> loveVector,
                                    nlohmann::ordered_json samplingParameters, nlohmann::ordered_json generationSeconds,
                                    std::string turnId = {});
    Result<std::string> logTurnCompleted(nlohmann::ordered_json turnData, std::string turnId = {});

private:
    Logger& m_logger;
};

} // namespace moie
