// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <optional>

#include <QStringList>

#include <moie/query/filter.h>

#include "ui/pages/performance_texts.h"
#include "ui/theme/definitions.h"
#include "ui/theme/format.h"
#include "ui/theme/measures.h"

namespace moie::ui {
namespace {

using namespace format;

// A part that is as long as its turn is another name of it.
constexpr double wholeShare = 0.999;

FigureCell numberCell(const QString& text, double order, const QString& toolTip = {}) {
    FigureCell cell;
    cell.text = text;
    cell.order = order;
    cell.toolTip = toolTip;
    if (!std::isfinite(order))
        cell.color = ColorRole::Dim;
    return cell;
}

FigureCell secondsCell(double seconds, const QString& toolTip = {}) {
    return numberCell(duration(seconds), seconds, toolTip);
}

FigureCell namedCell(const QString& name, const QString& toolTip = {}) {
    FigureCell cell;
    cell.text = name;
    cell.toolTip = toolTip.isEmpty() ? name : toolTip;
    return cell;
}

QString logText(const Snapshot& snapshot, NameId name) {
    const std::string_view text = snapshot.name(name);
    return oneLine(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
}

QString spread(const Distribution& d, QString (*text)(double)) {
    return PerformanceTexts::tr("n %1 · mean %2 · from %3 to %4")
        .arg(count(d.n), text(d.mean), text(d.min), text(d.max));
}

FigureCell trendCell(const Trend& t) {
    FigureCell cell;
    cell.text = t.direction == Direction::TooFew ? PerformanceTexts::tr("too few") : trend(t.direction);
    cell.order = t.slopePerDay;
    cell.color = ColorRole::Dim;
    if (t.direction == Direction::Improving || t.direction == Direction::Worsening) {
        const bool better = t.direction == Direction::Improving;
        cell.marker = t.slopePerDay > 0.0 ? Marker::TriangleUp : Marker::TriangleDown;
        cell.markerColor = better ? ColorRole::Good : ColorRole::Bad;
        cell.color = better ? ColorRole::GoodText : ColorRole::BadText;
    }
    cell.toolTip = PerformanceTexts::tr("Slope of the means of %1: %2 a day (%3 to %4 with 95 % confidence), %5, "
                                        "corrected over all operations")
                       .arg(counted(t.sittings, Noun::Sitting), duration(t.slopePerDay), duration(t.low),
                            duration(t.high), pText(t.p));
    return cell;
}

// Of all models, in order of first appearance.
std::vector<NameId> qualityMetrics(const PerformanceFigures& figures) {
    std::vector<NameId> metrics;
    for (const ModelFigures& model : figures.models)
        for (const QualityFigures& quality : model.quality)
            if (std::find(metrics.begin(), metrics.end(), quality.metric) == metrics.end())
                metrics.push_back(quality.metric);
    return metrics;
}

struct Part {
    NameId operation{};
    double seconds = 0.0;
    std::size_t times = 0;
};

struct Parts {
    std::vector<Part> parts; // one for each operation, without those that are the whole turn
    double rest = 0.0;
};

Parts partsOf(const SlowTurn& turn) {
    Parts found;
    found.rest = turn.seconds;
    for (const TurnPart& part : turn.parts) {
        if (!std::isfinite(part.seconds) || part.seconds <= 0.0 || part.seconds >= wholeShare * turn.seconds)
            continue;
        auto at = std::find_if(found.parts.begin(), found.parts.end(),
                               [&](const Part& p) { return p.operation == part.operation; });
        if (at == found.parts.end())
            at = found.parts.insert(found.parts.end(), Part{part.operation, 0.0, 0});
        at->seconds += part.seconds;
        ++at->times;
        found.rest -= part.seconds;
    }
    found.rest = std::max(0.0, found.rest);
    return found;
}

FigureCell partsCell(const SlowTurn& turn, double longest, const PartLegend& legend, const Snapshot& snapshot) {
    const Parts parts = partsOf(turn);
    FigureCell cell;
    QStringList texts;
    double left = turn.seconds;
    for (const Part& part : parts.parts) {
        const auto at = std::find(legend.operations.begin(), legend.operations.end(), part.operation);
        const auto place = static_cast<std::size_t>(at - legend.operations.begin());
        // Parts that overlap do not make a turn longer than it was.
        const double seconds = std::min(left, part.seconds);
        cell.bars.push_back({seconds / longest, partColor(place)});
        left -= seconds;
        const QString text = words(snapshot.name(part.operation)) + QLatin1Char(' ') + duration(part.seconds);
        texts.append(part.times == 1 ? text : PerformanceTexts::tr("%1 (%2 times)").arg(text, count(part.times)));
    }
    if (left > 0.0)
        cell.bars.push_back({left / longest, ColorRole::Idle});
    if (texts.isEmpty())
        cell.second = PerformanceTexts::tr("no parts timed");
    else if (parts.rest > 0.0)
        texts.append(PerformanceTexts::tr("the rest %1").arg(duration(parts.rest)));
    if (!texts.isEmpty())
        cell.second = texts.join(QStringLiteral(" · "));
    cell.toolTip = cell.second;
    return cell;
}

} // namespace

std::vector<FigureColumn> operationColumns() {
    return {
        {PerformanceTexts::tr("Operation"), PerformanceTexts::tr("What was timed, as the log names it"), false, true},
        {PerformanceTexts::tr("n"), PerformanceTexts::tr("Timings logged in the range"), true},
        {PerformanceTexts::tr("Mean"), PerformanceTexts::tr("Mean duration"), true},
        {PerformanceTexts::tr("p50"), PerformanceTexts::tr("Duration: half were faster"), true},
        {PerformanceTexts::tr("p95"), PerformanceTexts::tr("Duration: 95 of 100 were faster; needs 20 timings"), true},
        {PerformanceTexts::tr("p99"), PerformanceTexts::tr("Duration: 99 of 100 were faster; needs 100 timings"), true},
        {PerformanceTexts::tr("Trend"), definition(Term::Trend)}};
}

std::vector<FigureRow> operationRows(const PerformanceFigures& figures, const Snapshot& snapshot) {
    std::vector<FigureRow> rows;
    for (const OperationFigures& operation : figures.operations) {
        const Distribution& d = operation.seconds;
        const QString tip = spread(d, duration);
        rows.push_back({namedCell(words(snapshot.name(operation.name)), logText(snapshot, operation.name)),
                        numberCell(count(d.n), static_cast<double>(d.n)), secondsCell(d.mean, tip),
                        secondsCell(d.p50, tip), secondsCell(d.p95, tip), secondsCell(d.p99, tip),
                        trendCell(operation.trend)});
    }
    return rows;
}

std::vector<FigureColumn> modelColumns(const PerformanceFigures& figures, const Snapshot& snapshot) {
    std::vector<FigureColumn> columns{
        {PerformanceTexts::tr("Model"), PerformanceTexts::tr("As the log names it"), false, true},
        {PerformanceTexts::tr("Runs"), PerformanceTexts::tr("Model runs logged in the range"), true},
        {PerformanceTexts::tr("p50"), PerformanceTexts::tr("Inference time: half of the runs were faster"), true},
        {PerformanceTexts::tr("p95"), PerformanceTexts::tr("Inference time: 95 of 100 runs were faster; needs 20 runs"),
         true},
        {PerformanceTexts::tr("Tokens/s"), definition(Term::TokenRate), true}};
    for (const NameId metric : qualityMetrics(figures))
        columns.push_back({sentence(words(snapshot.name(metric))), definition(Term::Quality), true});
    return columns;
}

std::vector<FigureRow> modelRows(const PerformanceFigures& figures, const Snapshot& snapshot) {
    const std::vector<NameId> metrics = qualityMetrics(figures);
    std::vector<FigureRow> rows;
    for (const ModelFigures& model : figures.models) {
        const QString times = spread(model.inferenceSeconds, duration);
        FigureRow row{namedCell(logText(snapshot, model.name)),
                      numberCell(count(model.runs), static_cast<double>(model.runs)),
                      secondsCell(model.inferenceSeconds.p50, times), secondsCell(model.inferenceSeconds.p95, times),
                      numberCell(figure(model.tokensPerSecond.p50), model.tokensPerSecond.p50,
                                 spread(model.tokensPerSecond, figure))};
        for (const NameId metric : metrics) {
            const auto found = std::find_if(model.quality.begin(), model.quality.end(),
                                            [&](const QualityFigures& q) { return q.metric == metric; });
            const Distribution d = found == model.quality.end() ? Distribution{} : found->values;
            row.push_back(numberCell(figure(d.mean), d.mean, d.n > 0 ? spread(d, figure) : QString()));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

PartLegend partLegendOf(const PerformanceFigures& figures) {
    std::vector<Part> sums;
    for (const SlowTurn& turn : figures.slowest) {
        for (const Part& part : partsOf(turn).parts) {
            const auto at = std::find_if(sums.begin(), sums.end(),
                                         [&](const Part& sum) { return sum.operation == part.operation; });
            if (at == sums.end())
                sums.push_back(part);
            else
                at->seconds += part.seconds;
        }
    }
    std::stable_sort(sums.begin(), sums.end(), [](const Part& a, const Part& b) { return a.seconds > b.seconds; });
    PartLegend legend;
    for (const Part& sum : sums)
        legend.operations.push_back(sum.operation);
    return legend;
}

std::vector<FigureColumn> slowTurnColumns() {
    return {{PerformanceTexts::tr("Turn"), PerformanceTexts::tr("When it began; below, its place in its session")},
            {PerformanceTexts::tr("Took"), definition(Term::ResponseTime), true},
            {PerformanceTexts::tr("Parts"),
             PerformanceTexts::tr("What was timed in it, as long as it took; grey is the rest of the turn"), false,
             false, true}};
}

std::vector<FigureRow> slowTurnRows(const PerformanceFigures& figures, const Snapshot& snapshot, Time now) {
    std::vector<FigureRow> rows;
    const PartLegend legend = partLegendOf(figures);
    const double longest = figures.slowest.empty() ? 1.0 : figures.slowest.front().seconds;
    for (const SlowTurn& turn : figures.slowest) {
        FigureCell when = namedCell(dateTime(turn.opened, now));
        when.order = toUnixSeconds(turn.opened);
        when.marker = verdictMarker(turn.verdict);
        when.markerColor = verdictColor(turn.verdict);
        const Session& session = *snapshot.sessions[index(turn.session)];
        when.second = PerformanceTexts::tr("turn %1 of %2").arg(count(turn.number), shortId(snapshot.name(session.id)));
        when.toolTip = PerformanceTexts::tr("%1, turn %2 of session %3, %4. Enter or a double click goes to it.")
                           .arg(when.text, count(turn.number), logText(snapshot, session.id), verdict(turn.verdict));
        rows.push_back({when, secondsCell(turn.seconds), partsCell(turn, longest, legend, snapshot)});
    }
    return rows;
}

std::vector<FigureColumn> errorColumns() {
    return {{PerformanceTexts::tr("Error"), PerformanceTexts::tr("Its text, as logged"), false, true},
            {PerformanceTexts::tr("n"), PerformanceTexts::tr("How often it was logged in the range"), true},
            {PerformanceTexts::tr("Last"), PerformanceTexts::tr("When it was logged last, in local time"), true}};
}

std::vector<FigureRow> errorRows(const PerformanceFigures& figures, const Snapshot& snapshot, Time now) {
    std::vector<FigureRow> rows;
    for (const ErrorCount& error : figures.errors) {
        const QString text = logText(snapshot, error.text);
        const QString shown = text.isEmpty() ? PerformanceTexts::tr("(no text)") : text;
        rows.push_back(
            {namedCell(shown, PerformanceTexts::tr("%1\nEnter or a double click shows its entries.").arg(shown)),
             numberCell(count(error.count), static_cast<double>(error.count)),
             numberCell(dateTime(error.last, now), toUnixSeconds(error.last))});
    }
    return rows;
}

std::string errorFilter(std::string_view text) {
    return "error:" + filterQuoted(text);
}

} // namespace moie::ui
