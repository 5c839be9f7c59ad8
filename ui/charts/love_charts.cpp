// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/love_charts.h"

#include <cmath>

#include <QCoreApplication>
#include <QStringList>

#include <moie/analytics/love_vectors.h>
#include <moie/base/clock.h>

#include "ui/charts/chart_summaries.h"
#include "ui/theme/definitions.h"
#include "ui/theme/format.h"

namespace moie::ui {
namespace {

class LoveChartTexts {
    Q_DECLARE_TR_FUNCTIONS(LoveCharts)
};

QString lovePeriod(const LoveVectors& figures) {
    return summaryRange(figures.period.from, figures.period.to);
}

bool hasComponent(LoveQuantity quantity) {
    return quantity < LoveQuantity::Magnitude;
}

QString noLoveVectors() {
    return LoveChartTexts::tr("No love vectors in this range");
}

// Percent of the variance that a principal component explains, where there is any.
QString axisName(const LoveVectors& figures, std::size_t axis) {
    const QString name =
        axis == 0 ? LoveChartTexts::tr("first principal component") : LoveChartTexts::tr("second principal component");
    const double share = figures.principal.shares[axis];
    return std::isfinite(share) ? LoveChartTexts::tr("%1, %2 of the variance").arg(name, format::percent(share)) : name;
}

} // namespace

QString loveQuantityName(LoveQuantity quantity) {
    switch (quantity) {
    case LoveQuantity::Magnitude: return LoveChartTexts::tr("magnitude");
    case LoveQuantity::Coherence: return LoveChartTexts::tr("coherence");
    default: return format::component(static_cast<std::size_t>(quantity));
    }
}

ColorRole loveQuantityColor(LoveQuantity quantity) {
    return hasComponent(quantity) ? componentColor(static_cast<std::size_t>(quantity)) : ColorRole::Accent;
}

const LoveFigure& loveFigure(const LoveVectors& figures, LoveQuantity quantity) {
    switch (quantity) {
    case LoveQuantity::Magnitude: return figures.magnitude;
    case LoveQuantity::Coherence: return figures.coherence;
    default: return figures.components[static_cast<std::size_t>(quantity)];
    }
}

ChartContent loveQuantityChart(const LoveVectors& figures, LoveQuantity quantity) {
    const LoveFigure& figure = loveFigure(figures, quantity);
    ChartContent chart;
    chart.title = format::sentence(loveQuantityName(quantity));
    chart.note = LoveChartTexts::tr("%1 mean, band 10–90 %").arg(format::perBucket(figures.buckets.size));
    chart.emptyText = noLoveVectors();
    chart.definition = format::definition(hasComponent(quantity)                ? format::Term::ComponentMean
                                          : quantity == LoveQuantity::Magnitude ? format::Term::Magnitude
                                                                                : format::Term::Coherence) +
                       QLatin1Char(' ') + format::definition(format::Term::Band);
    chart.floor = 0.0;
    chart.ceiling = figure.scale;
    chart.zeroBased = true;
    chart.buckets = figures.buckets;
    ChartLine line{loveQuantityName(quantity), loveQuantityColor(quantity), Qt::SolidLine,
                   figure.series.mean,         figure.series.p10,           figure.series.p90};
    line.n = figure.series.n;
    // All components on the same scale, so that they can be held against each other.
    if (hasComponent(quantity))
        chart.references.push_back({figure.scale, {}, ColorRole::Line, Qt::SolidLine});
    const QString values = fromFirstToLast(line.name, line.values, format::figure);
    chart.lines.push_back(std::move(line));
    if (chart.empty()) {
        chart.summary = chart.emptyText;
        return chart;
    }
    QStringList shifts;
    for (const Shift& shift : figure.shifts) {
        ChartMark mark{shift.at, Marker::Diamond, ColorRole::DimStrong};
        mark.text = LoveChartTexts::tr("shift of the mean from %1 to %2")
                        .arg(format::figure(shift.before), format::figure(shift.after));
        mark.kind = LoveChartTexts::tr("shift of the mean");
        shifts.append(LoveChartTexts::tr("on %1 a %2").arg(format::date(shift.at, systemClock().now()), mark.text));
        chart.marks.push_back(std::move(mark));
    }
    chart.summary = QStringLiteral("%1, %2, %3: %4")
                        .arg(format::sentence(chart.note), format::counted(figure.distribution.n, format::Noun::Turn),
                             lovePeriod(figures), values);
    if (!shifts.isEmpty())
        chart.summary += QStringLiteral("; ") + shifts.join(QStringLiteral(", "));
    chart.summary += QLatin1Char('.');
    return chart;
}

ChartContent loveHistogram(const LoveVectors& figures, LoveQuantity quantity) {
    const LoveFigure& figure = loveFigure(figures, quantity);
    const Distribution& all = figure.distribution;
    ChartContent chart;
    chart.title = format::sentence(loveQuantityName(quantity));
    chart.note = format::counted(all.n, format::Noun::Turn);
    chart.emptyText = noLoveVectors();
    chart.definition = format::definition(format::Term::ValueDistribution);
    chart.unit = ValueUnit::Count;
    chart.zeroBased = true;
    chart.axis = XAxis::Bins;
    chart.xName = loveQuantityName(quantity);
    for (std::size_t edge = 0; edge <= loveBins; ++edge)
        chart.binEdges.push_back(figure.scale * static_cast<double>(edge) / static_cast<double>(loveBins));
    ChartBars bars{LoveChartTexts::tr("turns"), loveQuantityColor(quantity), Marker::Square,
                   doublesOf({figure.histogram.begin(), figure.histogram.end()})};
    chart.bars.push_back(std::move(bars));
    if (all.n == 0) {
        chart.summary = chart.emptyText;
        return chart;
    }
    chart.summary = LoveChartTexts::tr("%1 of %2, %3: half of them over %4, 10–90 % %5 to %6; %7 at 0 and %8 at %9.")
                        .arg(chart.title, chart.note, lovePeriod(figures), format::figure(all.p50),
                             format::figure(all.p10), format::figure(all.p90), format::percent(figure.atZero),
                             format::percent(figure.atScale), format::figure(figure.scale));
    return chart;
}

ChartContent loveTrajectoryChart(const LoveVectors& figures) {
    ChartContent chart;
    chart.title = LoveChartTexts::tr("Trajectory");
    chart.note = LoveChartTexts::tr("%1 mean vectors, from pale to full").arg(format::perBucket(figures.buckets.size));
    chart.emptyText = LoveChartTexts::tr("Too few different love vectors in this range");
    chart.definition = format::definition(format::Term::Trajectory);
    chart.axis = XAxis::Numbers;
    chart.xName = axisName(figures, 0);
    chart.yName = axisName(figures, 1);
    ChartPoints points;
    points.name = LoveChartTexts::tr("mean vector");
    points.path = true;
    points.earlyToLate = true;
    for (std::size_t i = 0; i < figures.buckets.count(); ++i) {
        const double x = figures.trajectory[0][i];
        const double y = figures.trajectory[1][i];
        if (!std::isfinite(x) || !std::isfinite(y))
            continue;
        points.x.push_back(x);
        points.y.push_back(y);
        points.times.push_back(figures.buckets.edges[i]);
        points.labels.push_back(format::bucket(figures.buckets, i, systemClock().now()));
        points.n.push_back(figures.magnitude.series.n[i]);
    }
    const std::size_t count = points.x.size();
    chart.points.push_back(std::move(points));
    chart.summary = count == 0 ? chart.emptyText
                               : LoveChartTexts::tr("The mean vectors of %1 along the %2 and the %3, %4.")
                                     .arg(format::counted(figures.covariation.n, format::Noun::Turn),
                                          axisName(figures, 0), axisName(figures, 1), lovePeriod(figures));
    return chart;
}

} // namespace moie::ui
