// SPDX-License-Identifier: GPL-3.0-or-later
// The menu of a range that was dragged over in a chart: what is in it, and what can be done with it.
#pragma once

#include <QMenu>

#include "ui/charts/chart_readings.h"

namespace moie::ui {

class Theme;

class RangeMenu : public QMenu {
    Q_OBJECT

public:
    // Deletes itself once it is closed.
    RangeMenu(const Theme& theme, const QString& heading, const ReadingGroup& readings, QWidget* parent);
};

} // namespace moie::ui
