// SPDX-License-Identifier: MIT
#include <moie/logging/love_vector_logger.h>

#include <algorithm>

#include <moie/logging/captured_entries.h>
#include <moie/logging/json_size.h>
#include <moie/logging/payload_parts.h>

namespace moie {

Result<std::string> LoveVectorLogger::logComputation(std::string_view inputText, const std::vector<double>& loveVector,
                                                     nlohmann::ordered_json details, std::string_view turnId) {
    const bool hasDetails = !details.is_null();
    return m_logger.logCaptured({.shape = Shape::LoveComputed,
                                 .level = Level::Info,
                                 .category = Category::LoveVector,
                                 .text = inputText,
                                 .turnId = turnId,
                                 .values = loveVector,
                                 .object = hasDetails ? &details : nullptr,
                                 .bytes = hasDetails ? aboutBytes(details) : 0,
                                 .series = Series::LoveVector,
                                 .measured = payload::mean(loveVector)});
}

Result<std::string> LoveVectorLogger::logEvolution(std::vector<double> initial, std::vector<double> final,
                                                   nlohmann::ordered_json steeringApplied, std::string turnId) {
    return payload::Made(m_logger, Level::Evolution, Category::LoveVector, {message::loveEvolution},
                         payload::bytesOfAll(steeringApplied) + (initial.size() + final.size()) * 40)
        .with([initial = std::move(initial), final = std::move(final), steering = std::move(steeringApplied),
               turnId = std::move(turnId)](Time) mutable {
            std::vector<double> change(std::min(initial.size(), final.size()));
            for (std::size_t i = 0; i < change.size(); ++i)
                change[i] = final[i] - initial[i];
            Payload made;
            made.data["initial_vector"] = initial;
            made.data["final_vector"] = final;
            made.data["vector_change"] = change;
            made.data["change_magnitude"] = payload::norm(change);
            made.data["steering_applied"] = payload::objectOrEmpty(std::move(steering));
            made.data["improvement_metrics"] = payload::byComponent(change, "_change");
            made.metadata = payload::turnOnly(turnId);
            return made;
        });
}

} // namespace moie
