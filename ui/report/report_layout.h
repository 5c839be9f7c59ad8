// SPDX-License-Identifier: GPL-3.0-or-later
// Puts headings, paragraphs, charts and tables of any length onto pages, and paints them. One unit is a point. Knows
// how a report looks, and nothing of what it says.
#pragma once

#include <functional>
#include <vector>

#include <QFont>
#include <QRectF>
#include <QSizeF>
#include <QString>

#include "ui/charts/chart_content.h"
#include "ui/report/report_text.h"

class QPainter;

namespace moie::ui {

class ReportLayout {
public:
    // The height of two lines of text and the first rows of a table.
    static constexpr double headedTable = 92;
    // The height of two lines of text.
    static constexpr double headedText = 32;

    // The page without its margins, header and footer.
    explicit ReportLayout(const QSizeF& area);

    void addTitle(const QString& text, const QString& below);
    // `kept` is how much of what follows stays on the heading's page.
    void addHeading(const QString& text, double kept = headedTable);
    void addParagraph(const QString& text, bool dim = false);
    void addFacts(const std::vector<ReportFact>& facts);
    void addChart(const ChartContent& chart, double height);
    // The header row is repeated on each page that the table goes on to.
    void addTable(ReportTable table);
    void addSpace(double height);
    void addPageBreak();
    // For another chart on the last page, below the gap that comes first.
    double heightLeft() const;

    int pageCount() const { return static_cast<int>(m_pages.size()); }
    // `topLeft` is the area's corner on the page.
    void paintPage(QPainter& painter, int page, const QPointF& topLeft) const;

    enum class Text { Title, Heading, Body, Small };
    static QFont font(Text text, bool bold = false);

private:
    struct Block {
        double top = 0;
        double height = 0;
        std::function<void(QPainter&, const QRectF&)> paint;
    };

    // Starts a page where the height is not left on this one.
    void reserve(double height);
    void place(double height, std::function<void(QPainter&, const QRectF&)> paint);

    QSizeF m_area;
    double m_used = 0; // of the last page
    std::vector<std::vector<Block>> m_pages;
};

} // namespace moie::ui
