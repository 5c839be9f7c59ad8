// SPDX-License-Identifier: GPL-3.0-or-later
// What the command palette offers: the commands that can be given now, the saved views, the recent directories; and the
// sessions that begin with what was typed.
#pragma once

#include <vector>

#include "ui/frame/command_palette.h"

namespace moie::ui {

class Commands;
class Workspace;

// `page` is the one that is looked at. Commands and workspace must outlive what is returned.
std::vector<PaletteEntry> paletteEntries(const Commands& commands, const QWidget* page, Workspace& workspace);
// Empty for fewer than two letters.
std::vector<PaletteEntry> sessionEntries(const QString& typed, Workspace& workspace);

} // namespace moie::ui
