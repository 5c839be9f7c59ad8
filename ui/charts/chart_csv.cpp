// SPDX-License-Identifier: GPL-3.0-or-later
#include <charconv>

#include <moie/base/calendar.h>

#include "ui/charts/chart_table.h"

namespace moie::ui {
namespace {

template <class... Visitors>
struct Overloaded : Visitors... {
    using Visitors::operator()...;
};

// The shortest text that reads back as the same number.
template <typename Number>
QString shortest(Number number) {
    char text[40];
    const auto result = std::to_chars(text, text + sizeof text, number);
    return QString::fromLatin1(text, result.ptr - text);
}

QString defused(const QString& text) {
    static const QString starters = QStringLiteral("=+-@\t\r");
    return !text.isEmpty() && starters.contains(text.front()) ? QLatin1Char('\'') + text : text;
}

QString quoted(QString text) {
    const auto needsQuotes = [](QChar c) {
        return c == QLatin1Char(',') || c == QLatin1Char('"') || c == QLatin1Char('\n') || c == QLatin1Char('\r');
    };
    if (std::none_of(text.cbegin(), text.cend(), needsQuotes))
        return text;
    return QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

} // namespace

QString plainText(const TableCell& cell) {
    return std::visit(Overloaded{
                          [](std::monostate) { return QString(); },
                          [](const QString& text) { return defused(text); },
                          [](Time time) { return QString::fromStdString(isoLocalWithOffset(time)); },
                          [](auto number) { return shortest(number); },
                      },
                      cell);
}

QString plainTitle(const TableColumn& column) {
    switch (column.unit) {
    case ValueUnit::Seconds: return defused(column.name + QStringLiteral(" (s)"));
    case ValueUnit::Share: return defused(column.name + QStringLiteral(" (share)"));
    case ValueUnit::Plain:
    case ValueUnit::Count: break;
    }
    return defused(column.unitName.isEmpty() ? column.name
                                             : QStringLiteral("%1 (%2)").arg(column.name, column.unitName));
}

QByteArray toCsv(const ChartTable& table) {
    QString csv;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (i > 0)
            csv += QLatin1Char(',');
        csv += quoted(plainTitle(table.columns[i]));
    }
    csv += QStringLiteral("\r\n");
    for (const std::vector<TableCell>& row : table.rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0)
                csv += QLatin1Char(',');
            csv += quoted(plainText(row[i]));
        }
        csv += QStringLiteral("\r\n");
    }
    return csv.toUtf8();
}

} // namespace moie::ui
