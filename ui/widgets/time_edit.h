// SPDX-License-Identifier: GPL-3.0-or-later
// A field for a moment, in local time, with a calendar.
#pragma once

#include <QDateTime>

class QDateTimeEdit;
class QWidget;

namespace moie::ui {

// The name is for those who do not see it.
QDateTimeEdit* timeEdit(const QString& name, const QDateTime& time = {}, QWidget* parent = nullptr);

} // namespace moie::ui
