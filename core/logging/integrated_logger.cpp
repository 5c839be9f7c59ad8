// SPDX-License-Identifier: MIT
#include <moie/logging/integrated_logger.h>

#include <moie/logging/without_throwing.h>

namespace moie {

Result<std::unique_ptr<IntegratedLogger>> IntegratedLogger::open(LoggerOptions options) {
    auto logger = Logger::open(std::move(options));
    if (!logger)
        return tl::unexpected(logger.error());
    return std::unique_ptr<IntegratedLogger>(new IntegratedLogger(std::move(*logger)));
}

IntegratedLogger::IntegratedLogger(std::unique_ptr<Logger> logger)
    : m_logger(std::move(logger)), m_interaction(*m_logger), m_loveVector(*m_logger), m_safety(*m_logger),
      m_performance(*m_logger), m_evolution(*m_logger) {}

Result<> IntegratedLogger::logCompleteInteraction(const CompleteInteraction& interaction) {
    return withoutThrowing([&] { return logParts(interaction); });
}

Result<> IntegratedLogger::logParts(const CompleteInteraction& interaction) {
    Result<> outcome;
    const auto note = [&outcome](const Result<std::string>& logged) {
        if (!logged && outcome)
            outcome = tl::unexpected(logged.error());
    };
    const std::string& turn = interaction.turnId;
    const nlohmann::ordered_json& metrics = interaction.performanceMetrics;
    note(m_interaction.logUserInput(interaction.userInput, interaction.context, turn));
    if (!interaction.loveVector.empty())
        note(m_loveVector.logComputation(interaction.userInput, interaction.loveVector,
                                         interaction.loveComputationDetails, turn));
    if (interaction.safety)
        note(m_safety.logEvaluation(*interaction.safety, turn));
    const bool timed = metrics.is_object() && metrics.contains("generation_time");
    note(m_interaction.logResponse(interaction.response, interaction.loveVector, interaction.samplingParameters,
                                   timed ? metrics["generation_time"] : nlohmann::ordered_json(0), turn));
    if (!metrics.is_object())
        return outcome;
    nlohmann::ordered_json context = {{"interaction_id", nullptr}};
    if (!interaction.interactionId.empty())
        context["interaction_id"] = interaction.interactionId;
    for (const auto& [name, value] : metrics.items())
        if (value.is_number_float())
            note(m_performance.logDuration(name, value.get<double>(), context, turn));
        else if (value.is_number()) // written without a fraction, as Python does
            note(m_logger->log(Level::Info, Category::Performance, std::string(message::timingPrefix) + name,
                               {{"operation", name}, {"duration_seconds", value}, {"context", context}},
                               turn.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json{{"turn_id", turn}}));
    return outcome;
}

Result<std::string> IntegratedLogger::logEvolutionEvent(std::string eventType, nlohmann::ordered_json eventData) {
    return withoutThrowing([&] {
        nlohmann::ordered_json impact = nlohmann::ordered_json::object();
        if (eventData.is_object() && eventData.contains("performance_impact"))
            impact = eventData["performance_impact"];
        return m_evolution.trackLearning(std::move(eventType), std::move(eventData), std::move(impact));
    });
}

} // namespace moie
