// SPDX-License-Identifier: GPL-3.0-or-later
// A report laid out on pages, and its PDF. Always in the light theme, whatever the screen shows. Laying out is for any
// thread; painting is for the GUI thread, a part of a page at a time; what a page needs from the log files is read
// beforehand on any thread:
//
//     ReportPdf pdf(report);
//     while (pdf.pagesPainted() < report->pageCount())
//         pdf.paintNextPage(report->readTexts(pdf.pagesPainted()));
//     const Result<QByteArray> bytes = report->completed(pdf.finish());
#pragma once

#include <chrono>
#include <memory>
#include <stop_token>
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
    // Stopped by the token, it is of a part.
    explicit Report(ReportContent content, std::stop_token stop = {});
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
    // A page is its parts painted one after the other, one unit of the painter a point. None is larger than a chart, a
    // row of a table, or a text of a transcript.
    std::size_t partsOf(int page) const;
    void paintPart(QPainter& painter, int page, std::size_t part, const PageTexts& texts) const;
    PdfExtras extras() const;
    // What ReportPdf painted, with bookmarks and links. Any thread.
    Result<QByteArray> completed(QByteArray painted) const;
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
    // Precondition: not all are painted. `texts` are those of page number pagesPainted(). Goes on with the page for
    // about so long; whether it is done.
    bool paintSome(const PageTexts& texts, std::chrono::milliseconds budget);
    void paintNextPage(const PageTexts& texts);
    // Once all pages are painted; empty where that failed.
    QByteArray finish();

private:
    class Painting;
    std::unique_ptr<Painting> m_painting;
};

} // namespace moie::ui
