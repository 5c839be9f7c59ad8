// SPDX-License-Identifier: MIT
#include <moie/logging/safety_logger.h>

#include <moie/base/calendar.h>
#include <moie/logging/payload_parts.h>

namespace moie {

Result<std::string> SafetyLogger::logEvaluation(SafetyEvaluation evaluation, std::string turnId) {
    return m_logger.logDeferred(Level::Info, Category::Cbf, std::string(message::evaluation),
                                [evaluation = std::move(evaluation), turnId = std::move(turnId)](Time) mutable {
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
    std::string text = std::string(message::violationPrefix) + violationType;
    return m_logger.logDeferred(Level::Warning, Category::Safety, std::move(text),
                                [type = std::move(violationType), severity, context = std::move(context),
                                 action = std::move(correctiveAction), turnId = std::move(turnId)](Time time) mutable {
                                    Payload made;
                                    made.data["violation_type"] = std::move(type);
                                    made.data["severity"] = severity;
                                    made.data["context"] = std::move(context);
                                    made.data["corrective_action"] = std::move(action);
                                    made.data["timestamp_iso"] = isoLocal(time);
                                    made.metadata = payload::turnOnly(turnId);
                                    return made;
                                });
}

Result<std::string> SafetyLogger::logAdaptation(nlohmann::ordered_json details, std::string turnId) {
    return m_logger.logDeferred(Level::Evolution, Category::Adaptation, std::string(message::adaptation),
                                [details = std::move(details), turnId = std::move(turnId)](Time) mutable {
                                    return Payload{std::move(details), payload::turnOnly(turnId)};
                                });
}

} // namespace moie
