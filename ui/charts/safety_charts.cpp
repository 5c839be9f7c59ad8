// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/safety_charts.h"

#include <cmath>

#include <QCoreApplication>

#include <moie/analytics/safety.h>
#include <moie/base/clock.h>

#include "ui/charts/chart_summaries.h"
#include "ui/charts/verdict_chart.h"
#include "ui/theme/definitions.h"
#include "ui/theme/format.h"

namespace moie::ui {
namespace {

class SafetyChartTexts {
    Q_DECLARE_TR_FUNCTIONS(SafetyCharts)
};

QString safetyPeriod(const SafetyFigures& figures) {
    return summaryRange(figures.period.from, figures.period.to);
}

// What the buckets of a control point cover.
QString pointLabel(const SafetyFigures& figures, const ControlPoint& point) {
    const Time now = systemClock().now();
    if (point.buckets == 1)
        return format::bucket(figures.buckets, point.firstBucket, now);
    const Time end = figures.buckets.edges[point.firstBucket + point.buckets];
    return format::dateRange(figures.buckets.edges[point.firstBucket], end - Duration(1), now);
}

QString controlSummary(const SafetyFigures& figures, std::size_t alarms) {
    Count all;
    for (const ControlPoint& point : figures.control.points) {
        all.turns += point.count.turns;
        all.unsafe += point.count.unsafe;
    }
    const QString counts =
        SafetyChartTexts::tr("%1 of %2 judged with an unsafe evaluation, %3")
            .arg(format::count(all.unsafe), format::counted(all.turns, format::Noun::Turn), safetyPeriod(figures));
    return alarms == 0 ? SafetyChartTexts::tr("%1: no alarm.").arg(counts)
                       : SafetyChartTexts::tr("%1: %2 of %3 points are alarms.")
                             .arg(counts, format::count(alarms), format::count(figures.control.points.size()));
}

} // namespace

ChartContent safetyVerdictsChart(const SafetyFigures& figures) {
    return verdictStackChart({figures.buckets, figures.verdicts, figures.verdictSeries, figures.period.turns,
                              figures.period.from, figures.period.to});
}

ChartContent barrierChart(const SafetyFigures& figures, const DimensionFigures& dimension, const QString& name) {
    ChartContent chart;
    chart.title = name;
    chart.note = SafetyChartTexts::tr("5th percentile of h(x), %1").arg(format::perBucket(figures.buckets.size));
    chart.emptyText = SafetyChartTexts::tr("No barrier values in this range");
    chart.definition =
        format::definition(format::Term::BelowZero) + QLatin1Char(' ') + format::definition(format::Term::LowBarrier);
    chart.buckets = figures.buckets;
    ChartLine line{SafetyChartTexts::tr("5th percentile of h(x)"), ColorRole::Accent, Qt::SolidLine,
                   dimension.p5Series};
    line.n = dimension.series;
    chart.lines.push_back(std::move(line));
    ReferenceLine zero;
    zero.color = ColorRole::Bad;
    zero.shadeBelow = true;
    chart.references.push_back(zero);
    chart.summary =
        chart.empty()
            ? chart.emptyText
            : SafetyChartTexts::tr("%1, %2: %3 of %4 evaluations below zero; %5.")
                  .arg(name, safetyPeriod(figures), format::percent(dimension.belowZeroShare),
                       format::count(dimension.distribution.n),
                       fromFirstToLast(SafetyChartTexts::tr("5th percentile"), dimension.p5Series, format::figure));
    return chart;
}

std::vector<SmallRow> barrierRows(const SafetyFigures& figures, const Snapshot& snapshot) {
    std::vector<SmallRow> rows;
    for (const DimensionFigures& dimension : figures.dimensions) {
        SmallRow row;
        row.name = format::words(snapshot.name(dimension.name));
        row.figure = format::percent(dimension.belowZeroShare);
        if (dimension.belowZero > 0)
            row.figureColor = ColorRole::BadText;
        const Distribution& h = dimension.distribution;
        row.explanation =
            SafetyChartTexts::tr("%1: %2 of %3 evaluations below zero.\nh(x): mean %4, "
                                 "lowest %5, half of them over %6; the 5th percentile is %7 of the largest ever seen.")
                .arg(row.name, format::count(dimension.belowZero), format::count(h.n), format::figure(h.mean),
                     format::figure(h.min), format::figure(h.p50), format::percent(dimension.p5Margin));
        row.chart = barrierChart(figures, dimension, row.name);
        rows.push_back(std::move(row));
    }
    return rows;
}

ChartContent unsafeControlChart(const SafetyFigures& figures) {
    ChartContent chart;
    chart.title = SafetyChartTexts::tr("Control chart");
    chart.emptyText = SafetyChartTexts::tr("No turn was judged in this range");
    chart.definition = format::definition(format::Term::ControlChart);
    chart.unit = ValueUnit::Share;
    chart.zeroBased = true;
    chart.floor = 0.0;
    chart.ceiling = 1.0;
    chart.buckets = figures.buckets;
    ChartLine limits{SafetyChartTexts::tr("by chance"), ColorRole::Dim};
    limits.explanation = SafetyChartTexts::tr("Up to where a share is no alarm. Beyond it are shares that chance "
                                              "reaches once in 740 points. Points of under 20 turns have no limit.");
    ChartLine expected{SafetyChartTexts::tr("expected"), ColorRole::Dim, Qt::DashLine};
    expected.explanation = figures.control.previous.turns > 0 ? SafetyChartTexts::tr("As in the period before.")
                                                              : SafetyChartTexts::tr("As at the other points.");
    ChartLine share{SafetyChartTexts::tr("turns with an unsafe evaluation"), ColorRole::Accent};
    share.explanation = SafetyChartTexts::tr("Of judged turns. Neighbouring intervals are taken together until they "
                                             "have 20 turns.");
    share.dots = true;
    for (const ControlPoint& point : figures.control.points) {
        const Time from = figures.buckets.edges[point.firstBucket];
        const Time to = figures.buckets.edges[point.firstBucket + point.buckets];
        const Time middle = from + (to - from) / 2;
        for (ChartLine* line : {&limits, &expected, &share}) {
            line->times.push_back(middle);
            line->labels.push_back(pointLabel(figures, point));
        }
        limits.low.push_back(std::isfinite(point.alarmFrom) ? 0.0 : notMeasured);
        limits.high.push_back(point.alarmFrom);
        expected.values.push_back(point.expectedShare);
        if (point.alarm)
            share.alarms.push_back(share.values.size());
        share.values.push_back(shareOf(point.count.unsafe, point.count.turns));
        share.n.push_back(point.count.turns);
    }
    const std::size_t alarms = share.alarms.size();
    // Points of under 20 turns have neither.
    if (hasMeasured(limits.high))
        chart.lines.push_back(std::move(limits));
    if (hasMeasured(expected.values))
        chart.lines.push_back(std::move(expected));
    if (!share.values.empty())
        chart.lines.push_back(std::move(share));
    chart.summary = chart.empty() ? chart.emptyText : controlSummary(figures, alarms);
    return chart;
}

ChartContent severityChart(const SafetyFigures& figures) {
    const Distribution& all = figures.severity;
    ChartContent chart;
    chart.title = SafetyChartTexts::tr("Severity");
    chart.note = format::counted(all.n, format::Noun::Violation);
    if (figures.severityOutOfRange > 0)
        chart.note +=
            QStringLiteral(" · ") +
            SafetyChartTexts::tr("%1 outside of 0 to 1 not shown").arg(format::count(figures.severityOutOfRange));
    chart.emptyText = SafetyChartTexts::tr("No violations in this range");
    chart.definition = format::definition(format::Term::Severity);
    chart.unit = ValueUnit::Count;
    chart.zeroBased = true;
    chart.axis = XAxis::Bins;
    chart.xName = SafetyChartTexts::tr("severity");
    for (std::size_t edge = 0; edge <= severityBins; ++edge)
        chart.binEdges.push_back(static_cast<double>(edge) / static_cast<double>(severityBins));
    chart.bars.push_back({SafetyChartTexts::tr("violations"), ColorRole::Warn, Marker::Square,
                          doublesOf({figures.severityHistogram.begin(), figures.severityHistogram.end()})});
    chart.summary = all.n == 0 ? chart.emptyText
                               : SafetyChartTexts::tr("Severity of %1, %2: mean %3, from %4 to %5.")
                                     .arg(chart.note, safetyPeriod(figures), format::figure(all.mean),
                                          format::figure(all.min), format::figure(all.max));
    return chart;
}

} // namespace moie::ui
