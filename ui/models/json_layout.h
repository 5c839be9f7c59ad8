// SPDX-License-Identifier: GPL-3.0-or-later
// A log line of JSON laid out over several lines to be read by people. Works on the characters alone, so that a damaged
// line is shown as far as it goes, and no depth of nesting is a danger.
#pragma once

#include <QString>

namespace moie::ui {

// `line` was made fit to be shown (escaped_bytes.h). Nothing is changed but the space between values.
QString laidOutJson(const QString& line);

} // namespace moie::ui
