// SPDX-License-Identifier: MIT
// Logs durations, resources and what the models achieve. Thread-safe; the logger must outlive it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <moie/logging/logger.h>

namespace moie {

class PerformanceLogger {
public:
    explicit PerformanceLogger(Logger& logger) : m_logger(logger) {}

    // Costs no allocation but the returned id's where there is no context.
    Result<std::string> logDuration(std::string_view operation, double seconds,
                                    nlohmann::ordered_json context = nullptr, std::string_view turnId = {});
    // Shares in percent; the GPU's is null in the log where there is none.
    Result<std::string> logResources(double cpuPercent, double memoryMb, std::optional<double> gpuPercent = {},
                                     std::string turnId = {});
    Result<std::string> logModelRun(std::string modelName, double inferenceSeconds, double tokensPerSecond,
                                    nlohmann::ordered_json qualityMetrics, std::string turnId = {});

private:
    Logger& m_logger;
};

} // namespace moie
