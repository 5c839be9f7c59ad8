// SPDX-License-Identifier: GPL-3.0-or-later
// The words, cells and units that the texts of a report's sections have in common.
#pragma once

#include <functional>
#include <vector>

#include <QString>
#include <QStringList>

#include <moie/analytics/figures.h>

#include "ui/report/report_text.h"

namespace moie::ui {

using Cells = std::vector<QString>;

ReportTable tableOf(std::vector<TableColumn> columns, std::vector<Cells> rows);
// The first column holds names, all others figures.
ReportTable figureTableOf(const QStringList& titles, std::vector<Cells> rows);
// As that, but that the last column holds words too. What is too long for its cell goes on in the next line.
ReportTable figuresAndWordsTableOf(const QStringList& titles, std::vector<Cells> rows);

// What stands for a text of so many bytes that is not told.
QString redactedText(std::size_t bytes, Redaction redaction);

QString turns(std::size_t n);
// A report is read later: its times always say their year.
QString longTime(Time time);
QString interval(const QString& range);
// Empty where there is none.
QString shareInterval(const Estimate& share);
// "11.6 % (95 % interval 9.8–13.7 %, n = 952)"
QString shareText(const Estimate& share);
// What there is of them, apart by "; ".
QString listed(QStringList parts);
QString signedText(double value, const QString& magnitude);
// "improving: +0.012 a day (0.004 to 0.020, n = 31 sittings)"
QString trendText(const Trend& trend);
QString probability(double p);

// One unit for all durations of a column, so that they can be compared by eye: that of the longest.
struct DurationColumn {
    QString unit;
    double seconds = 1; // of the unit
    int decimals = 2;

    explicit DurationColumn(double longest);
    QString text(double value) const;
};
double longestOf(const std::vector<double>& durations);

// "n", "mean", …: the titles of what distributionCells() gives behind its name.
QStringList distributionTitles();
Cells distributionCells(const QString& name, const Distribution& d, const std::function<QString(double)>& text);

} // namespace moie::ui
