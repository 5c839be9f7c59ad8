// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/overview_charts.h"

#include <algorithm>

#include <QCoreApplication>
#include <QStringList>

#include <moie/analytics/overview.h>

#include "ui/charts/chart_summaries.h"
#include "ui/charts/verdict_chart.h"
#include "ui/theme/definitions.h"
#include "ui/theme/format.h"

namespace moie::ui {
namespace {

class ChartTexts {
    Q_DECLARE_TR_FUNCTIONS(OverviewCharts)
};

QString range(const Overview& overview) {
    return summaryRange(overview.from, overview.to);
}

} // namespace

ChartContent loveVectorsChart(const Overview& overview) {
    ChartContent chart;
    chart.title = ChartTexts::tr("Love vectors");
    chart.note = ChartTexts::tr("%1 mean, band 10–90 %").arg(format::perBucket(overview.buckets.size));
    chart.emptyText = ChartTexts::tr("No love vectors in this range");
    chart.definition = ChartTexts::tr("Components of the response vectors, each from 0 to 1.") + QLatin1Char(' ') +
                       format::definition(format::Term::Band);
    chart.floor = 0.0;
    chart.ceiling = 1.0;
    chart.buckets = overview.buckets;
    QStringList parts;
    for (std::size_t i = 0; i < componentCount; ++i) {
        const BandSeries& band = overview.love[i];
        chart.lines.push_back({format::component(i), componentColor(i), Qt::SolidLine, band.mean, band.p10, band.p90});
        parts.append(fromFirstToLast(format::component(i), band.mean, format::figure));
    }
    chart.summary = chart.empty() ? chart.emptyText
                                  : ChartTexts::tr("%1 of love vectors, %2, %3: %4.")
                                        .arg(format::sentence(chart.note),
                                             format::counted(overview.magnitude.n, format::Noun::Turn), range(overview),
                                             parts.join(QStringLiteral(", ")));
    return chart;
}

ChartContent verdictsChart(const Overview& overview) {
    return verdictStackChart(
        {overview.buckets, overview.verdicts, overview.verdictSeries, overview.turns, overview.from, overview.to});
}

ChartContent responseTimeChart(const Overview& overview) {
    const PercentileSeries& times = overview.responseTime;
    ChartContent chart;
    chart.title = ChartTexts::tr("Response time");
    chart.note = ChartTexts::tr("failed turns left out");
    chart.emptyText = ChartTexts::tr("No response times in this range");
    chart.definition = responseTimeDefinition();
    chart.unit = ValueUnit::Seconds;
    chart.zeroBased = true;
    chart.buckets = overview.buckets;
    const auto add = [&](const char* name, ColorRole color, Qt::PenStyle dash, const std::vector<double>& values) {
        const auto measured = [](double v) { return std::isfinite(v); };
        if (std::any_of(values.begin(), values.end(), measured))
            chart.lines.push_back({QLatin1String(name), color, dash, values, {}, {}});
    };
    add("p50", ColorRole::Accent, Qt::SolidLine, times.p50);
    add("p95", ColorRole::DimStrong, Qt::DashLine, times.p95);
    add("p99", ColorRole::Dim, Qt::DotLine, times.p99);
    QStringList parts;
    for (const ChartLine& line : chart.lines)
        parts.append(fromFirstToLast(line.name, line.values, format::duration));
    chart.summary = chart.lines.empty() ? chart.emptyText
                                        : ChartTexts::tr("Response time of %1, %2: %3.")
                                              .arg(format::counted(overview.responseSeconds.n, format::Noun::Turn),
                                                   range(overview), parts.join(QStringLiteral(", ")));
    return chart;
}

} // namespace moie::ui
