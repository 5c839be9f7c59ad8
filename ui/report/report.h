// SPDX-License-Identifier: GPL-3.0-or-later
// The PDF report: title page with key figures and a summary, the Overview's charts as vectors, tables, violations.
// Always in the light theme, whatever the screen shows. Figures are gathered on any thread; painting is for the GUI
// thread, a page at a time.
#pragma once

#include <memory>
#include <stop_token>
#include <vector>

#include <QByteArray>
#include <QString>

#include <moie/analytics/overview.h>
#include <moie/base/result.h>

namespace moie::ui {

enum class Paper : unsigned char { A4, Letter };

struct ReportRequest {
    QString directoryName;  // without its path: a report is handed on
    QString version;        // of the application
    Time now = unknownTime; // when the report is made
    Paper paper = Paper::A4;
};

struct ReportContent {
    ReportRequest request;
    SnapshotPtr snapshot;
    Scope scope;
    Overview overview;
    std::vector<ViolationRow> violations;
};

ReportContent gatherReport(SnapshotPtr snapshot, const Scope& scope, ReportRequest request, std::stop_token stop = {});

class Report {
public:
    // Lays out all pages; paints none yet.
    explicit Report(ReportContent content);
    ~Report();
    Report(const Report&) = delete;
    Report& operator=(const Report&) = delete;

    int pageCount() const;
    int pagesPainted() const;
    // Precondition: pagesPainted() < pageCount().
    void paintNextPage();
    // The whole document, once all pages are painted.
    Result<QByteArray> finish();

private:
    class Painting;
    std::unique_ptr<Painting> m_painting;
};

// Writes the file whole or leaves what was there, with mode 0600. The error says which file and why.
Result<> saveReport(const QByteArray& pdf, const QString& path);

} // namespace moie::ui
