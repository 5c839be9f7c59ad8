// SPDX-License-Identifier: GPL-3.0-or-later
// Labels of a time axis over display buckets: at local calendar marks, as many as fit, never overlapping.
#pragma once

#include <functional>
#include <vector>

#include <QString>

#include <moie/base/calendar.h>

namespace moie::ui {

struct TimeTick {
    double position; // in buckets: i is the middle of bucket i, i − 0.5 its start
    QString label;
};

// A label stands under the middle of a bucket of a day or more, at the start of a shorter one. `textWidth` measures in
// the same unit as `bucketWidth`; `gap` is the least blank between two labels. Midnight is labelled with the date.
std::vector<TimeTick> timeTicks(const Buckets& buckets, double bucketWidth, double gap,
                                const std::function<double(const QString&)>& textWidth);

} // namespace moie::ui
