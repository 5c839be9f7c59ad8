// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/time_ticks.h"

#include <array>
#include <chrono>
#include <utility>

#include <QDateTime>
#include <QLocale>

namespace moie::ui {
namespace {

constexpr std::array<BucketSize, 25> ladder{{
    {1, BucketUnit::Second},  {5, BucketUnit::Second}, {15, BucketUnit::Second}, {30, BucketUnit::Second},
    {1, BucketUnit::Minute},  {5, BucketUnit::Minute}, {15, BucketUnit::Minute}, {30, BucketUnit::Minute},
    {1, BucketUnit::Hour},    {3, BucketUnit::Hour},   {6, BucketUnit::Hour},    {12, BucketUnit::Hour},
    {1, BucketUnit::Day},     {2, BucketUnit::Day},    {4, BucketUnit::Day},     {1, BucketUnit::Week},
    {2, BucketUnit::Week},    {1, BucketUnit::Month},  {3, BucketUnit::Month},   {6, BucketUnit::Month},
    {12, BucketUnit::Month},  {24, BucketUnit::Month}, {60, BucketUnit::Month},  {120, BucketUnit::Month},
    {240, BucketUnit::Month},
}};

bool shorter(BucketSize a, BucketSize b) {
    return a.unit != b.unit ? a.unit < b.unit : a.count < b.count;
}

// Local time is looked up once per edge: each conversion asks the system for its zone.
std::vector<QDateTime> localEdges(const Buckets& buckets) {
    std::vector<QDateTime> edges;
    edges.reserve(buckets.count() + 1);
    const auto add = [&](Time time) {
        const auto since = std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch());
        const QDateTime zoned = QDateTime::fromMSecsSinceEpoch(since.count());
        edges.emplace_back(zoned.date(), zoned.time(), Qt::UTC);
    };
    if (buckets.count() > 0)
        add(buckets.edges.front() - std::chrono::milliseconds(1));
    for (std::size_t i = 0; i < buckets.count(); ++i)
        add(buckets.edges[i]);
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

QString labelAt(BucketSize step, const QDateTime& local) {
    const bool midnight = local.time().msecsSinceStartOfDay() < 1000;
    const auto text = [&](const char* pattern) { return QLocale::c().toString(local, QLatin1String(pattern)); };
    switch (step.unit) {
    case BucketUnit::Second: return midnight ? text("d MMM") : text("HH:mm:ss");
    case BucketUnit::Minute:
    case BucketUnit::Hour: return midnight ? text("d MMM") : text("HH:mm");
    case BucketUnit::Day:
    case BucketUnit::Week: return text("d MMM");
    case BucketUnit::Month: return local.date().month() == 1 || step.count >= 12 ? text("yyyy") : text("MMM");
    }
    return {};
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

struct PlacedTicks {
    std::vector<TimeTick> ticks;
    bool allFit = true;
};

} // namespace

std::vector<TimeTick> timeTicks(const Buckets& buckets, double bucketWidth, double gap,
                                const std::function<double(const QString&)>& textWidth) {
    const std::vector<QDateTime> edges = localEdges(buckets);
    const double offset = buckets.size.unit < BucketUnit::Day ? -0.5 : 0.0;
    // Keeps the labels that do not overlap the one before; `stopAtFirst` gives up as soon as one does.
    const auto place = [&](const std::vector<std::size_t>& marks, BucketSize step, bool stopAtFirst) {
        PlacedTicks placed;
        double end = -1e300;
        for (const std::size_t mark : marks) {
            TimeTick tick{static_cast<double>(mark) + offset, labelAt(step, edges[mark + 1])};
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
    for (const BucketSize step : ladder) {
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

} // namespace moie::ui
