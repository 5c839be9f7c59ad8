// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_readings.h"

#include <algorithm>
#include <cmath>
#include <limits>

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

// The place of a line's value at a stop; none where the line says nothing there.
std::optional<std::size_t> placeAt(const ChartContent& content, const XScale& scale, const ChartLine& line,
                                   std::size_t stop) {
    const std::size_t count = std::max(line.values.size(), line.low.size());
    if (count == 0)
        return std::nullopt;
    if (line.times.empty() && !line.second)
        return stop < count ? std::optional(stop) : std::nullopt;
    const std::vector<double> positions = scale.positionsOf(line);
    const double position = scale.stopPosition(stop);
    const auto after = std::upper_bound(positions.begin(), positions.end(), position);
    if (line.shape == LineShape::Step)
        return after == positions.begin() ? std::nullopt
                                          : std::optional(static_cast<std::size_t>(after - positions.begin()) - 1);
    std::size_t nearest =
        after == positions.end() ? positions.size() - 1 : static_cast<std::size_t>(after - positions.begin());
    if (nearest > 0 && position - positions[nearest - 1] <= std::abs(positions[nearest] - position))
        --nearest;
    // True to time, a value belongs to its own moment alone.
    if (content.axis == XAxis::Time && positions[nearest] != position)
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
    if (value) {
        const auto edge = std::upper_bound(heat.edges.begin(), heat.edges.end(), *value);
        if (edge != heat.edges.begin() && edge != heat.edges.end()) {
            const auto bin = edge - heat.edges.begin() - 1;
            readings.push_back({Marker::Square, ColorRole::AccentText,
                                textRange(content.unit, content.unitName, heat.edges[static_cast<std::size_t>(bin)],
                                          heat.edges[static_cast<std::size_t>(bin) + 1]),
                                format::count(column[bin]) + QLatin1Char(' ') + heat.name});
        }
    }
    readings.push_back(
        {Marker::None, ColorRole::Dim, ReadingTexts::tr("all"), format::count(sum) + QLatin1Char(' ') + heat.name});
}

bool isAt(const ChartContent& content, const XScale& scale, Time time, std::size_t stop) {
    if (content.axis == XAxis::Time)
        return time == scale.stopTime(stop);
    const double position = scale.at(time);
    return scale.whole().contains(position) && scale.nearestStop(position) == stop;
}

void appendMarks(std::vector<Reading>& readings, const ChartContent& content, const XScale& scale, std::size_t stop) {
    std::size_t found = 0;
    for (const ChartMark& mark : content.marks) {
        if (!isAt(content, scale, mark.time, stop))
            continue;
        if (++found <= mostMarks)
            readings.push_back({mark.marker, mark.color, mark.text, QString()});
    }
    if (found > mostMarks)
        readings.push_back({Marker::None, ColorRole::Dim,
                            ReadingTexts::tr("and %1 more").arg(format::count(found - mostMarks)), QString()});
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
    return group;
}

} // namespace moie::ui
