// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/verdict_chart.h"

#include <QCoreApplication>
#include <QStringList>

#include "ui/charts/chart_summaries.h"
#include "ui/theme/definitions.h"
#include "ui/theme/format.h"

namespace moie::ui {
namespace {

class VerdictChartTexts {
    Q_DECLARE_TR_FUNCTIONS(VerdictChart)
};

// From the bottom: what matters most stands on the base line, where bars can be compared.
constexpr std::array<Verdict, 8> stackOrder{Verdict::ReachedUser, Verdict::Caught, Verdict::Breach,
                                            Verdict::Near,        Verdict::Clear,  Verdict::NotJudged,
                                            Verdict::Unanswered,  Verdict::Failed};

} // namespace

ChartContent verdictStackChart(const VerdictCounts& counts) {
    ChartContent chart;
    chart.title = VerdictChartTexts::tr("Turns by verdict");
    chart.note = format::eachBucket(counts.buckets.size);
    chart.emptyText = VerdictChartTexts::tr("No turns in this range");
    chart.definition = format::definition(format::Term::TurnsByVerdict);
    chart.unit = ValueUnit::Count;
    chart.zeroBased = true;
    chart.leastLegendRows = 2;
    chart.buckets = counts.buckets;
    QStringList parts;
    for (const Verdict verdict : stackOrder) {
        const auto index = static_cast<std::size_t>(verdict);
        if (counts.totals[index] == 0)
            continue;
        chart.bars.push_back({format::verdict(verdict), verdictColor(verdict), verdictMarker(verdict),
                              doublesOf(counts.series[index]), format::verdictMeaning(verdict)});
        parts.append(format::count(counts.totals[index]) + QLatin1Char(' ') + format::verdict(verdict));
    }
    chart.summary = chart.empty() ? chart.emptyText
                                  : QStringLiteral("%1, %2: %3.")
                                        .arg(format::counted(counts.turns, format::Noun::Turn),
                                             summaryRange(counts.from, counts.to), parts.join(QStringLiteral(", ")));
    return chart;
}

} // namespace moie::ui
