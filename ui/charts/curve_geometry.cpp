// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/curve_geometry.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include <QLineF>

#include "ui/charts/decimation.h"

namespace moie::ui {
namespace {

// In buckets, and in the scene's units.
constexpr double loneBandWidth = 0.5;
constexpr double leastLoneBand = 4.0;

struct Visible {
    std::size_t first;
    std::size_t last; // one past
};

// Those in the visible span and one on either side, so that lines go on to the edges.
Visible visibleOf(std::span<const double> positions, const AxisSpan& span) {
    const auto low = std::lower_bound(positions.begin(), positions.end(), span.low);
    const auto high = std::upper_bound(low, positions.end(), span.high);
    const auto first = static_cast<std::size_t>(low - positions.begin());
    const auto last = static_cast<std::size_t>(high - positions.begin());
    return {first > 0 ? first - 1 : 0, std::min(last + 1, positions.size())};
}

std::size_t columnsOf(const PlotMapping& mapping) {
    return static_cast<std::size_t>(std::max(1.0, mapping.area.width()));
}

bool drawable(double value, const PlotMapping& mapping) {
    return std::isfinite(value) && (!mapping.logarithmic || value > 0.0);
}

// Liang and Barsky: the part of a segment within a rectangle, ends included.
std::optional<QLineF> cutSegment(const QLineF& segment, const QRectF& area) {
    double from = 0.0;
    double to = 1.0;
    const auto against = [&](double step, double distance) {
        if (step == 0.0)
            return distance >= 0.0;
        const double at = distance / step;
        if (step < 0.0)
            from = std::max(from, at);
        else
            to = std::min(to, at);
        return true;
    };
    const bool crosses =
        against(-segment.dx(), segment.x1() - area.left()) && against(segment.dx(), area.right() - segment.x1()) &&
        against(-segment.dy(), segment.y1() - area.top()) && against(segment.dy(), area.bottom() - segment.y1());
    if (!crosses || from > to)
        return std::nullopt;
    return QLineF(segment.pointAt(from), segment.pointAt(to));
}

// contains() of a rectangle leaves out points on its right and lower edge.
bool within(const QRectF& area, const QPointF& point) {
    return point.x() >= area.left() && point.x() <= area.right() && point.y() >= area.top() &&
           point.y() <= area.bottom();
}

bool within(const QRectF& area, const QPolygonF& points) {
    return std::all_of(points.begin(), points.end(), [&](const QPointF& point) { return within(area, point); });
}

void appendCut(std::vector<PlotCurves::Band>& bands, PlotCurves::Band band, const QRectF& area) {
    if (within(area, band.upper) && within(area, band.lower)) {
        bands.push_back(std::move(band));
        return;
    }
    // Piece by piece, so that upper and lower edge keep as many points as each other.
    for (qsizetype i = 0; i + 1 < band.upper.size(); ++i) {
        const double left = std::max(area.left(), band.upper[i].x());
        const double right = std::min(area.right(), band.upper[i + 1].x());
        if (left >= right)
            continue;
        const auto edgeAt = [&](const QPolygonF& edge, double x) {
            const double share = (x - edge[i].x()) / (edge[i + 1].x() - edge[i].x());
            const double y = edge[i].y() + share * (edge[i + 1].y() - edge[i].y());
            return QPointF(x, std::clamp(y, area.top(), area.bottom()));
        };
        bands.push_back({QPolygonF({edgeAt(band.upper, left), edgeAt(band.upper, right)}),
                         QPolygonF({edgeAt(band.lower, left), edgeAt(band.lower, right)})});
    }
}

} // namespace

std::vector<QPolygonF> cutLine(const QPolygonF& line, const QRectF& area) {
    std::vector<QPolygonF> parts;
    if (within(area, line)) {
        parts.push_back(line);
        return parts;
    }
    for (qsizetype i = 0; i + 1 < line.size(); ++i) {
        const auto cut = cutSegment(QLineF(line[i], line[i + 1]), area);
        if (!cut)
            continue;
        if (parts.empty() || parts.back().back() != cut->p1())
            parts.push_back(QPolygonF({cut->p1()}));
        if (cut->p2() != cut->p1())
            parts.back().append(cut->p2());
    }
    return parts;
}

std::vector<QPolygonF> lineRuns(const ChartLine& line, std::span<const double> positions, const PlotMapping& mapping) {
    const std::span<const double> values(line.values.data(), std::min(line.values.size(), positions.size()));
    const Visible visible = visibleOf(positions.first(values.size()), mapping.x);
    std::vector<QPolygonF> runs;
    QPolygonF run;
    const auto endRun = [&](double end) {
        // A step that begins beyond the plot is not drawn back to its edge.
        if (!run.isEmpty() && line.shape == LineShape::Step)
            run.append({std::max(run.back().x(), mapping.xOf(std::min(end, mapping.x.high))), run.back().y()});
        if (!run.isEmpty()) {
            for (QPolygonF& part : cutLine(run, mapping.area))
                runs.push_back(std::move(part));
        }
        run.clear();
    };
    for (const std::size_t i : worthDrawing(positions, values, visible.first, visible.last, mapping.x.low,
                                            mapping.x.high, columnsOf(mapping))) {
        if (!drawable(values[i], mapping)) {
            endRun(positions[i]);
            continue;
        }
        const QPointF point(mapping.xOf(positions[i]), mapping.yOf(values[i]));
        if (!run.isEmpty() && line.shape == LineShape::Step)
            run.append({point.x(), run.back().y()});
        run.append(point);
    }
    endRun(mapping.x.high);
    return runs;
}

std::vector<PlotCurves::Band> bandsOf(const ChartLine& line, std::span<const double> positions,
                                      const PlotMapping& mapping) {
    std::vector<PlotCurves::Band> bands;
    const std::size_t count = std::min({line.low.size(), line.high.size(), positions.size()});
    const Visible visible = visibleOf(positions.first(count), mapping.x);
    const auto given = [&](std::size_t i) {
        return i < count && drawable(line.low[i], mapping) && drawable(line.high[i], mapping);
    };
    const std::size_t stride = std::max<std::size_t>(1, (visible.last - visible.first) / (2 * columnsOf(mapping)));
    PlotCurves::Band band;
    const auto endBand = [&] {
        if (band.upper.size() == 1) {
            const double half = std::max(leastLoneBand, loneBandWidth * mapping.area.width() / mapping.x.width()) / 2.0;
            for (QPolygonF* edge : {&band.upper, &band.lower}) {
                edge->append(edge->front() + QPointF(half, 0.0));
                edge->front() -= QPointF(half, 0.0);
            }
        }
        if (!band.upper.isEmpty())
            appendCut(bands, std::move(band), mapping.area);
        band = {};
    };
    for (std::size_t i = visible.first; i < visible.last; i += stride) {
        double low = std::numeric_limits<double>::infinity();
        double high = -low;
        for (std::size_t k = i; k < std::min(i + stride, visible.last); ++k) {
            if (!given(k))
                continue;
            low = std::min(low, line.low[k]);
            high = std::max(high, line.high[k]);
        }
        if (low > high) {
            endBand();
            continue;
        }
        const double x = mapping.xOf(positions[i]);
        band.upper.append({x, mapping.yOf(high)});
        band.lower.append({x, mapping.yOf(low)});
    }
    endBand();
    return bands;
}

} // namespace moie::ui
