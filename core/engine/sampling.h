// SPDX-License-Identifier: MIT
// Which sampling parameters a model is asked to answer with: the warmer, safer and more sober a message's situation
// demands it, the lower the temperature.
#pragma once

#include <optional>
#include <span>
#include <string>

#include <nlohmann/json.hpp>

#include <moie/engine/contexts.h>
#include <moie/engine/figures.h>

namespace moie::engine {

struct SamplingParameters {
    double temperature = 0;
    double topP = 1;
    int topK = 0;
    double repetitionPenalty = 1;
    double lengthPenalty = 1;
    double presencePenalty = 0;
    double frequencyPenalty = 0;

    // {"temperature": …, "top_p": …, …}
    nlohmann::ordered_json json() const;
};

struct SamplingChoice {
    SamplingParameters parameters;
    double baseTemperature = 0;
    double safetyLevel = 0;
    double safetyTemperature = 0;
    double combinedTemperature = 0;
    std::string profile;
    std::string context; // that decided, empty where none held
};

// 0.7 where the vector is not of five components.
double baseTemperature(std::span<const double> love, const SamplingFigures& figures);

// `safetyLevel` is the caller's, 0…1; `profile` names one of the figures' profiles to be taken whatever the context is.
SamplingChoice chooseSampling(std::span<const double> love, const Contexts& contexts, const SamplingFigures& figures,
                              std::optional<double> safetyLevel = {}, std::string_view profile = {});

} // namespace moie::engine
