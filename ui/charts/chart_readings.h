// SPDX-License-Identifier: GPL-3.0-or-later
// What a chart says at a place: the tooltip's figures, with their units and where it is known with their n.
#pragma once

#include <optional>
#include <vector>

#include "ui/charts/chart_content.h"
#include "ui/charts/plot.h"

namespace moie::ui {

struct Reading {
    Marker marker = Marker::None;
    ColorRole color = ColorRole::Text;
    QString name;
    QString value;
};

// The values of one chart at one place; a brief one takes a single line, without names.
struct ReadingGroup {
    QString title;
    std::vector<Reading> readings;
    bool brief = false;
};

// At a stop of the scale (XScale), which is the content's. `value` is where on the value axis the pointer is: a heat
// map's cell is read there.
ReadingGroup readingsAt(const ChartContent& content, const XScale& scale, std::size_t stop,
                        std::optional<double> value = std::nullopt);
// The same on one line: values alone, without bands.
ReadingGroup briefReadingsAt(const ChartContent& content, const XScale& scale, std::size_t stop);
ReadingGroup readingsOf(const ChartContent& content, const PointPlace& point);

// What the place is: "6 Nov", "20 Nov 07:12:36 CET", "severity 0.2–0.3".
QString headingAt(const ChartContent& content, const XScale& scale, std::size_t stop, Time now);
QString headingOf(const ChartContent& content, const PointPlace& point, Time now);
// … or from where to where: "8–10 Nov", "severity 0.200–0.500".
QString headingOf(const ChartContent& content, const XScale& scale, const AxisSpan& span, Time now);

// What lies between two positions: of each line its lowest and highest value, of bars their sums, of a heat map and of
// points how many.
ReadingGroup rangeReadings(const ChartContent& content, const XScale& scale, const AxisSpan& span);

} // namespace moie::ui
