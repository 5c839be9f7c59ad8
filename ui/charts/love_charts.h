// SPDX-License-Identifier: GPL-3.0-or-later
// What the charts of the Love vectors page and of the report's love section show.
#pragma once

#include <array>

#include "ui/charts/chart_content.h"

namespace moie {
struct LoveFigure;
struct LoveVectors;
} // namespace moie

namespace moie::ui {

// Components, then what is made of all five.
enum class LoveQuantity : unsigned char { Warmth, Empathy, Safety, Understanding, Compassion, Magnitude, Coherence };
inline constexpr std::array loveQuantities{
    LoveQuantity::Warmth,     LoveQuantity::Empathy,   LoveQuantity::Safety,   LoveQuantity::Understanding,
    LoveQuantity::Compassion, LoveQuantity::Magnitude, LoveQuantity::Coherence};

QString loveQuantityName(LoveQuantity quantity);
ColorRole loveQuantityColor(LoveQuantity quantity);
const LoveFigure& loveFigure(const LoveVectors& figures, LoveQuantity quantity);

// Mean with its 10–90 % band, and where it shifted.
ChartContent loveQuantityChart(const LoveVectors& figures, LoveQuantity quantity);
// How many turns have which value, over the whole scale.
ChartContent loveHistogram(const LoveVectors& figures, LoveQuantity quantity);
// The buckets' mean vectors along the first two principal components, early ones paler.
ChartContent loveTrajectoryChart(const LoveVectors& figures);

} // namespace moie::ui
