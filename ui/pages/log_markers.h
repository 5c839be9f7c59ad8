// SPDX-License-Identifier: GPL-3.0-or-later
// The user's own markers of the log that is open, for figures that count them as events. A value that goes to the
// query pool: which markers are of a log depends on the snapshot (AnnotationSet::markersOf).
#pragma once

#include <vector>

#include <QString>

#include <moie/analytics/evolution.h>

#include "ui/charts/chart_content.h"
#include "ui/workspace/annotation_set.h"

namespace moie::ui {

class Workspace;

struct LogMarkers {
    AnnotationSetPtr annotations; // null: none
    QString directory;

    std::vector<TimeMarker> of(const Snapshot& snapshot) const;
};

LogMarkers presentMarkers(Workspace& workspace);
// As EvolutionOptions take them, in the same order.
std::vector<moie::Marker> asEvents(const std::vector<TimeMarker>& markers);

// As marks on the page's charts over time, at most the newest of `mostMarkerMarks`.
inline constexpr std::size_t mostMarkerMarks = 200;
std::vector<ChartMark> asMarks(const std::vector<TimeMarker>& markers);

} // namespace moie::ui
