// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/live_charts.h"

#include <algorithm>
#include <span>
#include <utility>

#include <QCoreApplication>
#include <QStringList>

#include <moie/analytics/newest.h>

#include "ui/charts/chart_summaries.h"
#include "ui/theme/format.h"

namespace moie::ui {
namespace {

class LiveChartTexts {
    Q_DECLARE_TR_FUNCTIONS(LiveCharts)
};

std::span<const NewestTurn> charted(const NewestTurns& newest) {
    const std::size_t count = std::min(newest.turns.size(), liveTurnsCharted);
    return std::span(newest.turns).last(count);
}

template <typename Value>
std::vector<double> valuesOf(std::span<const NewestTurn> turns, Value value) {
    std::vector<double> values;
    for (const NewestTurn& turn : turns)
        values.push_back(value(turn));
    return values;
}

ChartContent chartOf(std::span<const NewestTurn> turns, const QString& title, const QString& emptyText) {
    ChartContent chart;
    chart.title = title;
    chart.emptyText = emptyText;
    chart.axis = XAxis::Moments;
    chart.leastLegendRows = 2; // in a narrow card
    for (const NewestTurn& turn : turns)
        chart.moments.push_back(turn.opened);
    return chart;
}

void summarize(ChartContent& chart, std::span<const NewestTurn> turns, const QStringList& parts) {
    chart.summary = chart.empty() ? chart.emptyText
                                  : LiveChartTexts::tr("%1 of the newest %2, %3: %4.")
                                        .arg(chart.title, format::counted(turns.size(), format::Noun::Turn),
                                             summaryRange(turns.front().opened, turns.back().opened),
                                             parts.join(QStringLiteral(", ")));
}

} // namespace

ChartContent liveLoveChart(const NewestTurns& newest) {
    const std::span<const NewestTurn> turns = charted(newest);
    ChartContent chart = chartOf(turns, LiveChartTexts::tr("Love vector"), LiveChartTexts::tr("No love vectors yet"));
    chart.note = LiveChartTexts::tr("by turn");
    chart.floor = 0.0;
    chart.ceiling = 1.0;
    QStringList parts;
    for (std::size_t i = 0; i < componentCount; ++i) {
        const QString name = format::component(i);
        std::vector<double> values = valuesOf(turns, [i](const NewestTurn& turn) { return turn.love.values[i]; });
        parts.append(fromFirstToLast(name, values, format::figure));
        chart.lines.push_back({name, componentColor(i), Qt::SolidLine, std::move(values)});
    }
    summarize(chart, turns, parts);
    return chart;
}

ChartContent liveMarginChart(const NewestTurns& newest) {
    const std::span<const NewestTurn> turns = charted(newest);
    ChartContent chart = chartOf(turns, LiveChartTexts::tr("Margin"), LiveChartTexts::tr("Nothing was judged yet"));
    chart.note = LiveChartTexts::tr("by turn");
    chart.unit = ValueUnit::Share;
    ChartBars bars{
        LiveChartTexts::tr("margin"),
        ColorRole::Good,
        Marker::Square,
        valuesOf(turns, [](const NewestTurn& turn) { return turn.margin; }),
        LiveChartTexts::tr("The smallest h of the turn's last evaluation, as a share of the largest h ever seen in its "
                           "dimension. Below zero the barrier is broken."),
        ColorRole::Bad};
    const QString values = fromFirstToLast(bars.name, bars.values, format::percent);
    const auto broken = std::count_if(bars.values.begin(), bars.values.end(), [](double margin) { return margin < 0; });
    chart.bars.push_back(std::move(bars));
    summarize(chart, turns,
              {values, LiveChartTexts::tr("below zero in %1")
                           .arg(format::counted(static_cast<std::uint64_t>(broken), format::Noun::Turn))});
    return chart;
}

ChartContent liveResponseChart(const NewestTurns& newest) {
    const std::span<const NewestTurn> turns = charted(newest);
    ChartContent chart =
        chartOf(turns, LiveChartTexts::tr("Response time"), LiveChartTexts::tr("No response times yet"));
    chart.unit = ValueUnit::Seconds;
    chart.zeroBased = true;
    ChartLine line{LiveChartTexts::tr("response time"), ColorRole::Accent, Qt::SolidLine,
                   valuesOf(turns, [](const NewestTurn& turn) { return turn.seconds; })};
    const QString values = fromFirstToLast(line.name, line.values, format::duration);
    chart.lines.push_back(std::move(line));
    summarize(chart, turns, {values});
    return chart;
}

} // namespace moie::ui
