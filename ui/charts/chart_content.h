// SPDX-License-Identifier: GPL-3.0-or-later
// What a chart shows, without colours, sizes or Qt Charts. The same content feeds the page, the tooltip, the table, the
// exports, the accessible name and the report. NaN is "no value" everywhere: a gap, never a zero.
//
// One x axis of five kinds, and on it any of lines, bars, a heat map, points, reference lines and marks:
//
// - bands, percentiles: Buckets; lines, with low and high
// - control chart: Buckets; a line with dots, times of its own and alarms, and a line of a band alone; a reference
// - stacked bars: Buckets; bars
// - signed bars: Moments; bars with a colour below zero
// - a session's turns: Moments; lines, and marks at the top edge
// - thresholds: Time; lines with times of their own, LineShape::Step
// - histogram: Bins; bars
// - heat map: Buckets; heat, logValues
// - scatter, trajectory: Numbers; points
// - two scopes: Buckets; lines with `second`, and secondBuckets
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include <QString>

#include <moie/base/calendar.h>

#include "ui/theme/colors.h"
#include "ui/theme/marker.h"

namespace moie::ui {

enum class ValueUnit : unsigned char {
    Plain, // a figure, followed by the content's unitName
    Count,
    Seconds,
    Share, // of one, shown in per cent
};

enum class XAxis : unsigned char {
    Buckets, // the content's buckets, equally wide
    Moments, // the content's moments one after the other, equally wide, whatever time lies between them
    Time,    // true to time; each line has times of its own
    Bins,    // from one of the content's binEdges to the next, equally wide: linear or logarithmic as the edges are
    Numbers, // plain numbers, of points
};

enum class LineShape : unsigned char {
    Straight,
    Step, // a value holds until the next one, the last to the end of the axis
};

// One value for each bucket, moment or bin of the axis, or for each of its own times.
struct ChartLine {
    QString name;
    ColorRole color = ColorRole::Accent;
    Qt::PenStyle dash = Qt::SolidLine;
    std::vector<double> values = {}; // empty, with low and high: a band alone
    std::vector<double> low = {};    // of the band around the line; both empty where there is no band
    std::vector<double> high = {};
    LineShape shape = LineShape::Straight;
    bool dots = false;                // each value is marked
    bool second = false;              // of the second scope: stands on secondBuckets
    std::vector<Time> times = {};     // ascending; on Time always, on Buckets where values do not stand one a bucket
    std::vector<std::size_t> n = {};  // how many each value is of; empty: not known
    std::vector<QString> labels = {}; // what each value is of, where its time does not say it: "6–8 Nov"
    std::vector<std::size_t> alarms = {}; // places of values to be marked as alarms, ascending
    QString explanation = {};             // of the name, for the legend's tooltip

    friend bool operator==(const ChartLine& a, const ChartLine& b);
};

// One value for each bucket, moment or bin; a chart's bars are stacked, the first at the base line.
struct ChartBars {
    QString name;
    ColorRole color = ColorRole::Accent;
    Marker marker = Marker::Square;
    std::vector<double> values;
    QString explanation = {}; // of the name, for the legend's tooltip
    std::optional<ColorRole> colorBelowZero = std::nullopt;

    friend bool operator==(const ChartBars& a, const ChartBars& b);
};

// Counts by bucket and value: counts[bucket * bins + bin], bin i from edges[i] to edges[i + 1], all equally high on the
// value axis: edges grow by the same factor where it is logarithmic, else by the same step.
struct ChartHeat {
    QString name; // of what is counted: "turns"
    std::vector<double> edges;
    std::vector<std::uint32_t> counts;

    std::size_t bins() const { return edges.empty() ? 0 : edges.size() - 1; }
    // None beyond the edges; the last bin is closed.
    std::optional<std::size_t> binOf(double value) const;
    friend bool operator==(const ChartHeat& a, const ChartHeat& b) = default;
};

// Points on Numbers. Where `path` is set they are joined in their order, and where `earlyToLate` is set their colour
// goes from pale to full in that order.
struct ChartPoints {
    QString name;
    ColorRole color = ColorRole::Accent;
    Marker marker = Marker::Circle;
    std::vector<double> x = {};
    std::vector<double> y = {};
    bool path = false;
    bool earlyToLate = false;
    std::vector<Time> times = {};     // of each point, or empty: a click on it goes there
    std::vector<QString> labels = {}; // what each point is, or empty
    std::vector<std::size_t> n = {};

    friend bool operator==(const ChartPoints& a, const ChartPoints& b);
};

// A horizontal line: a barrier's zero, a target, a centre.
struct ReferenceLine {
    double value = 0.0;
    QString name = {}; // in the legend; empty: not there
    ColorRole color = ColorRole::Dim;
    Qt::PenStyle dash = Qt::DashLine;
    bool shadeBelow = false; // the area below it, down to the axis

    friend bool operator==(const ReferenceLine&, const ReferenceLine&) = default;
};

enum class MarkPlace : unsigned char {
    Line,    // over the whole height, with its shape at the top: change points, events, the user's own markers
    TopEdge, // the shape alone: verdicts of turns
};

// Something that was at a time; on a time axis only.
struct ChartMark {
    Time time = unknownTime;
    Marker marker = Marker::Diamond;
    ColorRole color = ColorRole::Dim;
    QString text = {}; // in the tooltip, the table and the exports
    QString kind = {}; // in the legend, once for all marks of the same kind; empty: not there
    MarkPlace place = MarkPlace::Line;

    friend bool operator==(const ChartMark&, const ChartMark&) = default;
};

enum class PlotFraming : unsigned char {
    Full,
    Row,      // the plot alone, without axes
    AxisOnly, // the time axis alone, below such rows
};

struct ChartContent {
    QString title;
    QString note;            // what a value is: "daily mean, band 10–90 %"
    QString emptyText;       // shown instead of a plot without values
    QString summary;         // a sentence with the figures, for those who do not see the chart
    QString definition = {}; // what its values are, with their unit
    ValueUnit unit = ValueUnit::Plain;
    QString unitName = {}; // of Plain values: "tokens/s"
    QString yName = {};    // of the value axis, where the title does not say it: "second component"
    // The value axis never leaves these bounds; NaN: open. It starts at zero where zeroBased is set.
    double floor = std::numeric_limits<double>::quiet_NaN();
    double ceiling = std::numeric_limits<double>::quiet_NaN();
    bool zeroBased = false;
    bool logValues = false;
    // So that a chart whose legend changes with its range does not jump.
    int leastLegendRows = 1;
    PlotFraming framing = PlotFraming::Full;

    XAxis axis = XAxis::Buckets;
    Buckets buckets;                    // Buckets
    Buckets secondBuckets = {};         // of the second scope; their whole range is laid over that of `buckets`
    std::vector<Time> moments = {};     // Moments, ascending
    std::vector<double> binEdges = {};  // Bins, ascending
    TimeRange range = {};               // Time; an open end is where the values end
    ValueUnit xUnit = ValueUnit::Plain; // Bins, Numbers
    QString xName = {};                 // Bins, Numbers: "severity", "first component"

    std::vector<ChartLine> lines;
    std::vector<ChartBars> bars;
    std::optional<ChartHeat> heat = std::nullopt; // on Buckets
    std::vector<ChartPoints> points = {};
    std::vector<ReferenceLine> references = {};
    std::vector<ChartMark> marks = {}; // ascending by time

    // No value in any line, no count in any bar or cell, no point; of marks alone, no mark.
    bool empty() const;
    bool timed() const { return axis == XAxis::Buckets || axis == XAxis::Moments || axis == XAxis::Time; }
    friend bool operator==(const ChartContent& a, const ChartContent& b);
};

// What the chart shows and a sentence with its figures and their n: the tooltip of its title.
QString explanationOf(const ChartContent& content);

} // namespace moie::ui
