// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot_axes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include <QFontMetricsF>

#include <moie/base/clock.h>

#include "ui/charts/time_ticks.h"
#include "ui/theme/format.h"

namespace moie::ui {
namespace {

struct XTick {
    double x;
    QString label;
    bool marked; // by a short line at the axis: a label of a point, not of what lies around it
    bool clock = false;
};

// Whole slots of an indexed axis that are seen, one past the last.
struct Slots {
    std::size_t first;
    std::size_t last;
};

Slots slotsIn(const AxisSpan& span, std::size_t count) {
    const auto end = static_cast<double>(count);
    return {static_cast<std::size_t>(std::clamp(std::floor(span.low), 0.0, end)),
            static_cast<std::size_t>(std::clamp(std::ceil(span.high), 0.0, end))};
}

class XTicks {
public:
    XTicks(const ChartContent& content, const XScale& scale, const PlotMapping& mapping, const QFont& font)
        : m_content(content), m_scale(scale), m_mapping(mapping), m_metrics(font) {}

    std::vector<XTick> ticks() const {
        switch (m_content.axis) {
        case XAxis::Buckets: return ofBuckets();
        case XAxis::Moments: return ofMoments();
        case XAxis::Time: return ofTime();
        case XAxis::Bins: return ofBins();
        case XAxis::Numbers: return ofNumbers();
        }
        return {};
    }

    // What labels with times of the day leave open: their zone, and where all of them are of one day, which.
    QString dayAndZone() const {
        const TimeRange seen = seenTimes();
        const Time last = *seen.to - Duration(1);
        const QString zone = QString::fromStdString(zoneName(*seen.from));
        const QString lastZone = QString::fromStdString(zoneName(last));
        const QString zones = zone == lastZone ? zone : zone + QLatin1Char('/') + lastZone;
        return localDate(*seen.from) == localDate(last)
                   ? format::date(*seen.from, systemClock().now()) + QStringLiteral(", ") + zones
                   : zones;
    }

    double gap() const { return 0.8 * m_metrics.height(); }

private:
    double slotWidth() const { return m_mapping.area.width() / m_mapping.x.width(); }
    TextWidth textWidth() const {
        return [this](const QString& text) { return m_metrics.horizontalAdvance(text); };
    }

    // Of an axis with labels.
    TimeRange seenTimes() const {
        if (m_content.axis == XAxis::Time)
            return {m_scale.timeAt(m_mapping.x.low), m_scale.timeAt(m_mapping.x.high)};
        if (m_content.axis == XAxis::Buckets) {
            const Slots seen = slotsIn(m_mapping.x, m_content.buckets.count());
            return {m_content.buckets.edges[seen.first], m_content.buckets.edges[seen.last]};
        }
        const Slots seen = slotsIn(m_mapping.x, m_content.moments.size());
        return {m_content.moments[seen.first], m_content.moments[seen.last - 1] + Duration(1)};
    }

    std::vector<XTick> ofBuckets() const {
        const Slots seen = slotsIn(m_mapping.x, m_content.buckets.count());
        if (seen.first >= seen.last)
            return {};
        const auto edges = m_content.buckets.edges.begin();
        const Buckets part{m_content.buckets.size,
                           std::vector<Time>(edges + static_cast<std::ptrdiff_t>(seen.first),
                                             edges + static_cast<std::ptrdiff_t>(seen.last) + 1)};
        std::vector<XTick> ticks;
        const bool marked = part.size.unit < BucketUnit::Day;
        for (TimeTick& tick : timeTicks(part, slotWidth(), gap(), textWidth()))
            ticks.push_back({m_mapping.xOf(static_cast<double>(seen.first) + tick.position + 0.5),
                             std::move(tick.label), marked, tick.clock});
        return ticks;
    }

    std::vector<XTick> ofMoments() const {
        const Slots seen = slotsIn(m_mapping.x, m_content.moments.size());
        const std::span<const Time> part = std::span(m_content.moments).subspan(seen.first, seen.last - seen.first);
        std::vector<XTick> ticks;
        for (TimeTick& tick : momentTicks(part, slotWidth(), gap(), textWidth()))
            ticks.push_back({m_mapping.xOf(static_cast<double>(seen.first) + tick.position + 0.5),
                             std::move(tick.label), true, tick.clock});
        return ticks;
    }

    std::vector<XTick> ofTime() const {
        const Time from = m_scale.timeAt(m_mapping.x.low);
        std::vector<XTick> ticks;
        for (TimeTick& tick :
             timeTicks(from, m_scale.timeAt(m_mapping.x.high), m_mapping.area.width(), gap(), textWidth()))
            ticks.push_back({m_mapping.xOf(m_mapping.x.low + tick.position), std::move(tick.label), true, tick.clock});
        return ticks;
    }

    // At edges of bins that are far enough apart; among those that fit, the ones with the roundest numbers.
    std::vector<XTick> ofBins() const {
        static constexpr std::array<std::size_t, 10> strides{1, 2, 4, 5, 8, 10, 20, 50, 100, 200};
        constexpr std::size_t leastTicks = 3;
        std::vector<XTick> best;
        std::size_t leastDigits = std::string::npos;
        for (const std::size_t stride : strides) {
            for (std::size_t offset = 0; offset < std::min(stride, m_content.binEdges.size()); ++offset) {
                const std::size_t digits = digitsOf(offset, stride);
                std::vector<XTick> ticks;
                if (digits >= leastDigits || !placeBins(offset, stride, ticks) ||
                    (!best.empty() && ticks.size() < leastTicks))
                    continue;
                best = std::move(ticks);
                leastDigits = digits;
            }
        }
        return best;
    }

    // The most significant digits that one of the labels needs.
    std::size_t digitsOf(std::size_t offset, std::size_t stride) const {
        std::size_t most = 0;
        for (std::size_t i = offset; i < m_content.binEdges.size(); i += stride) {
            std::size_t digits = 0;
            std::size_t zeros = 0;
            for (const QChar c : tickText(m_content.xUnit, m_content.binEdges[i])) {
                if (!c.isDigit())
                    continue;
                zeros = c == QLatin1Char('0') ? zeros + 1 : 0;
                digits += digits > 0 || c != QLatin1Char('0') ? 1 : 0;
            }
            most = std::max(most, digits - std::min(digits, zeros));
        }
        return most;
    }

    bool placeBins(std::size_t offset, std::size_t stride, std::vector<XTick>& ticks) const {
        double end = -1e300;
        for (std::size_t i = offset; i < m_content.binEdges.size(); i += stride) {
            if (!m_mapping.x.contains(static_cast<double>(i)))
                continue;
            XTick tick{m_mapping.xOf(static_cast<double>(i)), tickText(m_content.xUnit, m_content.binEdges[i]), true};
            const double half = m_metrics.horizontalAdvance(tick.label) / 2.0;
            if (tick.x - half < end + gap())
                return false;
            end = tick.x + half;
            ticks.push_back(std::move(tick));
        }
        return true;
    }

    std::vector<XTick> ofNumbers() const {
        const double widest = std::max(m_metrics.horizontalAdvance(tickText(m_content.xUnit, m_mapping.x.low)),
                                       m_metrics.horizontalAdvance(QStringLiteral("−0.00")));
        const int most = std::clamp(static_cast<int>(m_mapping.area.width() / (2.0 * widest + gap())), 1, 10);
        std::vector<XTick> ticks;
        for (ValueTick& tick : ticksWithin(m_mapping.x, m_content.xUnit, most))
            ticks.push_back({m_mapping.xOf(tick.value), std::move(tick.label), true});
        return ticks;
    }

    const ChartContent& m_content;
    const XScale& m_scale;
    const PlotMapping& m_mapping;
    QFontMetricsF m_metrics;
};

// Above the value axis.
QString valueAxisName(const ChartContent& content) {
    if (content.yName.isEmpty() || content.unitName.isEmpty())
        return content.yName + content.unitName;
    return content.yName + QStringLiteral(", ") + content.unitName;
}

bool hasXName(const ChartContent& content) {
    return !content.xName.isEmpty() && !content.timed();
}

struct XLabel {
    XTick tick;
    QRectF box;
};

// Those that have room, each in its box.
std::vector<XLabel> placedLabels(std::vector<XTick> ticks, const QRectF& area, const QFontMetricsF& metrics,
                                 double sceneWidth) {
    const double em = metrics.height();
    std::vector<XLabel> labels;
    for (XTick& tick : ticks) {
        const double width = std::ceil(metrics.horizontalAdvance(tick.label)) + 2.0;
        QRectF box(tick.x - width / 2.0, area.bottom() + 0.4 * em, width, em);
        const double overhang = box.right() - sceneWidth;
        if (tick.x < area.left() - 0.5 || tick.x > area.right() + 0.5 || overhang > 0.7 * em)
            continue;
        box.translate(-std::max(0.0, overhang), 0.0);
        box.translate(std::max(0.0, -box.left()), 0.0);
        labels.push_back({std::move(tick), box});
    }
    return labels;
}

// Day and zone of clock times take the place of labels at the end of the axis where they cost fewer; not of all.
std::optional<PlotFrame::Label> placeDayAndZone(std::vector<XLabel>& labels, const QString& text, double gap,
                                                const QFontMetricsF& metrics, double sceneWidth) {
    const double width = std::ceil(metrics.horizontalAdvance(text)) + 2.0;
    const QRectF left(0.0, labels.front().box.top(), width, labels.front().box.height());
    const QRectF right = left.translated(sceneWidth - width, 0.0);
    const auto inTheWay = [&](const QRectF& place) {
        return [room = place.adjusted(-gap, 0.0, gap, 0.0)](const XLabel& label) { return label.box.intersects(room); };
    };
    // Without its date, a time is of any day.
    const auto costs = [&](const QRectF& place) {
        std::ptrdiff_t sum = 0;
        for (const XLabel& label : labels)
            sum += !inTheWay(place)(label) ? 0 : label.tick.clock ? 1 : std::ssize(labels);
        return sum;
    };
    const QRectF place = costs(right) < costs(left) ? right : left;
    if (std::all_of(labels.begin(), labels.end(), inTheWay(place)))
        return std::nullopt;
    std::erase_if(labels, inTheWay(place));
    return PlotFrame::Label{place, (place == left ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter, text};
}

void appendXLabels(AxesDrawing& axes, const XTicks& xTicks, const QRectF& area, const QFontMetricsF& metrics,
                   double sceneWidth) {
    std::vector<XLabel> labels = placedLabels(xTicks.ticks(), area, metrics, sceneWidth);
    if (std::any_of(labels.begin(), labels.end(), [](const XLabel& label) { return label.tick.clock; })) {
        if (auto text = placeDayAndZone(labels, xTicks.dayAndZone(), xTicks.gap(), metrics, sceneWidth))
            axes.labels.push_back(std::move(*text));
    }
    for (XLabel& label : labels) {
        axes.labels.push_back({label.box, Qt::AlignCenter, std::move(label.tick.label)});
        if (label.tick.marked)
            axes.grid.emplace_back(label.tick.x, area.bottom(), label.tick.x, area.bottom() + 0.25 * metrics.height());
    }
}

} // namespace

QMarginsF axisMargins(const ChartContent& content, const std::vector<ValueTick>& valueTicks, const QFont& font) {
    const QFontMetricsF metrics(font);
    const double em = metrics.height();
    const double bottom = std::ceil((hasXName(content) ? 2.6 : 1.4) * em);
    if (content.framing == PlotFraming::Row)
        return {1.0, 2.0, 1.0, 2.0};
    if (content.framing == PlotFraming::AxisOnly)
        return {1.0, 0.0, 1.0, bottom};
    double labels = 0.0;
    for (const ValueTick& tick : valueTicks)
        labels = std::max(labels, metrics.horizontalAdvance(tick.label));
    return {std::ceil(labels + 0.6 * em), std::ceil((valueAxisName(content).isEmpty() ? 0.5 : 1.7) * em), 2.0, bottom};
}

AxesDrawing axesOf(const ChartContent& content, const XScale& scale, const PlotMapping& mapping,
                   const std::vector<ValueTick>& valueTicks, const QFont& font, double sceneWidth) {
    AxesDrawing axes;
    if (content.framing == PlotFraming::Row)
        return axes;
    const QFontMetricsF metrics(font);
    const double em = metrics.height();
    const QRectF& area = mapping.area;
    if (content.framing == PlotFraming::Full) {
        for (const ValueTick& tick : valueTicks) {
            const double y = mapping.yOf(tick.value);
            axes.grid.emplace_back(area.left(), y, area.right(), y);
            axes.labels.push_back(
                {QRectF(0.0, y - em / 2.0, area.left() - 0.6 * em, em), Qt::AlignRight | Qt::AlignVCenter, tick.label});
        }
        axes.labels.push_back(
            {QRectF(0.0, 0.0, sceneWidth, em), Qt::AlignLeft | Qt::AlignVCenter, valueAxisName(content)});
    }
    appendXLabels(axes, XTicks(content, scale, mapping, font), area, metrics, sceneWidth);
    if (hasXName(content))
        axes.labels.push_back(
            {QRectF(area.left(), area.bottom() + 1.55 * em, area.width(), em), Qt::AlignCenter, content.xName});
    return axes;
}

} // namespace moie::ui
