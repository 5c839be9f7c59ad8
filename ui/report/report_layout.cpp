// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_layout.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <QFontMetricsF>
#include <QPainter>

#include "ui/charts/chart_rendering.h"
#include "ui/report/report_font.h"
#include "ui/theme/colors.h"

namespace moie::ui {

namespace {

constexpr double headingGap = 14; // above a heading
constexpr double headingHeight = 20;
constexpr double paragraphGap = 5;
constexpr double rowHeight = 14.5;
// A table whose last few rows would stand alone on a page is set closer, which makes room for one row in seven.
constexpr double closeRowHeight = 12.5;
constexpr std::size_t fewestRows = 6;
// Sums of heights in different order differ by less.
constexpr double roundingRoom = 0.01;
constexpr double headerRowHeight = 17;
constexpr double cellPadding = 5;
constexpr double wrappedRowPadding = 7;
// Of a cell; a log can name a violation with megabytes.
constexpr int mostCharacters = 400;
// Column widths are taken from this many rows, spread over the table.
constexpr std::size_t rowsMeasured = 200;
constexpr double mostWordWidth = 150;
constexpr double shortText = 100; // a date with its time, too
constexpr double factNameWidth = 116;

const Colors& ink() {
    return Colors::light();
}

double textHeight(const QFont& font, const QString& text, double width) {
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 1e6), Qt::TextWordWrap, text).height();
}

// A table with the left edges of its columns, and the right edge of the last, from the page's left margin.
struct LaidOutTable {
    ReportTable table;
    std::vector<double> edges;
    std::vector<double> heights; // of the rows
};

// What a column cannot do without, and what it would like to have.
struct ColumnNeed {
    double least = 0;
    double natural = 0;
};

QString cellText(const ReportTable& table, std::size_t row, std::size_t column) {
    const QString text = table.cell(row, column);
    return shownText(text.size() <= mostCharacters ? text : text.left(mostCharacters) + QStringLiteral("…")).text;
}

ColumnNeed needOf(const ReportTable& table, std::size_t column) {
    const QFontMetricsF header(ReportLayout::font(ReportLayout::Text::Small, true));
    const QFontMetricsF body(ReportLayout::font(ReportLayout::Text::Small));
    ColumnNeed need;
    need.least = header.horizontalAdvance(table.columns[column].title);
    need.natural = need.least;
    const std::size_t step = 1 + table.rows / rowsMeasured;
    for (std::size_t row = 0; row < table.rows; row += step) {
        const QString text = cellText(table, row, column);
        need.natural = std::max(need.natural, body.horizontalAdvance(text));
        if (!table.wraps)
            continue;
        for (const QString& word : text.split(QLatin1Char(' ')))
            need.least = std::max(need.least, std::min(body.horizontalAdvance(word), mostWordWidth));
    }
    // Figures and short texts are not broken.
    if (table.columns[column].numeric || need.natural < shortText)
        need.least = need.natural;
    constexpr double around = 2 * cellPadding + 1;
    return {need.least + around, std::max(need.least, need.natural) + around};
}

// Natural widths where there is room, with the rest shared out evenly; else all give way in proportion to what they
// can.
std::vector<double> columnEdges(const ReportTable& table, double width) {
    std::vector<ColumnNeed> needs;
    double least = 0;
    double natural = 0;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        needs.push_back(needOf(table, i));
        least += needs.back().least;
        natural += needs.back().natural;
    }
    const double evenly = std::max(0.0, width - natural) / static_cast<double>(needs.size());
    const double part = natural > width ? (width - least) / (natural - least) : 1;
    std::vector<double> edges{0};
    for (const ColumnNeed& need : needs)
        edges.push_back(edges.back() + need.least + part * (need.natural - need.least) + evenly);
    return edges;
}

enum class Overlong { Elide, Wrap };

void paintCells(QPainter& painter, const LaidOutTable& table, const QRectF& area, Overlong overlong,
                const std::function<QString(std::size_t)>& cell) {
    const QFontMetricsF metrics(painter.font());
    for (std::size_t i = 0; i < table.table.columns.size(); ++i) {
        const QRectF box(area.left() + table.edges[i] + cellPadding, area.top(),
                         table.edges[i + 1] - table.edges[i] - 2 * cellPadding, area.height());
        const Qt::Alignment side = table.table.columns[i].numeric ? Qt::AlignRight : Qt::AlignLeft;
        const int flags = static_cast<int>(side | Qt::AlignVCenter);
        const QString text = cell(i);
        if (overlong == Overlong::Wrap)
            painter.drawText(box, flags | Qt::TextWordWrap, text);
        else
            painter.drawText(box, flags | Qt::TextSingleLine, metrics.elidedText(text, Qt::ElideRight, box.width()));
    }
}

std::vector<double> rowHeights(const ReportTable& table, const std::vector<double>& edges, double least) {
    std::vector<double> heights(table.rows, least);
    if (!table.wraps)
        return heights;
    const QFont font = ReportLayout::font(ReportLayout::Text::Small);
    for (std::size_t row = 0; row < table.rows; ++row) {
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const double width = edges[i + 1] - edges[i] - 2 * cellPadding;
            const QString text = cellText(table, row, i);
            heights[row] = std::max(heights[row], textHeight(font, text, width) + wrappedRowPadding);
        }
    }
    return heights;
}

// The first row of each further page; `left` is for the rows of the present one.
std::vector<std::size_t> pageBreaks(const std::vector<double>& heights, double left, double perPage) {
    std::vector<std::size_t> breaks;
    for (std::size_t row = 0; row < heights.size(); ++row) {
        if (heights[row] > left - roundingRoom && row > 0) {
            breaks.push_back(row);
            left = perPage;
        }
        left -= heights[row];
    }
    return breaks;
}

void paintHeaderRow(QPainter& painter, const LaidOutTable& table, const QRectF& area) {
    painter.setFont(ReportLayout::font(ReportLayout::Text::Small, true));
    painter.setPen(ink()[ColorRole::Dim]);
    paintCells(painter, table, area, Overlong::Elide,
               [&](std::size_t column) { return table.table.columns[column].title; });
    painter.setPen(QPen(ink()[ColorRole::Idle], 0.6));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
}

void paintRow(QPainter& painter, const LaidOutTable& table, std::size_t row, const QRectF& area) {
    painter.setFont(ReportLayout::font(ReportLayout::Text::Small));
    painter.setPen(ink()[ColorRole::Text]);
    paintCells(painter, table, area, table.table.wraps ? Overlong::Wrap : Overlong::Elide,
               [&](std::size_t column) { return cellText(table.table, row, column); });
    painter.setPen(QPen(ink()[ColorRole::Line], 0.4));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
}

} // namespace

ReportLayout::ReportLayout(const QSizeF& area, std::stop_token stop)
    : m_area(area), m_stop(std::move(stop)), m_pages(1) {}

QFont ReportLayout::font(Text text, bool bold) {
    QFont font = reportFont();
    // On paper letters stand where they belong, not on the pixels of a screen.
    font.setHintingPreference(QFont::PreferNoHinting);
    // Inter replaces ":" between digits, "-", "(" and "=" by other glyphs when it is shaped, which a PDF then cannot
    // turn back into text. Scripts that need shaping get it all the same.
    font.setStyleStrategy(QFont::PreferNoShaping);
    font.setWeight(bold ? QFont::DemiBold : QFont::Normal);
    switch (text) {
    case Text::Title: font.setPixelSize(24); break;
    case Text::Heading: font.setPixelSize(13); break;
    case Text::Body: font.setPixelSize(9); break;
    case Text::Small: font.setPixelSize(8); break;
    }
    return font;
}

void ReportLayout::reserve(double height) {
    if (m_used > 0 && m_used + height > m_area.height())
        addPageBreak();
}

void ReportLayout::addPageBreak() {
    m_pages.emplace_back();
    m_used = 0;
}

double ReportLayout::heightLeft() const {
    return m_used > 0 ? m_area.height() - m_used - headingGap : m_area.height();
}

void ReportLayout::addSpace(double height) {
    if (m_used > 0)
        m_used = std::min(m_used + height, m_area.height());
}

void ReportLayout::place(double height, std::function<void(QPainter&, const QRectF&)> paint) {
    reserve(height);
    const auto withoutTexts = [paint = std::move(paint)](QPainter& painter, const QRectF& box, const PageTexts&) {
        paint(painter, box);
    };
    m_pages.back().push_back({0, m_used, m_area.width(), height, withoutTexts, std::nullopt});
    m_used += height;
}

void ReportLayout::addTitle(const QString& text, const QString& scope) {
    const QString below = shownText(scope).text;
    note(text, 0, true);
    place(34, [text](QPainter& painter, const QRectF& box) {
        painter.setFont(font(Text::Title, true));
        painter.setPen(ink()[ColorRole::Text]);
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, text);
    });
    place(22, [below](QPainter& painter, const QRectF& box) {
        painter.setFont(font(Text::Heading));
        painter.setPen(ink()[ColorRole::Dim]);
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetricsF(painter.font()).elidedText(below, Qt::ElideRight, box.width()));
    });
    addSpace(10);
}

void ReportLayout::addHeading(const QString& text, double kept) {
    addSpace(headingGap);
    reserve(headingHeight + kept);
    note(text, 1, true);
    place(headingHeight, [text](QPainter& painter, const QRectF& box) {
        painter.setFont(font(Text::Heading, true));
        painter.setPen(ink()[ColorRole::Text]);
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, text);
    });
}

void ReportLayout::addParagraph(const QString& said, bool dim) {
    const QString text = shownText(said).text;
    const double height = textHeight(font(Text::Body), text, m_area.width()) + paragraphGap;
    place(height, [text, dim](QPainter& painter, const QRectF& box) {
        painter.setFont(font(Text::Body));
        painter.setPen(ink()[dim ? ColorRole::Dim : ColorRole::Text]);
        painter.drawText(box, Qt::AlignLeft | Qt::TextWordWrap, text);
    });
}

void ReportLayout::addFacts(const std::vector<ReportFact>& facts) {
    for (const auto& [name, said] : facts) {
        const QString value = shownText(said).text;
        const double height = textHeight(font(Text::Body), value, m_area.width() - factNameWidth) + paragraphGap;
        place(height, [name = name, value](QPainter& painter, const QRectF& box) {
            painter.setFont(font(Text::Body));
            painter.setPen(ink()[ColorRole::Dim]);
            painter.drawText(box, Qt::AlignLeft, name);
            painter.setPen(ink()[ColorRole::Text]);
            painter.drawText(box.adjusted(factNameWidth, 0, 0, 0), Qt::AlignLeft | Qt::TextWordWrap, value);
        });
    }
}

void ReportLayout::addChart(const ChartContent& chart, double height) {
    addSpace(headingGap);
    place(height, [chart](QPainter& painter, const QRectF& box) {
        renderChart(painter, box, chart, ink(), font(Text::Small));
    });
}

void ReportLayout::addTable(ReportTable table) {
    LaidOutTable made{std::move(table), {}, {}};
    made.edges = columnEdges(made.table, m_area.width());
    made.heights = rowHeights(made.table, made.edges, rowHeight);
    reserve(headerRowHeight + 3 * rowHeight);
    const double left = m_area.height() - m_used - headerRowHeight;
    const double perPage = m_area.height() - headerRowHeight;
    std::vector<std::size_t> breaks = pageBreaks(made.heights, left, perPage);
    if (!breaks.empty() && made.table.rows - breaks.back() < fewestRows) {
        std::vector<double> close = rowHeights(made.table, made.edges, closeRowHeight);
        std::vector<std::size_t> fewer = pageBreaks(close, left, perPage);
        if (fewer.size() < breaks.size()) {
            made.heights = std::move(close);
            breaks = std::move(fewer);
        }
    }
    const auto laidOut = std::make_shared<const LaidOutTable>(std::move(made));
    const auto header = [laidOut](QPainter& painter, const QRectF& box) { paintHeaderRow(painter, *laidOut, box); };
    place(headerRowHeight, header);
    auto nextBreak = breaks.cbegin();
    for (std::size_t row = 0; row < laidOut->table.rows && !m_stop.stop_requested(); ++row) {
        if (nextBreak != breaks.cend() && *nextBreak == row) {
            ++nextBreak;
            addPageBreak();
            place(headerRowHeight, header);
        }
        place(laidOut->heights[row],
              [laidOut, row](QPainter& painter, const QRectF& box) { paintRow(painter, *laidOut, row, box); });
    }
}

void ReportLayout::addCharts(const std::vector<ChartContent>& charts, int columns, double height) {
    constexpr double gap = 14;
    const auto perRow = static_cast<std::size_t>(columns);
    const double width = (m_area.width() - gap * (columns - 1)) / columns;
    for (std::size_t first = 0; first < charts.size(); first += perRow) {
        const std::size_t last = std::min(first + perRow, charts.size());
        addSpace(headingGap);
        reserve(height);
        for (std::size_t i = first; i < last; ++i) {
            const double left = static_cast<double>(i - first) * (width + gap);
            const auto paint = [chart = charts[i]](QPainter& painter, const QRectF& box, const PageTexts&) {
                renderChart(painter, box, chart, ink(), font(Text::Small));
            };
            m_pages.back().push_back({left, m_used, width, height, paint, std::nullopt});
        }
        m_used += height;
    }
}

std::vector<std::size_t> ReportLayout::turnsOn(int page) const {
    std::vector<std::size_t> turns;
    for (const Block& block : m_pages[static_cast<std::size_t>(page)]) {
        if (block.turn && (turns.empty() || turns.back() != *block.turn))
            turns.push_back(*block.turn);
    }
    return turns;
}

void ReportLayout::paintPart(QPainter& painter, int page, std::size_t part, const QPointF& topLeft,
                             const PageTexts& texts) const {
    const Block& block = m_pages[static_cast<std::size_t>(page)][part];
    painter.save();
    block.paint(painter, QRectF(block.left, block.top, block.width, block.height).translated(topLeft), texts);
    painter.restore();
}

} // namespace moie::ui
