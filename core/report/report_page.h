// SPDX-License-Identifier: MIT
// A report for people: headings, sentences and tables, made of the figures.
#pragma once

#include <string>
#include <vector>

#include <moie/report/report_json.h>

namespace moie {

// A part of a page. Texts may hold names from logs: they are escaped when they are written.
struct ReportBlock {
    enum class Kind { Title, Heading, Line, Table };
    Kind kind = Kind::Line;
    std::string text;                           // title, heading, line
    std::vector<std::vector<std::string>> rows; // table: the first row is its head, the first column holds names
};

using ReportPage = std::vector<ReportBlock>;

ReportPage reportPage(const Snapshot& snapshot, const ReportFigures& figures);

} // namespace moie
