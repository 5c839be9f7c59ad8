// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/transcript_item.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include "ui/theme/theme.h"

namespace moie::ui {
namespace {

constexpr double padding = 11.0; // design pixels
constexpr double gapInside = 7.0;
constexpr double gapBetween = 8.0;
// Of a covered line, whatever it says; the last one of a text is shorter.
constexpr double coveredWidth = 0.9;
constexpr double coveredEnd = 0.55;
constexpr float dimOpacity = 0.55f;

QString paragraphs(QString text) {
    return text.replace(QLatin1Char('\n'), QChar::LineSeparator);
}

} // namespace

TranscriptItem::TranscriptItem(TranscriptTurn turn, double width) : m_turn(std::move(turn)), m_width(width) {
    const QFontMetricsF small(Theme::font(TextStyle::Small));
    double top = 0;
    if (!m_turn.separator.isEmpty()) {
        m_separator = QRectF(0, top, width, small.height() + Theme::length(10));
        top = m_separator.bottom();
    }
    for (std::size_t part = 0; part < transcriptParts; ++part) {
        if (!m_turn.parts[part].given)
            continue;
        top = place(m_blocks[part], m_turn.parts[part], top, width) + Theme::length(gapInside);
    }
    const auto below = [&](const QString& text) {
        if (text.isEmpty())
            return QRectF();
        const QRectF room(Theme::length(padding), top, width - 2 * Theme::length(padding), 1e6);
        QRectF box = small.boundingRect(room, Qt::TextWordWrap, text);
        box.setWidth(room.width());
        top = box.bottom() + Theme::length(gapInside);
        return box;
    };
    m_facts = below(m_turn.facts);
    m_notes = below(m_turn.notes);
    m_height = std::ceil(top - Theme::length(gapInside) + Theme::length(gapBetween));
}

double TranscriptItem::place(Block& block, const TranscriptText& text, double top, double width) {
    const double pad = Theme::length(padding);
    const QFontMetricsF head(Theme::font(TextStyle::Small));
    block.head = QRectF(pad, top + pad * 0.7, width - 2 * pad, head.height());
    double bottom = block.head.bottom() + Theme::length(3);
    block.textAt = QPointF(pad, bottom);
    const QFontMetricsF body(Theme::font(TextStyle::Body));
    if (!text.instead.isEmpty()) {
        const QRectF room(0, 0, width - 2 * pad, 1e6);
        bottom += head.boundingRect(room, Qt::TextWordWrap, text.instead).height();
    } else {
        block.layout = std::make_unique<QTextLayout>(paragraphs(text.text), Theme::font(TextStyle::Body));
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        block.layout->setTextOption(option);
        block.layout->setCacheEnabled(true);
        block.layout->beginLayout();
        double y = 0;
        for (QTextLine line = block.layout->createLine(); line.isValid(); line = block.layout->createLine()) {
            line.setLineWidth(std::max(1.0, width - 2 * pad));
            line.setPosition(QPointF(0, y));
            y += std::ceil(line.height());
        }
        block.layout->endLayout();
        bottom += std::max(y, body.height());
    }
    block.textHeight = bottom - block.textAt.y();
    if (!text.more.isEmpty()) {
        const QRectF more(pad, bottom + Theme::length(2), head.horizontalAdvance(text.more) + 2, head.height());
        bottom = more.bottom();
        if (!text.covered)
            block.more = more;
    }
    block.box = QRectF(0.5, top + 0.5, width - 1, bottom + pad * 0.7 - top - 1);
    return block.box.bottom() + 0.5;
}

void TranscriptItem::paint(QPainter& painter, const QPointF& at, const Look& look) const {
    painter.save();
    painter.translate(at);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_turn.dim && !look.selected)
        painter.setOpacity(dimOpacity);
    painter.setFont(Theme::font(TextStyle::Small));
    if (!m_turn.separator.isEmpty()) {
        painter.setPen(look.colors[ColorRole::Dim]);
        painter.drawText(m_separator, Qt::AlignCenter | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(m_turn.separator, Qt::ElideRight, static_cast<int>(m_width)));
    }
    for (std::size_t part = 0; part < transcriptParts; ++part)
        if (m_turn.parts[part].given)
            paintBlock(painter, part, look);
    painter.setFont(Theme::font(TextStyle::Small));
    painter.setPen(look.colors[ColorRole::Dim]);
    painter.drawText(m_facts, Qt::TextWordWrap, m_turn.facts);
    painter.setPen(look.colors[ColorRole::AccentText]);
    painter.drawText(m_notes, Qt::TextWordWrap, m_turn.notes);
    painter.restore();
}

void TranscriptItem::paintBlock(QPainter& painter, std::size_t part, const Look& look) const {
    const Block& block = m_blocks[part];
    const TranscriptText& text = m_turn.parts[part];
    const Colors& colors = look.colors;
    const bool message = part == static_cast<std::size_t>(TranscriptPart::Message);
    const ColorRole dim = message ? ColorRole::DimStrong : ColorRole::Dim;
    painter.setBrush(colors[message ? ColorRole::Selection : ColorRole::Panel]);
    const ColorRole edge = look.selected ? ColorRole::Accent : message ? ColorRole::Selection : ColorRole::Line;
    const double edgeWidth = look.selected ? Theme::length(look.focused ? 2.0 : 1.5) : 1.0;
    painter.setPen(QPen(colors[edge], edgeWidth));
    painter.drawRoundedRect(block.box, Theme::length(7), Theme::length(7));

    painter.setFont(Theme::font(TextStyle::Small));
    painter.setPen(colors[dim]);
    const bool verdictHere = !message || !m_turn.parts[1].given;
    const double verdictWidth =
        verdictHere ? painter.fontMetrics().horizontalAdvance(m_turn.verdict) + Theme::length(22) : 0.0;
    painter.drawText(block.head, Qt::AlignLeft | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text.head, Qt::ElideRight,
                                                      static_cast<int>(block.head.width() - verdictWidth)));
    if (verdictHere)
        paintVerdict(painter, block, look);

    const QRectF room(block.textAt, QSizeF(block.head.width(), block.textHeight));
    if (!text.instead.isEmpty()) {
        painter.setPen(colors[dim]);
        painter.drawText(room, Qt::TextWordWrap, text.instead);
    } else if (text.covered) {
        paintCover(painter, block, look);
    } else {
        QList<QTextLayout::FormatRange> marked;
        if (look.from != look.to && static_cast<std::size_t>(look.part) == part) {
            QTextCharFormat format;
            format.setBackground(colors[ColorRole::Accent]);
            format.setForeground(colors[ColorRole::OnAccent]);
            marked.append({std::min(look.from, look.to), std::abs(look.to - look.from), format});
        }
        painter.setPen(colors[ColorRole::Text]);
        block.layout->draw(&painter, block.textAt, marked, look.visible);
    }
    if (!block.more.isNull()) {
        QFont font = Theme::font(TextStyle::Small);
        font.setUnderline(true);
        painter.setFont(font);
        painter.setPen(colors[ColorRole::AccentText]);
        painter.drawText(block.more, Qt::AlignLeft | Qt::TextSingleLine, text.more);
    }
}

// Each line where it stands, so that nothing moves when texts are hidden; how long a line is, is not seen.
void TranscriptItem::paintCover(QPainter& painter, const Block& block, const Look& look) const {
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.colors[ColorRole::Idle]);
    const int lines = block.layout->lineCount();
    for (int i = 0; i < lines; ++i) {
        const QTextLine line = block.layout->lineAt(i);
        const double share = i + 1 < lines ? coveredWidth : coveredEnd;
        const QRectF bar(block.textAt.x(), block.textAt.y() + line.y() + 0.2 * line.height(),
                         block.head.width() * share, 0.55 * line.height());
        if (look.visible.isNull() || bar.intersects(look.visible))
            painter.drawRoundedRect(bar, Theme::length(3), Theme::length(3));
    }
}

void TranscriptItem::paintVerdict(QPainter& painter, const Block& block, const Look& look) const {
    painter.setPen(look.colors[m_turn.verdictColor]);
    painter.drawText(block.head, Qt::AlignRight | Qt::TextSingleLine, m_turn.verdict);
    const double size = Theme::length(10);
    const double left =
        block.head.right() - painter.fontMetrics().horizontalAdvance(m_turn.verdict) - Theme::length(15);
    drawMarker(painter, QRectF(left, block.head.center().y() - size / 2, size, size), m_turn.marker,
               look.colors[m_turn.markerColor]);
}

TranscriptItem::Hit TranscriptItem::hit(const QPointF& at) const {
    Hit hit;
    for (std::size_t part = 0; part < transcriptParts; ++part) {
        const Block& block = m_blocks[part];
        if (!m_turn.parts[part].given || at.y() < block.box.top())
            continue;
        hit.part = static_cast<TranscriptPart>(part);
        hit.more = block.more.contains(at);
        const QRectF room(block.textAt, QSizeF(block.head.width(), block.textHeight));
        hit.text = block.layout && !m_turn.parts[part].covered && room.contains(at);
        hit.cursor = 0;
        if (!block.layout)
            continue;
        for (int i = 0; i < block.layout->lineCount(); ++i) {
            const QTextLine line = block.layout->lineAt(i);
            if (i == 0 || at.y() - block.textAt.y() >= line.y())
                hit.cursor = line.xToCursor(at.x() - block.textAt.x());
        }
    }
    return hit;
}

} // namespace moie::ui
