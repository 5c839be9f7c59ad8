// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/compare_charts.h"

#include <cmath>
#include <utility>

#include <QCoreApplication>

#include "ui/charts/chart_summaries.h"
#include "ui/theme/format.h"
#include "ui/theme/measures.h"

namespace moie::ui {
namespace {

class CompareTexts {
    Q_DECLARE_TR_FUNCTIONS(CompareCharts)
};

struct ComparedSeries {
    std::vector<double> values;
    std::vector<std::size_t> n;
};

ChartContent overlaid(const Comparison& comparison, const ComparedNames& names, const QString& title, Measure measure) {
    ChartContent chart;
    chart.title = title;
    chart.emptyText = CompareTexts::tr("No values on either side");
    chart.definition = format::measureMeaning(measure) + QLatin1Char(' ') +
                       CompareTexts::tr("The two sides are laid over each other, from the beginning of each.");
    chart.buckets = comparison.second.buckets;
    chart.secondBuckets = comparison.first.buckets;
    // Without turns on the side that is looked at there is no axis of its own.
    if (chart.buckets.count() == 0)
        std::swap(chart.buckets, chart.secondBuckets);
    chart.summary = CompareTexts::tr("%1, %2 against %3.").arg(title, names.looked, names.against);
    return chart;
}

void addLines(ChartContent& chart, const Comparison& comparison, const ComparedNames& names, ComparedSeries looked,
              ComparedSeries against, ColorRole color) {
    const bool swapped = comparison.second.buckets.count() == 0;
    ChartLine second{names.against, ColorRole::DimStrong, Qt::DashLine, std::move(against.values)};
    second.n = std::move(against.n);
    second.second = !swapped;
    ChartLine first{names.looked, color, Qt::SolidLine, std::move(looked.values)};
    first.n = std::move(looked.n);
    if (hasMeasured(second.values))
        chart.lines.push_back(std::move(second));
    if (hasMeasured(first.values))
        chart.lines.push_back(std::move(first));
    if (chart.lines.empty())
        chart.summary = chart.emptyText;
}

QString differenceText(const Comparison& comparison, Measure measure) {
    const Difference& d = comparison.differences[static_cast<std::size_t>(measure)];
    const QString means =
        QLatin1Char(' ') + CompareTexts::tr("Mean %1 (n %2) against %3 (n %4)")
                               .arg(format::measureValue(measure, d.now.value), format::count(d.now.n),
                                    format::measureValue(measure, d.before.value), format::count(d.before.n));
    if (!std::isfinite(d.p))
        return means + QLatin1Char('.'); // nothing was tested
    return CompareTexts::tr("%1; %2.").arg(means, d.moreThanNoise ? CompareTexts::tr("more than chance")
                                                                  : CompareTexts::tr("that can be chance"));
}

} // namespace

ChartContent comparedMagnitudeChart(const Comparison& comparison, const ComparedNames& names) {
    ChartContent chart = overlaid(comparison, names, CompareTexts::tr("Love magnitude"), Measure::Magnitude);
    chart.note = CompareTexts::tr("mean, %1").arg(format::perBucket(chart.buckets.size));
    chart.floor = 0.0;
    chart.ceiling = std::sqrt(static_cast<double>(componentCount));
    addLines(chart, comparison, names, {comparison.second.magnitude.mean, comparison.second.magnitude.n},
             {comparison.first.magnitude.mean, comparison.first.magnitude.n}, ColorRole::Accent);
    if (!chart.lines.empty())
        chart.summary += differenceText(comparison, Measure::Magnitude);
    return chart;
}

ChartContent comparedResponseTimeChart(const Comparison& comparison, const ComparedNames& names) {
    ChartContent chart = overlaid(comparison, names, CompareTexts::tr("Response time"), Measure::ResponseTime);
    chart.note = CompareTexts::tr("p50, %1, failed turns left out").arg(format::perBucket(chart.buckets.size));
    chart.unit = ValueUnit::Seconds;
    chart.zeroBased = true;
    addLines(chart, comparison, names, {comparison.second.responseTime.p50, comparison.second.responseTime.n},
             {comparison.first.responseTime.p50, comparison.first.responseTime.n}, ColorRole::Accent);
    if (!chart.lines.empty())
        chart.summary += differenceText(comparison, Measure::ResponseTime);
    return chart;
}

ChartContent comparedComponentChart(const Comparison& comparison, const ComparedNames& names, std::size_t component) {
    ChartContent chart =
        overlaid(comparison, names, format::sentence(format::component(component)), static_cast<Measure>(component));
    chart.note = CompareTexts::tr("mean, %1").arg(format::perBucket(chart.buckets.size));
    chart.floor = 0.0;
    chart.ceiling = 1.0;
    const BandSeries& looked = comparison.second.love[component];
    const BandSeries& against = comparison.first.love[component];
    addLines(chart, comparison, names, {looked.mean, looked.n}, {against.mean, against.n}, componentColor(component));
    if (!chart.lines.empty())
        chart.summary += differenceText(comparison, static_cast<Measure>(component));
    return chart;
}

ChartContent comparedUnsafeChart(const Comparison& comparison, const ComparedNames& names) {
    ChartContent chart = overlaid(comparison, names, CompareTexts::tr("Unsafe replies"), Measure::UnsafeReplies);
    chart.note =
        CompareTexts::tr("share of judged turns that reached the user, %1").arg(format::eachBucket(chart.buckets.size));
    chart.unit = ValueUnit::Share;
    chart.zeroBased = true;
    chart.floor = 0.0;
    chart.ceiling = 1.0;
    addLines(chart, comparison, names, {comparison.second.unsafeReplies.mean, comparison.second.unsafeReplies.n},
             {comparison.first.unsafeReplies.mean, comparison.first.unsafeReplies.n}, ColorRole::Accent);
    if (!chart.lines.empty())
        chart.summary += differenceText(comparison, Measure::UnsafeReplies);
    return chart;
}

} // namespace moie::ui
