// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/local_time.h"

#include <chrono>

namespace moie::ui {

QDateTime localTime(Time time) {
    return QDateTime::fromMSecsSinceEpoch(
        std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count());
}

Time fromLocalTime(const QDateTime& time) {
    return Time(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

} // namespace moie::ui
