// SPDX-License-Identifier: GPL-3.0-or-later
// The files that a report is handed on as. Its figures, for other programs, are those of `moielog report`.
#pragma once

#include <stop_token>

#include <QByteArray>
#include <QString>

#include <moie/report/report_json.h>

#include "ui/report/report_content.h"

namespace moie::ui {

enum class ReportFormat : unsigned char { Pdf, Json, Csv, Markdown };

QString suffixOf(ReportFormat format); // ".pdf"

// The reports of `moielog report` that a set-up's sections speak of; those of a session are all.
ReportKinds figureKindsOf(const ReportSetup& setup);
bool hasFigures(const ReportSetup& setup);

// Precondition: the format is not PDF, and the set-up has figures. Any thread.
QByteArray reportData(const ReportContent& content, ReportFormat format, std::stop_token stop = {});

} // namespace moie::ui
