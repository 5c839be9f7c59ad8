// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/figures_agree.h"

namespace moie::test {
namespace {

// Where its figures stand in a report.
QString loveFigure(const QString& name) {
    return name == QStringLiteral("magnitude") ? QStringLiteral("love-vector/magnitude")
                                               : "love-vector/components/" + name;
}

QString titleOf(QString name) {
    name[0] = name[0].toUpper();
    return name;
}

void quantityAgrees(const ShownPage& shown, const QString& name) {
    Agreement& report = shown.report;
    const QString path = loveFigure(name);
    const QString mean = "mean {" + path + "/mean}(?: \\({" + path + "/mean_low}–{" + path + "/mean_high}\\))? · ";
    const QString trend = path + "/trend";
    report.text(name, cardLabels(shown.page, titleOf(name)).value(1),
                {{"no love vectors", path + "/n"},
                 {mean + trendIn(report, trend, "no trend: over 20 % at a bound", "too few for a trend") +
                  slopeIn(report, trend, ", \\+?{" + trend + "/slope_per_day} a day")}});
    const ChartReading chart = readChart(chartNamed(shown.page, titleOf(name)));
    const qsizetype marks = chart.columns.indexOf("marks");
    qsizetype shifts = 0;
    for (const QStringList& row : chart.rows)
        shifts += marks >= 0 && row[marks] != QStringLiteral("–") ? row[marks].count(QStringLiteral("; ")) + 1 : 0;
    report.check(name + ": change points", shifts == report.at(path + "/change_points").toArray().size());
    eachBucket(
        shown.page, shown.scope, titleOf(name), 0,
        [&](const QHash<QString, QString>& row, Agreement& bucket) {
            bucket.figure(name, row[name], bucket.at(path + "/mean"));
            bucket.figure(name + " low", row[name + ", low"], bucket.at(path + "/p10"));
            bucket.figure(name + " high", row[name + ", high"], bucket.at(path + "/p90"));
            bucket.figure(name + " n", row[name + ", n"], bucket.at(path + "/n"), {}, true);
        },
        report);
}

void distributionAgrees(const ShownPage& shown, const QStringList& labels, const QString& name) {
    Agreement& report = shown.report;
    const QString path = loveFigure(name);
    const ChartReading chart = readChart(chartNamed(shown.page, titleOf(name), 1));
    ++report.figures;
    report.check(name + ": turns in the distribution", sumOf(chart, 2) == report.number(path + "/n"));
    if (report.number(path + "/n") == 0.0)
        return;
    QString caption = "10–90 %: {" + path + "/p10}–{" + path + "/p90}";
    QStringList bounds;
    if (report.number(path + "/at_zero") > 0.0)
        bounds.append("{" + path + "/at_zero} at 0");
    if (report.number(path + "/at_largest") > 0.0)
        bounds.append("{" + path + "/at_largest} at " + (name == "magnitude" ? "2\\.24" : "1"));
    caption += "\n" + bounds.join(" · ");
    report.text(name + ": caption", labels.value(labels.indexOf(titleOf(name)) + 1), caption);
}

void steeringAgrees(const ShownPage& shown) {
    Agreement& report = shown.report;
    report.text("Steering", cardLabels(shown.page, "Steering: message to response").value(1),
                {{"no turn with the vectors of both message and response", "love-vector/steering/n"},
                 {"{#love-vector/steering/n} turns? with both vectors; mean length of the change "
                  "{love-vector/steering/mean_change} \\({love-vector/steering/mean_change_low}–"
                  "{love-vector/steering/mean_change_high}\\)"}});
    const auto rows = tableOf(shown.page, "Steering by component");
    report.check("steering's rows", static_cast<qsizetype>(rows.size()) ==
                                        (report.number("love-vector/steering/n") > 0.0 ? componentIds.size() : 0));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const QString& id = componentIds[static_cast<qsizetype>(i)];
        report.check(id + ": name", rows[i][0] == titleOf(id));
        report.figure(id + ": steering", rows[i][1], report.at("love-vector/steering/component_change/" + id));
    }
}

void componentsTogetherAgree(const ShownPage& shown) {
    Agreement& report = shown.report;
    const auto rows = tableOf(shown.page, "Correlation of the components");
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (qsizetype k = 0; k < componentIds.size(); ++k)
            report.figure("correlation", rows[i][k + 1],
                          report.at(QStringLiteral("love-vector/correlation/%1/%2").arg(i).arg(k)));
    report.text("Correlation", cardLabels(shown.page, "Correlation of the components").value(1),
                QStringLiteral("Pearson's r over {#love-vector/magnitude/n} turns? with all five components"));
    if (report.at("love-vector/principal_components/shares/0").isDouble())
        report.text("Trajectory", cardLabels(shown.page, "Trajectory").value(1),
                    QStringLiteral("the first two principal components: {love-vector/principal_components/shares/0} "
                                   "and {love-vector/principal_components/shares/1} of the variance"));
}

} // namespace

void loveVectorsAgree(const ShownPage& shown) {
    const auto tile = [&](const QString& title, const std::vector<Agreement::Pattern>& figure,
                          const std::vector<Agreement::Pattern>& sub) { tileAgrees(shown, title, figure, sub); };
    Agreement& report = shown.report;
    const QString trend = "love-vector/magnitude/trend";
    const Agreement::Pattern none{"no love vectors", "love-vector/n"};
    tile("Magnitude", {{"{love-vector/magnitude/mean}"}},
         {none,
          {"{derived/of_largest} of √5 · " + trendIn(report, trend, "no trend at a bound", "too few for a trend")}});
    report.text("Magnitude's slope", readTile(shown.page, "Magnitude").change,
                slopeIn(report, trend, "{derived/magnitude_slope} a day"));
    tile("Coherence", {{"{love-vector/coherence/mean}"}},
         {none, {"10–90 %: {love-vector/coherence/p10}–{love-vector/coherence/p90}"}});
    tile("Mean step", {{"{love-vector/mean_step}"}},
         {{"no two vectors in a sitting", "love-vector/steps"}, {"consistency {love-vector/consistency}"}});
    tile("Drift share", {{"{love-vector/drift_share}"}},
         {{"vectors hardly vary", "love-vector/drift_share"}, {"the rest is scatter from turn to turn"}});
    tile("Deficit closed", {{"{love-vector/steering/deficit_closed}"}},
         {{"no turn with both vectors", "love-vector/steering/n"},
          {"{love-vector/steering/moved_nearer} moved nearer · "
           "{love-vector/steering/moved_nearer_low|%}–{love-vector/steering/moved_nearer_high}"}});
    const QStringList labels = cardLabels(shown.page, "Distribution");
    for (const QString& name : componentIds + QStringList{"magnitude"}) {
        quantityAgrees(shown, name);
        distributionAgrees(shown, labels, name);
    }
    steeringAgrees(shown);
    componentsTogetherAgree(shown);
    if (shown.scope.filter.isEmpty())
        groupsAgree(shown);
}

} // namespace moie::test
