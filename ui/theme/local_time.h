// SPDX-License-Identifier: GPL-3.0-or-later
// Times of the logs and Qt's in the time zone of this computer, to the millisecond.
#pragma once

#include <QDateTime>

#include <moie/base/time.h>

namespace moie::ui {

QDateTime localTime(Time time);
Time fromLocalTime(const QDateTime& time);

} // namespace moie::ui
