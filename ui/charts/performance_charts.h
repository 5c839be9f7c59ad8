// SPDX-License-Identifier: GPL-3.0-or-later
// What the charts of the Performance page and of the report's performance section show.
#pragma once

#include "ui/charts/chart_content.h"

namespace moie {
struct PerformanceFigures;
}

namespace moie::ui {

// p50, p95 and p99 of turn response times; those without enough values in any bucket are left out.
ChartContent responsePercentilesChart(const PerformanceFigures& figures);
// Share of the turns that failed, with how many they are of.
ChartContent failedShareChart(const PerformanceFigures& figures);
ChartContent durationHeatChart(const PerformanceFigures& figures);

enum class Resource : unsigned char { Cpu, Memory, Gpu };
inline constexpr Resource resources[]{Resource::Cpu, Resource::Memory, Resource::Gpu};
QString resourceName(Resource resource);
// The mean over the range with its unit: "37.0 %".
QString resourceFigure(const PerformanceFigures& figures, Resource resource);
// Mean with its 10–90 % band.
ChartContent resourceChart(const PerformanceFigures& figures, Resource resource);

} // namespace moie::ui
