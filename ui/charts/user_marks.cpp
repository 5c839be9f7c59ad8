// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/user_marks.h"

#include <algorithm>

#include <QCoreApplication>

#include "ui/charts/evolution_words.h"
#include "ui/theme/format.h"

namespace moie::ui {
namespace {

class UserMarkTexts {
    Q_DECLARE_TR_FUNCTIONS(UserMarks)
};

TimeRange rangeOf(const ChartContent& chart) {
    if (chart.axis == XAxis::Time)
        return chart.range;
    if (chart.axis == XAxis::Buckets && chart.buckets.count() > 0)
        return {chart.buckets.edges.front(), chart.buckets.edges.back()};
    if (chart.axis == XAxis::Moments && !chart.moments.empty())
        return {chart.moments.front(), chart.moments.back() + Duration(1)};
    return {Time{}, Time{}};
}

} // namespace

ChartMark userMarkerMark(Time time, const QString& text) {
    const EventLook look = lookOf(EvolutionKind::Marker);
    return {time, look.marker, look.color, format::oneLine(text.simplified()), UserMarkTexts::tr("your marker")};
}

ChartMark notedTurnMark(Time opened, std::size_t number, const QString& notes) {
    return {opened, Marker::Square, ColorRole::AccentText,
            UserMarkTexts::tr("turn %1: %2").arg(format::count(number), format::oneLine(notes.simplified())),
            UserMarkTexts::tr("your notes")};
}

ChartContent withMarks(ChartContent chart, const std::vector<ChartMark>& marks) {
    if (chart.empty() || chart.secondBuckets.count() > 0)
        return chart;
    const TimeRange range = rangeOf(chart);
    for (const ChartMark& mark : marks)
        if (range.contains(mark.time))
            chart.marks.push_back(mark);
    std::stable_sort(chart.marks.begin(), chart.marks.end(),
                     [](const ChartMark& a, const ChartMark& b) { return a.time < b.time; });
    return chart;
}

} // namespace moie::ui
