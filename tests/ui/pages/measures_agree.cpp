// SPDX-License-Identifier: GPL-3.0-or-later
// What is shown by measure: of two sides, and of groups.
#include "ui/pages/figures_agree.h"

namespace moie::test {
namespace {

struct Measured {
    QString path;
    QString low; // empty: the report has no interval
    QString high;
    QString unit = {}; // of the interval's beginning
};

Measured measured(const QString& name) {
    if (name == "Unsafe replies")
        return {"safety/reached_user_share/value", "safety/reached_user_share/low", "safety/reached_user_share/high",
                "|%"};
    if (name == "Violations per 100 turns")
        return {"safety/violations/per_100_turns", "safety/violations/per_100_turns_low",
                "safety/violations/per_100_turns_high"};
    if (name == "Response time")
        return {"performance/response_time/mean", {}, {}};
    const QString path =
        name == "Love magnitude" ? QString("love-vector/magnitude") : "love-vector/components/" + name.toLower();
    return {path + "/mean", path + "/mean_low", path + "/mean_high"};
}

std::vector<Agreement::Pattern> meanOf(const Measured& m, const QString& side) {
    const QString value = "{" + side + m.path + "}";
    if (m.low.isEmpty())
        return {{value + "(?:, .+)?"}};
    return {{value + ", {" + side + m.low + m.unit + "}–{" + side + m.high + "}"}, {value, side + m.low}};
}

std::vector<Agreement::Pattern> ofGroup(const QString& name) {
    if (name == "Unsafe replies")
        return {{"{group/unsafe_share}(?:, .+)?"}};
    if (name == "Violations per 100 turns")
        return {{"{group/per_100_turns}(?:, .+)?"}};
    const Measured m = measured(name);
    if (m.low.isEmpty())
        return meanOf(m, {});
    return {{"{" + m.path + "}(?:, [+−±].+)?, {" + m.low + "}–{" + m.high + "}"}, {"{" + m.path + "}", m.low}};
}

} // namespace

void comparisonAgrees(const ShownPage& shown) {
    Agreement& report = shown.report;
    for (const QStringList& row : tableOf(shown.page, "Differences")) {
        const Measured m = measured(row[0]);
        for (const auto& [side, cell] : {std::pair(QString(), row[1]), {QString("before/"), row[2]}})
            report.text(row[0], cell, meanOf(m, side));
        const double now = report.number(m.path);
        const double before = report.number("before/" + m.path);
        const QString difference = QString(row[3]).remove(QLatin1Char('+'));
        report.figure(row[0] + " difference", difference,
                      std::isnan(now - before) ? QJsonValue() : QJsonValue(now - before));
    }
    static const QHash<QString, QString> ids{{"reached the user", "reached_user"}, {"not judged", "not_judged"}};
    for (const QStringList& row : tableOf(shown.page, "Turns by verdict")) {
        const QString id = ids.value(row[0], row[0]);
        for (const auto& [side, cell] : {std::pair(QString(), row[1]), {QString("before/"), row[2]}}) {
            const double turns = report.number(side + "safety/turns_in_range");
            const double n = report.number(side + "safety/verdicts/" + id);
            const QStringList parts = cell.split(QStringLiteral(" · "));
            report.figure(row[0], parts[0], turns > 0.0 ? QJsonValue(n / turns) : QJsonValue());
            if (parts.size() > 1)
                report.figure(row[0], parts[1], n, {}, true);
        }
    }
}

// The change beside a mean is from all other groups, of which there is no report. Rates of the report are of all turns
// in range, whatever its filter; a group's are of its own turns.
void groupsAgree(const ShownPage& shown) {
    const QTableView* table = nullptr;
    for (const QTableView* each : shown.page.findChildren<QTableView*>())
        if (each->accessibleName() == "Figures by group")
            table = each;
    Q_ASSERT(table);
    for (const QStringList& row : readTable(*table->model())) {
        if (row[0] == "no model logged")
            continue;
        ReportedScope group = shown.scope;
        group.filter = "model:\"" + row[0] + '"';
        QJsonObject reported = withDerived(group.report());
        Agreement report(reported);
        const double turns = report.number("safety/turns");
        reported["group"] = QJsonObject{
            {"unsafe_share", report.number("safety/verdicts/reached_user") / report.number("derived/judged")},
            {"per_100_turns",
             report.number("safety/violations/per_100_turns") * report.number("safety/turns_in_range") / turns}};
        report = Agreement(reported);
        report.figure("turns", row[1], report.at("safety/turns"), {}, true);
        for (int column = 2; column < table->model()->columnCount(); ++column) {
            const QString name = table->model()->headerData(column, Qt::Horizontal).toString();
            report.text(name, row[column], ofGroup(name));
        }
        shown.report.figures += report.figures;
        for (const QString& wrong : report.wrong)
            shown.report.wrong.append("group " + row[0] + ": " + wrong);
    }
}

} // namespace moie::test
