// SPDX-License-Identifier: GPL-3.0-or-later
// The theme's choice as it is written in the settings and on the command line.
#pragma once

#include <QString>

#include "ui/theme/theme.h"

namespace moie::ui {

QString nameOf(ThemeChoice choice);                   // "system", "light", "dark"
ThemeChoice themeChoiceFromName(const QString& name); // any other name: System

} // namespace moie::ui
