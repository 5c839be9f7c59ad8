// SPDX-License-Identifier: MIT
#include <moie/logging/interaction_logger.h>

#include <moie/base/calendar.h>
#include <moie/logging/payload_parts.h>
#include <moie/schema/utf8.h>

namespace moie {

namespace {

payload::Json interactionMetadata(const char* key, const char* value, Time time, const std::string& turnId) {
    payload::Json metadata = {{key, value}, {"timestamp_iso", isoLocal(time)}};
    payload::addTurn(metadata, turnId);
    return metadata;
}

// The text, its length in code points, and its words as Python's split() counts them.
void addText(payload::Json& data, const char* name, const char* lengthName, std::string text) {
    const std::size_t length = countCodePoints(text);
    const std::size_t words = countWords(text);
    data[name] = std::move(text);
    data[lengthName] = length;
    data["word_count"] = words;
}

} // namespace

Result<std::string> InteractionLogger::logUserInput(std::string userMessage, nlohmann::ordered_json context,
                                                    std::string turnId) {
    return payload::Made(m_logger, Level::Info, Category::Interaction, {message::userInput},
                         payload::bytesOfAll(userMessage, context))
        .with([text = std::move(userMessage), context = std::move(context),
               turnId = std::move(turnId)](Time time) mutable {
            Payload made;
            addText(made.data, "user_message", "message_length", std::move(text));
            made.data["context"] = payload::objectOrEmpty(std::move(context));
            made.metadata = interactionMetadata("input_type", "user_message", time, turnId);
            return made;
        });
}

Result<std::string> InteractionLogger::logResponse(std::string response, std::vector<double> loveVector,
                                                   nlohmann::ordered_json samplingParameters,
                                                   nlohmann::ordered_json generationSeconds, std::string turnId) {
    return payload::Made(m_logger, Level::Info, Category::Interaction, {message::response},
                         payload::bytesOfAll(response, samplingParameters) + loveVector.size() * 40)
        .with([text = std::move(response), vector = std::move(loveVector), sampling = std::move(samplingParameters),
               seconds = std::move(generationSeconds), turnId = std::move(turnId)](Time time) mutable {
            Payload made;
            addText(made.data, "response", "response_length", std::move(text));
            made.data["love_vector"] = vector;
            made.data["sampling_parameters"] = payload::objectOrEmpty(std::move(sampling));
            made.data["generation_time_seconds"] = std::move(seconds);
            made.metadata = interactionMetadata("response_type", "ai_generated", time, turnId);
            return made;
        });
}

Result<std::string> InteractionLogger::logTurnCompleted(nlohmann::ordered_json turnData, std::string turnId) {
    return payload::Made(m_logger, Level::Info, Category::Interaction, {message::turnCompleted},
                         payload::bytesOfAll(turnData))
        .with([data = std::move(turnData), turnId = std::move(turnId)](Time time) mutable {
            return Payload{std::move(data), interactionMetadata("turn_type", "complete_interaction", time, turnId)};
        });
}

} // namespace moie
