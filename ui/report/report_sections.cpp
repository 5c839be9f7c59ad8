// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_sections.h"

#include <algorithm>
#include <utility>

#include "ui/charts/overview_charts.h"
#include "ui/report/report_text.h"
#include "ui/report/report_words.h"
#include "ui/theme/format.h"

namespace moie::ui {

namespace {

void addOverviewCharts(ReportLayout& layout, const Overview& overview) {
    constexpr double usualHeight = 208;
    constexpr double smallestHeight = 150;
    for (const ChartContent& chart :
         {loveVectorsChart(overview), verdictsChart(overview), responseTimeChart(overview)}) {
        // A little smaller rather than on the next page.
        const double left = layout.heightLeft();
        layout.addChart(chart, left >= smallestHeight ? std::min(left, usualHeight) : usualHeight);
    }
}

void addTables(ReportLayout& layout, const ReportContent& content) {
    layout.addHeading(ReportTexts::tr("Verdicts in numbers"));
    layout.addTable(verdictTable(content));
    layout.addHeading(ReportTexts::tr("Distributions"));
    layout.addParagraph(
        ReportTexts::tr(
            "Over the turns in scope; failed turns have no response time. p95 needs 20 values, p99 needs 100."),
        true);
    layout.addTable(distributionTable(content));
    if (ReportTable changes = changesTable(content); changes.rows > 0) {
        layout.addHeading(ReportTexts::tr("What changed"));
        layout.addParagraph(
            ReportTexts::tr(
                "Against the same length of time just before, with the 95 % interval of the difference. Better or "
                "worse is "
                "said only where it is more than chance after correction for the number of comparisons."),
            true);
        layout.addTable(std::move(changes));
    }
    if (ReportTable buckets = bucketTable(content); buckets.rows > 0) {
        layout.addHeading(ReportTexts::tr("Over time"));
        layout.addParagraph(
            ReportTexts::tr(
                "Turns, unsafe replies that reached the user, mean love vector of the responses, response time."),
            true);
        layout.addTable(std::move(buckets));
    }
}

} // namespace

void addOverviewSection(ReportLayout& layout, const ReportContent& content) {
    layout.addSection(sectionTitle(ReportSection::Overview));
    addOverviewCharts(layout, content.overview);
    addTables(layout, content);
}

void addViolationsSection(ReportLayout& layout, const ReportContent& content) {
    const auto n = content.violations.size();
    if (n == 0)
        layout.addSection(sectionTitle(ReportSection::Violations), ReportLayout::shortSection);
    else
        layout.addSection(sectionTitle(ReportSection::Violations));
    if (n == 0) {
        layout.addParagraph(ReportTexts::tr("No violation was logged in this scope (n = %1).")
                                .arg(format::counted(content.overview.turns, format::Noun::Turn)));
        return;
    }
    const QString announced =
        ReportTexts::tr(" A corrective action is what the engine announced; only a second evaluation shows that it was "
                        "done. So there can be more unsafe replies than violations, and replies that reached the user "
                        "in spite of an action called “regenerated”.");
    const QString all = format::counted(n, format::Noun::Violation);
    if (n > mostViolationsListed) {
        layout.addParagraph(ReportTexts::tr("%1, by type.").arg(all), true);
        layout.addTable(violationTypesTable(content));
        layout.addHeading(ReportTexts::tr("The newest %1 violations").arg(format::count(mostViolationsListed)));
        layout.addParagraph(ReportTexts::tr("The newest %1 of %2; older ones are not listed.")
                                    .arg(format::count(mostViolationsListed), format::count(n)) +
                                announced,
                            true);
    } else {
        layout.addParagraph(ReportTexts::tr("%1, newest first.").arg(all) + announced, true);
    }
    layout.addTable(violationsTable(content));
}

void addTranscriptSection(ReportLayout& layout, const ReportContent& content) {
    layout.addSection(sectionTitle(ReportSection::Transcript), ReportLayout::shortSection);
    const QString n = turns(content.transcript.size());
    switch (content.request.redaction) {
    case Redaction::None: layout.addParagraph(ReportTexts::tr("%1, as they were logged.").arg(n), true); break;
    case Redaction::Omit: layout.addParagraph(ReportTexts::tr("%1; what was said is left out.").arg(n), true); break;
    case Redaction::Length:
        layout.addParagraph(ReportTexts::tr("%1; of what was said only the length is given.").arg(n), true);
        break;
    }
    std::size_t cut = 0;
    std::size_t marked = 0;
    for (const ReportedTurn& turn : content.transcript) {
        cut += turn.cut;
        marked += turn.marked;
    }
    if (cut > 0)
        layout.addParagraph(ReportTexts::tr("Texts longer than %1, which are cut there and say so: %2.")
                                .arg(format::bytes(mostTranscriptBytes), format::count(cut)),
                            true);
    if (marked > 0)
        layout.addParagraph(ReportTexts::tr("Characters that no font of this system has the outlines of, and that "
                                            "stand as their numbers, such as [U+1F600]: %1.")
                                .arg(format::count(marked)),
                            true);
    layout.addTranscript(content);
}

void addNotesSection(ReportLayout& layout, const ReportContent& content) {
    layout.addSection(ReportTexts::tr("Notes and bookmarks"), ReportLayout::shortSection);
    QString said =
        ReportTexts::tr("%1 with a note, a bookmark or a judgement. They are the user's and no part of the logs.")
            .arg(turns(content.notedTurns));
    if (content.notedTurns > content.notes.size())
        said += ReportTexts::tr(" The newest %1 are listed.").arg(format::count(content.notes.size()));
    layout.addParagraph(said, true);
    if (ReportTable notes = notesTable(content); notes.rows > 0)
        layout.addTable(std::move(notes));
    if (ReportTable markers = markersTable(content); markers.rows > 0) {
        layout.addHeading(ReportTexts::tr("Markers"));
        layout.addTable(std::move(markers));
    }
}

void addProvenanceSection(ReportLayout& layout, const ReportContent& content) {
    layout.addSection(ReportTexts::tr("Where the figures come from"), ReportLayout::shortSection);
    layout.addFacts(provenanceFacts(content));
    if (ReportTable noted = notedLinesTable(content); noted.rows > 0) {
        layout.addHeading(ReportTexts::tr("Rejected lines and warnings"));
        layout.addTable(std::move(noted));
    }
}

void addSections(ReportLayout& layout, const ReportContent& content) {
    const bool anything = content.overview.turns > 0;
    const auto has = [&](ReportSection section) { return content.request.has(section); };
    if (anything && has(ReportSection::Overview))
        addOverviewSection(layout, content);
    if (anything && content.love)
        addLoveSection(layout, content);
    if (anything && content.safety)
        addSafetySection(layout, content);
    if (has(ReportSection::Violations))
        addViolationsSection(layout, content);
    if (anything && content.performance)
        addPerformanceSection(layout, content);
    if (content.evolution && (anything || content.evolution->events > 0))
        addEvolutionSection(layout, content);
    if (has(ReportSection::Transcript) && !content.transcript.empty())
        addTranscriptSection(layout, content);
    if (content.request.notes)
        addNotesSection(layout, content);
    addProvenanceSection(layout, content);
}

} // namespace moie::ui
