// SPDX-License-Identifier: MIT
#include <moie/logging/performance_logger.h>

#include <moie/logging/captured_entries.h>
#include <moie/logging/json_size.h>
#include <moie/logging/payload_parts.h>

namespace moie {

Result<std::string> PerformanceLogger::logDuration(std::string_view operation, double seconds,
                                                   nlohmann::ordered_json context, std::string_view turnId) {
    const bool hasContext = !context.is_null();
    return m_logger.logCaptured({.shape = Shape::Timing,
                                 .level = Level::Info,
                                 .category = Category::Performance,
                                 .text = operation,
                                 .turnId = turnId,
                                 .values = {&seconds, 1},
                                 .object = hasContext ? &context : nullptr,
                                 .bytes = hasContext ? aboutBytes(context) : 0,
                                 .series = Series::Performance,
                                 .measured = seconds});
}

Result<std::string> PerformanceLogger::logResources(double cpuPercent, double memoryMb,
                                                    std::optional<double> gpuPercent, std::string turnId) {
    return payload::Made(m_logger, Level::Info, Category::Performance, {message::resources}, 0)
        .with([cpuPercent, memoryMb, gpuPercent, turnId = std::move(turnId)](Time time) {
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
    return payload::Made(m_logger, Level::Info, Category::Performance, {message::modelPrefix, modelName},
                         payload::bytesOfAll(modelName, qualityMetrics))
        .with([model = std::move(modelName), inferenceSeconds, tokensPerSecond, quality = std::move(qualityMetrics),
               turnId = std::move(turnId)](Time) mutable {
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
