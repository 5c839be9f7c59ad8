// SPDX-License-Identifier: GPL-3.0-or-later
// The report's section on love vectors.
#include <cmath>

#include "ui/charts/love_charts.h"
#include "ui/report/report_sections.h"
#include "ui/report/report_words.h"
#include "ui/theme/format.h"

namespace moie::ui {

namespace {

QString nameOf(LoveQuantity quantity) {
    return format::sentence(loveQuantityName(quantity));
}

QString meanWithInterval(const Estimate& mean) {
    return std::isfinite(mean.low)
               ? ReportTexts::tr("%1 (%2 to %3)")
                     .arg(format::figure(mean.value), format::figure(mean.low), format::figure(mean.high))
               : format::figure(mean.value);
}

ReportTable loveDistributions(const LoveVectors& figures) {
    std::vector<Cells> rows;
    for (const LoveQuantity quantity : loveQuantities)
        rows.push_back(distributionCells(nameOf(quantity), loveFigure(figures, quantity).distribution, format::figure));
    return figureTableOf(QStringList(QString()) + distributionTitles(), std::move(rows));
}

ReportTable loveTrends(const LoveVectors& figures) {
    std::vector<Cells> rows;
    for (const LoveQuantity quantity : loveQuantities) {
        const LoveFigure& figure = loveFigure(figures, quantity);
        const QString trend = figure.trendWithheld
                                  ? ReportTexts::tr("not said: over 20 % of the turns stand at a bound")
                                  : trendText(figure.trend);
        rows.push_back({nameOf(quantity), meanWithInterval(figure.mean), format::percent(figure.atZero),
                        format::percent(figure.atScale), trend, format::count(figure.shifts.size())});
    }
    ReportTable table = tableOf({{QString(), false},
                                 {ReportTexts::tr("Mean (95 % interval)"), true},
                                 {ReportTexts::tr("At 0"), true},
                                 {ReportTexts::tr("At the largest"), true},
                                 {ReportTexts::tr("Trend"), false},
                                 {ReportTexts::tr("Shifts"), true}},
                                std::move(rows));
    table.wraps = true;
    return table;
}

ReportTable correlations(const LoveVectors& figures) {
    std::vector<Cells> rows;
    QStringList titles{QString()};
    for (std::size_t i = 0; i < componentCount; ++i) {
        titles += format::sentence(format::component(i));
        Cells row{format::sentence(format::component(i))};
        for (std::size_t j = 0; j < componentCount; ++j)
            row.push_back(format::fixed(figures.covariation.correlation[i][j], 2));
        rows.push_back(std::move(row));
    }
    return figureTableOf(titles, std::move(rows));
}

void addSteering(ReportLayout& layout, const Steering& steering) {
    layout.addHeading(ReportTexts::tr("Steering"),
                      steering.n == 0 ? ReportLayout::headedText : ReportLayout::headedTable);
    if (steering.n == 0) {
        layout.addParagraph(ReportTexts::tr("No turn has both an input and a response vector."));
        return;
    }
    layout.addParagraph(ReportTexts::tr("From input to response, over %1 with both: mean change %2; deficit against "
                                        "the targets closed %3; nearer to the targets in %4. The input vector is that "
                                        "of the user's text, not of a draft of the reply.")
                            .arg(turns(steering.n), meanWithInterval(steering.meanChange),
                                 format::percent(steering.deficitClosed), shareText(steering.movedNearer)));
    std::vector<Cells> rows;
    for (std::size_t i = 0; i < componentCount; ++i) {
        const Estimate& change = steering.componentChange[i];
        const auto text = [](double value) { return signedText(value, format::figure(std::fabs(value))); };
        rows.push_back({format::sentence(format::component(i)), text(change.value), text(change.low), text(change.high),
                        format::count(change.n)});
    }
    layout.addTable(figureTableOf({QString(), ReportTexts::tr("Mean change"), ReportTexts::tr("Low"),
                                   ReportTexts::tr("High"), QStringLiteral("n")},
                                  std::move(rows)));
}

} // namespace

void addLoveSection(ReportLayout& layout, const ReportContent& content) {
    const LoveVectors& figures = *content.love;
    layout.addSection(sectionTitle(ReportSection::LoveVectors));
    layout.addParagraph(
        ReportTexts::tr("Of the responses of %1. Mean step between successive turns %2, consistency %3, "
                        "share of slow drift %4.")
            .arg(turns(figures.n), format::figure(figures.meanStep.value), format::percent(figures.consistency),
                 format::percent(figures.driftShare)));
    std::vector<ChartContent> lines;
    std::vector<ChartContent> histograms;
    for (const LoveQuantity quantity : loveQuantities) {
        lines.push_back(loveQuantityChart(figures, quantity));
        histograms.push_back(loveHistogram(figures, quantity));
    }
    layout.addCharts(lines, 2, 136);
    layout.addHeading(ReportTexts::tr("Love vectors in numbers"));
    layout.addTable(loveDistributions(figures));
    layout.addSpace(10);
    layout.addTable(loveTrends(figures));
    layout.addHeading(ReportTexts::tr("How many turns have which value"), 120);
    layout.addCharts(histograms, 4, 118);
    addSteering(layout, figures.steering);
    layout.addHeading(ReportTexts::tr("Correlations"));
    layout.addTable(correlations(figures));
}

} // namespace moie::ui
