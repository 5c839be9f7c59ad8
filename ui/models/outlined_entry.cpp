// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/outlined_entry.h"

#include <algorithm>

#include <QCoreApplication>

#include <moie/query/json_outline.h>

#include "ui/models/escaped_bytes.h"
#include "ui/theme/format.h"

namespace moie::ui {

namespace {

// Of all of it, with the paths; and of a line of it, so that one long value does not hide what follows.
constexpr std::size_t mostBytes = 128 * 1024;
constexpr std::size_t longestLine = 2'000;
constexpr int indentWidth = 2;
constexpr std::uint32_t deepestIndent = 40; // levels; deeper ones stay there

class OutlinedEntryTexts {
    Q_DECLARE_TR_FUNCTIONS(OutlinedEntryTexts)
};

} // namespace

OutlinedEntry outlinedEntry(std::string_view line) {
    const JsonOutline outline = jsonOutline(line, mostBytes, longestLine);
    OutlinedEntry shown;
    QStringList lines;
    for (const OutlineLine& part : outline.lines) {
        QString text(static_cast<int>(std::min(part.depth, deepestIndent)) * indentWidth, u' ');
        text += escapedBytes(part.text, longestLine);
        if (part.text.size() > longestLine)
            text += QStringLiteral(" (%1)").arg(format::bytes(part.text.size()));
        lines += text;
        shown.paths += escapedBytes(part.path, mostBytes);
    }
    if (outline.isCut)
        lines += OutlinedEntryTexts::tr("… %1 in all").arg(format::bytes(line.size()));
    shown.text = lines.join(u'\n');
    return shown;
}

} // namespace moie::ui
