// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/plain_label.h"

#include <QLabel>
#include <QStyle>

namespace moie::ui {

QLabel* wrappedLabel(const QString& text, TextStyle style, const char* tone, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(Theme::font(style));
    label->setProperty("tone", QLatin1String(tone));
    return label;
}

QLabel* noteLabel(const QString& text) {
    QLabel* note = wrappedLabel(text, TextStyle::Small, "dim");
    note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return note;
}

void setTone(QLabel& label, const char* tone) {
    label.setProperty("tone", QLatin1String(tone));
    // The style sheet looks at properties only then.
    label.style()->unpolish(&label);
    label.style()->polish(&label);
}

} // namespace moie::ui
