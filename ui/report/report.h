// SPDX-License-Identifier: GPL-3.0-or-later
// A report laid out on pages, and its PDF. Always in the light theme, whatever the screen shows. Laying out and
// painting are for the GUI thread, a page at a time; what a page needs from the log files is read beforehand on any
// thread:
//
//     ReportPdf pdf(report);
//     while (pdf.pagesPainted() < report->pageCount())
//         pdf.paintNextPage(report->readTexts(pdf.pagesPainted()));
//     const Result<QByteArray> bytes = pdf.finish();
#pragma once

#include <memory>
#include <vector>

#include <QByteArray>
#include <QSizeF>
#include <QString>

#include <moie/base/result.h>

#include "ui/report/report_content.h"

class QPainter;

namespace moie::ui {

struct PdfExtras;

class Report {
public:
    explicit Report(ReportContent content);
    ~Report();
    Report(const Report&) = delete;
    Report& operator=(const Report&) = delete;

    const ReportContent& content() const;
    int pageCount() const;
    QSizeF paperSize() const; // in points
    // Whether the page says what was said; if not, readTexts() gives nothing, at once.
    bool needsTexts(int page) const;
    // Any thread.
    PageTexts readTexts(int page) const;
    // The whole page, one unit of the painter a point.
    void paintPage(QPainter& painter, int page, const PageTexts& texts) const;
    PdfExtras extras() const;
    QString title() const;

private:
    class Pages;
    std::unique_ptr<const Pages> m_pages;
};

class ReportPdf {
public:
    explicit ReportPdf(std::shared_ptr<const Report> report);
    ~ReportPdf();
    ReportPdf(const ReportPdf&) = delete;
    ReportPdf& operator=(const ReportPdf&) = delete;

    int pagesPainted() const;
    // Precondition: not all are painted. `texts` are those of page number pagesPainted().
    void paintNextPage(const PageTexts& texts);
    // The whole document, once all pages are painted.
    Result<QByteArray> finish();

private:
    class Painting;
    std::unique_ptr<Painting> m_painting;
};

} // namespace moie::ui
