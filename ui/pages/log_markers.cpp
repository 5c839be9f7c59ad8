// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/log_markers.h"

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

} // namespace moie::ui
