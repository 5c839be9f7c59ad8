// SPDX-License-Identifier: MIT
#include <moie/report/report_json.h>

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace moie {

namespace {

using Json = nlohmann::ordered_json;

Json number(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json instant(Time time) {
    return time == unknownTime ? Json(nullptr) : Json(toUnixSeconds(time));
}

template <typename Values>
Json numbers(const Values& values) {
    Json list = Json::array();
    for (const double value : values)
        list.push_back(number(value));
    return list;
}

Json periodJson(const Period& period) {
    if (period.from == unknownTime || period.to == unknownTime)
        return nullptr;
    return isoLocal(period.from) + " to " + isoLocal(period.to);
}

Json distributionJson(const Distribution& d) {
    return {{"n", d.n},
            {"mean", number(d.mean)},
            {"std", number(d.std)},
            {"min", number(d.min)},
            {"p10", number(d.p10)},
            {"p50", number(d.p50)},
            {"p90", number(d.p90)},
            {"p95", number(d.p95)},
            {"p99", number(d.p99)},
            {"max", number(d.max)}};
}

Json trendJson(const Trend& trend) {
    return {{"slope_per_day", number(trend.slopePerDay)},
            {"low", number(trend.low)},
            {"high", number(trend.high)},
            {"p", number(trend.p)},
            {"sittings", trend.sittings},
            {"direction", std::string(toString(trend.direction))}};
}

Json estimateJson(const Estimate& estimate) {
    return {{"value", number(estimate.value)}, {"low", number(estimate.low)},
            {"high", number(estimate.high)},   {"n", estimate.n},
            {"sittings", estimate.sittings},   {"turns_treated_as_independent", estimate.turnsTreatedAsIndependent}};
}

// A proportion's interval was made with another n.
Json shareJson(const Estimate& estimate) {
    Json json = estimateJson(estimate);
    json["n_eff"] = number(estimate.effectiveN);
    return json;
}

Json verdictsJson(const std::array<std::size_t, verdictCount>& verdicts) {
    Json json = Json::object();
    for (std::size_t i = 0; i < verdictCount; ++i)
        if (static_cast<Verdict>(i) != Verdict::Provisional)
            json[std::string(toString(static_cast<Verdict>(i)))] = verdicts[i];
    return json;
}

Json loveFigureJson(const LoveFigure& figure) {
    Json json = distributionJson(figure.distribution);
    json["mean_low"] = number(figure.mean.low);
    json["mean_high"] = number(figure.mean.high);
    json["sittings"] = figure.mean.sittings;
    json["at_zero"] = number(figure.atZero);
    json["at_largest"] = number(figure.atScale);
    json["trend"] = figure.trendWithheld ? Json(nullptr) : trendJson(figure.trend);
    Json shifts = Json::array();
    for (const Shift& shift : figure.shifts)
        shifts.push_back({{"at", instant(shift.at)}, {"before", number(shift.before)}, {"after", number(shift.after)}});
    json["change_points"] = std::move(shifts);
    return json;
}

Json steeringJson(const Steering& steering) {
    Json byComponent = Json::object();
    for (std::size_t i = 0; i < componentCount; ++i)
        byComponent[std::string(componentNames[i])] = number(steering.componentChange[i].value);
    return {{"n", steering.n},
            {"mean_change", number(steering.meanChange.value)},
            {"mean_change_low", number(steering.meanChange.low)},
            {"mean_change_high", number(steering.meanChange.high)},
            {"component_change", std::move(byComponent)},
            {"deficit_closed", number(steering.deficitClosed)},
            {"moved_nearer", number(steering.movedNearer.value)},
            {"moved_nearer_low", number(steering.movedNearer.low)},
            {"moved_nearer_high", number(steering.movedNearer.high)}};
}

Json conditionJson(const BarrierCondition& condition) {
    return {{"steps", condition.steps}, {"kept", condition.kept}, {"baseline", number(condition.baseline)}};
}

Json correctionJson(const Snapshot& snapshot, const Correction& correction) {
    Json actions = Json::object();
    for (const ActionFigures& action : correction.actions)
        actions[std::string(snapshot.name(action.action))] = {
            {"turns", action.turns}, {"corrected", action.corrected}, {"labelled_only", action.labelledOnly}};
    return {{"turns", correction.turns},
            {"corrected", correction.corrected},
            {"share", shareJson(correction.share)},
            {"attempts", distributionJson(correction.attempts)},
            {"labelled_only", correction.labelledOnly},
            {"actions", std::move(actions)}};
}

Json controlJson(const ControlChart& chart, const Buckets& buckets) {
    Json points = Json::array();
    for (const ControlPoint& point : chart.points)
        points.push_back({{"from", instant(buckets.edges[point.firstBucket])},
                          {"to", instant(buckets.edges[point.firstBucket + point.buckets])},
                          {"turns", point.count.turns},
                          {"unsafe", point.count.unsafe},
                          {"expected_share", number(point.expectedShare)},
                          {"p", number(point.p)},
                          {"alarm_from", number(point.alarmFrom)},
                          {"alarm", point.alarm}});
    return {{"points", std::move(points)},
            {"previous_turns", chart.previous.turns},
            {"previous_unsafe", chart.previous.unsafe},
            {"dispersion", number(chart.dispersion)}};
}

Json effectsJson(const EvolutionEvent& event) {
    Json effects = Json::object();
    for (std::size_t i = 0; i < effectMetricCount; ++i) {
        const Effect& effect = event.effects[i];
        effects[std::string(toString(static_cast<EffectMetric>(i)))] = {
            {"change", number(effect.change)},
            {"p", number(effect.p)},
            {"helped", std::string(toString(effect.helped))}};
    }
    return effects;
}

Json adaptationsJson(const Snapshot& snapshot, const EvolutionFigures& figures) {
    Json adaptations = Json::array();
    for (const EvolutionEvent& event : figures.timeline) {
        if (event.kind != EvolutionKind::Adaptation)
            continue;
        adaptations.push_back({{"time", instant(event.time)},
                               {"session", snapshot.name(snapshot.sessions[index(event.session)]->id)},
                               {"dimension", snapshot.name(event.what)},
                               {"reason", snapshot.name(event.reason)},
                               {"old_threshold", number(event.oldThreshold)},
                               {"new_threshold", number(event.newThreshold)},
                               {"effects", effectsJson(event)}});
    }
    return adaptations;
}

// What changed without an entry that says so.
Json changesJson(const Snapshot& snapshot, const EvolutionFigures& figures) {
    Json changes = Json::array();
    for (const EvolutionEvent& event : figures.timeline) {
        const bool isVersion = event.kind == EvolutionKind::VersionChange;
        const bool isThreshold = event.kind == EvolutionKind::ThresholdChange;
        if (event.kind != EvolutionKind::ModelChange && !isVersion && !isThreshold)
            continue;
        const auto value = [&](NameId name, double threshold) {
            if (isThreshold)
                return number(threshold);
            return name == NameId{0} ? Json(nullptr) : Json(snapshot.name(name));
        };
        changes.push_back({{"time", instant(event.time)},
                           {"kind", std::string(toString(event.kind))},
                           {"field", isThreshold ? Json(snapshot.name(event.what)) : Json(nullptr)},
                           {"before", value(event.before, event.oldThreshold)},
                           {"after", value(event.what, event.newThreshold)},
                           {"effects", effectsJson(event)}});
    }
    return changes;
}

Json kindsJson(const Snapshot& snapshot, const EvolutionFigures& figures) {
    Json kinds = Json::array();
    for (const KindEffect& kind : figures.kinds)
        kinds.push_back({{"kind", std::string(toString(kind.kind))},
                         {"type", snapshot.name(kind.what)},
                         {"metric", std::string(toString(kind.metric))},
                         {"events", kind.events},
                         {"judged", kind.judged},
                         {"effect", number(kind.effect)},
                         {"low", number(kind.low)},
                         {"high", number(kind.high)},
                         {"p", number(kind.p)},
                         {"helped", std::string(toString(kind.helped))}});
    return kinds;
}

Json feedbackJson(const FeedbackAgreement& agreement) {
    return {{"n", agreement.n},
            {"good", agreement.good},
            {"mean_good", number(agreement.difference.now.value)},
            {"mean_bad", number(agreement.difference.before.value)},
            {"difference", number(agreement.difference.change)},
            {"low", number(agreement.difference.low)},
            {"high", number(agreement.difference.high)},
            {"tau", number(agreement.kendall.tau)},
            {"p", number(agreement.kendall.p)}};
}

std::string_view referenceDirection(Direction direction) {
    switch (direction) {
    case Direction::Improving: return "positive";
    case Direction::Worsening: return "negative";
    case Direction::Stable: return "stable";
    case Direction::TooFew: break;
    }
    return "too_few";
}

Json impactJson(const Snapshot& snapshot, const ReportFigures& figures) {
    Json improvement = Json::object();
    for (const MetricMean& mean : figures.evolution.impacts)
        improvement[std::string(snapshot.name(mean.metric))] = number(mean.mean);
    const Distribution& response = figures.performance.responseSeconds;
    return {{"average_improvement", std::move(improvement)},
            {"performance_stability", number(response.p50 / response.p90)},
            {"optimization_effectiveness", number(figures.evolution.effectiveness)},
            {"judged_events", figures.evolution.judgedEvents}};
}

} // namespace

std::vector<std::string_view> namesOf(ReportKinds kinds) {
    std::vector<std::string_view> names;
    if (kinds.evolution)
        names.emplace_back("evolution");
    if (kinds.safety)
        names.emplace_back("safety");
    if (kinds.loveVector)
        names.emplace_back("love-vector");
    if (kinds.performance)
        names.emplace_back("performance");
    return names;
}

ReportFigures reportFigures(const Snapshot& snapshot, const Scope& scope, ReportKinds kinds, std::stop_token stop) {
    ReportFigures figures;
    figures.kinds = kinds;
    if (kinds.evolution)
        figures.evolution = evolutionFigures(snapshot, scope, stop);
    if (kinds.safety)
        figures.safety = safetyFigures(snapshot, scope, stop);
    if (kinds.loveVector || kinds.evolution)
        figures.loveVectors = loveVectors(snapshot, scope, stop);
    if (kinds.performance || kinds.evolution)
        figures.performance = performanceFigures(snapshot, scope, stop);
    return figures;
}

nlohmann::ordered_json evolutionJson(const Snapshot& snapshot, const ReportFigures& figures) {
    const EvolutionFigures& evolution = figures.evolution;
    Json categories = Json::object();
    for (const NamedCount& count : evolution.categories)
        categories[std::string(snapshot.name(count.name))] = count.count;
    Json events = Json::object();
    for (std::size_t i = 0; i < evolutionKindCount; ++i)
        events[std::string(toString(static_cast<EvolutionKind>(i)))] = evolution.counts[i];
    Json placebos = Json::object();
    for (std::size_t i = 0; i < effectMetricCount; ++i)
        placebos[std::string(toString(static_cast<EffectMetric>(i)))] = evolution.placebos[i];
    return {{"period", periodJson(evolution.period)},
            {"total_evolution_events", evolution.entries},
            {"evolution_categories", std::move(categories)},
            {"trend_analysis",
             {{"trend_direction", std::string(referenceDirection(figures.loveVectors.magnitude.trend.direction))},
              {"evolution_velocity", number(evolution.eventsPerDay)},
              {"stability_score", number(figures.loveVectors.consistency)}}},
            {"performance_impact", impactJson(snapshot, figures)},
            {"events", std::move(events)},
            {"adaptations", adaptationsJson(snapshot, evolution)},
            {"changes", changesJson(snapshot, evolution)},
            {"effects", kindsJson(snapshot, evolution)},
            {"placebos", std::move(placebos)},
            {"feedback",
             {{"love_magnitude", feedbackJson(evolution.feedbackLove)},
              {"margin", feedbackJson(evolution.feedbackMargin)}}}};
}

nlohmann::ordered_json safetyJson(const Snapshot& snapshot, const SafetyFigures& figures) {
    Json dimensions = Json::object();
    for (const DimensionFigures& dimension : figures.dimensions) {
        Json json = distributionJson(dimension.distribution);
        json["below_zero"] = number(dimension.belowZeroShare);
        json["p5_margin"] = number(dimension.p5Margin);
        json["barrier_condition"] = conditionJson(dimension.condition);
        dimensions[std::string(snapshot.name(dimension.name))] = std::move(json);
    }
    Json types = Json::object();
    for (const NamedCount& type : figures.violationTypes)
        types[std::string(snapshot.name(type.name))] = type.count;
    return {{"period", periodJson(figures.period)},
            {"turns", figures.period.turns},
            {"turns_in_range", figures.period.turnsInRange},
            {"verdicts", verdictsJson(figures.verdicts)},
            {"reached_user_share", shareJson(figures.reachedUser)},
            {"breach_share", shareJson(figures.breach)},
            {"coverage", number(figures.coverage)},
            {"evaluations", figures.evaluations},
            {"unsafe", figures.unsafe},
            {"unsafe_share", shareJson(figures.unsafeShare)},
            {"dimensions", std::move(dimensions)},
            {"violations",
             {{"total", figures.violations},
              {"by_type", std::move(types)},
              {"per_100_turns", number(figures.violationsPer100Turns)},
              {"per_100_turns_low", number(figures.violationsMean.low)},
              {"per_100_turns_high", number(figures.violationsMean.high)}}},
            {"severity", distributionJson(figures.severity)},
            {"severity_histogram", figures.severityHistogram},
            {"severity_out_of_range", figures.severityOutOfRange},
            {"barrier_condition", conditionJson(figures.condition)},
            {"correction", correctionJson(snapshot, figures.correction)},
            {"control_chart", controlJson(figures.control, figures.buckets)},
            {"missing_entries", figures.missingEntries}};
}

nlohmann::ordered_json loveVectorJson(const LoveVectors& figures) {
    Json components = Json::object();
    for (std::size_t i = 0; i < componentCount; ++i)
        components[std::string(componentNames[i])] = loveFigureJson(figures.components[i]);
    Json correlation = Json::array();
    for (const auto& row : figures.covariation.correlation)
        correlation.push_back(numbers(row));
    Json directions = Json::array();
    for (const auto& direction : figures.principal.directions)
        directions.push_back(numbers(direction));
    return {{"period", periodJson(figures.period)},
            {"turns", figures.period.turns},
            {"turns_in_range", figures.period.turnsInRange},
            {"n", figures.n},
            {"components", std::move(components)},
            {"magnitude", loveFigureJson(figures.magnitude)},
            {"coherence", loveFigureJson(figures.coherence)},
            {"mean_step", number(figures.meanStep.value)},
            {"mean_step_low", number(figures.meanStep.low)},
            {"mean_step_high", number(figures.meanStep.high)},
            {"steps", figures.meanStep.n},
            {"consistency", number(figures.consistency)},
            {"drift_share", number(figures.driftShare)},
            {"correlation", std::move(correlation)},
            {"principal_components",
             {{"shares", numbers(figures.principal.shares)}, {"directions", std::move(directions)}}},
            {"steering", steeringJson(figures.steering)}};
}

std::string errorText(std::string_view text, Redaction redaction) {
    switch (redaction) {
    case Redaction::None: break;
    case Redaction::Omit: return "[text left out]";
    case Redaction::Length: return fmt::format("[{} {}]", text.size(), text.size() == 1 ? "byte" : "bytes");
    }
    return std::string(text);
}

nlohmann::ordered_json performanceJson(const Snapshot& snapshot, const PerformanceFigures& figures,
                                       Redaction errorTexts) {
    const auto withTrend = [](const Distribution& distribution, const Trend& trend) {
        Json json = distributionJson(distribution);
        json["trend"] = trendJson(trend);
        return json;
    };
    Json operations = Json::object();
    for (const OperationFigures& operation : figures.operations)
        operations[std::string(snapshot.name(operation.name))] = withTrend(operation.seconds, operation.trend);
    Json models = Json::object();
    for (const ModelFigures& model : figures.models) {
        Json quality = Json::object();
        for (const QualityFigures& metric : model.quality)
            quality[std::string(snapshot.name(metric.metric))] = distributionJson(metric.values);
        models[std::string(snapshot.name(model.name))] = {
            {"n", model.runs},
            {"inference_time", distributionJson(model.inferenceSeconds)},
            {"tokens_per_second", distributionJson(model.tokensPerSecond)},
            {"quality", std::move(quality)}};
    }
    Json errors = Json::object();
    for (const ErrorCount& error : figures.errors) {
        // Redacted, different texts may read the same.
        Json& count = errors[errorText(snapshot.name(error.text), errorTexts)];
        count = count.is_null() ? error.count : count.get<std::uint64_t>() + error.count;
    }
    Json slowest = Json::array();
    for (const SlowTurn& turn : figures.slowest)
        slowest.push_back({{"time", instant(turn.opened)},
                           {"session", snapshot.name(snapshot.sessions[index(turn.session)]->id)},
                           {"turn", turn.number},
                           {"seconds", number(turn.seconds)}});
    return {{"period", periodJson(figures.period)},
            {"turns", figures.period.turns},
            {"turns_in_range", figures.period.turnsInRange},
            {"response_time", withTrend(figures.responseSeconds, figures.responseTrend)},
            {"failed", figures.failed},
            {"failed_share", shareJson(figures.failedShare)},
            {"operations", std::move(operations)},
            {"models", std::move(models)},
            {"resources",
             {{"cpu_percent", distributionJson(figures.cpuPercent.distribution)},
              {"memory_mb", distributionJson(figures.memoryMb.distribution)},
              {"gpu_utilization", distributionJson(figures.gpuPercent.distribution)}}},
            {"errors", std::move(errors)},
            {"slowest", std::move(slowest)}};
}

nlohmann::ordered_json reportJson(const Snapshot& snapshot, const ReportFigures& figures) {
    Json all = Json::object();
    if (figures.kinds.evolution)
        all["evolution"] = evolutionJson(snapshot, figures);
    if (figures.kinds.safety)
        all["safety"] = safetyJson(snapshot, figures.safety);
    if (figures.kinds.loveVector)
        all["love-vector"] = loveVectorJson(figures.loveVectors);
    if (figures.kinds.performance)
        all["performance"] = performanceJson(snapshot, figures.performance, figures.errorTexts);
    return all.size() == 1 ? *all.begin() : all;
}

} // namespace moie
