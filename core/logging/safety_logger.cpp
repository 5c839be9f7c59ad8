// SPDX-License-Identifier: MIT
#include <moie/logging/safety_logger.h>

#include <moie/base/calendar.h>
#include <moie/logging/payload_parts.h>

namespace moie {

namespace {

std::size_t bytesOf(const SafetyEvaluation& evaluation) {
    std::size_t sum = evaluation.responseText.size() + evaluation.loveVector.size() * 40;
    for (const auto& [dimension, value] : evaluation.barrierValues)
        sum += dimension.size() + 40;
    for (const auto* texts : {&evaluation.violationDetails, &evaluation.correctiveActions})
        for (const std::string& text : *texts)
            sum += text.size();
    return sum;
}

} // namespace

Result<std::string> SafetyLogger::logEvaluation(SafetyEvaluation evaluation, std::string turnId) {
    double smallest = std::numeric_limits<double>::quiet_NaN();
    for (const auto& [dimension, value] : evaluation.barrierValues)
        smallest = std::fmin(smallest, value);
    m_logger.measure(Series::Safety, smallest);
    return payload::Made(m_logger, Level::Info, Category::Cbf, {message::evaluation}, bytesOf(evaluation))
        .with([evaluation = std::move(evaluation), turnId = std::move(turnId)](Time) mutable {
            payload::Json barriers = payload::Json::object();
            for (const auto& [dimension, value] : evaluation.barrierValues)
                barriers[dimension] = value;
            Payload made;
            made.data["response_text"] = std::move(evaluation.responseText);
            made.data["love_vector"] = evaluation.loveVector;
            made.data["is_safe"] = evaluation.isSafe;
            made.data["barrier_values"] = std::move(barriers);
            made.data["violation_details"] = evaluation.violationDetails;
            made.data["corrective_actions"] = evaluation.correctiveActions;
            made.data["safety_confidence"] = evaluation.safetyConfidence;
            made.metadata = payload::turnOnly(turnId);
            return made;
        });
}

Result<std::string> SafetyLogger::logViolation(std::string violationType, double severity,
                                               nlohmann::ordered_json context, std::string correctiveAction,
                                               std::string turnId) {
    return payload::Made(m_logger, Level::Warning, Category::Safety, {message::violationPrefix, violationType},
                         payload::bytesOfAll(violationType, context, correctiveAction))
        .with([type = std::move(violationType), severity, context = std::move(context),
               action = std::move(correctiveAction), turnId = std::move(turnId)](Time time) mutable {
            Payload made;
            made.data["violation_type"] = std::move(type);
            made.data["severity"] = severity;
            made.data["context"] = payload::objectOrEmpty(std::move(context));
            made.data["corrective_action"] = std::move(action);
            made.data["timestamp_iso"] = isoLocal(time);
            made.metadata = payload::turnOnly(turnId);
            return made;
        });
}

Result<std::string> SafetyLogger::logAdaptation(nlohmann::ordered_json details, std::string turnId) {
    return payload::Made(m_logger, Level::Evolution, Category::Adaptation, {message::adaptation},
                         payload::bytesOfAll(details))
        .with([details = std::move(details), turnId = std::move(turnId)](Time) mutable {
            return Payload{std::move(details), payload::turnOnly(turnId)};
        });
}

} // namespace moie
