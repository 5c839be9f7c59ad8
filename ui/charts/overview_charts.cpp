// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/overview_charts.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <numeric>

#include <QCoreApplication>
#include <QStringList>

#include <moie/analytics/overview.h>

#include "ui/charts/verdict_chart.h"
#include "ui/theme/format.h"

namespace moie::ui {
namespace {

class ChartTexts {
    Q_DECLARE_TR_FUNCTIONS(OverviewCharts)
};

Time now() {
    return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

QString range(const Overview& overview) {
    return format::dateRange(overview.from, overview.to, now());
}

// "warmth from 0.48 to 0.90": between the first and the last bucket that has a value.
QString firstToLast(const QString& name, const std::vector<double>& values, QString (*text)(double)) {
    const auto measured = [](double v) { return std::isfinite(v); };
    const auto first = std::find_if(values.begin(), values.end(), measured);
    if (first == values.end())
        return ChartTexts::tr("%1 not measured").arg(name);
    const auto last = std::find_if(values.rbegin(), values.rend(), measured);
    return ChartTexts::tr("%1 from %2 to %3").arg(name, text(*first), text(*last));
}

} // namespace

ChartContent loveVectorsChart(const Overview& overview) {
    ChartContent chart;
    chart.title = ChartTexts::tr("Love vectors");
    chart.note = ChartTexts::tr("%1 mean, band 10–90 %").arg(format::perBucket(overview.buckets.size));
    chart.emptyText = ChartTexts::tr("No love vectors in this range");
    chart.floor = 0.0;
    chart.ceiling = 1.0;
    chart.buckets = overview.buckets;
    QStringList parts;
    for (std::size_t i = 0; i < componentCount; ++i) {
        const BandSeries& band = overview.love[i];
        chart.lines.push_back({format::component(i), componentColor(i), Qt::SolidLine, band.mean, band.p10, band.p90});
        parts.append(firstToLast(format::component(i), band.mean, format::figure));
    }
    chart.summary = chart.empty()
                        ? chart.emptyText
                        : ChartTexts::tr("%1 of love vectors, %2: %3.")
                              .arg(format::sentence(chart.note), range(overview), parts.join(QStringLiteral(", ")));
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
    chart.unit = ValueUnit::Seconds;
    chart.zeroBased = true;
    chart.buckets = overview.buckets;
    const auto add = [&](const char* name, ColorRole color, Qt::PenStyle dash, const std::vector<double>& values) {
        const auto measured = [](double v) { return std::isfinite(v); };
        if (std::any_of(values.begin(), values.end(), measured))
            chart.lines.push_back({QLatin1String(name), color, dash, values, {}, {}});
    };
    add("p50", ColorRole::Accent, Qt::SolidLine, times.p50);
    add("p95", ColorRole::DimStrong, Qt::SolidLine, times.p95);
    add("p99", ColorRole::Dim, Qt::DotLine, times.p99);
    QStringList parts;
    for (const ChartLine& line : chart.lines)
        parts.append(firstToLast(line.name, line.values, format::duration));
    chart.summary =
        chart.lines.empty()
            ? chart.emptyText
            : ChartTexts::tr("Response time, %1: %2.").arg(range(overview), parts.join(QStringLiteral(", ")));
    return chart;
}

} // namespace moie::ui
