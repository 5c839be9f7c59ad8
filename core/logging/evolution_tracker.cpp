// SPDX-License-Identifier: MIT
#include <moie/logging/evolution_tracker.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include <moie/logging/payload_parts.h>
#include <moie/stats/kendall.h>

namespace moie {

namespace {

constexpr std::size_t fewestForTrend = 8;
constexpr double significance = 0.05;

// Whether the values rise or fall with their order, by Kendall's test.
const char* trendName(const std::vector<double>& values) {
    std::vector<double> order(values.size());
    std::iota(order.begin(), order.end(), 0.0);
    const Kendall correlation = kendall(order, values);
    if (!(correlation.p < significance)) // NaN where all are equal
        return "stable";
    return correlation.tau > 0 ? "rising" : "falling";
}

void addTrend(payload::Json& trends, const std::string& name, const std::vector<double>& values) {
    if (values.size() >= fewestForTrend)
        trends[name + "_trend"] = trendName(values);
}

} // namespace

payload::Json EvolutionTracker::trendsWith(const payload::Json& evolutionData) {
    payload::Json trends = payload::Json::object();
    addTrend(trends, "love_vector", m_logger.measured(Series::LoveVector));
    addTrend(trends, "safety", m_logger.measured(Series::Safety));
    addTrend(trends, "performance", m_logger.measured(Series::Performance));
    if (!evolutionData.is_object() || m_logger.isForked()) // a child's copy of the mutex may be locked for ever
        return trends;
    const std::lock_guard lock(m_mutex);
    for (const auto& [name, value] : evolutionData.items()) {
        if (!value.is_number() || !std::isfinite(value.get<double>()))
            continue;
        auto found = m_series.find(name);
        if (found == m_series.end()) {
            if (m_series.size() == mostSeries)
                continue;
            found = m_series.emplace(name, std::vector<double>()).first;
        }
        std::vector<double>& series = found->second;
        series.push_back(value.get<double>());
        if (series.size() > longestSeries)
            series.erase(series.begin());
        addTrend(trends, name, series);
    }
    return trends;
}

Result<std::string> EvolutionTracker::trackCheckpoint(nlohmann::ordered_json evolutionData, std::string turnId) {
    return withoutThrowing([&] {
        payload::Json trends = trendsWith(evolutionData);
        const Logger::Counts counts = m_logger.counts();
        payload::Json cumulative = {{"total_interactions", counts.logged},
                                    {"session_duration", toSeconds(m_logger.sinceStart())},
                                    {"evolution_events", counts.evolutionEvents},
                                    {"adaptation_events", counts.adaptations}};
        return payload::Made(m_logger, Level::Evolution, Category::Evolution, {message::checkpoint},
                             payload::bytesOfAll(evolutionData, cumulative, trends))
            .with([data = std::move(evolutionData), cumulative = std::move(cumulative), trends = std::move(trends),
                   turnId = std::move(turnId)](Time time) mutable {
                Payload made;
                made.data["evolution_timestamp"] = toUnixSeconds(time);
                made.data["evolution_data"] = payload::objectOrEmpty(std::move(data));
                made.data["cumulative_metrics"] = std::move(cumulative);
                made.data["trend_analysis"] = std::move(trends);
                made.metadata = payload::turnOnly(turnId);
                return made;
            });
    });
}

Result<std::string> EvolutionTracker::trackLearning(std::string learningType, nlohmann::ordered_json learningData,
                                                    nlohmann::ordered_json performanceImpact, std::string turnId) {
    return payload::Made(m_logger, Level::Evolution, Category::Adaptation, {message::learningPrefix, learningType},
                         payload::bytesOfAll(learningType, learningData, performanceImpact))
        .with([type = std::move(learningType), data = std::move(learningData), impact = std::move(performanceImpact),
               turnId = std::move(turnId)](Time time) mutable {
            Payload made;
            made.data["learning_type"] = std::move(type);
            made.data["learning_data"] = payload::objectOrEmpty(std::move(data));
            made.data["performance_impact"] = payload::objectOrEmpty(std::move(impact));
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
    return payload::Made(m_logger, Level::Evolution, Category::UserFeedback, {message::feedback},
                         payload::bytesOfAll(feedback, adjustments))
        .with([feedback = std::move(feedback), adjustments = std::move(adjustments), impact,
               turnId = std::move(turnId)](Time) mutable {
            Payload made;
            made.data["user_feedback"] = payload::objectOrEmpty(std::move(feedback));
            made.data["system_adjustments"] = payload::objectOrEmpty(std::move(adjustments));
            made.data["feedback_impact_score"] = impact;
            made.metadata = payload::turnOnly(turnId);
            return made;
        });
}

} // namespace moie
