// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_data.h"

#include <utility>

#include <moie/report/report_page.h>
#include <moie/report/report_writing.h>

namespace moie::ui {

QString suffixOf(ReportFormat format) {
    switch (format) {
    case ReportFormat::Pdf: return QStringLiteral(".pdf");
    case ReportFormat::Json: return QStringLiteral(".json");
    case ReportFormat::Csv: return QStringLiteral(".csv");
    case ReportFormat::Markdown: return QStringLiteral(".md");
    }
    return {};
}

ReportKinds figureKindsOf(const ReportSetup& setup) {
    if (setup.kind == ReportKind::Session)
        return {.evolution = true, .safety = true, .loveVector = true, .performance = true};
    return {.evolution = setup.has(ReportSection::Evolution),
            .safety = setup.has(ReportSection::Safety) || setup.has(ReportSection::Violations),
            .loveVector = setup.has(ReportSection::LoveVectors),
            .performance = setup.has(ReportSection::Performance)};
}

bool hasFigures(const ReportSetup& setup) {
    return !namesOf(figureKindsOf(setup)).empty();
}

QByteArray reportData(const ReportContent& content, ReportFormat format, std::stop_token stop) {
    const Snapshot& snapshot = *content.snapshot;
    ReportFigures figures = reportFigures(snapshot, content.scope, figureKindsOf(content.request), std::move(stop));
    figures.errorTexts = content.request.redaction;
    std::string text;
    if (format == ReportFormat::Markdown)
        text = asMarkdown(reportPage(snapshot, figures));
    else if (format == ReportFormat::Csv)
        text = asCsv(reportJson(snapshot, figures), figures.kinds);
    else
        text = reportJson(snapshot, figures).dump(2) + '\n';
    return QByteArray::fromStdString(text);
}

} // namespace moie::ui
