// SPDX-License-Identifier: GPL-3.0-or-later
// What the contents of charts have in common: parts of the sentence that says a chart's figures, and values from
// counts.
#pragma once

#include <cstddef>
#include <vector>

#include <QString>

#include <moie/base/time.h>

namespace moie::ui {

// "6–20 Nov", as the other texts of the present moment say it.
QString summaryRange(Time from, Time to);
// "warmth from 0.480 to 0.900": between the first and the last value that there is.
QString fromFirstToLast(const QString& name, const std::vector<double>& values, QString (*text)(double));
// What p50, p95 and p99 of response time are.
QString responseTimeDefinition();
bool hasMeasured(const std::vector<double>& values);
std::vector<double> doublesOf(const std::vector<std::size_t>& counts);

} // namespace moie::ui
