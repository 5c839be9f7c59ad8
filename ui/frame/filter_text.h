// SPDX-License-Identifier: GPL-3.0-or-later
// Between the filter language, which counts bytes of UTF-8, and a field on the screen, which counts QChars; and what is
// wrong with a filter in words.
#pragma once

#include <QString>

#include <moie/query/filter.h>

namespace moie::ui {

struct TextSpan {
    qsizetype start = 0;
    qsizetype length = 0;

    bool touches(qsizetype cursor) const { return cursor >= start && cursor <= start + length; }
    friend bool operator==(const TextSpan&, const TextSpan&) = default;
};

std::size_t byteOf(const QString& text, qsizetype position);
// An empty place is the character before it, so that there is something to mark.
TextSpan markOf(const QString& text, const FilterPlace& place);
TextSpan spanOf(const QString& text, const FilterPlace& place);

// "There is no field 'trun'. Did you mean turn?"
QString explain(const FilterError& error);
// Whether it looks for what was said, or cannot be read: what is typed then may be as private as conversations are.
bool looksForTexts(const QString& text, Time now);
// The text with the suggestion in the wrong place; empty where that does not make it better.
QString mended(const QString& text, const FilterError& error, Time now);

} // namespace moie::ui
