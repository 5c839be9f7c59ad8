// SPDX-License-Identifier: GPL-3.0-or-later
// A report for people: headings, sentences and tables, made of the figures and written for a terminal or as Markdown.
#pragma once

#include <string>
#include <vector>

#include <moie/analytics/report_json.h>

namespace moielog {

// A part of a page. Texts may hold names from logs: they are escaped when they are written.
struct ReportBlock {
    enum class Kind { Title, Heading, Line, Table };
    Kind kind = Kind::Line;
    std::string text;                           // title, heading, line
    std::vector<std::vector<std::string>> rows; // table: the first row is its head, the first column holds names
};

using ReportPage = std::vector<ReportBlock>;

ReportPage reportPage(const moie::Snapshot& snapshot, const moie::ReportFigures& figures);

std::string asTerminalText(const ReportPage& page);
std::string asMarkdown(const ReportPage& page);

// Every value of a report, one a line: report, figure ("components.warmth.mean") and value. Texts that a spreadsheet
// would take for a formula are defused by an apostrophe.
std::string asCsv(const nlohmann::ordered_json& report, const std::string& name);

} // namespace moielog
