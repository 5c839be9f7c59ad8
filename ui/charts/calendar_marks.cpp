// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/calendar_marks.h"

#include <algorithm>
#include <array>

#include <QLocale>

#include "ui/theme/local_time.h"

namespace moie::ui {
namespace {

constexpr std::array<BucketSize, 25> steps{{
    {1, BucketUnit::Second},  {5, BucketUnit::Second}, {15, BucketUnit::Second}, {30, BucketUnit::Second},
    {1, BucketUnit::Minute},  {5, BucketUnit::Minute}, {15, BucketUnit::Minute}, {30, BucketUnit::Minute},
    {1, BucketUnit::Hour},    {3, BucketUnit::Hour},   {6, BucketUnit::Hour},    {12, BucketUnit::Hour},
    {1, BucketUnit::Day},     {2, BucketUnit::Day},    {4, BucketUnit::Day},     {1, BucketUnit::Week},
    {2, BucketUnit::Week},    {1, BucketUnit::Month},  {3, BucketUnit::Month},   {6, BucketUnit::Month},
    {12, BucketUnit::Month},  {24, BucketUnit::Month}, {60, BucketUnit::Month},  {120, BucketUnit::Month},
    {240, BucketUnit::Month},
}};

double secondsOf(BucketSize step) {
    static constexpr std::array<double, 6> unitSeconds{1.0, 60.0, 3600.0, 86'400.0, 604'800.0, 2'592'000.0};
    return step.count * unitSeconds[static_cast<std::size_t>(step.unit)];
}

// Wall clocks put forward skip marks, and those put back show some twice: each is marked once.
std::vector<Time> marksOfHours(Time from, Time to, qint64 step) {
    std::vector<Time> marks;
    const QDateTime first = wallClock(from);
    qint64 second = first.time().msecsSinceStartOfDay() / 1000 / step * step;
    for (QDate date = first.date();; date = date.addDays(1), second = 0) {
        for (; second < 86'400; second += step) {
            const Time mark =
                fromLocalTime(QDateTime(date, QTime::fromMSecsSinceStartOfDay(static_cast<int>(second) * 1000)));
            if (mark > to)
                return marks;
            if (mark >= from && (marks.empty() || mark > marks.back()))
                marks.push_back(mark);
        }
    }
}

std::vector<Time> marksOfDays(Time from, Time to, qint64 step) {
    std::vector<Time> marks;
    // Day 0 was a Monday.
    for (qint64 day = wallClock(from).date().toJulianDay() / step * step;; day += step) {
        const Time mark = fromLocalTime(QDate::fromJulianDay(day).startOfDay());
        if (mark > to)
            return marks;
        if (mark >= from)
            marks.push_back(mark);
    }
}

std::vector<Time> marksOfMonths(Time from, Time to, int step) {
    std::vector<Time> marks;
    const QDate first = wallClock(from).date();
    for (int month = (first.year() * 12 + first.month() - 1) / step * step;; month += step) {
        const Time mark = fromLocalTime(QDate(month / 12, month % 12 + 1, 1).startOfDay());
        if (mark > to)
            return marks;
        if (mark >= from)
            marks.push_back(mark);
    }
}

} // namespace

std::span<const BucketSize> calendarSteps() {
    return steps;
}

QDateTime wallClock(Time time) {
    const QDateTime zoned = localTime(time);
    return QDateTime(zoned.date(), zoned.time(), Qt::UTC);
}

bool isClockMark(BucketSize step, const QDateTime& wall) {
    return step.unit < BucketUnit::Day && wall.time().msecsSinceStartOfDay() >= 1000;
}

QString markText(BucketSize step, const QDateTime& wall) {
    const auto text = [&](const char* pattern) { return QLocale::c().toString(wall, QLatin1String(pattern)); };
    switch (step.unit) {
    case BucketUnit::Second: return isClockMark(step, wall) ? text("HH:mm:ss") : text("d MMM");
    case BucketUnit::Minute:
    case BucketUnit::Hour: return isClockMark(step, wall) ? text("HH:mm") : text("d MMM");
    case BucketUnit::Day:
    case BucketUnit::Week: return text("d MMM");
    case BucketUnit::Month: return wall.date().month() == 1 || step.count >= 12 ? text("yyyy") : text("MMM");
    }
    return {};
}

std::vector<Time> calendarMarks(Time from, Time to, BucketSize step, std::size_t most) {
    if (to < from || toSeconds(to - from) / secondsOf(step) > static_cast<double>(most))
        return {};
    std::vector<Time> marks;
    switch (step.unit) {
    case BucketUnit::Second:
    case BucketUnit::Minute:
    case BucketUnit::Hour: marks = marksOfHours(from, to, static_cast<qint64>(secondsOf(step))); break;
    case BucketUnit::Day: marks = marksOfDays(from, to, step.count); break;
    case BucketUnit::Week: marks = marksOfDays(from, to, 7 * step.count); break;
    case BucketUnit::Month: marks = marksOfMonths(from, to, step.count); break;
    }
    if (marks.size() > most)
        marks.clear();
    return marks;
}

} // namespace moie::ui
