// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/figures_agree.h"

namespace moie::test {
namespace {

struct Kind {
    QString shown;
    QString id;
};

const std::vector<Kind>& kinds() {
    static const std::vector<Kind> all{{"Adaptations", "adaptation"},
                                       {"Learning", "learning"},
                                       {"Feedback", "feedback"},
                                       {"Model changes", "model_change"},
                                       {"Engine versions", "version_change"},
                                       {"Thresholds found changed", "threshold_change"},
                                       {"Checkpoints", "checkpoint"}};
    return all;
}

void tilesAgree(const ShownPage& shown) {
    Agreement& report = shown.report;
    QStringList parts;
    for (const auto& [id, text] : {std::pair("adaptation", "adaptations?"),
                                   {"learning", "learning"},
                                   {"feedback", "feedback"},
                                   {"checkpoint", "checkpoints?"}})
        if (const QString path = QStringLiteral("evolution/events/") + id; report.number(path) > 0.0)
            parts.append("{#" + path + "} " + text);
    tileAgrees(shown, "Events", {{"{#derived/events}"}},
               {{parts.isEmpty() ? QString("none in this range") : parts.join(", ")}});
    report.text(
        "Events a day", readTile(shown.page, "Events").change,
        {{"", "evolution/trend_analysis/evolution_velocity"}, {"{evolution/trend_analysis/evolution_velocity} a day"}});
    const QString impact = "evolution/performance_impact";
    tileAgrees(shown, "Helped love magnitude", {{"{" + impact + "/optimization_effectiveness}"}},
               {{"no event has turns enough around it", impact + "/judged_events"},
                {"too few: {#" + impact + "/judged_events} could be judged", impact + "/optimization_effectiveness"},
                {"of {#" + impact + "/judged_events} that could be judged, each by itself"}});
    const QString love = "evolution/feedback/love_magnitude";
    tileAgrees(
        shown, "Score and feedback", {{"τ {" + love + "/tau}"}, {"{" + love + "/tau}"}},
        {{"no feedback on turns with a score", love + "/n"},
         {"too few: {#" + love + "/n} (?:feedback|feedback entries)", love + "/p"},
         {(report.number(love + "/p") < 0.05 ? "more than" : "can be") + QString(" chance · n {#") + love + "/n}"}});
}

void timelineAgrees(const ShownPage& shown) {
    Agreement& report = shown.report;
    const QStringList labels = cardLabels(shown.page, "Time line");
    const ChartReading counts = readChart(chartNamed(shown.page, "Events over time"));
    for (const Kind& kind : kinds()) {
        const QJsonValue count = report.at("evolution/events/" + kind.id);
        if (count.toDouble() == 0.0) {
            report.check(kind.shown + " is not there", !labels.contains(kind.shown));
            continue;
        }
        report.figure(kind.shown, labels.value(labels.indexOf(kind.shown) + 1), count, {}, true);
        ++report.figures;
        const qsizetype column = counts.columns.indexOf(kind.shown);
        // Those outside of any turn may lie beyond the last turn's bucket.
        report.check(kind.shown + " over time", column > 0 && sumOf(counts, column) <= count.toDouble());
    }
    // What one entry says; what changed is told from entries before it, too.
    eachBucket(
        shown.page, shown.scope, "Events over time", 0,
        [](const QHash<QString, QString>& row, Agreement& bucket) {
            for (const Kind& kind : kinds())
                if (row.contains(kind.shown) && !kind.id.endsWith(QStringLiteral("_change")))
                    bucket.figure(kind.shown, row[kind.shown], bucket.at("evolution/events/" + kind.id), {}, true);
        },
        report);
    // Of each dimension the threshold after its last adaptation.
    QHash<QString, QJsonValue> last;
    for (const QJsonValue& adaptation : report.at("evolution/adaptations").toArray())
        if (adaptation["new_threshold"].isDouble())
            last[adaptation["dimension"].toString().replace(QLatin1Char('_'), QLatin1Char(' '))] =
                adaptation["new_threshold"];
    const QStringList thresholds = cardLabels(shown.page, "Thresholds");
    for (auto threshold = last.begin(); threshold != last.end(); ++threshold)
        report.figure(threshold.key(), thresholds.value(thresholds.indexOf(threshold.key()) + 1), threshold.value());
}

void effectsAgree(const ShownPage& shown) {
    Agreement& report = shown.report;
    static const QHash<QString, QString> metrics{{"love magnitude", "love_magnitude"},
                                                 {"margin", "margin"},
                                                 {"unsafe turns", "unsafe"},
                                                 {"response time", "response_seconds"}};
    static const QHash<QString, QString> answers{
        {"yes", "yes"}, {"no, worse", "no"}, {"cannot tell", "cannot_tell"}, {"too few", "too_few"}};
    QHash<QString, QString> places;
    const QJsonArray effects = report.at("evolution/effects").toArray();
    for (qsizetype i = 0; i < effects.size(); ++i) {
        QString type = effects[i].toObject()["type"].toString();
        type.replace(QLatin1Char('_'), QLatin1Char(' '));
        places[effects[i].toObject()["kind"].toString() + type + effects[i].toObject()["metric"].toString()] =
            QStringLiteral("evolution/effects/%1").arg(i);
    }
    const auto rows = tableOf(shown.page, "Did it help?");
    report.check("rows of effects", static_cast<qsizetype>(rows.size()) == effects.size());
    for (const QStringList& row : rows) {
        QString kind = row[0].section(": ", 0, 0).toLower().replace(QLatin1Char(' '), QLatin1Char('_'));
        if (kind == "engine_version")
            kind = "version_change";
        const QString type = row[0].section(": ", 1);
        const QString path = places.value(kind + type + metrics.value(row[1]));
        const QString name = row[0] + ", " + row[1];
        report.check(name + ": in the report", !path.isEmpty());
        report.check(name + ": answer", answers.value(row[2]) == report.at(path + "/helped").toString());
        report.text(name + " n", row[6], "{#" + path + "/judged} of {#" + path + "/events}");
        if (row[2] == QStringLiteral("too few"))
            continue;
        report.text(name, row[3], "\\+?{" + path + "/effect}");
        const QString unit = metrics.value(row[1]) == "unsafe" ? "|points" : "";
        report.text(name + " interval", row[4], "\\+?{" + path + "/low" + unit + "} to \\+?{" + path + "/high}");
        report.text(name + " p", row[5], {{"<0\\.001"}, {"{" + path + "/p}"}});
    }
    for (const QStringList& row : tableOf(shown.page, "Scores against feedback")) {
        const QString path = "evolution/feedback/" + metrics.value(row[0].toLower());
        report.figure(row[0] + " good", row[1], report.at(path + "/mean_good"));
        report.figure(row[0] + " bad", row[2], report.at(path + "/mean_bad"));
        report.text(row[0] + " difference", row[3],
                    "\\+?{" + path + "/difference}" +
                        (report.at(path + "/low").isDouble() ? ", \\+?{" + path + "/low} to \\+?{" + path + "/high}"
                                                             : QString()));
        report.text(row[0] + " tau", row[4],
                    {{"{" + path + "/tau}, p = {" + path + "/p}"}, {"{" + path + "/tau}", path + "/p"}});
        report.figure(row[0] + " n", row[5], report.at(path + "/n"), {}, true);
    }
}

} // namespace

void evolutionAgrees(const ShownPage& shown) {
    tilesAgree(shown);
    timelineAgrees(shown);
    effectsAgree(shown);
}

// What is looked at against the report's `before`.

} // namespace moie::test
