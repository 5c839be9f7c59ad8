// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_readings.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <ranges>
#include <span>

#include <QCoreApplication>

#include "ui/charts/value_text.h"
#include "ui/theme/format.h"

namespace moie::ui {
namespace {

class ReadingTexts {
    Q_DECLARE_TR_FUNCTIONS(ChartReadings)
};

constexpr std::size_t mostMarks = 5;

QString textRange(ValueUnit unit, const QString& unitName, double low, double high) {
    if (unit == ValueUnit::Share)
        return format::percentRange(low, high);
    return valueText(unit, QString(), low) + QStringLiteral("–") + valueText(unit, unitName, high);
}

// The place of a line's value at a stop; none where the line says nothing there. Looked up with every move of the
// mouse.
std::optional<std::size_t> placeAt(const ChartContent& content, const XScale& scale, const ChartLine& line,
                                   std::size_t stop) {
    const std::size_t count = scale.positionCount(line);
    if (count == 0)
        return std::nullopt;
    if (line.times.empty() && !line.second)
        return stop < count ? std::optional(stop) : std::nullopt;
    const auto positionOf = [&](std::size_t place) { return scale.positionOf(line, place); };
    const auto places = std::views::iota(std::size_t(0), count);
    const double position = scale.stopPosition(stop);
    const auto after =
        static_cast<std::size_t>(std::ranges::upper_bound(places, position, {}, positionOf) - places.begin());
    if (line.shape == LineShape::Step)
        return after == 0 ? std::nullopt : std::optional(after - 1);
    std::size_t nearest = std::min(after, count - 1);
    if (nearest > 0 && position - positionOf(nearest - 1) <= std::abs(positionOf(nearest) - position))
        --nearest;
    // True to time, a value belongs to its own moment alone.
    if (content.axis == XAxis::Time && positionOf(nearest) != position)
        return std::nullopt;
    return nearest;
}

Reading readingOf(const ChartContent& content, const ChartLine& line, std::size_t place) {
    const bool isBand = line.values.empty();
    const double value = place < line.values.size() ? line.values[place] : NAN;
    const bool hasBand = place < line.low.size() && std::isfinite(line.low[place]);
    const bool measured = isBand ? hasBand : std::isfinite(value);
    QString text = valueText(content, value);
    if (measured && hasBand) {
        const QString band = textRange(content.unit, QString(), line.low[place], line.high[place]);
        text = isBand ? band : text + QStringLiteral("  (%1)").arg(band);
    }
    if (measured && place < line.n.size())
        text += QStringLiteral(" · n ") + format::count(line.n[place]);
    if (measured && place < line.labels.size() && !line.labels[place].isEmpty())
        text += QStringLiteral(" · ") + line.labels[place];
    return {isBand ? Marker::Square : lineMarker(line.dash), line.color, line.name, text};
}

void appendBars(std::vector<Reading>& readings, const ChartContent& content, std::size_t stop) {
    for (const ChartBars& bars : content.bars) {
        const double value = stop < bars.values.size() ? bars.values[stop] : NAN;
        if (value == 0.0 && content.bars.size() > 1)
            continue;
        const ColorRole color = value < 0.0 ? bars.colorBelowZero.value_or(bars.color) : bars.color;
        readings.push_back({bars.marker, color, bars.name, valueText(content, value)});
    }
}

void appendHeat(std::vector<Reading>& readings, const ChartContent& content, std::size_t stop,
                std::optional<double> value) {
    const ChartHeat& heat = *content.heat;
    const std::size_t bins = heat.bins();
    if (bins == 0 || (stop + 1) * bins > heat.counts.size())
        return;
    const auto column = heat.counts.begin() + static_cast<std::ptrdiff_t>(stop * bins);
    std::uint64_t sum = 0;
    for (std::size_t bin = 0; bin < bins; ++bin)
        sum += column[static_cast<std::ptrdiff_t>(bin)];
    if (const auto bin = value ? heat.binOf(*value) : std::nullopt)
        readings.push_back({Marker::Square, ColorRole::AccentText,
                            textRange(content.unit, content.unitName, heat.edges[*bin], heat.edges[*bin + 1]),
                            format::count(column[static_cast<std::ptrdiff_t>(*bin)]) + QLatin1Char(' ') + heat.name});
    readings.push_back(
        {Marker::None, ColorRole::Dim, ReadingTexts::tr("all"), format::count(sum) + QLatin1Char(' ') + heat.name});
}

std::span<const ChartMark> marksAt(const ChartContent& content, const XScale& scale, std::size_t stop) {
    if (content.axis == XAxis::Time)
        return std::ranges::equal_range(content.marks, scale.stopTime(stop), {}, &ChartMark::time);
    const auto end = static_cast<std::ptrdiff_t>(scale.stopCount());
    const auto stopOf = [&](const ChartMark& mark) {
        const double position = scale.at(mark.time);
        if (position < scale.whole().low)
            return std::ptrdiff_t(-1);
        return position > scale.whole().high ? end : static_cast<std::ptrdiff_t>(scale.nearestStop(position));
    };
    return std::ranges::equal_range(content.marks, static_cast<std::ptrdiff_t>(stop), {}, stopOf);
}

void appendMarks(std::vector<Reading>& readings, const ChartContent& content, const XScale& scale, std::size_t stop) {
    const std::span<const ChartMark> marks = marksAt(content, scale, stop);
    for (const ChartMark& mark : marks.first(std::min(mostMarks, marks.size())))
        readings.push_back({mark.marker, mark.color, mark.text, QString()});
    if (marks.size() > mostMarks)
        readings.push_back({Marker::None, ColorRole::Dim,
                            ReadingTexts::tr("and %1 more").arg(format::count(marks.size() - mostMarks)), QString()});
}

std::vector<Reading> lineReadings(const ChartContent& content, const XScale& scale, std::size_t stop) {
    std::vector<Reading> readings;
    for (const ChartLine& line : content.lines) {
        if (const auto place = placeAt(content, scale, line, stop))
            readings.push_back(readingOf(content, line, *place));
        else if (content.axis != XAxis::Time)
            readings.push_back({lineMarker(line.dash), line.color, line.name, valueText(content, NAN)});
    }
    return readings;
}

struct LowHigh {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();
    std::size_t count = 0;
};

LowHigh lowHighOf(const ChartLine& line, const XScale& scale, const AxisSpan& span) {
    LowHigh found;
    const std::vector<double> positions = scale.positionsOf(line);
    const std::size_t count = std::min(positions.size(), line.values.size());
    // A step holds on until the next one: the one before the span is in it.
    const auto holds = [&](std::size_t i) {
        return line.shape == LineShape::Step && positions[i] < span.low &&
               (i + 1 == count || positions[i + 1] > span.low);
    };
    for (std::size_t i = 0; i < count; ++i) {
        if (!(span.contains(positions[i]) || holds(i)) || !std::isfinite(line.values[i]))
            continue;
        found.low = std::min(found.low, line.values[i]);
        found.high = std::max(found.high, line.values[i]);
        ++found.count;
    }
    return found;
}

} // namespace

ReadingGroup readingsAt(const ChartContent& content, const XScale& scale, std::size_t stop,
                        std::optional<double> value) {
    ReadingGroup group{content.title, lineReadings(content, scale, stop), false};
    appendBars(group.readings, content, stop);
    if (content.heat)
        appendHeat(group.readings, content, stop, value);
    appendMarks(group.readings, content, scale, stop);
    if (group.readings.empty())
        group.readings.push_back({Marker::None, ColorRole::Dim, QString(), valueText(content, 0.0)});
    return group;
}

ReadingGroup briefReadingsAt(const ChartContent& content, const XScale& scale, std::size_t stop) {
    ReadingGroup group{content.title, {}, true};
    for (const ChartLine& line : content.lines) {
        const auto place = placeAt(content, scale, line, stop);
        if (place && *place < line.values.size())
            group.readings.push_back(
                {lineMarker(line.dash), line.color, line.name, valueText(content, line.values[*place])});
    }
    appendBars(group.readings, content, stop);
    if (content.heat)
        appendHeat(group.readings, content, stop, std::nullopt);
    return group;
}

ReadingGroup readingsOf(const ChartContent& content, const PointPlace& point) {
    const ChartPoints& points = content.points[point.series];
    QString value = valueText(content, points.y[point.index]);
    if (point.index < points.n.size())
        value += QStringLiteral(" · n ") + format::count(points.n[point.index]);
    const QString yName = content.yName.isEmpty() ? content.title : content.yName;
    return {content.title,
            {{points.marker, points.color, points.name, QString()},
             {Marker::None, ColorRole::Dim, content.xName, valueText(content.xUnit, QString(), points.x[point.index])},
             {Marker::None, ColorRole::Dim, yName, value}},
            false};
}

QString headingAt(const ChartContent& content, const XScale& scale, std::size_t stop, Time now) {
    if (content.axis == XAxis::Bins) {
        const QString bin = textRange(content.xUnit, QString(), content.binEdges[stop], content.binEdges[stop + 1]);
        return content.xName.isEmpty() ? bin : content.xName + QLatin1Char(' ') + bin;
    }
    const Time time = scale.stopTime(stop);
    QString text = format::dateTime(time, now);
    bool byClock = true;
    if (content.axis == XAxis::Buckets) {
        text = format::bucket(content.buckets, stop, now);
        byClock = content.buckets.size.unit < BucketUnit::Day;
    }
    if (content.secondBuckets.count() > 0) {
        const auto count = static_cast<double>(content.secondBuckets.count());
        const double share = scale.stopPosition(stop) / scale.whole().width();
        const auto other = static_cast<std::size_t>(std::clamp(share * count, 0.0, count - 1.0));
        text += QStringLiteral(" / ") + format::bucket(content.secondBuckets, other, now);
    }
    return byClock ? text + QLatin1Char(' ') + QString::fromStdString(zoneName(time)) : text;
}

QString headingOf(const ChartContent& content, const PointPlace& point, Time now) {
    const ChartPoints& points = content.points[point.series];
    if (point.index < points.labels.size() && !points.labels[point.index].isEmpty())
        return points.labels[point.index];
    if (point.index < points.times.size())
        return format::dateTime(points.times[point.index], now) + QLatin1Char(' ') +
               QString::fromStdString(zoneName(points.times[point.index]));
    return points.name;
}

QString headingOf(const ChartContent& content, const XScale& scale, const AxisSpan& span, Time now) {
    if (content.timed())
        return format::dateRange(scale.timeAt(span.low), scale.timeAt(span.high) - Duration(1), now);
    AxisSpan values = span;
    if (content.axis == XAxis::Bins) {
        const auto edgeAt = [&](double place) {
            return content.binEdges[static_cast<std::size_t>(std::clamp(place, 0.0, scale.whole().high))];
        };
        values = {edgeAt(span.low), edgeAt(span.high)};
    }
    const QString range = textRange(content.xUnit, QString(), values.low, values.high);
    return content.xName.isEmpty() ? range : content.xName + QLatin1Char(' ') + range;
}

ReadingGroup rangeReadings(const ChartContent& content, const XScale& scale, const AxisSpan& span) {
    ReadingGroup group{content.title, {}, false};
    for (const ChartLine& line : content.lines) {
        const LowHigh found = lowHighOf(line, scale, span);
        if (found.count > 0)
            group.readings.push_back({lineMarker(line.dash), line.color, line.name,
                                      found.low == found.high
                                          ? valueText(content, found.low)
                                          : textRange(content.unit, content.unitName, found.low, found.high)});
    }
    const auto stopIn = [&](std::size_t stop) { return span.contains(scale.stopPosition(stop)); };
    for (const ChartBars& bars : content.bars) {
        double sum = 0.0;
        LowHigh found;
        for (std::size_t i = 0; i < std::min(bars.values.size(), scale.stopCount()); ++i) {
            if (!stopIn(i) || !std::isfinite(bars.values[i]))
                continue;
            sum += bars.values[i];
            found = {std::min(found.low, bars.values[i]), std::max(found.high, bars.values[i]), found.count + 1};
        }
        // Only counts can be added up.
        if (content.unit == ValueUnit::Count ? sum != 0.0 : found.count > 0)
            group.readings.push_back({bars.marker, bars.color, bars.name,
                                      content.unit == ValueUnit::Count
                                          ? valueText(content, sum)
                                          : textRange(content.unit, content.unitName, found.low, found.high)});
    }
    if (content.heat && content.heat->bins() > 0) {
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < content.heat->counts.size(); ++i)
            sum += stopIn(i / content.heat->bins()) ? content.heat->counts[i] : 0;
        group.readings.push_back({Marker::None, ColorRole::Dim, content.heat->name, format::count(sum)});
    }
    for (const ChartPoints& points : content.points) {
        const std::size_t count = std::min(points.x.size(), points.y.size());
        std::size_t found = 0;
        for (std::size_t i = 0; i < count; ++i)
            found += span.contains(points.x[i]) && std::isfinite(points.y[i]) ? 1 : 0;
        group.readings.push_back({points.marker, points.color, points.name, format::count(found)});
    }
    return group;
}

} // namespace moie::ui
