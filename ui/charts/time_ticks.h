// SPDX-License-Identifier: GPL-3.0-or-later
// Labels of time axes: at local calendar marks, as many as fit, never overlapping. Midnight is labelled with the date,
// and so is the first of moments on another day than those before.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include <QString>

#include <moie/base/calendar.h>

namespace moie::ui {

struct TimeTick {
    double position;
    QString label;
    bool clock; // a time of the day: which day and zone has to be said beside
};

using TextWidth = std::function<double(const QString&)>;

// Over display buckets; positions are in buckets: i is the middle of bucket i, i − 0.5 its start. A label stands under
// the middle of a bucket of a day or more, at the start of a shorter one. `textWidth` measures in the same unit as
// `bucketWidth`; `gap` is the least blank between two labels.
std::vector<TimeTick> timeTicks(const Buckets& buckets, double bucketWidth, double gap, const TextWidth& textWidth);

// True to time, from one moment to another over `width`; positions are seconds since the first.
std::vector<TimeTick> timeTicks(Time from, Time to, double width, double gap, const TextWidth& textWidth);

// Of moments that stand `momentWidth` apart; positions are their places. The same text is not said twice in a row, and
// where they are of several days the first label of each is its date.
std::vector<TimeTick> momentTicks(std::span<const Time> moments, double momentWidth, double gap,
                                  const TextWidth& textWidth);

} // namespace moie::ui
