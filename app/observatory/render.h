// SPDX-License-Identifier: GPL-3.0-or-later
// The application without a user: a report or a picture of the window, then the end.
#pragma once

#include "options.h"

namespace moie::ui {
class Theme;
}

namespace moie::app {

// Both say on stderr what went wrong, and how far they are where stderr is a terminal.
ExitCode writeReport(const Options& options);
ExitCode writeScreenshot(const Options& options, ui::Theme& theme);

} // namespace moie::app
