// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot_drawing.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>
#include <utility>

#include "ui/charts/curve_geometry.h"
#include "ui/charts/plot_heat.h"

namespace moie::ui {
namespace {

constexpr int bandAlpha = 24;
constexpr int loneBandAlpha = 40;
constexpr int shadeAlpha = 26;
constexpr int markLineAlpha = 150;
// A path from early to late is painted in so many pieces of one colour each.
constexpr std::size_t rampSteps = 12;

QColor translucent(QColor color, int alpha) {
    color.setAlpha(alpha);
    return color;
}

bool isOver(const QRectF& area, const QPointF& point) {
    return point.x() >= area.left() - 0.5 && point.x() <= area.right() + 0.5 && point.y() >= area.top() - 0.5 &&
           point.y() <= area.bottom() + 0.5;
}

QColor pointColor(const ChartPoints& points, std::size_t step, const Colors& colors) {
    const QColor& full = colors[points.color];
    const double share = static_cast<double>(step) / static_cast<double>(rampSteps - 1);
    return points.earlyToLate ? rampColor(share, full, colors) : full;
}

std::size_t stepOf(const ChartPoints& points, std::size_t i) {
    return points.earlyToLate ? i * rampSteps / std::max<std::size_t>(1, points.x.size()) : 0;
}

// A path as one curve a colour; each begins where the one before ended.
void appendPath(std::vector<PlotCurves::Curve>& curves, const ChartPoints& points, const PlotContext& context) {
    const std::size_t count = std::min(points.x.size(), points.y.size());
    QPolygonF run;
    std::size_t step = 0;
    const auto endRun = [&] {
        if (run.size() > 1) {
            QPen pen(pointColor(points, step, context.colors), context.lineWidth());
            pen.setCapStyle(Qt::RoundCap);
            curves.push_back({pen, Qt::transparent, {}, cutLine(run, context.mapping.area)});
        }
        run = run.isEmpty() ? QPolygonF() : QPolygonF({run.back()});
    };
    for (std::size_t i = 0; i < count; ++i) {
        if (!std::isfinite(points.x[i]) || !std::isfinite(points.y[i])) {
            endRun();
            run.clear();
            continue;
        }
        run.append({context.mapping.xOf(points.x[i]), context.mapping.yOf(points.y[i])});
        if (stepOf(points, i) != step) {
            endRun();
            step = stepOf(points, i);
        }
    }
    endRun();
}

void appendDots(PlotShapes::Drawing& drawing, const ChartLine& line, const PlotContext& context) {
    const double size = 3.4 * context.lineWidth();
    PlotShapes::Shapes dots{Marker::Circle, context.colors[line.color], size, {}};
    // Told by shape too.
    PlotShapes::Shapes alarms{Marker::TriangleUp, context.colors[ColorRole::Bad], 2.3 * size, {}};
    const std::vector<double> positions = context.scale.positionsOf(line);
    for (std::size_t i = 0; i < std::min(line.values.size(), positions.size()); ++i) {
        const bool alarm = std::binary_search(line.alarms.begin(), line.alarms.end(), i);
        if (!std::isfinite(line.values[i]) || !(line.dots || alarm))
            continue;
        const QPointF centre(context.mapping.xOf(positions[i]), context.mapping.yOf(line.values[i]));
        if (!isOver(context.mapping.area, centre))
            continue;
        (alarm ? alarms : dots).centres.push_back(centre);
    }
    for (PlotShapes::Shapes* shapes : {&dots, &alarms}) {
        if (!shapes->centres.empty())
            drawing.shapes.push_back(std::move(*shapes));
    }
}

void appendPoints(PlotShapes::Drawing& drawing, const ChartPoints& points, const PlotContext& context) {
    const double size = (points.path ? 3.4 : 4.2) * context.lineWidth();
    const std::size_t count = std::min(points.x.size(), points.y.size());
    std::vector<PlotShapes::Shapes> steps(points.earlyToLate ? rampSteps : 1);
    for (std::size_t step = 0; step < steps.size(); ++step)
        steps[step] = {points.marker, pointColor(points, step, context.colors), size, {}};
    for (std::size_t i = 0; i < count; ++i) {
        if (!std::isfinite(points.x[i]) || !std::isfinite(points.y[i]))
            continue;
        const QPointF centre(context.mapping.xOf(points.x[i]), context.mapping.yOf(points.y[i]));
        if (isOver(context.mapping.area, centre))
            steps[stepOf(points, i)].centres.push_back(centre);
    }
    for (PlotShapes::Shapes& step : steps) {
        if (!step.centres.empty())
            drawing.shapes.push_back(std::move(step));
    }
}

// Marks of the same look that fall on the same spot are painted once.
void appendMarks(PlotShapes::Drawing& drawing, const PlotContext& context) {
    const QRectF& area = context.mapping.area;
    const double size = 0.72 * context.font.pixelSize();
    const double y = context.content.framing == PlotFraming::Full ? area.top() : area.center().y();
    std::set<std::tuple<Marker, ColorRole, MarkPlace, int>> painted;
    for (const ChartMark& mark : context.content.marks) {
        const double x = context.mapping.xOf(context.scale.at(mark.time));
        if (x < area.left() - 0.5 || x > area.right() + 0.5 ||
            !painted.emplace(mark.marker, mark.color, mark.place, static_cast<int>(std::lround(2.0 * x))).second)
            continue;
        const QColor& color = context.colors[mark.color];
        if (mark.place == MarkPlace::Line)
            drawing.strokes.push_back({QLineF(x, area.top(), x, area.bottom()),
                                       QPen(translucent(color, markLineAlpha), 0.7 * context.lineWidth())});
        drawing.shapes.push_back({mark.marker, color, size, {QPointF(x, y)}});
    }
}

} // namespace

double PlotContext::lineWidth() const {
    return std::max(0.8, font.pixelSize() * 0.15);
}

std::vector<PlotCurves::Curve> curvesOf(const PlotContext& context) {
    std::vector<PlotCurves::Curve> curves;
    for (const ChartLine& line : context.content.lines) {
        const QColor& color = context.colors[line.color];
        const std::vector<double> positions = context.scale.positionsOf(line);
        const QPen pen(color, context.lineWidth(), line.dash, line.dash == Qt::SolidLine ? Qt::RoundCap : Qt::FlatCap,
                       Qt::RoundJoin);
        curves.push_back({pen, translucent(color, line.values.empty() ? loneBandAlpha : bandAlpha),
                          bandsOf(line, positions, context.mapping), lineRuns(line, positions, context.mapping)});
    }
    for (const ChartPoints& points : context.content.points) {
        if (points.path)
            appendPath(curves, points, context);
    }
    return curves;
}

PlotShapes::Drawing referencesOf(const PlotContext& context) {
    PlotShapes::Drawing drawing;
    const QRectF& area = context.mapping.area;
    for (const ReferenceLine& reference : context.content.references) {
        const double y = context.mapping.yOf(reference.value);
        if (!(y >= area.top() - 0.5 && y <= area.bottom() + 0.5))
            continue;
        const QColor& color = context.colors[reference.color];
        if (reference.shadeBelow)
            drawing.areas.push_back(
                {QRectF(QPointF(area.left(), y), area.bottomRight()), translucent(color, shadeAlpha)});
        QPen pen(color, 0.6 * context.lineWidth(), reference.dash, Qt::FlatCap);
        drawing.strokes.push_back({QLineF(area.left(), y, area.right(), y), pen});
    }
    return drawing;
}

PlotShapes::Drawing shapesOf(const PlotContext& context) {
    PlotShapes::Drawing drawing;
    for (const ChartLine& line : context.content.lines)
        appendDots(drawing, line, context);
    for (const ChartPoints& points : context.content.points)
        appendPoints(drawing, points, context);
    appendMarks(drawing, context);
    return drawing;
}

} // namespace moie::ui
