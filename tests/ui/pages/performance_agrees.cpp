// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/figures_agree.h"

namespace moie::test {
namespace {

void tilesAgree(const ShownPage& shown) {
    const auto tile = [&](const QString& title, const std::vector<Agreement::Pattern>& figure,
                          const std::vector<Agreement::Pattern>& sub) { tileAgrees(shown, title, figure, sub); };
    Agreement& report = shown.report;
    const Agreement::Pattern none{"no response time logged", "performance/response_time/n"};
    tile("Response time p50", {{"{performance/response_time/p50}"}},
         {none, {"mean {performance/response_time/mean} · {#performance/response_time/n} turns?"}});
    tile("Response time p95", {{"{performance/response_time/p95}"}},
         {none,
          {"p99 {performance/response_time/p99} · longest {performance/response_time/max}"},
          {"longest {performance/response_time/max} · too few for p95", "performance/response_time/p95"},
          {"longest {performance/response_time/max} · too few for p99", "performance/response_time/p99"}});
    tile("Failed turns", {{"{performance/failed_share/value}"}},
         {{"{#performance/failed} of {#performance/failed_share/n} · "
           "{performance/failed_share/low|%}–{performance/failed_share/high}"},
          {"{#performance/failed} of {#performance/failed_share/n}", "performance/failed_share/low"}});
    const QString trend = "performance/response_time/trend";
    tile("Response time trend", {{trendIn(report, trend, {}, "too few")}},
         {{"over {#" + trend + "/sittings} sittings?"}});
    report.text("Response time's slope", readTile(shown.page, "Response time trend").change,
                slopeIn(report, trend, "{derived/response_slope} a day"));
    const QString busiest = QRegularExpression::escape(report.at("derived/busiest/name").toString());
    const QString speed = "derived/busiest/tokens_per_second/p50";
    tile("Models", {{"{#derived/models}"}},
         {{"no model run logged", "derived/models"}, {busiest + " · {" + speed + "} tokens/s"}, {busiest, speed}});
    tile("Slowest operation", {{"{derived/slowest_operation/mean}"}},
         {{"no operation timed", "derived/slowest_operation/n"},
          {inText(report.at("derived/slowest_operation/name").toString()) + " · n {#derived/slowest_operation/n}"}});
}

void chartsAgree(const ShownPage& shown) {
    Agreement& report = shown.report;
    eachBucket(
        shown.page, shown.scope, "Response time", 0,
        [](const QHash<QString, QString>& row, Agreement& bucket) {
            for (const QString p : {"p50", "p95", "p99"}) {
                if (!row.contains(p))
                    continue;
                bucket.figure(p, row[p], bucket.at("performance/response_time/" + p));
                bucket.figure(p + " n", row[p + ", n"], bucket.at("performance/response_time/n"), {}, true);
            }
        },
        report);
    eachBucket(
        shown.page, shown.scope, "Failed turns", 0,
        [](const QHash<QString, QString>& row, Agreement& bucket) {
            bucket.figure("failed", row["failed"], bucket.at("performance/failed_share/value"));
            bucket.figure("n", row["failed, n"], bucket.at("performance/failed_share/n"), {}, true);
        },
        report);
    eachBucket(
        shown.page, shown.scope, "Durations", 0,
        [](const QHash<QString, QString>& row, Agreement& bucket) {
            double turns = 0.0;
            for (auto cell = row.begin(); cell != row.end(); ++cell)
                if (cell.key() != "time")
                    turns += readFigure(cell.value()).value_or(ShownFigure{}).value;
            ++bucket.figures;
            bucket.check("turns", turns == bucket.number("performance/response_time/n"));
        },
        report);
    static const std::vector<std::tuple<QString, QString, QString>> resources{
        {"CPU", "cpu_percent", "%"}, {"Memory", "memory_mb", "MB"}, {"GPU", "gpu_utilization", "%"}};
    const QStringList labels = cardLabels(shown.page, "Resources");
    for (const auto& [name, id, unit] : resources) {
        const QString path = "performance/resources/" + id;
        if (!labels.contains(name))
            continue;
        report.figure(name, labels.value(labels.indexOf(name) + 1), report.at(path + "/mean"), unit);
        eachBucket(
            shown.page, shown.scope, name, 0,
            [&](const QHash<QString, QString>& row, Agreement& bucket) {
                bucket.figure("mean", row["mean"], bucket.at(path + "/mean"), unit);
                bucket.figure("low", row["mean, low"], bucket.at(path + "/p10"), unit);
                bucket.figure("high", row["mean, high"], bucket.at(path + "/p90"), unit);
                bucket.figure("n", row["mean, n"], bucket.at(path + "/n"), {}, true);
            },
            report);
    }
}

void tablesAgree(const ShownPage& shown) {
    Agreement& report = shown.report;
    rowsAgree(shown, "By operation", "performance/operations", [&](const QStringList& row, const QString& path) {
        report.figure("n", row[1], report.at(path + "/n"), {}, true);
        for (const auto& [column, key] : {std::pair(2, "/mean"), {3, "/p50"}, {4, "/p95"}, {5, "/p99"}})
            report.figure(key, row[column], report.at(path + QLatin1String(key)));
        const QString direction = report.at(path + "/trend/direction").toString();
        report.check("trend", row[6] == (direction == "too_few" ? "too few" : direction));
    });
    rowsAgree(shown, "By model", "performance/models", [&](const QStringList& row, const QString& path) {
        report.figure("runs", row[1], report.at(path + "/n"), {}, true);
        report.figure("p50", row[2], report.at(path + "/inference_time/p50"));
        report.figure("p95", row[3], report.at(path + "/inference_time/p95"));
        report.figure("tokens/s", row[4], report.at(path + "/tokens_per_second/p50"));
        const QJsonObject quality = report.at(path + "/quality").toObject();
        report.check("quality metrics", row.size() >= 5 + quality.size());
    });
    // Each quality metric by its column's title.
    for (const QTableView* table : shown.page.findChildren<QTableView*>()) {
        if (table->accessibleName() != "By model")
            continue;
        const auto rows = readTable(*table->model());
        for (int column = 5; column < table->model()->columnCount(); ++column) {
            const QString title = table->model()->headerData(column, Qt::Horizontal).toString();
            const QString metric = title.toLower().replace(QLatin1Char(' '), QLatin1Char('_'));
            for (const QStringList& row : rows) {
                const QJsonValue mean = report.at("performance/models/" + row[0] + "/quality/" + metric + "/mean");
                report.figure(row[0] + ' ' + title, row[column], mean.isUndefined() ? QJsonValue() : mean);
            }
        }
    }
    const auto slowest = tableOf(shown.page, "Slowest turns");
    report.check("rows of slowest turns",
                 static_cast<qsizetype>(slowest.size()) == report.at("performance/slowest").toArray().size());
    for (std::size_t i = 0; i < slowest.size(); ++i) {
        const QString path = QStringLiteral("performance/slowest/%1").arg(i);
        const auto time = QDateTime::fromSecsSinceEpoch(static_cast<qint64>(report.number(path + "/time")));
        const QString session = QRegularExpression::escape(report.at(path + "/session").toString().left(8));
        report.text("turn", slowest[i][0],
                    ".+ " + time.toString("HH:mm:ss") + ", turn {#" + path + "/turn} of " + session);
        report.figure("took", slowest[i][1], report.at(path + "/seconds"));
    }
    const QJsonObject errors = report.at("performance/errors").toObject();
    const auto rows = tableOf(shown.page, "Errors");
    report.check("rows of errors", static_cast<qsizetype>(rows.size()) == errors.size());
    for (const QStringList& row : rows)
        report.figure(row[0], row[1], errors.value(row[0] == "(no text)" ? QString() : row[0]), {}, true);
}

} // namespace

void performanceAgrees(const ShownPage& shown) {
    tilesAgree(shown);
    chartsAgree(shown);
    tablesAgree(shown);
    if (shown.scope.filter.isEmpty())
        groupsAgree(shown);
}

} // namespace moie::test
