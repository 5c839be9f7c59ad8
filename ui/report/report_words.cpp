// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_words.h"

#include <algorithm>
#include <cmath>

#include "ui/theme/format.h"

namespace moie::ui {

namespace {

// As if the report were made in another year than any time in it.
constexpr Time anotherYear{};

} // namespace

ReportTable tableOf(std::vector<TableColumn> columns, std::vector<Cells> rows) {
    ReportTable table{std::move(columns), rows.size(), {}, false};
    table.cell = [cells = std::move(rows)](std::size_t row, std::size_t column) { return cells[row][column]; };
    return table;
}

ReportTable figureTableOf(const QStringList& titles, std::vector<Cells> rows) {
    std::vector<TableColumn> columns;
    for (const QString& title : titles)
        columns.push_back({title, !columns.empty()});
    return tableOf(std::move(columns), std::move(rows));
}

ReportTable figuresAndWordsTableOf(const QStringList& titles, std::vector<Cells> rows) {
    ReportTable table = figureTableOf(titles, std::move(rows));
    table.columns.back().numeric = false;
    table.wraps = true;
    return table;
}

QString redactedText(std::size_t bytes, Redaction redaction) {
    return redaction == Redaction::Length ? QStringLiteral("[%1]").arg(format::counted(bytes, format::Noun::Byte))
                                          : ReportTexts::tr("[text left out]");
}

QString turns(std::size_t n) {
    return format::counted(n, format::Noun::Turn);
}

QString longTime(Time time) {
    return format::dateTime(time, anotherYear);
}

QString interval(const QString& range) {
    return ReportTexts::tr("95 % interval %1").arg(range);
}

QString shareInterval(const Estimate& share) {
    return std::isfinite(share.low) ? interval(format::percentRange(share.low, share.high)) : QString();
}

QString shareText(const Estimate& share) {
    QStringList of{shareInterval(share), ReportTexts::tr("n = %1").arg(format::count(share.n))};
    of.removeAll(QString());
    return QStringLiteral("%1 (%2)").arg(format::percent(share.value), of.join(QStringLiteral(", ")));
}

QString listed(QStringList parts) {
    parts.removeAll(QString());
    return parts.join(QStringLiteral("; "));
}

QString signedText(double value, const QString& magnitude) {
    if (std::isnan(value))
        return QStringLiteral("–");
    return (value < 0 ? QStringLiteral("−") : value > 0 ? QStringLiteral("+") : QString()) + magnitude;
}

QString trendText(const Trend& trend) {
    if (trend.direction == Direction::TooFew)
        return format::trend(trend.direction);
    const int decimals = format::decimalsOf(trend.slopePerDay);
    return ReportTexts::tr("%1: %2 a day (%3 to %4, n = %5)")
        .arg(format::trend(trend.direction),
             signedText(trend.slopePerDay, format::fixed(std::fabs(trend.slopePerDay), decimals)),
             format::fixed(trend.low, decimals), format::fixed(trend.high, decimals),
             format::counted(trend.sittings, format::Noun::Sitting));
}

QString probability(double p) {
    return std::isfinite(p) && p < 0.001 ? QStringLiteral("< 0.001") : format::fixed(p, 3);
}

DurationColumn::DurationColumn(double longest) {
    const bool isShort = longest < 1;
    unit = isShort ? QStringLiteral("ms") : QStringLiteral("s");
    seconds = isShort ? 1e-3 : 1;
    decimals = isShort ? (longest < 0.01 ? 2 : 0) : (longest < 100 ? 2 : 0);
}

QString DurationColumn::text(double value) const {
    return format::fixed(value / seconds, decimals);
}

double longestOf(const std::vector<double>& durations) {
    double longest = 0;
    for (const double d : durations) {
        if (std::isfinite(d))
            longest = std::max(longest, d);
    }
    return longest;
}

QStringList distributionTitles() {
    return {QStringLiteral("n"),   QStringLiteral("mean"), QStringLiteral("std"), QStringLiteral("min"),
            QStringLiteral("p10"), QStringLiteral("p50"),  QStringLiteral("p90"), QStringLiteral("p95"),
            QStringLiteral("p99"), QStringLiteral("max")};
}

Cells distributionCells(const QString& name, const Distribution& d, const std::function<QString(double)>& text) {
    Cells cells{name, format::count(d.n)};
    for (const double value : {d.mean, d.std, d.min, d.p10, d.p50, d.p90, d.p95, d.p99, d.max})
        cells.push_back(text(value));
    return cells;
}

} // namespace moie::ui
