// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ReportLayout that leads through a report: sections, contents, and where they stand.
#include <algorithm>

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

void ReportLayout::addContents(const QString& title) {
    addPageBreak();
    m_contentsPage = pageCount() - 1;
    m_contentsTitle = title;
    place(m_area.height(), [this](QPainter& painter, const QRectF& box) { paintContents(painter, box); });
}

int ReportLayout::lowestContentsLevel() const {
    const auto most = static_cast<std::ptrdiff_t>((m_area.height() - contentsTop) / contentsRow);
    const auto listed = std::count_if(m_headings.begin(), m_headings.end(),
                                      [](const ReportHeading& heading) { return heading.inContents; });
    return listed <= most ? 1 : 0;
}

std::vector<std::optional<QRectF>> ReportLayout::contentsRows() const {
    std::vector<std::optional<QRectF>> rows(m_headings.size());
    const int lowest = lowestContentsLevel();
    double top = contentsTop;
    for (std::size_t i = 0; i < m_headings.size(); ++i) {
        if (!m_headings[i].inContents || m_headings[i].level > lowest)
            continue;
        rows[i] = QRectF(0, top, m_area.width(), contentsRow);
        top += contentsRow;
    }
    return rows;
}

void ReportLayout::paintContents(QPainter& painter, const QRectF& box) const {
    const Colors& ink = Colors::light();
    painter.setFont(font(Text::Title, true));
    painter.setPen(ink[ColorRole::Text]);
    painter.drawText(QRectF(box.left(), box.top(), box.width(), contentsTop), Qt::AlignLeft | Qt::AlignTop,
                     m_contentsTitle);
    const auto rows = contentsRows();
    for (std::size_t i = 0; i < m_headings.size(); ++i) {
        if (!rows[i])
            continue;
        const ReportHeading& heading = m_headings[i];
        const QRectF row = rows[i]->translated(box.topLeft()).adjusted(heading.level * contentsIndent, 0, 0, 0);
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
}

} // namespace moie::ui
