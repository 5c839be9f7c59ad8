// SPDX-License-Identifier: MIT
// How a report is written down: its page for a terminal or as Markdown, its values as CSV.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include <moie/report/report_page.h>
#include <moie/schema/safe_text.h>

namespace moie {

std::string asTerminalText(const ReportPage& page);
std::string asMarkdown(const ReportPage& page);

// Every value of reportJson(), one a line: report, figure ("components.warmth.mean") and value. Texts that a
// spreadsheet would take for a formula are defused by an apostrophe.
std::string asCsv(const nlohmann::ordered_json& report, ReportKinds kinds, LineEnds lineEnds = LineEnds::Kept);

} // namespace moie
