// SPDX-License-Identifier: GPL-3.0-or-later
// The sections of a report with their charts, tables and sentences, put onto pages. A section is there where its
// figures are.
#pragma once

#include "ui/report/report_content.h"
#include "ui/report/report_layout.h"

namespace moie::ui {

void addOverviewSection(ReportLayout& layout, const ReportContent& content);
void addLoveSection(ReportLayout& layout, const ReportContent& content);
void addSafetySection(ReportLayout& layout, const ReportContent& content);
void addViolationsSection(ReportLayout& layout, const ReportContent& content);
void addPerformanceSection(ReportLayout& layout, const ReportContent& content);
void addEvolutionSection(ReportLayout& layout, const ReportContent& content);
void addTranscriptSection(ReportLayout& layout, const ReportContent& content);
void addNotesSection(ReportLayout& layout, const ReportContent& content);
void addProvenanceSection(ReportLayout& layout, const ReportContent& content);

// All that the request asks for.
void addSections(ReportLayout& layout, const ReportContent& content);

} // namespace moie::ui
