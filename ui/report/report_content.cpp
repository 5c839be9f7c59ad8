// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_content.h"

#include <algorithm>
#include <functional>
#include <thread>
#include <utility>

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

// What does not depend on each other, on a few threads and this one. Each job has a field of the content to itself.
class Gathering {
public:
    Gathering(ReportProgress* progress, std::size_t turns) : m_progress(progress), m_turns(turns) {}

    void add(std::function<void()> job) { m_jobs.push_back(std::move(job)); }

    // The rest is figures'.
    static constexpr int transcriptPercent = 70;
    void saidTurns(std::size_t n) {
        m_saidPercent = static_cast<int>(transcriptPercent * n / std::max<std::size_t>(m_turns, 1));
        show();
    }

    // `own` is done on this thread: fonts are to be used on Qt's own threads alone, which let go of them in order.
    void run(const std::function<void()>& own) {
        std::vector<std::jthread> others;
        const std::size_t cores = std::min<std::size_t>(std::thread::hardware_concurrency(), mostThreads);
        for (std::size_t i = 1; i < std::min(cores, m_jobs.size()); ++i)
            others.emplace_back([this] { work(); });
        if (own)
            own();
        work();
    }

private:
    static constexpr std::size_t mostThreads = 4;

    void work() {
        for (std::size_t job = m_next++; job < m_jobs.size(); job = m_next++) {
            m_jobs[job]();
            ++m_done;
            show();
        }
    }
    void show() {
        if (m_progress == nullptr)
            return;
        const int figures = m_turns > 0 ? 100 - transcriptPercent : 100;
        *m_progress = m_saidPercent + static_cast<int>(figures * m_done / m_jobs.size());
    }

    ReportProgress* m_progress;
    std::size_t m_turns; // that are written down
    std::vector<std::function<void()>> m_jobs;
    std::atomic<std::size_t> m_next = 0;
    std::atomic<std::size_t> m_done = 0;
    std::atomic<int> m_saidPercent = 0;
};

void addFigures(Gathering& gathering, ReportContent& content, const std::stop_token& stop) {
    const Snapshot& logs = *content.snapshot;
    const Scope& scope = content.scope;
    const auto has = [&](ReportSection section) { return content.request.has(section); };
    // Those that take longest first.
    if (has(ReportSection::LoveVectors))
        gathering.add([&] { content.love = loveVectors(logs, scope, stop); });
    if (has(ReportSection::Evolution))
        gathering.add([&] {
            EvolutionOptions options;
            options.markers = content.markers;
            content.evolution = evolutionFigures(logs, scope, stop, options);
        });
    gathering.add([&] { content.overview = overview(logs, scope, stop); });
    gathering.add([&] { content.read = hashOfRead(logs, stop); });
    if (has(ReportSection::Safety))
        gathering.add([&] { content.safety = safetyFigures(logs, scope, stop); });
    if (has(ReportSection::Performance))
        gathering.add([&] { content.performance = performanceFigures(logs, scope, stop); });
    if (has(ReportSection::Violations))
        gathering.add([&] { content.violations = violations(logs, scope, stop); });
}

} // namespace

ReportContent gatherReport(SnapshotPtr snapshot, const Scope& scope, ReportRequest request,
                           const AnnotationSetPtr& annotations, std::stop_token stop, ReportProgress* progress) {
    ReportContent content{std::move(request), std::move(snapshot), scope};
    const Snapshot& logs = *content.snapshot;
    const bool annotated = content.request.notes && annotations != nullptr;
    if (annotated)
        gatherMarkers(content, *annotations);
    std::size_t said = 0;
    if (content.request.has(ReportSection::Transcript))
        forEachTurn(logs, scope, stop, [&](const SelectedTurn&) { ++said; });
    Gathering gathering(progress, said);
    std::function<void()> transcribe;
    if (said > 0)
        transcribe = [&] {
            content.transcript =
                transcriptOf(logs, scope, content.request.redaction, transcriptWidth(content.request.paper), stop,
                             [&](std::size_t turns) { gathering.saidTurns(turns); });
        };
    addFigures(gathering, content, stop);
    if (annotated && !annotations->turns.empty())
        gathering.add([&] { gatherNotes(content, *annotations, stop); });
    gathering.run(transcribe);
    return content;
}

} // namespace moie::ui
