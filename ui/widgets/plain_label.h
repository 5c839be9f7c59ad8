// SPDX-License-Identifier: GPL-3.0-or-later
// Labels of plain text that may take several lines.
#pragma once

#include <QString>

#include "ui/theme/theme.h"

class QLabel;
class QWidget;

namespace moie::ui {

// `tone` is one of the style sheet's: "dim", "good", "warn", "bad".
QLabel* wrappedLabel(const QString& text, TextStyle style, const char* tone, QWidget* parent = nullptr);
// Small and dim, what a form says of itself; can be copied.
QLabel* noteLabel(const QString& text = {});
// A label's tone from now on.
void setTone(QLabel& label, const char* tone);

} // namespace moie::ui
