// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/time_ticks.h"

#include <chrono>
#include <utility>

#include <QDateTime>

#include "ui/charts/calendar_marks.h"
#include "ui/theme/local_time.h"

namespace moie::ui {
namespace {

bool shorter(BucketSize a, BucketSize b) {
    return a.unit != b.unit ? a.unit < b.unit : a.count < b.count;
}

// Local time is looked up once per edge: each conversion asks the system for its zone.
std::vector<QDateTime> localEdges(const Buckets& buckets) {
    std::vector<QDateTime> edges;
    edges.reserve(buckets.count() + 1);
    if (buckets.count() > 0)
        edges.push_back(wallClock(buckets.edges.front() - std::chrono::milliseconds(1)));
    for (std::size_t i = 0; i < buckets.count(); ++i)
        edges.push_back(wallClock(buckets.edges[i]));
    return edges;
}

// Numbers the calendar's periods of a step, so that a mark stands where the number changes.
qint64 periodOf(BucketSize step, const QDateTime& local) {
    const qint64 day = local.date().toJulianDay(); // day 0 was a Monday
    const qint64 seconds = day * 86400 + local.time().msecsSinceStartOfDay() / 1000;
    switch (step.unit) {
    case BucketUnit::Second: return seconds / step.count;
    case BucketUnit::Minute: return seconds / 60 / step.count;
    case BucketUnit::Hour: return seconds / 3600 / step.count;
    case BucketUnit::Day: return day / step.count;
    case BucketUnit::Week: return day / 7 / step.count;
    case BucketUnit::Month: return (local.date().year() * 12 + local.date().month() - 1) / step.count;
    }
    return 0;
}

// The buckets that begin a period of the step. edges[0] is just before the first bucket, edges[i + 1] the start of i.
std::vector<std::size_t> marksOf(const std::vector<QDateTime>& edges, BucketSize step) {
    std::vector<std::size_t> marks;
    for (std::size_t i = 1; i < edges.size(); ++i) {
        if (periodOf(step, edges[i]) != periodOf(step, edges[i - 1]))
            marks.push_back(i - 1);
    }
    return marks;
}

// A second, minute or day of the wall clock and the text of its mark.
struct MarkedStep {
    Time from = unknownTime;
    Time to = unknownTime;
    QDate day;
    QString text;
    bool clock = false;

    bool contains(Time time) const { return time >= from && time < to; }
};

MarkedStep markedStep(BucketSize step, Time time) {
    const QDateTime wall = wallClock(time);
    const QDate day = wall.date();
    if (step.unit == BucketUnit::Day)
        return {fromLocalTime(day.startOfDay()), fromLocalTime(day.addDays(1).startOfDay()), day, markText(step, wall)};
    const int length = step.unit == BucketUnit::Second ? 1'000 : 60'000;
    const Time from = std::chrono::floor<std::chrono::milliseconds>(time) -
                      std::chrono::milliseconds(wall.time().msecsSinceStartOfDay() % length);
    return {from, from + std::chrono::milliseconds(length), day, markText(step, wall), isClockMark(step, wall)};
}

struct PlacedTicks {
    std::vector<TimeTick> ticks;
    bool allFit = true;
};

} // namespace

std::vector<TimeTick> timeTicks(const Buckets& buckets, double bucketWidth, double gap, const TextWidth& textWidth) {
    const std::vector<QDateTime> edges = localEdges(buckets);
    const double offset = buckets.size.unit < BucketUnit::Day ? -0.5 : 0.0;
    // Keeps the labels that do not overlap the one before; `stopAtFirst` gives up as soon as one does.
    const auto place = [&](const std::vector<std::size_t>& marks, BucketSize step, bool stopAtFirst) {
        PlacedTicks placed;
        double end = -1e300;
        for (const std::size_t mark : marks) {
            TimeTick tick{static_cast<double>(mark) + offset, markText(step, edges[mark + 1]),
                          isClockMark(step, edges[mark + 1])};
            const double half = textWidth(tick.label) / 2.0;
            if (tick.position * bucketWidth - half < end + gap) {
                placed.allFit = false;
                if (stopAtFirst)
                    return placed;
                continue;
            }
            end = tick.position * bucketWidth + half;
            placed.ticks.push_back(std::move(tick));
        }
        return placed;
    };

    std::vector<std::size_t> denser;
    BucketSize denserStep;
    for (const BucketSize step : calendarSteps()) {
        if (shorter(step, buckets.size))
            continue;
        std::vector<std::size_t> marks = marksOf(edges, step);
        if (marks.size() < 2 && !denser.empty())
            break;
        PlacedTicks placed = place(marks, step, true);
        if (placed.allFit)
            return std::move(placed.ticks);
        denser = std::move(marks);
        denserStep = step;
    }
    return place(denser, denserStep, false).ticks;
}

std::vector<TimeTick> timeTicks(Time from, Time to, double width, double gap, const TextWidth& textWidth) {
    constexpr std::size_t mostMarks = 60;
    const double span = toSeconds(to - from);
    if (span <= 0.0)
        return {};
    PlacedTicks placed;
    for (const BucketSize step : calendarSteps()) {
        const std::vector<Time> marks = calendarMarks(from, to, step, mostMarks);
        if (marks.empty())
            continue;
        placed = {};
        double end = -1e300;
        for (const Time mark : marks) {
            const QDateTime wall = wallClock(mark);
            TimeTick tick{toSeconds(mark - from), markText(step, wall), isClockMark(step, wall)};
            const double middle = tick.position / span * width;
            const double half = textWidth(tick.label) / 2.0;
            if (middle - half < end + gap) {
                placed.allFit = false;
                continue;
            }
            end = middle + half;
            placed.ticks.push_back(std::move(tick));
        }
        if (placed.allFit)
            break;
    }
    return std::move(placed.ticks);
}

std::vector<TimeTick> momentTicks(std::span<const Time> moments, double momentWidth, double gap,
                                  const TextWidth& textWidth) {
    if (moments.empty())
        return {};
    const Duration span = moments.back() - moments.front();
    const BucketSize step{1, span < std::chrono::minutes(3)  ? BucketUnit::Second
                             : span < std::chrono::hours(72) ? BucketUnit::Minute
                                                             : BucketUnit::Day};
    const bool severalDays = wallClock(moments.front()).date() != wallClock(moments.back()).date();
    std::vector<TimeTick> ticks;
    double end = -1e300;
    // Thousands of moments share few labels, and wall clock time is slow to tell: each label is made once.
    MarkedStep marked;
    QDate day;
    double half = 0;
    for (std::size_t i = 0; i < moments.size(); ++i) {
        const double middle = static_cast<double>(i) * momentWidth;
        if (middle < end + gap)
            continue;
        if (!marked.contains(moments[i])) {
            marked = markedStep(step, moments[i]);
            if (severalDays && marked.clock && marked.day != day) {
                marked.text = markText({1, BucketUnit::Day}, wallClock(moments[i]));
                marked.clock = false;
            }
            half = textWidth(marked.text) / 2.0;
        }
        if (middle - half < end + gap || (!ticks.empty() && ticks.back().label == marked.text))
            continue;
        end = middle + half;
        day = marked.day;
        ticks.push_back({static_cast<double>(i), marked.text, marked.clock});
    }
    return ticks;
}

} // namespace moie::ui
