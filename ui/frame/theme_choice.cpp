// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/theme_choice.h"

namespace moie::ui {

QString nameOf(ThemeChoice choice) {
    switch (choice) {
    case ThemeChoice::System: break;
    case ThemeChoice::Light: return QStringLiteral("light");
    case ThemeChoice::Dark: return QStringLiteral("dark");
    }
    return QStringLiteral("system");
}

ThemeChoice themeChoiceFromName(const QString& name) {
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
        if (name == nameOf(choice))
            return choice;
    }
    return ThemeChoice::System;
}

} // namespace moie::ui
