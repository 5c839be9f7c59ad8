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
    case Alert::Kind::Margin: return AlertTexts::tr("A reply came near the barrier");
    case Alert::Kind::ResponseTime: return AlertTexts::tr("A response took %1").arg(format::duration(alert.value));
    case Alert::Kind::Failures: return AlertTexts::tr("%1 of the last turns failed").arg(format::percent(alert.value));
    case Alert::Kind::Silence: return AlertTexts::tr("No entry for %1").arg(format::duration(alert.value));
    }
    return {};
}

QString alertDetail(const Alert& alert, const AlertRules& rules) {
    const QString time = format::clockSeconds(alert.time);
    switch (alert.kind) {
    case Alert::Kind::UnsafeReply:
        return std::isfinite(alert.value) ? AlertTexts::tr("%1, margin %2").arg(time, format::figure(alert.value))
                                          : time;
    case Alert::Kind::Margin:
        return AlertTexts::tr("%1, margin %2, below %3")
            .arg(time, format::figure(alert.value), format::figure(rules.margin.value_or(missing)));
    case Alert::Kind::ResponseTime:
        return AlertTexts::tr("%1, above %2").arg(time, format::duration(rules.responseSeconds.value_or(missing)));
    case Alert::Kind::Failures:
        return AlertTexts::tr("%1, above %2").arg(time, format::percent(rules.failedShare.value_or(missing)));
    case Alert::Kind::Silence: return AlertTexts::tr("the last one came at %1").arg(time);
    }
    return {};
}

} // namespace moie::ui
