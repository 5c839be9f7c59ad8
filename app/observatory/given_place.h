// SPDX-License-Identifier: GPL-3.0-or-later
// What the command line says of where to be, brought into the workspace.
#pragma once

#include "options.h"

namespace moie::ui {
class Workspace;
}

namespace moie::app {

// Before the window is shown, so that its first page is the one asked for.
void beginAtPage(ui::Workspace& workspace, const Options& options);

// Does nothing where no directory was given. Of the scope that the directory remembers the range stands where none is
// given.
void openGiven(ui::Workspace& workspace, const Options& options);

} // namespace moie::app
