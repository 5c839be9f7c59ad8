// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/performance_charts.h"

#include <QCoreApplication>
#include <QStringList>

#include <moie/analytics/performance.h>

#include "ui/charts/chart_summaries.h"
#include "ui/theme/definitions.h"
#include "ui/theme/format.h"

namespace moie::ui {
namespace {

class PerformanceTexts {
    Q_DECLARE_TR_FUNCTIONS(PerformanceCharts)
};

QString performancePeriod(const PerformanceFigures& figures) {
    return summaryRange(figures.period.from, figures.period.to);
}

const ResourceSeries& resourceSeries(const PerformanceFigures& figures, Resource resource) {
    switch (resource) {
    case Resource::Cpu: return figures.cpuPercent;
    case Resource::Memory: return figures.memoryMb;
    case Resource::Gpu: break;
    }
    return figures.gpuPercent;
}

QString unitOf(Resource resource) {
    return resource == Resource::Memory ? QStringLiteral("MB") : QStringLiteral("%");
}

} // namespace

ChartContent responsePercentilesChart(const PerformanceFigures& figures) {
    const PercentileSeries& times = figures.responseSeries;
    ChartContent chart;
    chart.title = PerformanceTexts::tr("Response time");
    chart.note = PerformanceTexts::tr("%1, failed turns left out").arg(format::perBucket(figures.buckets.size));
    chart.emptyText = PerformanceTexts::tr("No response times in this range");
    chart.definition = responseTimeDefinition();
    chart.unit = ValueUnit::Seconds;
    chart.zeroBased = true;
    chart.buckets = figures.buckets;
    QStringList parts;
    const auto add = [&](const char* name, ColorRole color, Qt::PenStyle dash, const std::vector<double>& values,
                         const QString& explanation) {
        if (!hasMeasured(values))
            return;
        ChartLine line{QLatin1String(name), color, dash, values};
        line.n = times.n;
        line.explanation = explanation;
        parts.append(fromFirstToLast(line.name, values, format::duration));
        chart.lines.push_back(std::move(line));
    };
    add("p50", ColorRole::Accent, Qt::SolidLine, times.p50, PerformanceTexts::tr("Half of the turns were faster."));
    add("p95", ColorRole::DimStrong, Qt::DashLine, times.p95,
        PerformanceTexts::tr("95 of 100 turns were faster; only where there are 20."));
    add("p99", ColorRole::Dim, Qt::DotLine, times.p99,
        PerformanceTexts::tr("99 of 100 turns were faster; only where there are 100."));
    chart.summary = parts.isEmpty() ? chart.emptyText
                                    : PerformanceTexts::tr("Response time of %1, %2: %3.")
                                          .arg(format::counted(figures.responseSeconds.n, format::Noun::Turn),
                                               performancePeriod(figures), parts.join(QStringLiteral(", ")));
    return chart;
}

ChartContent failedShareChart(const PerformanceFigures& figures) {
    ChartContent chart;
    chart.title = PerformanceTexts::tr("Failed turns");
    chart.note = PerformanceTexts::tr("share of turns %1").arg(format::eachBucket(figures.buckets.size));
    chart.emptyText = PerformanceTexts::tr("No turns in this range");
    chart.definition = format::definition(format::Term::FailedShare);
    chart.unit = ValueUnit::Share;
    chart.zeroBased = true;
    chart.floor = 0.0;
    chart.ceiling = 1.0;
    chart.buckets = figures.buckets;
    ChartLine line{PerformanceTexts::tr("failed"), ColorRole::Bad};
    line.dots = true;
    line.n = figures.turnSeries;
    for (std::size_t i = 0; i < figures.turnSeries.size(); ++i)
        line.values.push_back(shareOf(figures.failedSeries[i], figures.turnSeries[i]));
    chart.lines.push_back(std::move(line));
    chart.summary = chart.empty() ? chart.emptyText
                                  : PerformanceTexts::tr("Failed turns, %1: %2 of %3.")
                                        .arg(performancePeriod(figures), format::count(figures.failed),
                                             format::counted(figures.period.turnsInRange, format::Noun::Turn));
    return chart;
}

ChartContent durationHeatChart(const PerformanceFigures& figures) {
    ChartContent chart;
    chart.title = PerformanceTexts::tr("Durations");
    chart.note = PerformanceTexts::tr("turns by response time, %1").arg(format::eachBucket(figures.buckets.size));
    chart.emptyText = PerformanceTexts::tr("No response times in this range");
    chart.definition = format::definition(format::Term::DurationCounts) + QLatin1Char(' ') +
                       format::definition(format::Term::ResponseTime);
    chart.unit = ValueUnit::Seconds;
    chart.logValues = true;
    chart.buckets = figures.buckets;
    chart.heat = ChartHeat{PerformanceTexts::tr("turns"), figures.heat.edges, figures.heat.counts};
    const Distribution& all = figures.responseSeconds;
    chart.summary = chart.empty()
                        ? chart.emptyText
                        : PerformanceTexts::tr("Response times of %1, %2: from %3 to %4, half of them under %5.")
                              .arg(format::counted(all.n, format::Noun::Turn), performancePeriod(figures),
                                   format::duration(all.min), format::duration(all.max), format::duration(all.p50));
    return chart;
}

QString resourceName(Resource resource) {
    switch (resource) {
    case Resource::Cpu: return PerformanceTexts::tr("CPU");
    case Resource::Memory: return PerformanceTexts::tr("Memory");
    case Resource::Gpu: break;
    }
    return PerformanceTexts::tr("GPU");
}

QString resourceFigure(const PerformanceFigures& figures, Resource resource) {
    return format::figure(resourceSeries(figures, resource).distribution.mean) + QLatin1Char(' ') + unitOf(resource);
}

ChartContent resourceChart(const PerformanceFigures& figures, Resource resource) {
    const ResourceSeries& series = resourceSeries(figures, resource);
    ChartContent chart;
    chart.title = resourceName(resource);
    chart.note = PerformanceTexts::tr("%1 mean, band 10–90 %").arg(format::perBucket(figures.buckets.size));
    chart.emptyText = PerformanceTexts::tr("Not logged in this range");
    chart.definition = format::definition(format::Term::ResourceMean);
    chart.unitName = unitOf(resource);
    chart.zeroBased = true;
    chart.floor = 0.0;
    chart.buckets = figures.buckets;
    ChartLine line{PerformanceTexts::tr("mean"), ColorRole::Accent, Qt::SolidLine,
                   series.series.mean,           series.series.p10, series.series.p90};
    line.n = series.series.n;
    chart.lines.push_back(std::move(line));
    const Distribution& all = series.distribution;
    chart.summary = chart.empty()
                        ? chart.emptyText
                        : PerformanceTexts::tr("%1, %2: mean %3 %4, 10–90 % %5 to %6 %4; logged %7 times.")
                              .arg(chart.title, performancePeriod(figures), format::figure(all.mean), chart.unitName,
                                   format::figure(all.p10), format::figure(all.p90), format::count(all.n));
    return chart;
}

} // namespace moie::ui
