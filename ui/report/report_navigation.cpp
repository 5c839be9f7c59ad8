// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ReportLayout that leads through a report: sections, contents, and where they stand.
#include <QFontMetricsF>
#include <QPainter>

#include "ui/report/report_layout.h"
#include "ui/theme/colors.h"
#include "ui/theme/format.h"

namespace moie::ui {

namespace {

constexpr double contentsTop = 44; // below the title
constexpr double contentsRow = 17;
constexpr double contentsIndent = 16;

} // namespace

void ReportLayout::note(const QString& title, int level, bool inContents) {
    m_headings.push_back({title, level, pageCount() - 1, m_used, inContents});
}

void ReportLayout::addSection(const QString& text, double enough) {
    if (m_used > 0 && heightLeft() < enough)
        addPageBreak();
    addSpace(24);
    note(text, 0, true);
    place(34, [text](QPainter& painter, const QRectF& box) {
        QFont large = font(Text::Title, true);
        large.setPixelSize(18);
        painter.setFont(large);
        painter.setPen(Colors::light()[ColorRole::Text]);
        painter.drawText(box, Qt::AlignLeft | Qt::AlignTop, text);
    });
}

// How many rows there will be is known when all is added: each that fits is painted where there is a heading for it.
void ReportLayout::addContents(const QString& title) {
    addPageBreak();
    m_contentsPage = pageCount() - 1;
    place(contentsTop, [title](QPainter& painter, const QRectF& box) {
        painter.setFont(font(Text::Title, true));
        painter.setPen(Colors::light()[ColorRole::Text]);
        painter.drawText(box, Qt::AlignLeft | Qt::AlignTop, title);
    });
    for (std::size_t row = 0; row < mostContentsRows(); ++row)
        place(contentsRow, [this, row](QPainter& painter, const QRectF& box) { paintContentsRow(painter, box, row); });
    m_used = m_area.height();
}

std::size_t ReportLayout::mostContentsRows() const {
    return static_cast<std::size_t>((m_area.height() - contentsTop) / contentsRow);
}

std::vector<std::size_t> ReportLayout::headingsInContents() const {
    const auto listed = [this](int lowest) {
        std::vector<std::size_t> headings;
        for (std::size_t i = 0; i < m_headings.size(); ++i)
            if (m_headings[i].inContents && m_headings[i].level <= lowest)
                headings.push_back(i);
        return headings;
    };
    std::vector<std::size_t> all = listed(1);
    return all.size() <= mostContentsRows() ? all : listed(0);
}

std::vector<std::optional<QRectF>> ReportLayout::contentsRows() const {
    std::vector<std::optional<QRectF>> rows(m_headings.size());
    double top = contentsTop;
    for (const std::size_t heading : headingsInContents()) {
        rows[heading] = QRectF(0, top, m_area.width(), contentsRow);
        top += contentsRow;
    }
    return rows;
}

void ReportLayout::paintContentsRow(QPainter& painter, const QRectF& box, std::size_t place) const {
    const std::vector<std::size_t> listed = headingsInContents();
    if (place >= listed.size())
        return;
    const ReportHeading& heading = m_headings[listed[place]];
    const Colors& ink = Colors::light();
    const QRectF row = box.adjusted(heading.level * contentsIndent, 0, 0, 0);
    painter.setFont(font(Text::Body, heading.level == 0));
    painter.setPen(ink[heading.level == 0 ? ColorRole::Text : ColorRole::Dim]);
    const QString page = format::count(static_cast<std::uint64_t>(heading.page) + 1);
    const QFontMetricsF metrics(painter.font());
    const double left = row.left() + metrics.horizontalAdvance(heading.title) + 6;
    const double right = row.right() - metrics.horizontalAdvance(page) - 6;
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, heading.title);
    painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, page);
    painter.setPen(QPen(ink[ColorRole::Line], 0.5, Qt::DotLine));
    if (left < right)
        painter.drawLine(QPointF(left, row.center().y() + 3), QPointF(right, row.center().y() + 3));
}

} // namespace moie::ui
