// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with any chart: show it as a table, copy it, save it, zoom it.
#pragma once

#include <QString>

class QMenu;

namespace moie::ui {

class ChartView;
enum class ChartFile : unsigned char;

// A menu that acts on the chart and deletes itself once it is closed.
QMenu* makeChartMenu(ChartView& chart);

// As the menu does, once a file was chosen: written by a worker. An error is said in a message box of the chart's
// window, whether the chart is still there or not.
void saveChart(ChartView& chart, ChartFile kind, const QString& file);

} // namespace moie::ui
