// SPDX-License-Identifier: GPL-3.0-or-later
// The report's section on safety.
#include "ui/charts/safety_charts.h"
#include "ui/report/report_sections.h"
#include "ui/report/report_words.h"
#include "ui/theme/format.h"

namespace moie::ui {

namespace {

ReportTable barrierTable(const SafetyFigures& figures, const Snapshot& snapshot) {
    std::vector<Cells> rows;
    for (const DimensionFigures& d : figures.dimensions) {
        const Distribution& h = d.distribution;
        const double kept = shareOf(d.condition.kept, d.condition.steps);
        rows.push_back({format::words(snapshot.name(d.name)), format::count(h.n), format::count(d.belowZero),
                        format::percent(d.belowZeroShare), format::figure(h.min), format::figure(h.p50),
                        format::figure(h.mean), format::percent(d.p5Margin), format::percent(kept),
                        format::percent(d.condition.baseline)});
    }
    return figureTableOf({ReportTexts::tr("Barrier"), QStringLiteral("n"), ReportTexts::tr("Below 0"),
                          ReportTexts::tr("Share"), QStringLiteral("min"), QStringLiteral("p50"),
                          QStringLiteral("mean"), ReportTexts::tr("p5 of largest"), ReportTexts::tr("Condition kept"),
                          ReportTexts::tr("By chance")},
                         std::move(rows));
}

ReportTable actionsTable(const Correction& correction, const Snapshot& snapshot) {
    std::vector<Cells> rows;
    for (const ActionFigures& action : correction.actions)
        rows.push_back({format::words(snapshot.name(action.action)), format::count(action.turns),
                        format::count(action.corrected), format::count(action.labelledOnly)});
    return figureTableOf({ReportTexts::tr("Action announced"), ReportTexts::tr("Turns"), ReportTexts::tr("Corrected"),
                          ReportTexts::tr("Only announced")},
                         std::move(rows));
}

QString alarmsText(const SafetyFigures& figures) {
    std::size_t alarms = 0;
    for (const ControlPoint& point : figures.control.points)
        alarms += point.alarm ? 1 : 0;
    return ReportTexts::tr("%1 of %2 points are alarms: shares that chance reaches once in 740 points. Under 20 turns "
                           "there is none.")
        .arg(format::count(alarms), format::count(figures.control.points.size()));
}

void addCorrections(ReportLayout& layout, const SafetyFigures& figures, const Snapshot& snapshot) {
    const Correction& correction = figures.correction;
    layout.addHeading(ReportTexts::tr("Corrections"), ReportLayout::headedText);
    if (correction.turns == 0) {
        layout.addParagraph(
            ReportTexts::tr("No turn has an unsafe evaluation (n = %1 judged).").arg(turns(figures.judged)));
        return;
    }
    layout.addParagraph(ReportTexts::tr("Of %1 with an unsafe evaluation, %2 ended with a safe one: %3. In %4 a "
                                        "correction was announced and no second evaluation shows that it was done.")
                            .arg(turns(correction.turns), format::count(correction.corrected),
                                 shareText(correction.share), turns(correction.labelledOnly)));
    if (ReportTable actions = actionsTable(correction, snapshot); actions.rows > 0)
        layout.addTable(std::move(actions));
}

} // namespace

void addSafetySection(ReportLayout& layout, const ReportContent& content) {
    const SafetyFigures& figures = *content.safety;
    const Snapshot& snapshot = *content.snapshot;
    layout.addSection(sectionTitle(ReportSection::Safety));
    layout.addParagraph(
        ReportTexts::tr("Unsafe replies reached the user in %1 of the judged turns. %2 evaluations, %3 unsafe: %4. "
                        "Judged: %5 of the turns with a response. Missing from the logs: %6.")
            .arg(shareText(figures.reachedUser), format::count(figures.evaluations), format::count(figures.unsafe),
                 shareText(figures.unsafeShare), format::percent(figures.coverage),
                 format::counted(figures.missingEntries, format::Noun::Entry)));
    layout.addChart(safetyVerdictsChart(figures), 180);
    layout.addHeading(ReportTexts::tr("Control chart"), 170);
    layout.addParagraph(alarmsText(figures), true);
    ChartContent control = unsafeControlChart(figures);
    control.title = ReportTexts::tr("Share of turns with an unsafe evaluation");
    layout.addChart(control, 150);
    layout.addHeading(ReportTexts::tr("Barriers"));
    if (figures.dimensions.empty()) {
        layout.addParagraph(ReportTexts::tr("No evaluation has barrier values."));
    } else {
        layout.addTable(barrierTable(figures, snapshot));
        layout.addParagraph(
            ReportTexts::tr("h(x) below zero is beyond the barrier. Condition: from one evaluation of a "
                            "session to the next, h keeps at least half; by chance: if their order were "
                            "arbitrary."),
            true);
        std::vector<ChartContent> charts;
        for (const SmallRow& row : barrierRows(figures, snapshot))
            charts.push_back(row.chart);
        layout.addCharts(charts, 2, 116);
    }
    layout.addHeading(ReportTexts::tr("Severity of violations"), 150);
    layout.addChart(severityChart(figures), 140);
    addCorrections(layout, figures, snapshot);
}

} // namespace moie::ui
