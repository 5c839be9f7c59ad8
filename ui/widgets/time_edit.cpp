// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/time_edit.h"

#include <QDateTimeEdit>

#include "ui/theme/theme.h"

namespace moie::ui {

QDateTimeEdit* timeEdit(const QString& name, const QDateTime& time, QWidget* parent) {
    auto* edit = new QDateTimeEdit(time, parent);
    edit->setDisplayFormat(QStringLiteral("d MMM yyyy  HH:mm:ss"));
    edit->setLocale(QLocale::c());
    edit->setCalendarPopup(true);
    edit->setAccessibleName(name);
    // The style's own hint leaves the style sheet's padding and the arrow out.
    edit->setMinimumWidth(edit->fontMetrics().horizontalAdvance(QStringLiteral("00 MMM 0000  00:00:00")) +
                          Theme::length(56));
    return edit;
}

} // namespace moie::ui
