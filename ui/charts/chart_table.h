// SPDX-License-Identifier: GPL-3.0-or-later
// A chart as a table: exactly the values that are shown, unrounded. The dialog shows it, the export writes it.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include <QByteArray>
#include <QString>

#include "ui/charts/chart_content.h"
#include "ui/charts/plot.h"

namespace moie::ui {

// Nothing, a text, a moment, a value or a whole number.
using TableCell = std::variant<std::monostate, QString, Time, double, std::uint64_t>;

struct TableColumn {
    QString name;
    ValueUnit unit = ValueUnit::Plain;
    QString unitName = {};
};

// Every row has as many cells as there are columns.
struct ChartTable {
    std::vector<TableColumn> columns;
    std::vector<std::vector<TableCell>> rows;
};

// On a timed axis a row for each bucket (by its beginning) or moment, on Bins one a bin, on Numbers one a point; in
// their order along the axis. Only what the view shows; none: everything.
ChartTable chartTable(const ChartContent& content, const std::optional<PlotView>& view = std::nullopt);

// RFC 4180 in UTF-8: CRLF, quotes where needed. Numbers are unrounded and the same in every locale, times are ISO 8601
// with the offset from UTC. A text that a spreadsheet would take for a formula gets an apostrophe before it.
QByteArray toCsv(const ChartTable& table);

// A cell, and a column's title with the unit of its numbers, as the CSV has them, before quoting.
QString plainText(const TableCell& cell);
QString plainTitle(const TableColumn& column);

} // namespace moie::ui
