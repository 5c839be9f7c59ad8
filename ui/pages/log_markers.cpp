// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/log_markers.h"

#include <algorithm>

#include "ui/charts/user_marks.h"
#include "ui/workspace/annotations.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {

std::vector<TimeMarker> LogMarkers::of(const Snapshot& snapshot) const {
    return annotations ? annotations->markersOf(snapshot, directory) : std::vector<TimeMarker>();
}

LogMarkers presentMarkers(Workspace& workspace) {
    return {workspace.annotations().present(), workspace.directory()};
}

std::vector<moie::Marker> asEvents(const std::vector<TimeMarker>& markers) {
    std::vector<moie::Marker> events;
    for (const TimeMarker& marker : markers)
        events.push_back({marker.time, marker.text.toStdString()});
    return events;
}

std::vector<ChartMark> asMarks(const std::vector<TimeMarker>& markers) {
    std::vector<ChartMark> marks;
    const std::size_t left = markers.size() - std::min(markers.size(), mostMarkerMarks);
    for (auto marker = markers.begin() + static_cast<std::ptrdiff_t>(left); marker != markers.end(); ++marker)
        marks.push_back(userMarkerMark(marker->time, marker->text));
    return marks;
}

} // namespace moie::ui
