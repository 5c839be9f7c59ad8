// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_summaries.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QStringList>

#include <moie/base/clock.h>

#include "ui/theme/definitions.h"
#include "ui/theme/format.h"

namespace moie::ui {
namespace {

class SummaryTexts {
    Q_DECLARE_TR_FUNCTIONS(ChartSummaries)
};

bool isMeasuredValue(double value) {
    return std::isfinite(value);
}

} // namespace

QString summaryRange(Time from, Time to) {
    return format::dateRange(from, to, systemClock().now());
}

QString fromFirstToLast(const QString& name, const std::vector<double>& values, QString (*text)(double)) {
    const auto first = std::find_if(values.begin(), values.end(), isMeasuredValue);
    if (first == values.end())
        return SummaryTexts::tr("%1 not measured").arg(name);
    const auto last = std::find_if(values.rbegin(), values.rend(), isMeasuredValue);
    return SummaryTexts::tr("%1 from %2 to %3").arg(name, text(*first), text(*last));
}

QString responseTimeDefinition() {
    return QStringList{format::definition(format::Term::ResponseTime), format::definition(format::Term::ResponseHalf),
                       format::definition(format::Term::ResponseTail)}
        .join(QLatin1Char(' '));
}

bool hasMeasured(const std::vector<double>& values) {
    return std::any_of(values.begin(), values.end(), isMeasuredValue);
}

std::vector<double> doublesOf(const std::vector<std::size_t>& counts) {
    std::vector<double> values(counts.size());
    std::transform(counts.begin(), counts.end(), values.begin(), [](std::size_t n) { return static_cast<double>(n); });
    return values;
}

} // namespace moie::ui
