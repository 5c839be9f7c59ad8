// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ReportLayout that puts what was said onto pages, from any line on to the next page.
#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QPageSize>
#include <QPainter>
#include <QTextOption>

#include "ui/report/report_content.h"
#include "ui/report/report_layout.h"
#include "ui/report/report_words.h"
#include "ui/theme/colors.h"
#include "ui/theme/format.h"

namespace moie::ui {

namespace {

constexpr double sideMargin = 44;
constexpr double contentTop = 58;
constexpr double contentBottom = 54; // from the paper's lower edge
constexpr double speakerWidth = 56;
constexpr double turnHead = 17;
constexpr double turnGap = 8;
constexpr double saidGap = 3;
// A bookmark for each so many turns.
constexpr std::size_t bookmarkedTurns = 100;

QString loveText(const LoveVector& love, double magnitude) {
    if (love.size == 0)
        return {};
    QStringList values;
    for (std::size_t i = 0; i < love.size; ++i)
        values += format::fixed(love.values[i], 2);
    return ReportTexts::tr("love %1, magnitude %2").arg(values.join(QLatin1Char(' ')), format::figure(magnitude));
}

} // namespace

QSizeF paperPoints(Paper paper) {
    return QPageSize(paper == Paper::A4 ? QPageSize::A4 : QPageSize::Letter).size(QPageSize::Point);
}

QRectF contentArea(Paper paper) {
    const QSizeF size = paperPoints(paper);
    return {sideMargin, contentTop, size.width() - 2 * sideMargin, size.height() - contentTop - contentBottom};
}

double transcriptWidth(Paper paper) {
    return contentArea(paper).width() - speakerWidth;
}

WrappedLines::WrappedLines(const QString& text, double width)
    : m_shown(shownText(text)), m_layout(m_shown.text, ReportLayout::font(ReportLayout::Text::Body)) {
    QList<QTextLayout::FormatRange> formats;
    for (const ShownText::Mark& mark : m_shown.marks) {
        formats.push_back({mark.start, mark.length, {}});
        formats.back().format.setForeground(Colors::light()[ColorRole::Dim]);
    }
    m_layout.setFormats(formats);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_layout.setTextOption(option);
    m_layout.setCacheEnabled(true);
    m_layout.beginLayout();
    for (QTextLine line = m_layout.createLine(); line.isValid(); line = m_layout.createLine())
        line.setLineWidth(width);
    m_layout.endLayout();
}

void WrappedLines::paint(QPainter& painter, const QPointF& topLeft, std::size_t first, std::size_t lines) {
    for (std::size_t i = first; i < std::min(first + lines, count()); ++i) {
        QTextLine line = m_layout.lineAt(static_cast<int>(i));
        line.setPosition({0, 0});
        // Lines of a script with taller letters stand on the same base line.
        const double top = static_cast<double>(i - first) * transcriptLineHeight + 9.5 - line.ascent();
        line.draw(&painter, topLeft + QPointF(0, top));
    }
}

void ReportLayout::addTranscript(const ReportContent& content) {
    for (std::size_t turn = 0; turn < content.transcript.size() && !m_stop.stop_requested(); ++turn)
        addTurn(content, turn);
}

void ReportLayout::addTurn(const ReportContent& content, std::size_t place) {
    const ReportedTurn& said = content.transcript[place];
    const Snapshot& snapshot = *content.snapshot;
    const Turn& turn = *said.turn.turn;
    const Verdict verdict = verdictOf(snapshot, turn);
    const double margin = marginOf(snapshot, turn);
    addSpace(turnGap);
    reserve(turnHead + 2 * transcriptLineHeight);
    const QString number = ReportTexts::tr("Turn %1").arg(format::count(said.turn.number));
    if (place % bookmarkedTurns == 0)
        note(number, 1, false);
    const QString title = QStringLiteral("%1 · %2").arg(number, longTime(turn.opened));
    const QString figures =
        listed({loveText(responseVector(snapshot, turn), turn.magnitude),
                std::isfinite(margin) ? ReportTexts::tr("margin %1").arg(format::percent(margin)) : QString(),
                std::isfinite(turn.responseSeconds) ? format::duration(turn.responseSeconds) : QString()});
    this->place(turnHead, [title, figures, verdict](QPainter& painter, const QRectF& box) {
        const Colors& ink = Colors::light();
        painter.setPen(QPen(ink[ColorRole::Line], 0.5));
        painter.drawLine(box.topLeft(), box.topRight());
        const QRectF mark(box.left(), box.center().y() - 3, 6, 6);
        painter.fillRect(mark, ink[verdictColor(verdict)]);
        painter.setFont(font(Text::Small, true));
        painter.setPen(ink[ColorRole::Text]);
        const QString head = QStringLiteral("%1 · %2").arg(title, format::verdict(verdict));
        painter.drawText(box.adjusted(11, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, head);
        painter.setFont(font(Text::Small));
        painter.setPen(ink[ColorRole::Dim]);
        painter.drawText(box, Qt::AlignRight | Qt::AlignVCenter, figures);
    });
    addSaid(place, false, said.messageLines);
    addSaid(place, true, said.responseLines);
}

void ReportLayout::addSaid(std::size_t turn, bool isResponse, std::size_t lines) {
    addSpace(saidGap);
    const QString speaker = isResponse ? ReportTexts::tr("Reply") : ReportTexts::tr("User");
    for (std::size_t first = 0; first < lines;) {
        if (m_used + transcriptLineHeight > m_area.height())
            addPageBreak();
        const auto fit = static_cast<std::size_t>((m_area.height() - m_used) / transcriptLineHeight);
        const std::size_t n = std::min(fit, lines - first);
        const double height = static_cast<double>(n) * transcriptLineHeight;
        const auto paint = [=](QPainter& painter, const QRectF& box, const PageTexts& texts) {
            const auto found = texts.find(turn);
            if (found == texts.end())
                return;
            painter.setFont(font(Text::Small));
            painter.setPen(Colors::light()[ColorRole::Dim]);
            if (first == 0)
                painter.drawText(box.topLeft() + QPointF(0, 9.5), speaker);
            painter.setPen(Colors::light()[ColorRole::Text]);
            const QString& text = isResponse ? found->second.response : found->second.message;
            WrappedLines(text, box.width() - speakerWidth)
                .paint(painter, box.topLeft() + QPointF(speakerWidth, 0), first, n);
        };
        m_pages.back().push_back({0, m_used, m_area.width(), height, paint, turn});
        m_used += height;
        first += n;
    }
}

} // namespace moie::ui
