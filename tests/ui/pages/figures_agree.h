// SPDX-License-Identifier: GPL-3.0-or-later
// Each analytic page against a report on its scope; what does not agree is in the report's `wrong`.
#pragma once

#include <functional>
#include <set>

#include <QLocale>
#include <QTableView>

#include "ui/support/page_reading.h"
#include "ui/support/reported_scope.h"

namespace moie::test {

struct ShownPage {
    const QWidget& page;
    const ReportedScope& scope;
    Agreement& report;
};

void overviewAgrees(const ShownPage& shown);
void loveVectorsAgree(const ShownPage& shown);
void safetyAgrees(const ShownPage& shown);
// The tile of the Overview and of Safety.
void breachTileAgrees(const ShownPage& shown);
void performanceAgrees(const ShownPage& shown);
void evolutionAgrees(const ShownPage& shown);
void comparisonAgrees(const ShownPage& shown);

// The table by model; for a scope without a filter, since a group's rates are of all its turns.
void groupsAgree(const ShownPage& shown);

// The stacked bars of the Overview and of the Safety page.
void verdictsAgree(const ShownPage& shown);

inline const QStringList componentIds{"warmth", "empathy", "safety", "understanding", "compassion"};

// What the log names, as the program shows it, in a pattern.
inline QString inText(QString id) {
    return QRegularExpression::escape(id.replace(QLatin1Char('_'), QLatin1Char(' ')));
}

inline void tileAgrees(const ShownPage& shown, const QString& title, const std::vector<Agreement::Pattern>& figure,
                       const std::vector<Agreement::Pattern>& sub) {
    const TileReading read = readTile(shown.page, title);
    shown.report.text(title, read.figure, figure);
    shown.report.text(title, read.sub, sub);
}

// What has to be said of the report's trend at that path.
inline QString trendIn(const Agreement& report, const QString& path, const QString& withheld, const QString& tooFew) {
    const QString direction = report.at(path + "/direction").toString();
    return direction.isEmpty() ? withheld : direction == "too_few" ? tooFew : direction;
}

// Its slope where it is one; one that can be chance is no number to be read.
inline QString slopeIn(const Agreement& report, const QString& path, const QString& pattern) {
    const QString direction = report.at(path + "/direction").toString();
    return direction == "improving" || direction == "worsening" ? pattern : QString();
}

inline const ui::ChartView& chartNamed(const QWidget& page, const QString& title, int place = 0) {
    for (const ui::ChartView* chart : page.findChildren<ui::ChartView*>())
        if (chart->content().title == title && place-- == 0)
            return *chart;
    qFatal("no chart: %s", qPrintable(title));
}

inline std::vector<QStringList> tableOf(const QWidget& page, const QString& name) {
    for (const QTableView* table : page.findChildren<QTableView*>())
        if (table->accessibleName() == name)
            return readTable(*table->model());
    qFatal("no table: %s", qPrintable(name));
}

inline QStringList cardLabels(const QWidget& page, const QString& title) {
    for (const ui::Card* card : page.findChildren<ui::Card*>())
        if (card->accessibleName() == title)
            return readLabels(*card);
    qFatal("no card: %s", qPrintable(title));
}

inline QString isoOf(const QString& cell) {
    return QLocale::c().toDateTime(cell, QStringLiteral("d MMM yyyy HH:mm:ss")).toString(Qt::ISODate);
}

// Holds rows of a chart over buckets against the reports on just these buckets: the first, the last that has an end
// and the one in the middle. `compare` gets the row's cells by column.
inline void eachBucket(const QWidget& page, const ReportedScope& scope, const QString& title, int place,
                       const std::function<void(const QHash<QString, QString>& row, Agreement& report)>& compare,
                       Agreement& sum) {
    const ChartReading chart = readChart(chartNamed(page, title, place));
    const std::size_t rows = chart.rows.size();
    if (rows < 2)
        return;
    for (const std::size_t row : std::set<std::size_t>{0, rows / 2, rows - 2}) {
        const ReportedScope bucket = scope.during(isoOf(chart.rows[row][0]), isoOf(chart.rows[row + 1][0]));
        Agreement report(withDerived(bucket.report()));
        QHash<QString, QString> cells;
        for (qsizetype column = 0; column < chart.columns.size(); ++column)
            cells[chart.columns[column]] = chart.rows[row][column];
        compare(cells, report);
        sum.figures += report.figures;
        for (const QString& wrong : report.wrong)
            sum.wrong.append(QStringLiteral("%1, %2: %3").arg(title, chart.rows[row][0], wrong));
    }
}

inline double sumOf(const ChartReading& chart, qsizetype column) {
    double sum = 0.0;
    for (const QStringList& row : chart.rows)
        if (const auto read = readFigure(row[column]); read && !std::isnan(read->value))
            sum += read->value;
    return sum;
}

// Each row of a table whose first column names a member of the report's object.
inline void rowsAgree(const ShownPage& shown, const QString& table, const QString& object,
                      const std::function<void(const QStringList& row, const QString& path)>& compare) {
    const QJsonObject members = shown.report.at(object).toObject();
    QHash<QString, QString> ids;
    for (const QString& id : members.keys())
        ids[QString(id).replace(QLatin1Char('_'), QLatin1Char(' '))] = id;
    qsizetype rows = 0;
    for (const QStringList& row : tableOf(shown.page, table)) {
        if (!ids.contains(row[0]))
            continue;
        ++rows;
        compare(row, object + QLatin1Char('/') + ids[row[0]]);
    }
    shown.report.check("rows of " + table, rows == members.size());
}

} // namespace moie::test
