// SPDX-License-Identifier: GPL-3.0-or-later
// Events of evolution in words and shapes: the same on the time line, in lists, in Compare's choices and in the report.
#pragma once

#include <vector>

#include <QString>

#include <moie/analytics/evolution.h>
#include <moie/store/snapshot.h>

#include "ui/theme/colors.h"
#include "ui/theme/marker.h"

namespace moie::ui {

struct EventLook {
    Marker marker = Marker::Circle; // the shape; moie::Marker is an event of the user's
    ColorRole color = ColorRole::Part1;
};
EventLook lookOf(EvolutionKind kind);

QString kindName(EvolutionKind kind);  // "adaptation"
QString kindNames(EvolutionKind kind); // "Adaptations"
// "learning: user preferences": a kind that is judged by itself.
QString kindName(EvolutionKind kind, NameId what, const Snapshot& snapshot);
// "harm prevention 0.300 → 0.280, user feedback". `markers` are those of the figures' options.
QString eventText(const EvolutionEvent& event, const Snapshot& snapshot, const std::vector<moie::Marker>& markers);

} // namespace moie::ui
