// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/value_text.h"

#include <cmath>

#include "ui/theme/format.h"

namespace moie::ui {

QString valueText(ValueUnit unit, const QString& unitName, double value) {
    switch (unit) {
    case ValueUnit::Count: return format::fixed(value, 0);
    case ValueUnit::Seconds: return format::duration(value);
    case ValueUnit::Share: return format::percent(value);
    case ValueUnit::Plain: break;
    }
    const QString figure = format::figure(value);
    return unitName.isEmpty() || !std::isfinite(value) ? figure : figure + QLatin1Char(' ') + unitName;
}

QString valueText(const ChartContent& content, double value) {
    return valueText(content.unit, content.unitName, value);
}

} // namespace moie::ui
