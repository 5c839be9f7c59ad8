// SPDX-License-Identifier: GPL-3.0-or-later
// The look of the application: colours, fonts, palette and the one style sheet. Made once after the QApplication and
// passed by reference to what paints; GUI thread.
#pragma once

#include <QFont>
#include <QIcon>
#include <QObject>

#include "ui/theme/colors.h"

namespace moie::ui {

enum class ThemeChoice : unsigned char { System, Light, Dark };

enum class TextStyle : unsigned char {
    Body,
    Small, // subtitles, legends, axis labels
    Title, // of a card
    Brand,
    Figure,  // the number of a tile
    Heading, // of an empty page, of a dialog
};

class Theme : public QObject {
    Q_OBJECT

public:
    // Sets the application's style, font, palette and style sheet at once and with every change.
    explicit Theme(QObject* parent = nullptr);

    ThemeChoice choice() const { return m_choice; }
    void setChoice(ThemeChoice choice); // System: as dark or light as the desktop's palette

    bool isDark() const { return m_dark; }
    const Colors& colors() const { return m_dark ? Colors::dark() : Colors::light(); }

    // Fonts and lengths follow the application's font as it was at the start: twice the font, twice the length.
    static QFont font(TextStyle style);
    // A length that the design gives in pixels at a text height of 13 pixels.
    static int length(double designPixels);

    // resources/icons/<name>.svg, drawn in the colour of the role at any size. `on` is the colour of a checked or
    // selected button's icon. An icon keeps its colours: take a new one on themeChanged.
    QIcon icon(const QString& name, ColorRole role = ColorRole::Text, ColorRole on = ColorRole::AccentText) const;

signals:
    void themeChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void update();
    void apply();

    ThemeChoice m_choice = ThemeChoice::System;
    bool m_dark = false;
    bool m_applying = false;
};

} // namespace moie::ui
