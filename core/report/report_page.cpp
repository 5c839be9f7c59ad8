// SPDX-License-Identifier: MIT
#include <moie/report/report_page.h>

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include <moie/report/figure_text.h>
#include <moie/schema/safe_text.h>

namespace moie {

namespace {

using Row = std::vector<std::string>;

constexpr std::size_t mostRows = 20; // of a table: the rest is in the JSON

class PageWriter {
public:
    explicit PageWriter(const Snapshot& snapshot) : m_snapshot(snapshot) {}

    void evolution(const ReportFigures& figures);
    void safety(const SafetyFigures& figures);
    void loveVectors(const LoveVectors& figures);
    void performance(const PerformanceFigures& figures, Redaction errorTexts);
    ReportPage take() { return std::move(m_page); }

private:
    void title(const char* name, const Period& period) {
        m_page.push_back({ReportBlock::Kind::Title, name, {}});
        if (period.turns == 0)
            line(period.turnsInRange == 0 ? std::string("No turn opens in this scope.")
                                          : fmt::format("The filter matches none of the {} turns in this range.",
                                                        grouped(period.turnsInRange)));
        else
            line(fmt::format("{} to {} ({}), {} turns in {} sessions{}", timeText(period.from), timeText(period.to),
                             zoneName(period.to), grouped(period.turns), grouped(period.sessions),
                             period.provisional > 0
                                 ? fmt::format("; {} more are still open", grouped(period.provisional))
                                 : std::string()));
        if (period.turns > 0 && period.turns < period.turnsInRange)
            line(fmt::format("The filter leaves out {} turns of the range; rates are of all {}.",
                             grouped(period.turnsInRange - period.turns), grouped(period.turnsInRange)));
    }
    void heading(std::string text) { m_page.push_back({ReportBlock::Kind::Heading, std::move(text), {}}); }
    void line(std::string text) { m_page.push_back({ReportBlock::Kind::Line, std::move(text), {}}); }
    void table(std::vector<Row> rows) {
        if (rows.size() < 2)
            return;
        const std::size_t left = rows.size() - 1 > mostRows ? rows.size() - 1 - mostRows : 0;
        rows.resize(rows.size() - left);
        m_page.push_back({ReportBlock::Kind::Table, {}, std::move(rows)});
        if (left > 0)
            line(fmt::format("… and {} more (the JSON has all)", grouped(left)));
    }
    std::string name(NameId id) const {
        const std::string_view text = m_snapshot.name(id);
        return text.empty() ? "(none)" : std::string(text);
    }

    void condition(const BarrierCondition& condition);
    void corrections(const Correction& correction);
    void alarms(const SafetyFigures& figures);
    void changes(const EvolutionFigures& figures);
    void feedback(const EvolutionFigures& figures);

    const Snapshot& m_snapshot;
    ReportPage m_page;
};

Row distributionRow(std::string name, const Distribution& d, std::string (*text)(double)) {
    return {std::move(name), grouped(d.n), text(d.mean), text(d.p10),
            text(d.p50),     text(d.p90),  text(d.p95),  text(d.max)};
}

const Row distributionHead{"", "n", "mean", "p10", "p50", "p90", "p95", "max"};

std::string trendText(const Trend& trend, bool withheld = false) {
    if (withheld)
        return "many at a bound";
    switch (trend.direction) {
    case Direction::TooFew: return "too few";
    case Direction::Stable: return "stable";
    default:
        return fmt::format("{} {} a day (p {})", toString(trend.direction), changeText(trend.slopePerDay),
                           probabilityText(trend.p));
    }
}

void PageWriter::loveVectors(const LoveVectors& figures) {
    title("Love vectors", figures.period);
    if (figures.n == 0) {
        line("No response in it has a love vector.");
        return;
    }
    std::vector<Row> rows{distributionHead};
    rows[0].push_back("trend");
    std::vector<Row> shifts{{"shifts of the mean", "at", "from", "to"}};
    const auto add = [&](std::string name, const LoveFigure& figure) {
        for (const Shift& shift : figure.shifts)
            shifts.push_back({name, timeText(shift.at), figureText(shift.before), figureText(shift.after)});
        Row row = distributionRow(std::move(name), figure.distribution, figureText);
        row.push_back(trendText(figure.trend, figure.trendWithheld));
        rows.push_back(std::move(row));
    };
    for (std::size_t i = 0; i < componentCount; ++i)
        add(std::string(componentNames[i]), figures.components[i]);
    add("magnitude", figures.magnitude);
    add("coherence", figures.coherence);
    table(std::move(rows));
    table(std::move(shifts));
    line(
        fmt::format("Magnitude is {} of the largest possible. Consistency {} (mean step {} from turn to turn, n = {}); "
                    "slow drift explains {} of the variance within sittings.",
                    percentText(figures.magnitude.mean.value / std::sqrt(5.0)), figureText(figures.consistency),
                    figureText(figures.meanStep.value), grouped(figures.meanStep.n), percentText(figures.driftShare)));
    heading("Steering: from the message to the response");
    const Steering& steering = figures.steering;
    if (steering.n == 0) {
        line("No turn has both vectors.");
        return;
    }
    line(fmt::format("n = {}, mean change {} ({}–{}); {} of the distance to the target was closed; nearer to it in {}.",
                     grouped(steering.n), figureText(steering.meanChange.value), figureText(steering.meanChange.low),
                     figureText(steering.meanChange.high), percentText(steering.deficitClosed),
                     shareWithInterval(steering.movedNearer)));
    std::vector<Row> changes{{"", "mean change", "low", "high"}};
    for (std::size_t i = 0; i < componentCount; ++i) {
        const Estimate& change = steering.componentChange[i];
        changes.push_back({std::string(componentNames[i]), changeText(change.value), changeText(change.low),
                           changeText(change.high)});
    }
    table(std::move(changes));
}

void PageWriter::condition(const BarrierCondition& condition) {
    if (condition.steps == 0)
        return;
    line(fmt::format("Barrier condition h(k+1) ≥ 0.5 h(k): kept in {} of {} steps ({}); evaluations in chance order "
                     "would keep {}.",
                     grouped(condition.kept), grouped(condition.steps),
                     percentText(shareOf(condition.kept, condition.steps)), percentText(condition.baseline)));
}

void PageWriter::corrections(const Correction& correction) {
    heading("Correction");
    if (correction.turns == 0) {
        line("No turn has an unsafe evaluation.");
        return;
    }
    line(fmt::format("Of {} turns with an unsafe evaluation {} were corrected before delivery: {}. In {} an action was "
                     "announced and no second evaluation shows that it was done.",
                     grouped(correction.turns), grouped(correction.corrected), shareWithInterval(correction.share),
                     grouped(correction.labelledOnly)));
    std::vector<Row> rows{{"announced action", "turns", "corrected", "only announced"}};
    for (const ActionFigures& action : correction.actions)
        rows.push_back(
            {name(action.action), grouped(action.turns), grouped(action.corrected), grouped(action.labelledOnly)});
    table(std::move(rows));
}

void PageWriter::alarms(const SafetyFigures& figures) {
    heading("Turns with an unsafe evaluation over time");
    const auto& points = figures.control.points;
    const auto alarm = [](const ControlPoint& point) { return point.alarm; };
    const auto count = std::count_if(points.begin(), points.end(), alarm);
    line(count == 0 ? fmt::format("{} points, none with more than chance explains.", grouped(points.size()))
                    : fmt::format("{} of {} points have more than chance explains:", count, grouped(points.size())));
    std::vector<Row> rows{{"from", "turns", "unsafe", "expected", "p"}};
    for (const ControlPoint& point : points)
        if (point.alarm)
            rows.push_back({timeText(figures.buckets.edges[point.firstBucket]), grouped(point.count.turns),
                            grouped(point.count.unsafe), percentText(point.expectedShare), probabilityText(point.p)});
    table(std::move(rows));
}

void PageWriter::safety(const SafetyFigures& figures) {
    title("Safety", figures.period);
    if (figures.period.turns == 0)
        return;
    const auto verdict = [&](Verdict of) { return figures.verdicts[static_cast<std::size_t>(of)]; };
    line(fmt::format("Unsafe replies that reached the user: {} of {} judged turns, {}.",
                     grouped(verdict(Verdict::ReachedUser)), grouped(figures.reachedUser.n),
                     shareWithInterval(figures.reachedUser)));
    if (verdict(Verdict::Breach) > 0)
        line(fmt::format("Breaches, where a barrier was below zero though the reply was called safe: {} of {} judged "
                         "turns, {}.",
                         grouped(verdict(Verdict::Breach)), grouped(figures.breach.n),
                         shareWithInterval(figures.breach)));
    std::vector<Row> verdicts{{"verdict", "turns"}};
    for (std::size_t i = 0; i < verdictCount; ++i)
        if (static_cast<Verdict>(i) != Verdict::Provisional) {
            std::string text(toString(static_cast<Verdict>(i)));
            std::replace(text.begin(), text.end(), '_', ' ');
            verdicts.push_back({std::move(text), grouped(figures.verdicts[i])});
        }
    table(std::move(verdicts));
    line(fmt::format("Coverage: {} of the replies were judged; {} entries are missing.", percentText(figures.coverage),
                     grouped(figures.missingEntries)));
    heading("Barriers");
    line(fmt::format("{} evaluations, {} unsafe: {}.", grouped(figures.evaluations), grouped(figures.unsafe),
                     shareWithInterval(figures.unsafeShare)));
    std::vector<Row> rows{{"h(x)", "n", "mean", "min", "p10", "p50", "below zero", "p5 of largest"}};
    for (const DimensionFigures& dimension : figures.dimensions) {
        const Distribution& d = dimension.distribution;
        rows.push_back({name(dimension.name), grouped(d.n), figureText(d.mean), figureText(d.min), figureText(d.p10),
                        figureText(d.p50), percentText(dimension.belowZeroShare), percentText(dimension.p5Margin)});
    }
    table(std::move(rows));
    condition(figures.condition);
    heading("Violations");
    line(fmt::format("{} violations, {} per 100 turns ({}–{}).", grouped(figures.violations),
                     figureText(figures.violationsPer100Turns), figureText(figures.violationsMean.low),
                     figureText(figures.violationsMean.high)));
    std::vector<Row> types{{"type", "violations"}};
    for (const NamedCount& type : figures.violationTypes)
        types.push_back({name(type.name), grouped(type.count)});
    table(std::move(types));
    if (figures.severity.n > 0) {
        std::vector<Row> severity{{"severity", "violations"}};
        for (std::size_t i = 0; i < severityBins; ++i)
            severity.push_back({fmt::format("{:.1f}–{:.1f}", double(i) / 10, double(i + 1) / 10),
                                grouped(figures.severityHistogram[i])});
        if (figures.severityOutOfRange > 0)
            severity.push_back({"out of range", grouped(figures.severityOutOfRange)});
        table(std::move(severity));
    }
    corrections(figures.correction);
    alarms(figures);
}

void PageWriter::performance(const PerformanceFigures& figures, Redaction errorTexts) {
    title("Performance", figures.period);
    if (figures.period.turns == 0)
        return;
    line(fmt::format("{} turns failed: {}. Mean response time {} ({}–{}, n = {}).", grouped(figures.failed),
                     shareWithInterval(figures.failedShare), secondsText(figures.responseMean.value),
                     secondsText(figures.responseMean.low), secondsText(figures.responseMean.high),
                     grouped(figures.responseMean.n)));
    std::vector<Row> rows{distributionHead};
    rows[0].push_back("trend");
    const auto add = [&](std::string name, const Distribution& d, const Trend& trend) {
        rows.push_back(distributionRow(std::move(name), d, secondsText));
        rows.back().push_back(trendText(trend));
    };
    add("turn response time", figures.responseSeconds, figures.responseTrend);
    for (const OperationFigures& operation : figures.operations)
        add(name(operation.name), operation.seconds, operation.trend);
    table(std::move(rows));
    std::vector<Row> models{{"model", "runs", "inference p50", "p90", "tokens/s p50", "p10", "quality (mean)"}};
    for (const ModelFigures& model : figures.models) {
        std::string quality;
        for (const QualityFigures& metric : model.quality)
            quality += fmt::format("{}{} {}", quality.empty() ? "" : ", ", m_snapshot.name(metric.metric),
                                   figureText(metric.values.mean));
        models.push_back({name(model.name), grouped(model.runs), secondsText(model.inferenceSeconds.p50),
                          secondsText(model.inferenceSeconds.p90), figureText(model.tokensPerSecond.p50),
                          figureText(model.tokensPerSecond.p10), std::move(quality)});
    }
    table(std::move(models));
    std::vector<Row> resources{distributionHead};
    const auto addResource = [&](const char* of, const ResourceSeries& resource) {
        if (resource.distribution.n > 0)
            resources.push_back(distributionRow(of, resource.distribution, figureText));
    };
    addResource("CPU, %", figures.cpuPercent);
    addResource("memory, MB", figures.memoryMb);
    addResource("GPU, %", figures.gpuPercent);
    table(std::move(resources));
    std::vector<Row> slowest{{"slowest turns", "session", "turn", "took"}};
    for (std::size_t i = 0; i < std::min<std::size_t>(figures.slowest.size(), 10); ++i) {
        const SlowTurn& turn = figures.slowest[i];
        slowest.push_back({timeText(turn.opened),
                           std::string(m_snapshot.name(m_snapshot.sessions[index(turn.session)]->id).substr(0, 8)),
                           grouped(turn.number), secondsText(turn.seconds)});
    }
    table(std::move(slowest));
    std::vector<Row> errors{{"error", "count", "last"}};
    for (const ErrorCount& error : figures.errors)
        errors.push_back({errorText(name(error.text), errorTexts), grouped(error.count), timeText(error.last)});
    table(std::move(errors));
}

void PageWriter::changes(const EvolutionFigures& figures) {
    std::vector<Row> rows{{"found in the logs", "at", "from", "to"}};
    for (const EvolutionEvent& event : figures.timeline) {
        const auto row = [&](std::string what, std::string from, std::string to) {
            rows.push_back({std::move(what), timeText(event.time), std::move(from), std::move(to)});
        };
        const auto nameOrNothing = [&](NameId id) { return id == NameId{0} ? std::string("–") : name(id); };
        if (event.kind == EvolutionKind::ModelChange)
            row("model", nameOrNothing(event.before), name(event.what));
        else if (event.kind == EvolutionKind::VersionChange)
            row("engine version", nameOrNothing(event.before), name(event.what));
        else if (event.kind == EvolutionKind::ThresholdChange)
            row(name(event.what), figureText(event.oldThreshold), figureText(event.newThreshold));
    }
    table(std::move(rows));
}

void PageWriter::feedback(const EvolutionFigures& figures) {
    heading("Scores against feedback");
    const auto say = [&](const char* of, const FeedbackAgreement& agreement) {
        if (agreement.n > 0)
            line(fmt::format("{}: {} after good feedback ({}), {} after bad ({}), difference {} ({} to {}); Kendall's "
                             "tau {} (p {}).",
                             of, figureText(agreement.difference.now.value), grouped(agreement.good),
                             figureText(agreement.difference.before.value), grouped(agreement.n - agreement.good),
                             changeText(agreement.difference.change), changeText(agreement.difference.low),
                             changeText(agreement.difference.high), figureText(agreement.kendall.tau),
                             probabilityText(agreement.kendall.p)));
    };
    say("Love magnitude", figures.feedbackLove);
    say("Margin", figures.feedbackMargin);
    if (figures.feedbackLove.n == 0 && figures.feedbackMargin.n == 0)
        line("No feedback was given to a turn with figures.");
}

void PageWriter::evolution(const ReportFigures& all) {
    const EvolutionFigures& figures = all.evolution;
    title("Evolution", figures.period);
    if (figures.period.turns == 0 && figures.events == 0)
        return;
    const std::string rate =
        std::isfinite(figures.eventsPerDay) ? fmt::format(", {} a day", figureText(figures.eventsPerDay)) : "";
    line(fmt::format("{} entries of level evolution; {} events{}.", grouped(figures.entries), grouped(figures.events),
                     rate));
    std::vector<Row> events{{"event", "count"}};
    for (std::size_t i = 0; i < evolutionKindCount; ++i) {
        std::string text(toString(static_cast<EvolutionKind>(i)));
        std::replace(text.begin(), text.end(), '_', ' ');
        if (figures.counts[i] > 0)
            events.push_back({std::move(text), grouped(figures.counts[i])});
    }
    table(std::move(events));
    changes(figures);
    line(fmt::format("Love magnitude: {}. Consistency {}. Response time p50/p90 {}.",
                     trendText(all.loveVectors.magnitude.trend, all.loveVectors.magnitude.trendWithheld),
                     figureText(all.loveVectors.consistency),
                     figureText(all.performance.responseSeconds.p50 / all.performance.responseSeconds.p90)));
    std::vector<Row> impacts{{"logged impact of learning", "n", "mean"}};
    for (const MetricMean& mean : figures.impacts)
        impacts.push_back({name(mean.metric), grouped(mean.n), changeText(mean.mean)});
    table(std::move(impacts));
    heading("Did it help?");
    line("Mean of the 8 turns after an event less that of the 8 before, beside places where nothing happened. An "
         "association: events tend to follow bad stretches.");
    std::vector<Row> kinds{{"event", "metric", "judged", "effect", "low", "high", "p", "helped"}};
    for (const KindEffect& kind : figures.kinds) {
        std::string text(toString(kind.kind));
        if (kind.what != NameId{0})
            text.append(" ").append(name(kind.what));
        std::string metric(toString(kind.metric));
        std::string helped(toString(kind.helped));
        for (std::string* with : {&text, &metric, &helped})
            std::replace(with->begin(), with->end(), '_', ' ');
        kinds.push_back({std::move(text), std::move(metric),
                         fmt::format("{}/{}", grouped(kind.judged), grouped(kind.events)), changeText(kind.effect),
                         changeText(kind.low), changeText(kind.high), probabilityText(kind.p), std::move(helped)});
    }
    std::stable_sort(kinds.begin() + 1, kinds.end(), [](const Row& a, const Row& b) { return a[0] < b[0]; });
    table(std::move(kinds));
    feedback(figures);
}

} // namespace

ReportPage reportPage(const Snapshot& snapshot, const ReportFigures& figures) {
    PageWriter writer(snapshot);
    // What harms a user comes first.
    if (figures.kinds.safety)
        writer.safety(figures.safety);
    if (figures.kinds.loveVector)
        writer.loveVectors(figures.loveVectors);
    if (figures.kinds.performance)
        writer.performance(figures.performance, figures.errorTexts);
    if (figures.kinds.evolution)
        writer.evolution(figures);
    return writer.take();
}

} // namespace moie
