// SPDX-License-Identifier: GPL-3.0-or-later
// One turn of a transcript as it is laid out for a width: separator, message, response, notes. Made for turns that are
// in view only, and thrown away afterwards.
#pragma once

#include <array>
#include <memory>

#include <QRectF>
#include <QString>
#include <QTextLayout>

#include "ui/theme/colors.h"
#include "ui/theme/marker.h"

class QPainter;

namespace moie::ui {

enum class TranscriptPart : unsigned char { Message, Response };
inline constexpr std::size_t transcriptParts = 2;

struct TranscriptText {
    QString head;         // "User · 17:36:29 · turn 2"
    QString text;         // lines of it; plain
    QString more;         // what shows all of a text that was cut; empty: it is whole
    QString instead;      // said in the text's place: not read yet, cannot be read, no response
    bool given = true;    // false: the part is not there at all
    bool covered = false; // hidden from others: of the text, only how many lines it takes is seen

    bool operator==(const TranscriptText&) const = default;
};

struct TranscriptTurn {
    QString separator; // above it: a conversation, a pause; empty: none
    std::array<TranscriptText, transcriptParts> parts;
    QString verdict;
    Marker marker = Marker::None;
    ColorRole markerColor = ColorRole::Dim;
    ColorRole verdictColor = ColorRole::Dim;
    QString facts;    // what was measured of the response, below it; empty: nothing
    QString notes;    // what the user attached; empty: nothing
    bool dim = false; // outside of the scope

    bool operator==(const TranscriptTurn&) const = default;
};

class TranscriptItem {
public:
    TranscriptItem(TranscriptTurn turn, double width);

    double height() const { return m_height; }
    const TranscriptTurn& turn() const { return m_turn; }

    struct Look {
        const Colors& colors;
        bool selected = false;
        bool focused = false;
        // Of the text of a part.
        TranscriptPart part = TranscriptPart::Message;
        int from = 0;
        int to = 0;          // == from: nothing
        QRectF visible = {}; // of the item; lines of text outside of it are left out
    };
    // With its top left corner at the point.
    void paint(QPainter& painter, const QPointF& at, const Look& look) const;

    struct Hit {
        TranscriptPart part = TranscriptPart::Message;
        int cursor = 0;
        bool more = false; // on what shows all of it
        bool text = false; // on the text itself
    };
    // Relative to the item.
    Hit hit(const QPointF& at) const;

private:
    struct Block {
        QRectF box;
        QRectF head;
        QRectF more;
        QPointF textAt;
        double textHeight = 0;
        std::unique_ptr<QTextLayout> layout; // null where there is no text
    };

    double place(Block& block, const TranscriptText& text, double top, double width);
    void paintBlock(QPainter& painter, std::size_t part, const Look& look) const;
    void paintCover(QPainter& painter, const Block& block, const Look& look) const;
    void paintVerdict(QPainter& painter, const Block& block, const Look& look) const;

    TranscriptTurn m_turn;
    double m_width;
    double m_height = 0;
    QRectF m_separator;
    QRectF m_facts;
    QRectF m_notes;
    std::array<Block, transcriptParts> m_blocks;
};

} // namespace moie::ui
