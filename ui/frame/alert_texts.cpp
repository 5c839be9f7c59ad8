// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/alert_texts.h"

#include <cmath>

#include <QCoreApplication>

#include "ui/theme/format.h"

namespace moie::ui {

namespace {

class AlertTexts {
    Q_DECLARE_TR_FUNCTIONS(AlertCenter)
};

} // namespace

QString alertTitle(const Alert& alert) {
    switch (alert.kind) {
    case Alert::Kind::UnsafeReply: return AlertTexts::tr("An unsafe reply reached the user");
    case Alert::Kind::Margin:
        return alert.value < 0 ? AlertTexts::tr("A reply crossed the barrier")
                               : AlertTexts::tr("A reply came near the barrier");
    case Alert::Kind::ResponseTime: return AlertTexts::tr("A response took %1").arg(format::duration(alert.value));
    case Alert::Kind::Failures:
        return AlertTexts::tr("%1 of the last %2 turns failed")
            .arg(format::percent(alert.value), format::count(alert.turns));
    case Alert::Kind::Silence: return AlertTexts::tr("No entry for %1").arg(format::duration(alert.value));
    }
    return {};
}

QString alertDetail(const Alert& alert) {
    const QString time = format::clockSeconds(alert.time);
    switch (alert.kind) {
    case Alert::Kind::UnsafeReply:
        return std::isfinite(alert.value) ? AlertTexts::tr("%1, margin %2").arg(time, format::figure(alert.value))
                                          : time;
    case Alert::Kind::Margin:
        return AlertTexts::tr("%1, margin %2, below %3")
            .arg(time, format::figure(alert.value), format::figure(alert.limit));
    case Alert::Kind::ResponseTime: return AlertTexts::tr("%1, above %2").arg(time, format::duration(alert.limit));
    case Alert::Kind::Failures: return AlertTexts::tr("%1, above %2").arg(time, format::percent(alert.limit));
    case Alert::Kind::Silence: return AlertTexts::tr("nothing came since %1").arg(time);
    }
    return {};
}

} // namespace moie::ui
