// SPDX-License-Identifier: GPL-3.0-or-later
// Turns by verdict over time, for each page that shows them.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include <moie/store/snapshot.h>

#include "ui/charts/chart_content.h"

namespace moie::ui {

struct VerdictCounts {
    const Buckets& buckets;
    const std::array<std::size_t, verdictCount>& totals;
    const std::array<std::vector<std::size_t>, verdictCount>& series; // by bucket
    std::size_t turns = 0;
    Time from = unknownTime;
    Time to = unknownTime;
};

ChartContent verdictStackChart(const VerdictCounts& counts);

} // namespace moie::ui
