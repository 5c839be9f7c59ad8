// SPDX-License-Identifier: GPL-3.0-or-later
// Alerts in words. Figures, times and the names of rules: nothing of what was said in a conversation.
#pragma once

#include <QString>

#include "ui/workspace/alert_watch.h"

namespace moie::ui {

// "Unsafe reply reached the user", "Response took 14.6 s"
QString alertTitle(const Alert& alert);
// "12:03:10, margin −0.02", "12:03:10, above 10.0 s"
QString alertDetail(const Alert& alert);

} // namespace moie::ui
