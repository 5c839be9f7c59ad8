// SPDX-License-Identifier: MIT
#include <moie/logging/evolution_tracker.h>

#include <algorithm>
#include <cmath>

#include <moie/logging/payload_parts.h>

namespace moie {

namespace {

constexpr std::size_t fewestForTrend = 8;
constexpr std::size_t mostForTrend = 200;
constexpr double twoSidedFivePercent = 1.959963984540054;

// Mann–Kendall: the sign of S where |z| says that it is more than chance, else 0. Kendall (1975), with correction for
// ties.
int trendSign(const std::vector<double>& values) {
    const auto n = static_cast<double>(values.size());
    double s = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
        for (std::size_t j = i + 1; j < values.size(); ++j)
            s += static_cast<double>((values[j] > values[i]) - (values[j] < values[i]));
    double variance = n * (n - 1) * (2 * n + 5);
    std::vector<double> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    for (auto first = sorted.begin(); first != sorted.end();) {
        const auto last = std::upper_bound(first, sorted.end(), *first);
        const auto ties = static_cast<double>(last - first);
        variance -= ties * (ties - 1) * (2 * ties + 5);
        first = last;
    }
    variance /= 18;
    if (variance <= 0 || (std::abs(s) - 1) / std::sqrt(variance) <= twoSidedFivePercent)
        return 0;
    return s > 0 ? 1 : -1;
}

const char* trendName(int sign) {
    if (sign == 0)
        return "stable";
    return sign > 0 ? "rising" : "falling";
}

} // namespace

nlohmann::ordered_json EvolutionTracker::trendsWith(const nlohmann::ordered_json& evolutionData) {
    payload::Json trends = payload::Json::object();
    if (!evolutionData.is_object())
        return trends;
    const std::lock_guard lock(m_mutex);
    for (const auto& [name, value] : evolutionData.items()) {
        if (!value.is_number() || !std::isfinite(value.get<double>()))
            continue;
        std::vector<double>& series = m_series[name];
        series.push_back(value.get<double>());
        if (series.size() > mostForTrend)
            series.erase(series.begin());
        if (series.size() >= fewestForTrend)
            trends[name + "_trend"] = trendName(trendSign(series));
    }
    return trends;
}

Result<std::string> EvolutionTracker::trackCheckpoint(nlohmann::ordered_json evolutionData, std::string turnId) {
    payload::Json trends = trendsWith(evolutionData);
    const Logger::Counts counts = m_logger.counts();
    payload::Json cumulative = {{"total_interactions", counts.logged},
                                {"session_duration", toSeconds(m_logger.sinceStart())},
                                {"evolution_events", counts.evolutionEvents},
                                {"adaptation_events", counts.adaptations}};
    return m_logger.logDeferred(Level::Evolution, Category::Evolution, std::string(message::checkpoint),
                                [data = std::move(evolutionData), cumulative = std::move(cumulative),
                                 trends = std::move(trends), turnId = std::move(turnId)](Time time) mutable {
                                    Payload made;
                                    made.data["evolution_timestamp"] = toUnixSeconds(time);
                                    made.data["evolution_data"] = std::move(data);
                                    made.data["cumulative_metrics"] = std::move(cumulative);
                                    made.data["trend_analysis"] = std::move(trends);
                                    made.metadata = payload::turnOnly(turnId);
                                    return made;
                                });
}

Result<std::string> EvolutionTracker::trackLearning(std::string learningType, nlohmann::ordered_json learningData,
                                                    nlohmann::ordered_json performanceImpact, std::string turnId) {
    std::string text = std::string(message::learningPrefix) + learningType;
    return m_logger.logDeferred(Level::Evolution, Category::Adaptation, std::move(text),
                                [type = std::move(learningType), data = std::move(learningData),
                                 impact = std::move(performanceImpact), turnId = std::move(turnId)](Time time) mutable {
                                    Payload made;
                                    made.data["learning_type"] = std::move(type);
                                    made.data["learning_data"] = std::move(data);
                                    made.data["performance_impact"] = std::move(impact);
                                    made.data["learning_timestamp"] = toUnixSeconds(time);
                                    made.metadata = payload::turnOnly(turnId);
                                    return made;
                                });
}

Result<std::string> EvolutionTracker::trackFeedback(nlohmann::ordered_json feedback, nlohmann::ordered_json adjustments,
                                                    std::string turnId) {
    double strength = 0.5;
    if (feedback.is_object() && feedback.contains("strength") && feedback["strength"].is_number())
        strength = feedback["strength"].get<double>();
    const auto adjusted = static_cast<double>(adjustments.is_object() ? adjustments.size() : 0);
    const double impact = std::min(1.0, adjusted * strength * 0.2);
    return m_logger.logDeferred(Level::Evolution, Category::UserFeedback, std::string(message::feedback),
                                [feedback = std::move(feedback), adjustments = std::move(adjustments), impact,
                                 turnId = std::move(turnId)](Time) mutable {
                                    Payload made;
                                    made.data["user_feedback"] = std::move(feedback);
                                    made.data["system_adjustments"] = std::move(adjustments);
                                    made.data["feedback_impact_score"] = impact;
                                    made.metadata = payload::turnOnly(turnId);
                                    return made;
                                });
}

} // namespace moie
