// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/point_order.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>

namespace moie::ui {
namespace {

using Rank = std::tuple<std::size_t, double, double, std::size_t>;

Rank rankOf(const ChartContent& content, const PointPlace& place) {
    const ChartPoints& points = content.points[place.series];
    return points.path ? Rank{place.series, 0.0, 0.0, place.index}
                       : Rank{place.series, points.x[place.index], points.y[place.index], place.index};
}

bool isSeen(const ChartPoints& points, std::size_t i, const std::optional<PlotView>& view) {
    if (!std::isfinite(points.x[i]) || !std::isfinite(points.y[i]))
        return false;
    return !view || (view->x.contains(points.x[i]) && (!view->y || view->y->contains(points.y[i])));
}

// Of the seen points beyond `point`, the one that comes first by `before`.
template <typename Before>
std::optional<PointPlace> nearestBeyond(const ChartContent& content, const std::optional<PlotView>& view,
                                        const std::optional<PointPlace>& point, Before before) {
    std::optional<Rank> best;
    for (std::size_t series = 0; series < content.points.size(); ++series) {
        const ChartPoints& points = content.points[series];
        for (std::size_t i = 0; i < std::min(points.x.size(), points.y.size()); ++i) {
            const Rank rank = rankOf(content, {series, i});
            if (isSeen(points, i, view) && (!point || before(rankOf(content, *point), rank)) &&
                (!best || before(rank, *best)))
                best = rank;
        }
    }
    return best ? std::optional(PointPlace{std::get<0>(*best), std::get<3>(*best)}) : std::nullopt;
}

} // namespace

std::optional<PointPlace> pointAfter(const ChartContent& content, const std::optional<PlotView>& view,
                                     const std::optional<PointPlace>& point) {
    return nearestBeyond(content, view, point, std::less<>());
}

std::optional<PointPlace> pointBefore(const ChartContent& content, const std::optional<PlotView>& view,
                                      const std::optional<PointPlace>& point) {
    return nearestBeyond(content, view, point, std::greater<>());
}

} // namespace moie::ui
