// SPDX-License-Identifier: GPL-3.0-or-later
// A scope for a page and for `moielog report` alike: what the program says of it, and of parts of it.
#pragma once

#include <QDateTime>
#include <QHash>
#include <QProcess>

#include <moie/base/calendar.h>

#include "ui/support/shown_figure.h"
#include "ui/workspace/range_choice.h"
#include "ui/workspace/workspace.h"

namespace moie::test {

struct ReportedScope {
    QString directory;
    QString from = {}; // ISO 8601, local; empty: open
    QString to = {};
    QString session = {};
    QString filter = {};

    ui::Place place() const {
        ui::Place place;
        if (!from.isEmpty())
            place.range = ui::RangeChoice::between({*parseIso(from.toStdString()), *parseIso(to.toStdString())});
        place.session = session.toStdString();
        place.filter = filter.toStdString();
        return place;
    }

    // Empty where the program fails. Asked once for each scope.
    QJsonObject report() const {
        static QHash<QString, QJsonObject> known;
        QStringList arguments{"report", "all", directory, "--format", "json"};
        for (const auto& [option, value] :
             {std::pair("--from", from), {"--to", to}, {"--session", session}, {"--filter", filter}})
            if (!value.isEmpty())
                arguments << QLatin1String(option) << value;
        QJsonObject& found = known[arguments.join(QLatin1Char('\n'))];
        if (found.isEmpty()) {
            QProcess process;
            process.start(MOIELOG_PATH, arguments);
            if (process.waitForFinished(60'000) && process.exitCode() == 0)
                found = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        }
        return found;
    }

    // The part of it between these times.
    ReportedScope during(const QString& begin, const QString& end) const {
        ReportedScope part = *this;
        part.from = from.isEmpty() ? begin : std::max(from, begin);
        part.to = to.isEmpty() ? end : std::min(to, end);
        return part;
    }

    // The same length of time just before.
    ReportedScope before() const {
        const auto at = [](const QString& iso) { return QDateTime::fromString(iso, Qt::ISODate); };
        ReportedScope earlier = *this;
        earlier.to = from;
        earlier.from = at(from).addSecs(-at(from).secsTo(at(to))).toString(Qt::ISODate);
        return earlier;
    }
};

// With sums and shares of the report's figures that pages show, as `derived`.
inline QJsonObject withDerived(QJsonObject report) {
    const Agreement of(report);
    const auto verdict = [&](const char* name) { return of.number(QStringLiteral("safety/verdicts/") + name); };
    const auto events = [&](const char* name) { return of.number(QStringLiteral("evolution/events/") + name); };
    const double judged =
        verdict("reached_user") + verdict("caught") + verdict("breach") + verdict("near") + verdict("clear");
    const auto share = [](double part, double all) { return all > 0.0 ? QJsonValue(part / all) : QJsonValue(); };
    const auto scaled = [&](const char* path, double by) {
        const double value = of.number(QLatin1String(path));
        return std::isnan(value) ? QJsonValue() : QJsonValue(value * by);
    };
    QJsonObject derived{
        {"judged", judged},
        {"with_response", judged + verdict("not_judged")},
        {"without_response", verdict("failed") + verdict("unanswered")},
        {"near_share", share(verdict("near"), judged)},
        {"of_largest", scaled("love-vector/magnitude/mean", 1.0 / std::sqrt(5.0))},
        {"magnitude_slope", std::abs(of.number(QStringLiteral("love-vector/magnitude/trend/slope_per_day")))},
        {"response_slope", std::abs(of.number(QStringLiteral("performance/response_time/trend/slope_per_day")))},
        {"adapted_and_learned", events("adaptation") + events("learning")},
        {"events", events("adaptation") + events("learning") + events("feedback") + events("checkpoint")},
        {"judged_share", share(judged, of.number(QStringLiteral("safety/turns")))},
        {"models", static_cast<double>(of.at(QStringLiteral("performance/models")).toObject().size())},
        {"kept_share", share(of.number(QStringLiteral("safety/barrier_condition/kept")),
                             of.number(QStringLiteral("safety/barrier_condition/steps")))},
    };
    // The operation with the longest mean, and the model with most runs.
    const auto most = [&](const char* path, const QString& by) {
        QJsonObject found{{by, QJsonValue()}};
        const QJsonObject members = of.at(QLatin1String(path)).toObject();
        for (auto one = members.begin(); one != members.end(); ++one) {
            const QJsonValue value = one.value()[by];
            if (value.isDouble() && value.toDouble() > found[by].toDouble(-1.0)) {
                found = one.value().toObject();
                found["name"] = one.key();
            }
        }
        return found;
    };
    derived["slowest_operation"] = most("performance/operations", QStringLiteral("mean"));
    derived["busiest"] = most("performance/models", QStringLiteral("n"));
    report["derived"] = derived;
    return report;
}

} // namespace moie::test
