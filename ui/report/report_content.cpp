// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_content.h"

#include <algorithm>

#include "ui/report/report_layout.h"

namespace moie::ui {

namespace {

void gatherNotes(ReportContent& content, const AnnotationSet& annotations, const std::stop_token& stop) {
    forEachTurn(*content.snapshot, content.scope, stop, [&](const SelectedTurn& selected) {
        const TurnNotes* notes =
            annotations.of(keyOf(*content.snapshot, selected.sessionIndex, selected.turn->opening));
        if (notes == nullptr)
            return;
        ++content.notedTurns;
        content.notes.push_back({selected.turn->opened, selected.sessionIndex, selected.number, *notes});
    });
    std::stable_sort(content.notes.begin(), content.notes.end(),
                     [](const NotedTurn& a, const NotedTurn& b) { return a.opened < b.opened; });
    if (content.notes.size() > mostNotesListed)
        content.notes.erase(content.notes.begin(), content.notes.end() - mostNotesListed);
}

void gatherMarkers(ReportContent& content, const AnnotationSet& annotations) {
    const QString directory = QString::fromStdString(content.snapshot->directory);
    for (const TimeMarker& marker : annotations.markersOf(*content.snapshot, directory))
        content.markers.push_back({marker.time, marker.text.toStdString()});
}

} // namespace

ReportContent gatherReport(SnapshotPtr snapshot, const Scope& scope, ReportRequest request,
                           const AnnotationSetPtr& annotations, std::stop_token stop) {
    ReportContent content{std::move(request), std::move(snapshot), scope};
    const Snapshot& logs = *content.snapshot;
    const auto has = [&](ReportSection section) { return content.request.has(section); };
    content.overview = overview(logs, scope, stop);
    if (has(ReportSection::Violations))
        content.violations = violations(logs, scope, stop);
    if (has(ReportSection::LoveVectors))
        content.love = loveVectors(logs, scope, stop);
    if (has(ReportSection::Safety))
        content.safety = safetyFigures(logs, scope, stop);
    if (has(ReportSection::Performance))
        content.performance = performanceFigures(logs, scope, stop);
    const bool annotated = content.request.notes && annotations != nullptr;
    if (annotated)
        gatherMarkers(content, *annotations);
    if (has(ReportSection::Evolution)) {
        EvolutionOptions options;
        options.markers = content.markers;
        content.evolution = evolutionFigures(logs, scope, stop, options);
    }
    if (annotated && !annotations->turns.empty())
        gatherNotes(content, *annotations, stop);
    if (has(ReportSection::Transcript))
        content.transcript =
            transcriptOf(logs, scope, content.request.redaction, transcriptWidth(content.request.paper), stop);
    content.read = hashOfRead(logs, stop);
    return content;
}

} // namespace moie::ui
