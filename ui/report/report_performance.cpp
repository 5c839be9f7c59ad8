// SPDX-License-Identifier: GPL-3.0-or-later
// The report's section on performance.
#include <algorithm>

#include "ui/charts/performance_charts.h"
#include "ui/report/report_sections.h"
#include "ui/report/report_words.h"
#include "ui/theme/format.h"

namespace moie::ui {

namespace {

constexpr std::size_t mostErrorsListed = 50;

ReportTable operationsTable(const PerformanceFigures& figures, const Snapshot& snapshot) {
    double longest = figures.responseSeconds.n > 0 ? figures.responseSeconds.max : 0;
    for (const OperationFigures& operation : figures.operations)
        longest = std::max(longest, operation.seconds.n > 0 ? operation.seconds.max : 0);
    const DurationColumn times(longest);
    const auto text = [&](double seconds) { return times.text(seconds); };
    std::vector<Cells> rows;
    const auto add = [&](const QString& name, const Distribution& seconds, const Trend& trend) {
        rows.push_back(distributionCells(name, seconds, text));
        rows.back().push_back(format::trend(trend.direction));
    };
    add(ReportTexts::tr("Turn's response time"), figures.responseSeconds, figures.responseTrend);
    for (const OperationFigures& operation : figures.operations)
        add(format::words(snapshot.name(operation.name)), operation.seconds, operation.trend);
    return figuresAndWordsTableOf(QStringList(ReportTexts::tr("In %1").arg(times.unit)) + distributionTitles() +
                                      QStringList(ReportTexts::tr("Trend")),
                                  std::move(rows));
}

ReportTable modelsTable(const PerformanceFigures& figures, const Snapshot& snapshot) {
    std::vector<Cells> rows;
    for (const ModelFigures& model : figures.models) {
        QStringList quality;
        for (const QualityFigures& metric : model.quality)
            quality += QStringLiteral("%1 %2").arg(format::words(snapshot.name(metric.metric)),
                                                   format::figure(metric.values.mean));
        rows.push_back({format::words(snapshot.name(model.name)), format::count(model.runs),
                        format::duration(model.inferenceSeconds.p50), format::duration(model.inferenceSeconds.p90),
                        format::figure(model.tokensPerSecond.p50), format::figure(model.tokensPerSecond.p10),
                        quality.join(QStringLiteral(", "))});
    }
    return figuresAndWordsTableOf({ReportTexts::tr("Model"), ReportTexts::tr("Runs"), ReportTexts::tr("Time p50"),
                                   QStringLiteral("p90"), ReportTexts::tr("Tokens/s p50"), QStringLiteral("p10"),
                                   ReportTexts::tr("Quality, mean")},
                                  std::move(rows));
}

ReportTable slowestTable(const PerformanceFigures& figures, const Snapshot& snapshot) {
    std::vector<Cells> rows;
    for (const SlowTurn& turn : figures.slowest) {
        QStringList parts;
        for (const TurnPart& part : turn.parts)
            parts += QStringLiteral("%1 %2").arg(format::words(snapshot.name(part.operation)),
                                                 format::duration(part.seconds));
        rows.push_back({longTime(turn.opened),
                        format::shortId(snapshot.name(snapshot.sessions[index(turn.session)]->id)),
                        format::count(turn.number), format::duration(turn.seconds), parts.join(QStringLiteral(", "))});
    }
    ReportTable table = tableOf({{ReportTexts::tr("Opened"), false},
                                 {ReportTexts::tr("Session"), false},
                                 {ReportTexts::tr("Turn"), true},
                                 {ReportTexts::tr("Took"), true},
                                 {ReportTexts::tr("Parts"), false}},
                                std::move(rows));
    table.wraps = true;
    return table;
}

// Errors may quote what was said.
QString errorText(std::string_view text, Redaction redaction) {
    return redaction == Redaction::None
               ? format::oneLine(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())))
               : redactedText(text.size(), redaction);
}

ReportTable errorsTable(const PerformanceFigures& figures, const ReportContent& content) {
    std::vector<Cells> rows;
    for (const ErrorCount& error : figures.errors) {
        if (rows.size() < mostErrorsListed)
            rows.push_back({errorText(content.snapshot->name(error.text), content.request.redaction),
                            format::count(error.count), longTime(error.last)});
    }
    ReportTable table =
        tableOf({{ReportTexts::tr("Error"), false}, {ReportTexts::tr("Count"), true}, {ReportTexts::tr("Last"), false}},
                std::move(rows));
    table.wraps = true;
    return table;
}

void addResources(ReportLayout& layout, const PerformanceFigures& figures) {
    std::vector<ChartContent> charts;
    for (const Resource resource : resources) {
        if (ChartContent chart = resourceChart(figures, resource); !chart.empty())
            charts.push_back(std::move(chart));
    }
    if (charts.empty())
        return;
    layout.addHeading(ReportTexts::tr("Resources"), 140);
    layout.addCharts(charts, 3, 120);
}

} // namespace

void addPerformanceSection(ReportLayout& layout, const ReportContent& content) {
    const PerformanceFigures& figures = *content.performance;
    const Snapshot& snapshot = *content.snapshot;
    layout.addSection(sectionTitle(ReportSection::Performance));
    layout.addParagraph(ReportTexts::tr("Response time of %1: mean %2, 95 % interval %3 to %4; %5. Failed: %6.")
                            .arg(turns(figures.responseMean.n), format::duration(figures.responseMean.value),
                                 format::duration(figures.responseMean.low),
                                 format::duration(figures.responseMean.high),
                                 format::trend(figures.responseTrend.direction), shareText(figures.failedShare)));
    layout.addChart(responsePercentilesChart(figures), 170);
    layout.addChart(failedShareChart(figures), 116);
    layout.addChart(durationHeatChart(figures), 170);
    layout.addHeading(ReportTexts::tr("Durations in numbers"));
    layout.addTable(operationsTable(figures, snapshot));
    if (ReportTable models = modelsTable(figures, snapshot); models.rows > 0) {
        layout.addHeading(ReportTexts::tr("Models"));
        layout.addTable(std::move(models));
    }
    addResources(layout, figures);
    if (ReportTable slowest = slowestTable(figures, snapshot); slowest.rows > 0) {
        layout.addHeading(ReportTexts::tr("Slowest turns"));
        layout.addTable(std::move(slowest));
    }
    layout.addHeading(ReportTexts::tr("Errors"),
                      figures.errors.empty() ? ReportLayout::headedText : ReportLayout::headedTable);
    if (figures.errors.empty())
        layout.addParagraph(ReportTexts::tr("No error was logged in this scope."));
    else
        layout.addTable(errorsTable(figures, content));
}

} // namespace moie::ui
