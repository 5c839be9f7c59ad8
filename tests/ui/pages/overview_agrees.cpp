// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/figures_agree.h"

namespace moie::test {

void verdictsAgree(const ShownPage& shown) {
    static const QHash<QString, QString> ids{{"reached the user", "reached_user"}, {"not judged", "not_judged"}};
    eachBucket(
        shown.page, shown.scope, QStringLiteral("Turns by verdict"), 0,
        [](const QHash<QString, QString>& row, Agreement& report) {
            for (auto cell = row.begin(); cell != row.end(); ++cell)
                if (cell.key() != QStringLiteral("time"))
                    report.figure(cell.key(), cell.value(),
                                  report.at("safety/verdicts/" + ids.value(cell.key(), cell.key())), {}, true);
        },
        shown.report);
    const ChartReading chart = readChart(chartNamed(shown.page, QStringLiteral("Turns by verdict")));
    for (qsizetype column = 1; column < chart.columns.size(); ++column) {
        const QString& name = chart.columns[column];
        shown.report.check("sum of " + name,
                           sumOf(chart, column) == shown.report.number("safety/verdicts/" + ids.value(name, name)));
    }
}

namespace {

// Where a measure of the list of changes stands in a report.
QString pathOf(const QString& measure) {
    static const QHash<QString, QString> paths{{"Unsafe replies", "safety/reached_user_share/value"},
                                               {"Violations per 100 turns", "safety/violations/per_100_turns"},
                                               {"Response time", "performance/response_time/mean"},
                                               {"Love magnitude", "love-vector/magnitude/mean"}};
    return paths.value(measure, "love-vector/components/" + measure.toLower() + "/mean");
}

void whatChangedAgrees(const ShownPage& shown) {
    Agreement& report = shown.report;
    static const QRegularExpression tested(
        QStringLiteral("^(.+?)(?:: cannot tell| (?:rose|fell) from (?<a>.+) to (?<b>.+))$"));
    static const QRegularExpression both(QStringLiteral("^(?<a>.+) → (?<b>.+)$"));
    for (const QStringList& row : tableOf(shown.page, "What changed")) {
        const auto match = tested.match(row[1]);
        if (match.hasMatch()) {
            const QString path = pathOf(match.captured(1));
            const auto values = match.captured("a").isEmpty() ? both.match(row[2]) : match;
            report.figure(match.captured(1) + " before", values.captured("a"), report.at("before/" + path));
            report.figure(match.captured(1) + " now", values.captured("b"), report.at(path));
        } else if (row[1].startsWith(QStringLiteral("Magnitude"))) {
            const QString trend = "love-vector/magnitude/trend";
            const QString none = shown.scope.filter.isEmpty() ? "sittings" : "matching turns";
            const QString words = trendIn(report, trend, ": no trend at a bound", ": too few " + none + " for a trend");
            const bool isTold = !words.startsWith(QLatin1Char(':'));
            const bool isTooFew = words.startsWith(QStringLiteral(": too few"));
            report.text("Trend", row[1],
                        isTold ? "Magnitude " + words + " \\({#" + trend + "/sittings} sittings?\\)"
                               : "Magnitude" + words);
            report.text("Trend", row[2],
                        isTooFew ? "{#" + trend + "/sittings} of 8 sittings"
                                 : slopeIn(report, trend, "\\+?{" + trend + "/slope_per_day} a day"));
        }
    }
}

} // namespace

void overviewAgrees(const ShownPage& shown) {
    Agreement& report = shown.report;
    const auto tile = [&](const QString& title, const std::vector<Agreement::Pattern>& figure,
                          const std::vector<Agreement::Pattern>& sub) { tileAgrees(shown, title, figure, sub); };
    tile("Unsafe replies that reached the user", {{"–", "derived/judged"}, {"{#safety/verdicts/reached_user}"}},
         {{"no turn was judged", "derived/judged"},
          {"{safety/reached_user_share/value} of {#safety/reached_user_share/n} · "
           "{safety/reached_user_share/low|%}–{safety/reached_user_share/high}"}});
    breachTileAgrees(shown);
    tile("Love magnitude", {{"{love-vector/magnitude/mean}"}},
         {{"no love vectors", "love-vector/n"},
          {"{derived/of_largest} of √5 · " +
           trendIn(report, "love-vector/magnitude/trend", "no trend at a bound", "too few for a trend")}});
    const QString unjudged = report.number("derived/judged") == 0.0 && report.number("safety/violations/total") == 0.0
                                 ? QStringLiteral(" · no turn was judged")
                                 : QString();
    tile("Violations per 100 turns", {{"{safety/violations/per_100_turns}"}},
         {{"{#safety/violations/total} in {#safety/turns_in_range} turns?" + unjudged}});
    const bool many = report.at("performance/response_time/p95").isDouble();
    tile(many || report.number("performance/response_time/n") == 0.0 ? "Response time p95" : "Response time p50",
         {{many ? "{performance/response_time/p95}" : "{performance/response_time/p50}"}},
         {{"p50 {performance/response_time/p50} · {#performance/failed} of {#safety/turns} failed"},
          {"{#performance/response_time/n} turns?, too few for p95 · {#performance/failed} of {#safety/turns} failed",
           "performance/response_time/p95"},
          {"{#performance/failed} of {#safety/turns} failed", "performance/response_time/n"}});
    const Agreement::Pattern all{"all judged · no entry missing", "safety/verdicts/not_judged"};
    const Agreement::Pattern none{"no entry missing", "derived/with_response"};
    tile("Coverage", {{"{safety/coverage}"}},
         {all,
          none,
          {"{#safety/verdicts/not_judged} not judged · no entry missing", "safety/missing_entries"},
          {"all judged · {#safety/missing_entries} entr(?:y|ies) missing", "safety/verdicts/not_judged"},
          {"{#safety/verdicts/not_judged} not judged · {#safety/missing_entries} entr(?:y|ies) missing"}});
    QString events;
    const auto add = [&](const char* path, const char* text) {
        if (report.number(QLatin1String(path)) > 0.0)
            events += (events.isEmpty() ? "" : ", ") + QStringLiteral("{#%1} %2").arg(path, text);
    };
    add("derived/adapted_and_learned", "adapted or learned");
    add("evolution/events/feedback", "feedback");
    add("evolution/events/checkpoint", "checkpoints?");
    tile("Evolution events", {{"{#derived/events}"}}, {{events.isEmpty() ? "none in this range" : events}});
    report.text(
        "Evolution events a day", readTile(shown.page, "Evolution events").change,
        {{"", "evolution/trend_analysis/evolution_velocity"}, {"{evolution/trend_analysis/evolution_velocity} a day"}});
    whatChangedAgrees(shown);
    verdictsAgree(shown);
    eachBucket(
        shown.page, shown.scope, "Love vectors", 0,
        [](const QHash<QString, QString>& row, Agreement& bucket) {
            for (const QString& id : componentIds) {
                const QString path = "love-vector/components/" + id;
                bucket.figure(id, row[id], bucket.at(path + "/mean"));
                bucket.figure(id + " low", row[id + ", low"], bucket.at(path + "/p10"));
                bucket.figure(id + " high", row[id + ", high"], bucket.at(path + "/p90"));
            }
        },
        report);
    eachBucket(
        shown.page, shown.scope, "Response time", 0,
        [](const QHash<QString, QString>& row, Agreement& bucket) {
            for (const char* p : {"p50", "p95", "p99"})
                if (row.contains(p))
                    bucket.figure(p, row[p], bucket.at(QStringLiteral("performance/response_time/") + p));
        },
        report);
}

} // namespace moie::test
