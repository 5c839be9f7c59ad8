// SPDX-License-Identifier: GPL-3.0-or-later
// Puts headings, paragraphs, charts and tables of any length onto pages, on any thread, and paints them, on the GUI
// thread. One unit is a point. Knows how a report looks, and nothing of what it says.
#pragma once

#include <functional>
#include <limits>
#include <optional>
#include <stop_token>
#include <vector>

#include <QFont>
#include <QRectF>
#include <QSizeF>
#include <QString>
#include <QTextLayout>

#include "ui/charts/chart_content.h"
#include "ui/report/report_font.h"
#include "ui/report/report_text.h"
#include "ui/report/transcript.h"

class QPainter;

namespace moie::ui {

// The paper in points, and the part of it between header, footer and margins.
QSizeF paperPoints(Paper paper);
QRectF contentArea(Paper paper);
// That a transcript's texts are broken for.
double transcriptWidth(Paper paper);

// A text broken into lines of the same height, for any thread.
class WrappedLines {
public:
    WrappedLines(const QString& text, double width);
    // Characters, or what a reader takes for one, that are written as their numbers.
    std::size_t marked() const { return m_shown.marks.size(); }
    std::size_t count() const { return m_shown.text.isEmpty() ? 0 : static_cast<std::size_t>(m_layout.lineCount()); }
    void paint(QPainter& painter, const QPointF& topLeft, std::size_t first, std::size_t lines);

private:
    ShownText m_shown;
    QTextLayout m_layout;
};

// A place that contents and bookmarks lead to.
struct ReportHeading {
    QString title;
    int level = 0;
    int page = 0; // from 0
    double top = 0;
    bool inContents = true;
};

class ReportLayout {
public:
    // The height of two lines of text and the first rows of a table.
    static constexpr double headedTable = 92;
    // The height of two lines of text.
    static constexpr double headedText = 32;

    // The page without its margins, header and footer. Stopped by the token, what is long is laid out in part.
    explicit ReportLayout(const QSizeF& area, std::stop_token stop = {});

    void addTitle(const QString& text, const QString& scope);
    // `kept` is how much of what follows stays on the heading's page.
    void addHeading(const QString& text, double kept = headedTable);
    // Begins a page, unless nothing is on the present one, or so much height is left on it.
    void addSection(const QString& text, double enough = std::numeric_limits<double>::infinity());
    static constexpr double shortSection = 260;
    // A list of all headings that are added before and after, on a page of its own.
    void addContents(const QString& title);
    void addParagraph(const QString& said, bool dim = false);
    void addFacts(const std::vector<ReportFact>& facts);
    void addChart(const ChartContent& chart, double height);
    // Beside each other, in as many rows as it takes.
    void addCharts(const std::vector<ChartContent>& charts, int columns, double height);
    void addTranscript(const ReportContent& content);
    // The header row is repeated on each page that the table goes on to.
    void addTable(ReportTable table);
    void addSpace(double height);
    void addPageBreak();
    // For another chart on the last page, below the gap that comes first.
    double heightLeft() const;

    int pageCount() const { return static_cast<int>(m_pages.size()); }
    const std::vector<ReportHeading>& headings() const { return m_headings; }
    // The row of each heading in the contents, none where it is not in them; all on contentsPage().
    std::vector<std::optional<QRectF>> contentsRows() const;
    int contentsPage() const { return m_contentsPage; }
    // The turns of the transcript whose texts the page needs.
    std::vector<std::size_t> turnsOn(int page) const;
    // A page is painted in parts, none of which is larger than a chart, a row, or a text.
    std::size_t partsOf(int page) const { return m_pages[static_cast<std::size_t>(page)].size(); }
    // `topLeft` is the area's corner on the page.
    void paintPart(QPainter& painter, int page, std::size_t part, const QPointF& topLeft, const PageTexts& texts) const;

    enum class Text { Title, Heading, Body, Small };
    static QFont font(Text text, bool bold = false);

private:
    using Paint = std::function<void(QPainter&, const QRectF&, const PageTexts&)>;
    struct Block {
        double left = 0;
        double top = 0;
        double width = 0;
        double height = 0;
        Paint paint;
        std::optional<std::size_t> turn; // of the transcript
    };

    // Starts a page where the height is not left on this one.
    void reserve(double height);
    void place(double height, std::function<void(QPainter&, const QRectF&)> paint);
    void addTurn(const ReportContent& content, std::size_t turn);
    void addSaid(std::size_t turn, bool isResponse, std::size_t lines);
    void note(const QString& title, int level, bool inContents);
    std::size_t mostContentsRows() const;
    // With their sections alone where all together are too many.
    std::vector<std::size_t> headingsInContents() const;
    void paintContentsRow(QPainter& painter, const QRectF& box, std::size_t place) const;

    QSizeF m_area;
    std::stop_token m_stop;
    double m_used = 0; // of the last page
    std::vector<std::vector<Block>> m_pages;
    std::vector<ReportHeading> m_headings;
    int m_contentsPage = -1;
};

} // namespace moie::ui
