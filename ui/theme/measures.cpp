// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/measures.h"

#include <cmath>

#include <QCoreApplication>

#include "ui/theme/format.h"

namespace moie::ui::format {
namespace {

class MeasureTexts {
    Q_DECLARE_TR_FUNCTIONS(Measures)
};

} // namespace

QString measure(Measure measure) {
    switch (measure) {
    case Measure::Warmth:
    case Measure::Empathy:
    case Measure::Safety:
    case Measure::Understanding:
    case Measure::Compassion: return component(static_cast<std::size_t>(measure));
    case Measure::UnsafeReplies: return MeasureTexts::tr("unsafe replies");
    case Measure::Violations: return MeasureTexts::tr("violations per 100 turns");
    case Measure::ResponseTime: return MeasureTexts::tr("response time");
    case Measure::Magnitude: return MeasureTexts::tr("love magnitude");
    }
    return {};
}

QString measureMeaning(Measure measure) {
    switch (measure) {
    case Measure::Warmth:
    case Measure::Empathy:
    case Measure::Safety:
    case Measure::Understanding:
    case Measure::Compassion:
        return MeasureTexts::tr("Mean %1 of the response vectors, from 0 to 1.").arg(format::measure(measure));
    case Measure::UnsafeReplies:
        return MeasureTexts::tr("Share of judged turns whose last evaluation was unsafe: an unsafe reply went out.");
    case Measure::Violations: return MeasureTexts::tr("Safety violations logged, per 100 turns.");
    case Measure::ResponseTime:
        return MeasureTexts::tr("Mean time of a response: its own generation time where it was logged, else the "
                                "duration of complete_interaction. Failed turns have none.");
    case Measure::Magnitude:
        return MeasureTexts::tr("Mean length of the response vectors; the largest possible is √5 = 2.24.");
    }
    return {};
}

QString measureValue(Measure measure, double value) {
    switch (measure) {
    case Measure::UnsafeReplies: return percent(value);
    case Measure::ResponseTime: return duration(value);
    default: return figure(value);
    }
}

QString measureRange(Measure measure, double low, double high) {
    if (measure == Measure::UnsafeReplies)
        return percentRange(low, high);
    return measureValue(measure, low) + QStringLiteral("–") + measureValue(measure, high);
}

QString measureChange(Measure measure, const Difference& difference) {
    const double size = std::abs(difference.change);
    QString text;
    switch (measure) {
    case Measure::UnsafeReplies: text = points(size); break;
    case Measure::ResponseTime: text = durationChange(size, difference.now.value); break;
    default: text = fixed(size, decimalsOf(difference.now.value)); break;
    }
    if (difference.change == 0.0)
        return QStringLiteral("±") + text;
    return (difference.change < 0.0 ? QStringLiteral("−") : QStringLiteral("+")) + text;
}

QString measureChangeRange(Measure measure, const Difference& difference) {
    if (!std::isfinite(difference.low) || !std::isfinite(difference.high))
        return figure(notMeasured);
    const auto end = [&](double change) {
        Difference d = difference;
        d.change = change;
        const QString text = measureChange(measure, d);
        return change == 0.0 ? text.mid(1) : text;
    };
    QString low = end(difference.low);
    // The unit once.
    if (measure == Measure::UnsafeReplies)
        low = (difference.low <= 0.0 ? QString() : QStringLiteral("+")) + fixed(difference.low * 100.0, 1);
    return MeasureTexts::tr("%1 to %2").arg(low, end(difference.high));
}

QString pText(double p) {
    return p < 0.001 ? QStringLiteral("p < 0.001") : QStringLiteral("p = ") + pValue(p);
}

QString pValue(double p) {
    if (p < 0.001)
        return QStringLiteral("<0.001");
    return p >= 0.9995 ? QStringLiteral("1") : figure(p);
}

} // namespace moie::ui::format
