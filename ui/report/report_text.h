// SPDX-License-Identifier: GPL-3.0-or-later
// What a report says in words and tables, as plain text made of the figures; nothing of how it looks.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <vector>

#include <QCoreApplication>
#include <QString>

#include "ui/workspace/report_request.h"

namespace moie::ui {

struct ReportContent;

// Under whose name the report's texts are translated.
class ReportTexts {
    Q_DECLARE_TR_FUNCTIONS(Report)
};

struct TableColumn {
    QString title;
    bool numeric = false;
};

// Rows are made when they are painted: there may be very many.
struct ReportTable {
    std::vector<TableColumn> columns;
    std::size_t rows = 0;
    std::function<QString(std::size_t row, std::size_t column)> cell;
    bool wraps = false; // a text too long for its cell goes on in the next line, else it is cut with "…"
};

// The first page's facts: "Time range", "6 Nov 2026 07:10 to …".
using ReportFact = std::pair<QString, QString>;

// Why there is no turn to report on, in a sentence or two; empty where there is one.
QString nothingToReport(const ReportContent& content);

QString reportTitle(ReportKind kind);
QString sectionTitle(ReportSection section);
// For the running header: directory, range, zone.
QString reportScopeLine(const ReportContent& content);
std::vector<ReportFact> reportFacts(const ReportContent& content);
// What needs a look, what improved, what worsened; each with its n, or that it cannot be told.
std::array<QString, 3> reportSummary(const ReportContent& content);

ReportTable keyFiguresTable(const ReportContent& content);
ReportTable verdictTable(const ReportContent& content);
ReportTable distributionTable(const ReportContent& content);
ReportTable changesTable(const ReportContent& content); // no rows where nothing was compared
ReportTable bucketTable(const ReportContent& content);
// Where there are very many the report counts them by type and lists the newest alone.
inline constexpr std::size_t mostViolationsListed = 500;
ReportTable violationTypesTable(const ReportContent& content); // the most frequent first
ReportTable violationsTable(const ReportContent& content);     // newest first, at most mostViolationsListed

ReportTable notesTable(const ReportContent& content);
ReportTable markersTable(const ReportContent& content);

// What was read, how much of it counted, and with which choices the report can be made again.
std::vector<ReportFact> provenanceFacts(const ReportContent& content);
ReportTable notedLinesTable(const ReportContent& content); // rejections and warnings by kind

} // namespace moie::ui
