// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/evolution_charts.h"

#include <algorithm>
#include <chrono>

#include <QCoreApplication>
#include <QStringList>

#include <moie/base/clock.h>

#include "ui/charts/chart_summaries.h"
#include "ui/charts/evolution_words.h"
#include "ui/theme/definitions.h"
#include "ui/theme/format.h"

namespace moie::ui {
namespace {

class EvolutionTexts {
    Q_DECLARE_TR_FUNCTIONS(EvolutionCharts)
};

std::size_t countOf(const EvolutionFigures& figures, EvolutionKind kind) {
    return figures.counts[static_cast<std::size_t>(kind)];
}

QString evolutionPeriod(const EvolutionFigures& figures) {
    return summaryRange(figures.period.from, figures.period.to);
}

format::Term termOf(EvolutionKind kind) {
    switch (kind) {
    case EvolutionKind::Adaptation: return format::Term::Adaptations;
    case EvolutionKind::Learning: return format::Term::LearningEvents;
    case EvolutionKind::Feedback: return format::Term::FeedbackEvents;
    case EvolutionKind::ModelChange: return format::Term::ModelChanges;
    case EvolutionKind::VersionChange: return format::Term::VersionChanges;
    case EvolutionKind::ThresholdChange: return format::Term::ThresholdChanges;
    case EvolutionKind::Marker: return format::Term::Markers;
    case EvolutionKind::Checkpoint: break;
    }
    return format::Term::Checkpoints;
}

TimeRange wholeRange(const EvolutionFigures& figures) {
    const bool bucketed = figures.buckets.count() > 0;
    Time from = bucketed ? figures.buckets.edges.front() : figures.period.from;
    Time to = bucketed ? figures.buckets.edges.back() : figures.period.to;
    if (!figures.timeline.empty()) {
        from = from == unknownTime ? figures.timeline.front().time : std::min(from, figures.timeline.front().time);
        to = std::max(to, figures.timeline.back().time);
    }
    if (from == unknownTime || to == unknownTime)
        return {};
    // Room for the shapes at both ends.
    const Duration margin = std::max<Duration>((to - from) / 100, std::chrono::seconds(1));
    return {from - margin, to + margin};
}

ChartContent onTimeAxis(const EvolutionFigures& figures, const QString& title) {
    ChartContent chart;
    chart.title = title;
    chart.axis = XAxis::Time;
    chart.range = wholeRange(figures);
    return chart;
}

// How many there are in each bucket, on an axis that is true to time.
ChartLine countsOf(const EvolutionFigures& figures, EvolutionKind kind) {
    ChartLine line{kindNames(kind), lookOf(kind).color};
    line.shape = LineShape::Step;
    line.times = figures.buckets.edges;
    line.values = doublesOf(figures.eventSeries[static_cast<std::size_t>(kind)]);
    line.values.push_back(notMeasured); // ends with the last bucket
    const Time now = systemClock().now();
    for (std::size_t i = 0; i < figures.buckets.count(); ++i)
        line.labels.push_back(format::bucket(figures.buckets, i, now));
    return line;
}

ChartContent eventsOfKind(const EvolutionFigures& figures, const Snapshot& snapshot,
                          const std::vector<moie::Marker>& markers, EvolutionKind kind) {
    const std::size_t count = countOf(figures, kind);
    ChartContent chart = onTimeAxis(figures, kindNames(kind));
    chart.summary =
        EvolutionTexts::tr("%1, %2: %3.").arg(kindNames(kind), evolutionPeriod(figures), format::count(count));
    if (areCounted(figures, kind)) {
        chart.unit = ValueUnit::Count;
        chart.zeroBased = true;
        chart.lines.push_back(countsOf(figures, kind));
        return chart;
    }
    const EventLook look = lookOf(kind);
    for (const EvolutionEvent& event : figures.timeline)
        if (event.kind == kind)
            chart.marks.push_back({event.time, look.marker, look.color, eventText(event, snapshot, markers)});
    return chart;
}

} // namespace

bool areCounted(const EvolutionFigures& figures, EvolutionKind kind) {
    return countOf(figures, kind) > mostEventMarks;
}

std::vector<SmallRow> eventKindRows(const EvolutionFigures& figures, const Snapshot& snapshot,
                                    const std::vector<moie::Marker>& markers) {
    std::vector<SmallRow> rows;
    for (std::size_t i = 0; i < evolutionKindCount; ++i) {
        const auto kind = static_cast<EvolutionKind>(i);
        if (figures.counts[i] == 0)
            continue;
        SmallRow row;
        row.name = kindNames(kind);
        row.figure = format::count(figures.counts[i]);
        row.explanation = EvolutionTexts::tr("In the range: %1").arg(row.figure);
        if (areCounted(figures, kind)) {
            const QString each = format::eachBucket(figures.buckets.size);
            row.name = EvolutionTexts::tr("%1, %2").arg(row.name, each);
            row.explanation +=
                EvolutionTexts::tr(". Too many to mark each: the line says how many there were %1.").arg(each);
        }
        row.chart = eventsOfKind(figures, snapshot, markers, kind);
        row.chart.definition = format::definition(termOf(kind));
        rows.push_back(std::move(row));
    }
    return rows;
}

ChartContent eventCountsChart(const EvolutionFigures& figures) {
    ChartContent chart;
    chart.title = EvolutionTexts::tr("Events over time");
    chart.note = format::eachBucket(figures.buckets.size);
    chart.emptyText = EvolutionTexts::tr("No events in this range");
    chart.definition = format::definition(format::Term::EventsOverTime);
    chart.unit = ValueUnit::Count;
    chart.zeroBased = true;
    chart.leastLegendRows = 2;
    chart.buckets = figures.buckets;
    QStringList parts;
    for (std::size_t i = 0; i < evolutionKindCount; ++i) {
        const auto kind = static_cast<EvolutionKind>(i);
        if (figures.counts[i] == 0)
            continue;
        const EventLook look = lookOf(kind);
        chart.bars.push_back(
            {format::sentence(kindNames(kind)), look.color, Marker::Square, doublesOf(figures.eventSeries[i])});
        parts.append(format::count(figures.counts[i]) + QLatin1Char(' ') + kindNames(kind).toLower());
    }
    chart.summary =
        chart.empty()
            ? chart.emptyText
            : EvolutionTexts::tr("Events, %1: %2.").arg(evolutionPeriod(figures), parts.join(QStringLiteral(", ")));
    return chart;
}

std::vector<SmallRow> thresholdRows(const EvolutionFigures& figures, const Snapshot& snapshot) {
    std::vector<SmallRow> rows;
    for (const ThresholdSeries& series : figures.thresholds) {
        SmallRow row;
        row.name = format::words(snapshot.name(series.dimension));
        row.figure = format::figure(series.thresholds.back());
        row.explanation = EvolutionTexts::tr("%1, after the first of them it was %2.")
                              .arg(format::counted(series.times.size(), format::Noun::Adaptation),
                                   format::figure(series.thresholds.front()));
        row.chart = onTimeAxis(figures, EvolutionTexts::tr("Threshold of %1").arg(row.name));
        row.chart.definition = format::definition(format::Term::Threshold);
        ChartLine line{row.name, ColorRole::Accent};
        line.shape = LineShape::Step;
        line.dots = series.times.size() <= 100;
        line.times = series.times;
        line.values = series.thresholds;
        row.chart.lines.push_back(std::move(line));
        row.chart.summary = EvolutionTexts::tr("%1, %2: %3.")
                                .arg(row.chart.title, evolutionPeriod(figures),
                                     fromFirstToLast(row.name, series.thresholds, format::figure));
        rows.push_back(std::move(row));
    }
    return rows;
}

ChartContent checkpointFieldChart(const EvolutionFigures& figures, const Snapshot& snapshot, std::size_t field) {
    ChartContent chart = onTimeAxis(figures, EvolutionTexts::tr("Checkpoint values"));
    chart.emptyText = EvolutionTexts::tr("No checkpoint with numbers in this range");
    chart.definition = format::definition(format::Term::CheckpointField);
    chart.summary = chart.emptyText;
    if (field >= figures.checkpoints.size())
        return chart;
    const FieldSeries& series = figures.checkpoints[field];
    // Checkpoints of several sessions alternate: what lies between two of them is not known.
    ChartLine line{format::words(snapshot.name(series.field)), ColorRole::Accent, Qt::NoPen};
    line.times = series.times;
    line.values = series.values;
    line.dots = true;
    chart.note = format::counted(series.times.size(), format::Noun::Checkpoint);
    chart.summary = EvolutionTexts::tr("Checkpoint values, %1: %2.")
                        .arg(evolutionPeriod(figures), fromFirstToLast(line.name, series.values, format::figure));
    chart.lines.push_back(std::move(line));
    return chart;
}

} // namespace moie::ui
