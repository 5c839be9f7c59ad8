// SPDX-License-Identifier: GPL-3.0-or-later
// A log line of JSON laid out over several lines to be read by people, whatever is wrong with it, and bounded, however
// long it is.
#pragma once

#include <string_view>

#include <QString>
#include <QStringList>

namespace moie::ui {

struct OutlinedEntry {
    QString text;      // fit to be shown
    QStringList paths; // of the value that begins on each line of the text; empty: none does
};
OutlinedEntry outlinedEntry(std::string_view line);

} // namespace moie::ui
