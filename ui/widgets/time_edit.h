// SPDX-License-Identifier: GPL-3.0-or-later
// A field for a moment, in local time, with a calendar.
#pragma once

#include <QDateTime>

#include <moie/base/calendar.h>

class QDateTimeEdit;

namespace moie::ui {

// The name is for those who do not see it.
QDateTimeEdit* timeEdit(const QString& name, const QDateTime& time = {});

// To the millisecond.
QDateTime toQt(Time time);
Time fromQt(const QDateTime& time);

} // namespace moie::ui
