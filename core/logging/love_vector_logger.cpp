// SPDX-License-Identifier: MIT
#include <moie/logging/love_vector_logger.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include <moie/logging/payload_parts.h>

namespace moie {

namespace {

double meanOf(const std::vector<double>& values) {
    if (values.empty())
        return std::numeric_limits<double>::quiet_NaN();
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

} // namespace

Result<std::string> LoveVectorLogger::logComputation(std::string inputText, std::vector<double> loveVector,
                                                     nlohmann::ordered_json details, std::string turnId) {
    return m_logger.logDeferred(Level::Info, Category::LoveVector, std::string(message::loveComputed),
                                [text = std::move(inputText), vector = std::move(loveVector),
                                 details = std::move(details), turnId = std::move(turnId)](Time) mutable {
                                    Payload made;
                                    made.data["input_text"] = std::move(text);
                                    made.data["love_vector"] = vector;
                                    made.data["love_magnitude"] = payload::norm(vector);
                                    made.data["love_coherence"] = meanOf(vector);
                                    made.data["component_breakdown"] = payload::byComponent(vector, "");
                                    made.data["computation_details"] = std::move(details);
                                    made.metadata = payload::turnOnly(turnId);
                                    return made;
                                });
}

Result<std::string> LoveVectorLogger::logEvolution(std::vector<double> initial, std::vector<double> final,
                                                   nlohmann::ordered_json steeringApplied, std::string turnId) {
    return m_logger.logDeferred(Level::Evolution, Category::LoveVector, std::string(message::loveEvolution),
                                [initial = std::move(initial), final = std::move(final),
                                 steering = std::move(steeringApplied), turnId = std::move(turnId)](Time) mutable {
                                    std::vector<double> change(std::min(initial.size(), final.size()));
                                    for (std::size_t i = 0; i < change.size(); ++i)
                                        change[i] = final[i] - initial[i];
                                    Payload made;
                                    made.data["initial_vector"] = initial;
                                    made.data["final_vector"] = final;
                                    made.data["vector_change"] = change;
                                    made.data["change_magnitude"] = payload::norm(change);
                                    made.data["steering_applied"] = std::move(steering);
                                    made.data["improvement_metrics"] = payload::byComponent(change, "_change");
                                    made.metadata = payload::turnOnly(turnId);
                                    return made;
                                });
}

} // namespace moie
