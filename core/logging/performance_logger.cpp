// SPDX-License-Identifier: MIT
#include <moie/logging/performance_logger.h>

#include <moie/logging/payload_parts.h>

namespace moie {

Result<std::string> PerformanceLogger::logDuration(std::string operation, double seconds,
                                                   nlohmann::ordered_json context, std::string turnId) {
    std::string text = std::string(message::timingPrefix) + operation;
    return m_logger.logDeferred(Level::Info, Category::Performance, std::move(text),
                                [operation = std::move(operation), seconds, context = std::move(context),
                                 turnId = std::move(turnId)](Time) mutable {
                                    Payload made;
                                    made.data["operation"] = std::move(operation);
                                    made.data["duration_seconds"] = seconds;
                                    made.data["context"] = payload::objectOrEmpty(std::move(context));
                                    made.metadata = payload::turnOnly(turnId);
                                    return made;
                                });
}

Result<std::string> PerformanceLogger::logResources(double cpuPercent, double memoryMb,
                                                    std::optional<double> gpuPercent, std::string turnId) {
    return m_logger.logDeferred(Level::Info, Category::Performance, std::string(message::resources),
                                [cpuPercent, memoryMb, gpuPercent, turnId = std::move(turnId)](Time time) {
                                    Payload made;
                                    made.data["cpu_percent"] = cpuPercent;
                                    made.data["memory_mb"] = memoryMb;
                                    made.data["gpu_utilization"] = nullptr;
                                    if (gpuPercent)
                                        made.data["gpu_utilization"] = *gpuPercent;
                                    made.data["timestamp"] = toUnixSeconds(time);
                                    made.metadata = payload::turnOnly(turnId);
                                    return made;
                                });
}

Result<std::string> PerformanceLogger::logModelRun(std::string modelName, double inferenceSeconds,
                                                   double tokensPerSecond, nlohmann::ordered_json qualityMetrics,
                                                   std::string turnId) {
    std::string text = std::string(message::modelPrefix) + modelName;
    return m_logger.logDeferred(Level::Info, Category::Performance, std::move(text),
                                [model = std::move(modelName), inferenceSeconds, tokensPerSecond,
                                 quality = std::move(qualityMetrics), turnId = std::move(turnId)](Time) mutable {
                                    Payload made;
                                    made.data["model_name"] = std::move(model);
                                    made.data["inference_time"] = inferenceSeconds;
                                    made.data["tokens_per_second"] = tokensPerSecond;
                                    made.data["quality_metrics"] = payload::objectOrEmpty(std::move(quality));
                                    made.metadata = payload::turnOnly(turnId);
                                    return made;
                                });
}

} // namespace moie
