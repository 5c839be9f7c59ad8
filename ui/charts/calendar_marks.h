// SPDX-License-Identifier: GPL-3.0-or-later
// The steps that a time axis may be marked by, and the marks' texts.
#pragma once

#include <span>
#include <vector>

#include <QDateTime>
#include <QString>

#include <moie/base/calendar.h>

namespace moie::ui {

// Second by second up to decades, each step coarser than the one before.
std::span<const BucketSize> calendarSteps();

// The wall clock at that time, as if it were UTC.
QDateTime wallClock(Time time);

// Whether a mark of such a step is labelled with a time of the day; midnight has the date.
bool isClockMark(BucketSize step, const QDateTime& wall);
// What stands at a mark of such a step: 07:12:36, 07:12, 6 Nov, Nov, 2026.
QString markText(BucketSize step, const QDateTime& wall);

// The step's marks within [from, to], at most `most`; more of them: none at all.
std::vector<Time> calendarMarks(Time from, Time to, BucketSize step, std::size_t most);

} // namespace moie::ui
