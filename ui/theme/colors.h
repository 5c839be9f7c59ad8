// SPDX-License-Identifier: GPL-3.0-or-later
// The colours of the light and the dark theme by what they stand for. Nothing else in the application names a colour.
#pragma once

#include <array>
#include <cstddef>

#include <QColor>

#include <moie/store/snapshot.h>

namespace moie::ui {

enum class ColorRole : unsigned char {
    Window,
    Sidebar,
    Panel,
    Line, // borders
    Grid, // lines inside of charts and lists
    Selection,
    Hover,
    Chip,
    Text,       // 4.5 : 1 and more on every background
    Dim,        // text of the second rank: on Window and Panel
    DimStrong,  // the same on Sidebar, Selection and Chip
    Accent,     // lines, focus, filled buttons
    AccentText, // text and icons in the accent colour, on every background
    OnAccent,   // text on a filled button
    Idle,
    Good, // areas and marks …
    Warn,
    Bad,
    GoodText, // … and the same as text
    WarnText,
    BadText,
    Warmth,
    Empathy,
    Safety,
    Understanding,
    Compassion,
    ReachedUser,
    Caught,
    Breach,
    Near,
    Clear,
    Failed,
    Unanswered,
    NotJudged,
    Part1, // kinds and parts of a whole that are neither components nor verdicts, told apart by lightness
    Part2,
    Part3,
    Part4,
    Part5,
    Part6,
};
inline constexpr std::size_t colorRoleCount = static_cast<std::size_t>(ColorRole::Part6) + 1;
inline constexpr std::size_t partColorCount = 6;

class Colors {
public:
    static const Colors& light();
    static const Colors& dark();

    const QColor& operator[](ColorRole role) const { return m_colors[static_cast<std::size_t>(role)]; }

private:
    explicit Colors(const std::array<QRgb, colorRoleCount>& values);
    std::array<QColor, colorRoleCount> m_colors;
};

ColorRole componentColor(std::size_t component);
ColorRole verdictColor(Verdict verdict);
// Beyond partColorCount the colours begin anew.
ColorRole partColor(std::size_t part);

} // namespace moie::ui
