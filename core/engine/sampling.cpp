// SPDX-License-Identifier: MIT
#include <moie/engine/sampling.h>

#include <algorithm>

namespace moie::engine {

namespace {

constexpr std::size_t safetyComponent = 2;

const ContextSampling* firstHeld(const Contexts& contexts, const SamplingFigures& figures) {
    const auto found = std::find_if(figures.contexts.begin(), figures.contexts.end(),
                                    [&contexts](const ContextSampling& of) { return contexts.has(of.context); });
    return found == figures.contexts.end() ? nullptr : &*found;
}

double safetyTemperature(double level, const SamplingFigures& figures) {
    const auto step = std::find_if(figures.steps.begin(), figures.steps.end(),
                                   [level](const SafetyStep& candidate) { return level >= candidate.level; });
    return step == figures.steps.end() ? figures.steps.back().temperature : step->temperature;
}

const SamplingProfile& profileFor(const ContextSampling* context, double level, const SamplingFigures& figures,
                                  std::string_view wanted) {
    const auto& profiles = figures.profiles;
    const auto named = std::find_if(profiles.begin(), profiles.end(),
                                    [wanted](const SamplingProfile& profile) { return profile.name == wanted; });
    if (level > figures.crisisProfileAbove)
        return profiles.front();
    if (named != profiles.end())
        return *named;
    const auto fits = std::find_if(profiles.begin(), profiles.end(), [context](const SamplingProfile& profile) {
        return context &&
               std::find(profile.contexts.begin(), profile.contexts.end(), context->context) != profile.contexts.end();
    });
    return fits == profiles.end() ? profiles.back() : *fits;
}

} // namespace

nlohmann::ordered_json SamplingParameters::json() const {
    return {{"temperature", temperature},
            {"top_p", topP},
            {"top_k", topK},
            {"repetition_penalty", repetitionPenalty},
            {"length_penalty", lengthPenalty},
            {"presence_penalty", presencePenalty},
            {"frequency_penalty", frequencyPenalty}};
}

double baseTemperature(std::span<const double> love, const SamplingFigures& figures) {
    if (love.size() != figures.loveWeights.size())
        return figures.baseWithoutVector;
    double sum = 0;
    for (std::size_t i = 0; i < love.size(); ++i)
        sum += figures.loveWeights[i] * love[i];
    return std::clamp(figures.baseStart - figures.baseSlope * sum, figures.baseLowest, figures.baseHighest);
}

SamplingChoice chooseSampling(std::span<const double> love, const Contexts& contexts, const SamplingFigures& figures,
                              std::optional<double> safetyLevel, std::string_view profile) {
    SamplingChoice choice;
    choice.baseTemperature = baseTemperature(love, figures);
    choice.safetyLevel =
        safetyLevel.value_or(contexts.has(Context::Crisis) ? figures.safetyLevelInCrisis : figures.safetyLevel);
    choice.safetyTemperature = safetyTemperature(choice.safetyLevel, figures);
    const ContextSampling* context = firstHeld(contexts, figures);
    const double ofContext = std::clamp(choice.baseTemperature * (context ? context->multiplier : 1),
                                        figures.contextLowest, figures.contextHighest);
    const double combined = figures.baseShare * choice.baseTemperature +
                            figures.safetyShare * choice.safetyTemperature + figures.contextShare * ofContext;
    choice.combinedTemperature = std::clamp(std::max(combined, std::min(choice.safetyTemperature, figures.floor)),
                                            figures.lowest, figures.highest);
    const SamplingProfile& used = profileFor(context, choice.safetyLevel, figures, profile);
    choice.profile = used.name;
    choice.context = context ? std::string(toString(context->context)) : std::string();

    SamplingParameters& parameters = choice.parameters;
    parameters.temperature =
        used.careful ? std::min(used.temperature, choice.combinedTemperature)
                     : figures.combinedShare * choice.combinedTemperature + figures.profileShare * used.temperature;
    parameters.topP = context ? context->topP : used.topP;
    parameters.topK = static_cast<int>(context ? context->topK : used.topK);
    parameters.repetitionPenalty = used.repetitionPenalty;
    parameters.lengthPenalty = used.lengthPenalty;
    // Without a vector nothing speaks against the text's safety.
    const double safety = love.size() == figures.loveWeights.size() ? love[safetyComponent] : 1;
    parameters.presencePenalty = figures.presenceBase + figures.presenceSlope * (1 - safety);
    parameters.frequencyPenalty = contexts.has(Context::Creative) ? figures.frequencyCreative
                                  : contexts.has(Context::Formal) ? figures.frequencyFormal
                                                                  : figures.frequency;
    return choice;
}

} // namespace moie::engine
