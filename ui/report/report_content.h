// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of a report, and what else it says. Gathered on any thread, and some more for as long as it takes; of
// what was said only how many lines it takes is kept, the text is read again when its page is painted.
#pragma once

#include <atomic>
#include <map>
#include <optional>
#include <stop_token>
#include <vector>

#include <moie/analytics/evolution.h>
#include <moie/analytics/love_vectors.h>
#include <moie/analytics/overview.h>
#include <moie/analytics/performance.h>
#include <moie/analytics/safety.h>
#include <moie/query/read_hash.h>

#include "ui/report/transcript.h"
#include "ui/workspace/annotation_set.h"
#include "ui/workspace/report_request.h"

namespace moie::ui {

struct NotedTurn {
    Time opened = unknownTime;
    SessionIndex session{};
    std::size_t number = 0; // in its session, from 1
    TurnNotes notes;
};
inline constexpr std::size_t mostNotesListed = 1000;

struct ReportContent {
    ReportRequest request;
    SnapshotPtr snapshot;
    Scope scope;
    Overview overview = {};
    std::vector<ViolationRow> violations = {}; // newest first
    std::optional<LoveVectors> love = {};      // of each section that is in the report
    std::optional<SafetyFigures> safety = {};
    std::optional<PerformanceFigures> performance = {};
    std::optional<EvolutionFigures> evolution = {};
    std::vector<moie::Marker> markers = {}; // of the evolution's options
    std::vector<ReportedTurn> transcript = {};
    std::vector<NotedTurn> notes = {}; // in order of time
    std::size_t notedTurns = 0;        // all, also those beyond mostNotesListed
    ReadHash read = {};
};

// Written by who works on a report, read by who shows it.
using ReportProgress = std::atomic<int>; // per cent

// `annotations` may be null. The scope's filter is answered. Stopped by the token, it is of a part.
ReportContent gatherReport(SnapshotPtr snapshot, const Scope& scope, ReportRequest request,
                           const AnnotationSetPtr& annotations = {}, std::stop_token stop = {},
                           ReportProgress* progress = nullptr);

} // namespace moie::ui
