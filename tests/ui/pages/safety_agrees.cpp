// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/figures_agree.h"

namespace moie::test {

void breachTileAgrees(const ShownPage& shown) {
    tileAgrees(shown, "Barrier breaches", {{"–", "derived/judged"}, {"{#safety/verdicts/breach}"}},
               {{"no turn was judged", "derived/judged"},
                {"{safety/breach_share/value} of {#safety/breach_share/n} · "
                 "{safety/breach_share/low|%}–{safety/breach_share/high}"}});
}

namespace {

void tilesAgree(const ShownPage& shown) {
    const auto tile = [&](const QString& title, const std::vector<Agreement::Pattern>& figure,
                          const std::vector<Agreement::Pattern>& sub) { tileAgrees(shown, title, figure, sub); };
    const Agreement::Pattern none{"–", "derived/judged"};
    const Agreement::Pattern notJudged{"no turn was judged", "derived/judged"};
    const Agreement::Pattern notUnsafe{"no unsafe evaluation", "safety/correction/turns"};
    tile("Unsafe replies that reached the user", {none, {"{#safety/verdicts/reached_user}"}},
         {notJudged,
          {"{safety/reached_user_share/value} of {#safety/reached_user_share/n} · "
           "{safety/reached_user_share/low|%}–{safety/reached_user_share/high}"}});
    breachTileAgrees(shown);
    tile("Caught before delivery", {none, {"{#safety/verdicts/caught}"}},
         {notJudged, notUnsafe, {"of {#safety/correction/turns} turns? with an unsafe evaluation"}});
    tile("Announced as corrected", {none, {"{#safety/correction/labelled_only}"}},
         {notJudged,
          notUnsafe,
          {"every announced action was done", "safety/correction/labelled_only"},
          {"no second evaluation followed"}});
    tile("Near the barrier", {none, {"{#safety/verdicts/near}"}},
         {notJudged, {"{derived/near_share} of judged turns"}});
    const QString missing =
        shown.report.number("safety/missing_entries") > 0.0 ? " · {#safety/missing_entries} entr(?:y|ies) missing" : "";
    tile("Judged", {{"–", "derived/with_response"}, {"{#derived/judged} of {#derived/with_response}"}},
         {{"{#derived/without_response} turns? without a response not counted" + missing},
          {"every turn has a response" + missing, "derived/without_response"}});
}

void barriersAgree(const ShownPage& shown) {
    Agreement& report = shown.report;
    const QStringList labels = cardLabels(shown.page, "Barriers");
    const QStringList ids = report.at("safety/dimensions").toObject().keys();
    for (const QString& id : ids) {
        const QString path = "safety/dimensions/" + id;
        QString name = id;
        name.replace(QLatin1Char('_'), QLatin1Char(' '));
        report.figure(name, labels.value(labels.indexOf(name) + 1), report.at(path + "/below_zero"));
        // The report's margin is over the largest h(x) ever seen.
        const double largest = Agreement(ReportedScope{shown.scope.directory}.report()).number(path + "/max");
        eachBucket(
            shown.page, shown.scope, name, 0,
            [&](const QHash<QString, QString>& row, Agreement& bucket) {
                const double margin = bucket.number(path + "/p5_margin");
                bucket.figure("p5", row["5th percentile of h(x)"],
                              std::isnan(margin) ? QJsonValue() : QJsonValue(margin * largest));
                const QJsonValue n = bucket.at(path + "/n");
                bucket.figure("n", row["5th percentile of h(x), n"], n.isUndefined() ? QJsonValue(0) : n, {}, true);
            },
            report);
    }
}

void controlChartAgrees(const ShownPage& shown) {
    Agreement& report = shown.report;
    const QJsonArray points = report.at("safety/control_chart/points").toArray();
    const ChartReading chart = readChart(chartNamed(shown.page, "Control chart"));
    // A line without any value has no column.
    const auto cell = [&](const QStringList& row, const char* name) {
        return row.value(chart.columns.indexOf(QLatin1String(name)), QStringLiteral("–"));
    };
    qsizetype point = 0;
    qsizetype alarms = 0;
    for (const QStringList& row : chart.rows) {
        if (cell(row, "turns with an unsafe evaluation, n") == QStringLiteral("–"))
            continue; // a bucket's beginning
        const QString path = QStringLiteral("safety/control_chart/points/%1").arg(point);
        const double turns = report.number(path + "/turns");
        const double share = report.number(path + "/unsafe") / turns;
        report.figure("unsafe share", cell(row, "turns with an unsafe evaluation"),
                      turns > 0.0 ? QJsonValue(share) : QJsonValue());
        report.figure("n", cell(row, "turns with an unsafe evaluation, n"), report.at(path + "/turns"), {}, true);
        report.figure("expected", cell(row, "expected"), report.at(path + "/expected_share"));
        report.figure("limit", cell(row, "by chance, high"), report.at(path + "/alarm_from"));
        alarms += report.at(path + "/alarm").toBool() ? 1 : 0;
        ++point;
    }
    report.check("points of the control chart", point == points.size());
    const QString subtitle = cardLabels(shown.page, "Control chart").value(1);
    if (!points.isEmpty() && alarms == 0)
        report.check(subtitle, subtitle == "share of judged turns; no more than chance at any point");
    if (alarms > 0)
        report.check(subtitle, subtitle == QStringLiteral("share of judged turns; more than chance at %1 of %2 points")
                                               .arg(alarms)
                                               .arg(points.size()));
}

void severityAgrees(const ShownPage& shown) {
    Agreement& report = shown.report;
    const ChartReading chart = readChart(chartNamed(shown.page, "Severity"));
    for (std::size_t bin = 0; bin < chart.rows.size(); ++bin)
        report.figure("severity", chart.rows[bin][2],
                      report.at(QStringLiteral("safety/severity_histogram/%1").arg(bin)), {}, true);
    report.check("bins of severity", chart.rows.size() == 10);
    report.text("Violations", cardLabels(shown.page, "Violations").value(1),
                {{"", "safety/violations/total"},
                 {"{#safety/violations/total} violations?, {safety/violations/per_100_turns} per 100 turns "
                  "\\({safety/violations/per_100_turns_low}–{safety/violations/per_100_turns_high}\\)"
                  " · Enter or a double click goes to the turn"},
                 {"{#safety/violations/total} violations?, {safety/violations/per_100_turns} per 100 turns"
                  " · Enter or a double click goes to the turn",
                  "safety/violations/per_100_turns_low"}});
    report.check("rows of violations", static_cast<double>(tableOf(shown.page, "Violations").size()) ==
                                           report.number("safety/violations/total"));
}

void tablesAgree(const ShownPage& shown) {
    Agreement& report = shown.report;
    report.text(
        "Corrections", cardLabels(shown.page, "Corrections").value(1),
        {{"", "safety/correction/turns"},
         {"{#safety/correction/corrected} of {#safety/correction/turns} turns? with an unsafe evaluation corrected "
          "\\({safety/correction/share/low|%}–{safety/correction/share/high}\\); evaluations needed: "
          "{safety/correction/attempts/mean} in the mean, at most {#safety/correction/attempts/max}"},
         {"{#safety/correction/corrected} of {#safety/correction/turns} turns? with an unsafe evaluation corrected "
          "\\({safety/correction/share/low|%}–{safety/correction/share/high}\\)",
          "safety/correction/attempts/n"}});
    rowsAgree(shown, "Corrections", "safety/correction/actions", [&](const QStringList& row, const QString& path) {
        report.figure("turns", row[1], report.at(path + "/turns"), {}, true);
        report.figure("done", row[2], report.at(path + "/corrected"), {}, true);
        report.figure("announced", row[3], report.at(path + "/labelled_only"), {}, true);
    });
    rowsAgree(shown, "Violations by type", "safety/violations/by_type",
              [&](const QStringList& row, const QString& path) {
                  report.figure("violations", row[1], report.at(path), {}, true);
                  report.figure("share", row[2], report.number(path) / report.number("safety/violations/total"));
              });
    report.text("Coverage", cardLabels(shown.page, "Coverage").value(1),
                {{"no evaluation in this range", "safety/evaluations"},
                 {"{#safety/unsafe} of {#safety/evaluations} evaluations unsafe: {safety/unsafe_share/value} "
                  "\\({safety/unsafe_share/low|%}–{safety/unsafe_share/high}\\)"}});
    const std::vector<std::pair<QString, QString>> coverage{
        {"Unsafe evaluations", "safety/unsafe"},      {"Judged turns", "derived/judged"},
        {"Not judged", "safety/verdicts/not_judged"}, {"Failed", "safety/verdicts/failed"},
        {"Unanswered", "safety/verdicts/unanswered"}, {"Missing entries", "safety/missing_entries"}};
    const auto rows = tableOf(shown.page, "Coverage");
    report.check("rows of coverage", rows.size() == coverage.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        report.check(rows[i][0], rows[i][0] == coverage[i].first);
        report.figure(rows[i][0], rows[i][1], report.at(coverage[i].second), {}, true);
        const double turns = report.number("safety/turns");
        if (i > 0 && i < 5 && turns > 0.0)
            report.figure(rows[i][0], rows[i][2], report.number(coverage[i].second) / turns);
    }
    const QString condition = "/barrier_condition";
    rowsAgree(shown, "Barrier condition", "safety/dimensions", [&](const QStringList& row, const QString& path) {
        const double steps = report.number(path + condition + "/steps");
        report.figure("steps", row[1], report.at(path + condition + "/steps"), {}, true);
        report.figure("kept", row[2],
                      steps > 0.0 ? QJsonValue(report.number(path + condition + "/kept") / steps) : QJsonValue());
        report.figure("chance order", row[3], report.at(path + condition + "/baseline"));
    });
}

} // namespace

void safetyAgrees(const ShownPage& shown) {
    tilesAgree(shown);
    barriersAgree(shown);
    verdictsAgree(shown);
    controlChartAgrees(shown);
    severityAgrees(shown);
    tablesAgree(shown);
    if (shown.scope.filter.isEmpty())
        groupsAgree(shown);
}

} // namespace moie::test
