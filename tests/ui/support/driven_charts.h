// SPDX-License-Identifier: GPL-3.0-or-later
// One small chart of each kind with what it says and can do, worked out by hand.
#pragma once

#include <cmath>
#include <optional>
#include <vector>

#include <QByteArray>
#include <QStringList>
#include <Qt>

#include "ui/support/sample_charts.h"

namespace moie::ui::test {

// What is pointed at is the second of the chart's four places: buckets, moments, times, bins or points.
struct DrivenChart {
    const char* name;
    ChartContent content;
    double x = 1.5;                                        // position of that place on the axis
    double y = 0.0;                                        // a value to point at
    QString heading = {};                                  // of the tooltip there
    QStringList readings = {};                             // "name value"
    std::vector<int> keys = {Qt::Key_Home, Qt::Key_Right}; // to there
    // What a click there opens; a place that is no moment opens nothing.
    std::optional<Time> opens = std::nullopt;
    QStringList dragOffers = {QStringLiteral("Zoom")};
    QStringList dragSays = {}; // heading and figures of the first two places
    QByteArray csv = {};       // of everything
    bool asksThePage = false;  // a zoom is the page's; else it stays within the chart
    bool zoomsInHeight = false;
};

inline Time at(const char* iso) {
    return *parseIso(iso);
}

inline ChartContent titled(const char* title, XAxis axis) {
    ChartContent chart;
    chart.title = QString::fromUtf8(title);
    chart.summary = QStringLiteral("A summary.");
    chart.axis = axis;
    if (axis == XAxis::Buckets)
        chart.buckets = sampleDays(4);
    if (axis == XAxis::Moments)
        chart.moments = {at("2026-11-19T17:36:00"), at("2026-11-19T17:36:20"), at("2026-11-19T17:37:00"),
                         at("2026-11-19T17:39:00")};
    return chart;
}

inline const QStringList& pageOffers() {
    static const QStringList offers{QStringLiteral("Zoom"), QStringLiteral("Compare with before"),
                                    QStringLiteral("Worst turns")};
    return offers;
}

// The middle of the second day.
inline Time secondNoon() {
    return at("2026-11-07T12:00");
}

inline DrivenChart drivenBands() {
    DrivenChart driven{"bands with a gap and a change point", titled("Love", XAxis::Buckets)};
    ChartContent& chart = driven.content;
    ChartLine line{QStringLiteral("warmth"), ColorRole::Warmth};
    const double gap = std::nan("");
    line.values = {0.25, 0.5, gap, 0.75};
    line.low = {0.2, 0.4, gap, 0.7};
    line.high = {0.3, 0.6, gap, 0.8};
    line.n = {10, 12, 0, 9};
    chart.lines = {line};
    chart.marks = {{at("2026-11-07T00:00"), Marker::Diamond, ColorRole::DimStrong, QStringLiteral("shift up"),
                    QStringLiteral("shift")}};
    driven.y = 0.5;
    driven.heading = QStringLiteral("7 Nov");
    driven.readings = {QStringLiteral("warmth 0.500  (0.400–0.600) · n 12"), QStringLiteral("shift up")};
    driven.opens = secondNoon();
    driven.dragOffers = pageOffers();
    driven.dragSays = {QStringLiteral("6–7 Nov"), QStringLiteral("warmth"), QStringLiteral("0.250–0.500")};
    driven.csv = "time,warmth,\"warmth, low\",\"warmth, high\",\"warmth, n\",marks\r\n"
                 "2026-11-06T00:00:00+01:00,0.25,0.2,0.3,10,\r\n"
                 "2026-11-07T00:00:00+01:00,0.5,0.4,0.6,12,shift up\r\n"
                 "2026-11-08T00:00:00+01:00,,,,0,\r\n"
                 "2026-11-09T00:00:00+01:00,0.75,0.7,0.8,9,\r\n";
    driven.asksThePage = true;
    return driven;
}

inline DrivenChart drivenStack() {
    DrivenChart driven{"stacked bars", titled("Turns by verdict", XAxis::Buckets)};
    ChartContent& chart = driven.content;
    chart.unit = ValueUnit::Count;
    chart.zeroBased = true;
    chart.bars = {{QStringLiteral("near"), ColorRole::Near, Marker::Diamond, {1, 2, 0, 4}},
                  {QStringLiteral("clear"), ColorRole::Clear, Marker::Circle, {3, 1200, 5, std::nan("")}}};
    driven.y = 100.0;
    driven.heading = QStringLiteral("7 Nov");
    driven.readings = {QStringLiteral("near 2"), QStringLiteral("clear 1,200")};
    driven.opens = secondNoon();
    driven.dragOffers = pageOffers();
    driven.dragSays = {QStringLiteral("6–7 Nov"), QStringLiteral("near"), QStringLiteral("3"), QStringLiteral("clear"),
                       QStringLiteral("1,203")};
    driven.csv = "time,near,clear\r\n"
                 "2026-11-06T00:00:00+01:00,1,3\r\n"
                 "2026-11-07T00:00:00+01:00,2,1200\r\n"
                 "2026-11-08T00:00:00+01:00,0,5\r\n"
                 "2026-11-09T00:00:00+01:00,4,\r\n";
    driven.asksThePage = true;
    return driven;
}

inline DrivenChart drivenSignedBars() {
    DrivenChart driven{"signed bars", titled("Margin", XAxis::Moments)};
    ChartBars bars{QStringLiteral("margin"), ColorRole::Good, Marker::Square, {0.125, -0.25, std::nan(""), 0.5}};
    bars.colorBelowZero = ColorRole::Bad;
    driven.content.bars = {bars};
    driven.y = -0.1;
    driven.heading = QStringLiteral("19 Nov 17:36:20 CET");
    driven.readings = {QStringLiteral("margin −0.250")};
    driven.opens = at("2026-11-19T17:36:20");
    driven.dragSays = {QStringLiteral("19 Nov 17:35–17:36"), QStringLiteral("margin"), QStringLiteral("−0.250–0.125")};
    driven.csv = "time,margin\r\n"
                 "2026-11-19T17:36:00+01:00,0.125\r\n"
                 "2026-11-19T17:36:20+01:00,-0.25\r\n"
                 "2026-11-19T17:37:00+01:00,\r\n"
                 "2026-11-19T17:39:00+01:00,0.5\r\n";
    return driven;
}

inline DrivenChart drivenSession() {
    DrivenChart driven{"a session's turns", titled("7cf65b9b", XAxis::Moments)};
    ChartContent& chart = driven.content;
    chart.lines = {{QStringLiteral("safety"), ColorRole::Safety, Qt::SolidLine, {0.75, 1.0, std::nan(""), 0.5}}};
    chart.marks = {{chart.moments[1], Marker::TriangleUp, ColorRole::ReachedUser, QStringLiteral("turn 2: reached"),
                    QStringLiteral("reached"), MarkPlace::TopEdge}};
    driven.y = 0.75;
    driven.heading = QStringLiteral("19 Nov 17:36:20 CET");
    driven.readings = {QStringLiteral("safety 1.00"), QStringLiteral("turn 2: reached")};
    driven.opens = at("2026-11-19T17:36:20");
    driven.dragSays = {QStringLiteral("19 Nov 17:35–17:36"), QStringLiteral("safety"), QStringLiteral("0.750–1.00")};
    driven.csv = "time,safety,marks\r\n"
                 "2026-11-19T17:36:00+01:00,0.75,\r\n"
                 "2026-11-19T17:36:20+01:00,1,turn 2: reached\r\n"
                 "2026-11-19T17:37:00+01:00,,\r\n"
                 "2026-11-19T17:39:00+01:00,0.5,\r\n";
    return driven;
}

inline DrivenChart drivenSteps() {
    DrivenChart driven{"steps, true to time", titled("Thresholds", XAxis::Time)};
    ChartContent& chart = driven.content;
    chart.range = {at("2026-11-06"), at("2026-11-10")};
    ChartLine line{QStringLiteral("harm"), ColorRole::Accent};
    line.shape = LineShape::Step;
    line.times = {at("2026-11-06"), at("2026-11-07T12:00"), at("2026-11-08"), at("2026-11-09T06:00")};
    line.values = {0.25, 0.5, std::nan(""), 0.75};
    chart.lines = {line};
    driven.x = 1.5 * 86'400.0;
    driven.y = 0.5;
    driven.heading = QStringLiteral("7 Nov 12:00:00 CET");
    driven.readings = {QStringLiteral("harm 0.500")};
    driven.opens = secondNoon();
    driven.dragSays = {QStringLiteral("harm"), QStringLiteral("0.250–0.500")};
    driven.csv = "time,harm\r\n"
                 "2026-11-06T00:00:00+01:00,0.25\r\n"
                 "2026-11-07T12:00:00+01:00,0.5\r\n"
                 "2026-11-08T00:00:00+01:00,\r\n"
                 "2026-11-09T06:00:00+01:00,0.75\r\n";
    return driven;
}

inline DrivenChart drivenHistogram() {
    DrivenChart driven{"histogram", titled("Severity", XAxis::Bins)};
    ChartContent& chart = driven.content;
    chart.unit = ValueUnit::Count;
    chart.zeroBased = true;
    chart.xName = QStringLiteral("severity");
    chart.binEdges = {0.0, 0.25, 0.5, 0.75, 1.0};
    chart.bars = {{QStringLiteral("violations"), ColorRole::Warn, Marker::Square, {5, 3, 0, 1}}};
    driven.y = 2.0;
    driven.heading = QStringLiteral("severity 0.250–0.500");
    driven.readings = {QStringLiteral("violations 3")};
    driven.dragSays = {QStringLiteral("severity 0–0.500"), QStringLiteral("violations"), QStringLiteral("8")};
    driven.csv = "severity from,severity to,violations\r\n0,0.25,5\r\n0.25,0.5,3\r\n0.5,0.75,0\r\n0.75,1,1\r\n";
    return driven;
}

inline DrivenChart drivenHeat() {
    DrivenChart driven{"heat map", titled("Durations", XAxis::Buckets)};
    ChartContent& chart = driven.content;
    chart.unit = ValueUnit::Seconds;
    chart.logValues = true;
    chart.heat = ChartHeat{QStringLiteral("turns"), {0.1, 1.0, 10.0}, {1, 0, 2, 4, 0, 0, 3, 5}};
    driven.y = 3.0;
    driven.heading = QStringLiteral("7 Nov");
    driven.readings = {QStringLiteral("1.0 s–10.0 s 4 turns"), QStringLiteral("all 6 turns")};
    driven.keys = {Qt::Key_Home, Qt::Key_Right, Qt::Key_Up, Qt::Key_Up};
    driven.opens = secondNoon();
    driven.dragOffers = pageOffers();
    driven.dragSays = {QStringLiteral("6–7 Nov"), QStringLiteral("turns"), QStringLiteral("7")};
    driven.csv = "time,100 ms–1.0 s (turns),1.0 s–10.0 s (turns)\r\n"
                 "2026-11-06T00:00:00+01:00,1,0\r\n"
                 "2026-11-07T00:00:00+01:00,2,4\r\n"
                 "2026-11-08T00:00:00+01:00,0,0\r\n"
                 "2026-11-09T00:00:00+01:00,3,5\r\n";
    driven.asksThePage = true;
    return driven;
}

inline DrivenChart drivenControlChart() {
    DrivenChart driven{"control chart", titled("Control chart", XAxis::Buckets)};
    ChartContent& chart = driven.content;
    chart.unit = ValueUnit::Share;
    chart.zeroBased = true;
    ChartLine limits{QStringLiteral("limits"), ColorRole::Dim};
    limits.low = {0.01, 0.02, std::nan(""), 0.01};
    limits.high = {0.2, 0.25, std::nan(""), 0.2};
    ChartLine share{QStringLiteral("unsafe"), ColorRole::Accent};
    share.values = {0.125, 0.375, std::nan(""), 0.1};
    share.n = {40, 80, 0, 30};
    share.dots = true;
    share.alarms = {1};
    chart.lines = {limits, share};
    chart.references = {{0.1, QStringLiteral("mean")}};
    driven.y = 0.2;
    driven.heading = QStringLiteral("7 Nov");
    driven.readings = {QStringLiteral("limits 2.0–25.0 %"), QStringLiteral("unsafe 37.5 % · n 80")};
    driven.opens = secondNoon();
    driven.dragOffers = pageOffers();
    driven.dragSays = {QStringLiteral("6–7 Nov"), QStringLiteral("unsafe"), QStringLiteral("12.5–37.5 %")};
    driven.csv = "time,\"limits, low (share)\",\"limits, high (share)\",unsafe (share),\"unsafe, n\"\r\n"
                 "2026-11-06T00:00:00+01:00,0.01,0.2,0.125,40\r\n"
                 "2026-11-07T00:00:00+01:00,0.02,0.25,0.375,80\r\n"
                 "2026-11-08T00:00:00+01:00,,,,0\r\n"
                 "2026-11-09T00:00:00+01:00,0.01,0.2,0.1,30\r\n";
    driven.asksThePage = true;
    return driven;
}

// Its points are no moments: a click opens nothing.
inline DrivenChart drivenScatter() {
    DrivenChart driven{"scatter", titled("Scores", XAxis::Numbers)};
    ChartContent& chart = driven.content;
    chart.xName = QStringLiteral("feedback");
    chart.yName = QStringLiteral("love");
    ChartPoints points{QStringLiteral("turns"), ColorRole::Accent};
    points.x = {0.75, 0.0, 0.5, std::nan(""), 1.0}; // the second from the left is the third of them
    points.y = {1.5, 1.0, 1.25, 2.0, 2.0};
    chart.points = {points};
    driven.x = 0.5;
    driven.y = 1.25;
    driven.heading = QStringLiteral("turns");
    driven.readings = {QStringLiteral("turns"), QStringLiteral("feedback 0.500"), QStringLiteral("love 1.25")};
    driven.dragSays = {QStringLiteral("turns"), QStringLiteral("2")};
    driven.csv = "series,point,time,feedback,love,n\r\n"
                 "turns,,,0.75,1.5,\r\nturns,,,0,1,\r\nturns,,,0.5,1.25,\r\nturns,,,,2,\r\nturns,,,1,2,\r\n";
    driven.zoomsInHeight = true;
    return driven;
}

inline DrivenChart drivenTrajectory() {
    DrivenChart driven{"trajectory", titled("Trajectory", XAxis::Numbers)};
    ChartContent& chart = driven.content;
    chart.xName = QStringLiteral("first");
    chart.yName = QStringLiteral("second");
    ChartPoints points{QStringLiteral("days"), ColorRole::Accent};
    points.path = true;
    points.earlyToLate = true;
    points.x = {1.0, 0.5, 0.0, 0.25}; // the keys go along the path
    points.y = {0.0, 0.5, 1.0, 0.25};
    for (int day = 0; day < 4; ++day)
        points.times.push_back(startOfDay(addDays({2026, 11, 6}, day)));
    chart.points = {points};
    driven.x = 0.5;
    driven.y = 0.5;
    driven.heading = QStringLiteral("7 Nov 00:00:00 CET");
    driven.readings = {QStringLiteral("days"), QStringLiteral("first 0.500"), QStringLiteral("second 0.500")};
    driven.opens = at("2026-11-07");
    driven.dragSays = {QStringLiteral("days"), QStringLiteral("3")};
    driven.csv = "series,point,time,first,second,n\r\n"
                 "days,,2026-11-06T00:00:00+01:00,1,0,\r\n"
                 "days,,2026-11-07T00:00:00+01:00,0.5,0.5,\r\n"
                 "days,,2026-11-08T00:00:00+01:00,0,1,\r\n"
                 "days,,2026-11-09T00:00:00+01:00,0.25,0.25,\r\n";
    driven.zoomsInHeight = true;
    return driven;
}

// Two days before lie over four now: the second day shows the first of them.
inline DrivenChart drivenTwoScopes() {
    DrivenChart driven{"two scopes", titled("Magnitude", XAxis::Buckets)};
    ChartContent& chart = driven.content;
    chart.secondBuckets = sampleDays(2, {2026, 10, 20});
    ChartLine now{QStringLiteral("now"), ColorRole::Accent, Qt::SolidLine, {1.25, 1.5, std::nan(""), 1.75}};
    ChartLine before{QStringLiteral("before"), ColorRole::Accent, Qt::DashLine, {1.0, 2.0}};
    before.second = true;
    chart.lines = {now, before};
    driven.y = 1.5;
    driven.heading = QStringLiteral("7 Nov / 20 Oct");
    driven.readings = {QStringLiteral("now 1.50"), QStringLiteral("before 1.00")};
    driven.opens = secondNoon();
    driven.dragOffers = pageOffers();
    driven.dragSays = {QStringLiteral("6–7 Nov"), QStringLiteral("now"), QStringLiteral("1.25–1.50"),
                       QStringLiteral("before"), QStringLiteral("1.00")};
    driven.csv = "time,now,before\r\n"
                 "2026-11-06T00:00:00+01:00,1.25,\r\n"
                 "2026-11-07T00:00:00+01:00,1.5,\r\n"
                 "2026-10-20T00:00:00+02:00,,1\r\n"
                 "2026-11-08T00:00:00+01:00,,\r\n"
                 "2026-11-09T00:00:00+01:00,1.75,\r\n"
                 "2026-10-21T00:00:00+02:00,,2\r\n";
    driven.asksThePage = true;
    return driven;
}

inline DrivenChart drivenRow() {
    DrivenChart driven = drivenBands();
    driven.name = "small row";
    driven.content.title = QStringLiteral("p5 of h");
    driven.content.framing = PlotFraming::Row;
    return driven;
}

inline DrivenChart drivenEvents() {
    DrivenChart driven{"row of events", titled("Adaptations", XAxis::Time)};
    ChartContent& chart = driven.content;
    chart.framing = PlotFraming::Row;
    chart.range = {at("2026-11-06"), at("2026-11-10")};
    for (const char* iso : {"2026-11-06T12:00", "2026-11-07T12:00", "2026-11-08", "2026-11-09"})
        chart.marks.push_back(
            {at(iso), Marker::Diamond, ColorRole::Accent, QStringLiteral("adapted ") + QString::fromLatin1(iso)});
    driven.x = 1.5 * 86'400.0;
    driven.heading = QStringLiteral("7 Nov 12:00:00 CET");
    driven.readings = {QStringLiteral("adapted 2026-11-07T12:00")};
    driven.opens = secondNoon();
    driven.csv = "time,marks\r\n"
                 "2026-11-06T12:00:00+01:00,adapted 2026-11-06T12:00\r\n"
                 "2026-11-07T12:00:00+01:00,adapted 2026-11-07T12:00\r\n"
                 "2026-11-08T00:00:00+01:00,adapted 2026-11-08\r\n"
                 "2026-11-09T00:00:00+01:00,adapted 2026-11-09\r\n";
    return driven;
}

inline const std::vector<DrivenChart>& drivenCharts() {
    static const std::vector<DrivenChart> charts{
        drivenBands(),     drivenStack(), drivenSignedBars(),   drivenSession(), drivenSteps(),
        drivenHistogram(), drivenHeat(),  drivenControlChart(), drivenScatter(), drivenTrajectory(),
        drivenTwoScopes(), drivenRow(),   drivenEvents()};
    return charts;
}

} // namespace moie::ui::test
