// SPDX-License-Identifier: GPL-3.0-or-later
// The fonts of a report, and what of a text they can show. Qt writes fonts with outlines into a PDF; a glyph of a font
// of coloured pictures would be blank there. Any thread.
#pragma once

#include <cstddef>
#include <vector>

#include <QFont>
#include <QString>

namespace moie::ui {

// The application's font; before any font of pictures come those of the system that have the same characters with
// outlines.
QFont reportFont();

// A text as a report can show it.
struct ShownText {
    struct Mark {
        int start = 0;
        int length = 0;
    };

    QString text;
    std::vector<Mark> marks; // what stands for characters that no font has with outlines: "[U+1F600]"
};
ShownText shownText(const QString& text);

} // namespace moie::ui
