// SPDX-License-Identifier: GPL-3.0-or-later
// What a chart shows, without colours, sizes or Qt Charts: values over the display buckets. The same content feeds the
// page, the tooltip, the accessible name and the report.
#pragma once

#include <limits>
#include <vector>

#include <QString>

#include <moie/base/calendar.h>

#include "ui/theme/colors.h"
#include "ui/theme/marker.h"

namespace moie::ui {

enum class ValueUnit : unsigned char { Plain, Count, Seconds };

// One value per bucket, NaN where there is none: the line has a gap there.
struct ChartLine {
    QString name;
    ColorRole color = ColorRole::Accent;
    Qt::PenStyle dash = Qt::SolidLine;
    std::vector<double> values;
    std::vector<double> low; // of the band around the line; both empty where there is no band
    std::vector<double> high;

    friend bool operator==(const ChartLine& a, const ChartLine& b);
};

// One count per bucket; a chart's bars are stacked, the first at the bottom.
struct ChartBars {
    QString name;
    ColorRole color = ColorRole::Accent;
    Marker marker = Marker::Square;
    std::vector<double> values;
    QString explanation = {}; // of the name, for the legend's tooltip

    friend bool operator==(const ChartBars& a, const ChartBars& b);
};

struct ChartContent {
    QString title;
    QString note;      // what a value is: "daily mean, band 10–90 %"
    QString emptyText; // shown instead of a plot without values
    QString summary;   // a sentence with the figures, for those who do not see the chart
    ValueUnit unit = ValueUnit::Plain;
    // The value axis never leaves these bounds; NaN: open. It starts at zero where zeroBased is set.
    double floor = std::numeric_limits<double>::quiet_NaN();
    double ceiling = std::numeric_limits<double>::quiet_NaN();
    bool zeroBased = false;
    // So that a chart whose legend changes with its range does not jump.
    int leastLegendRows = 1;
    Buckets buckets;
    std::vector<ChartLine> lines;
    std::vector<ChartBars> bars;

    bool empty() const; // no value in any line, no count in any bar
    friend bool operator==(const ChartContent& a, const ChartContent& b);
};

} // namespace moie::ui
