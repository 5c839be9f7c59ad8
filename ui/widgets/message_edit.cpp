// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/message_edit.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>

#include "ui/theme/theme.h"

namespace moie::ui {
namespace {

constexpr int mostLines = 6;

} // namespace

MessageEdit::MessageEdit(qsizetype longest, QWidget* parent) : QPlainTextEdit(parent), m_longest(longest) {
    setTabChangesFocus(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(Theme::length(2));
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this, &MessageEdit::fit);
}

// A plain text document's height is its number of lines.
void MessageEdit::fit() {
    const int lines = std::clamp(static_cast<int>(std::lround(document()->size().height())), 1, mostLines);
    if (lines == m_lines)
        return;
    m_lines = lines;
    setVerticalScrollBarPolicy(lines < mostLines ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    updateGeometry();
}

int MessageEdit::heightOf(int lines) const {
    const int text =
        static_cast<int>(std::ceil(fontMetrics().lineSpacing() * lines + 2 * document()->documentMargin()));
    return text + m_frame;
}

QSize MessageEdit::sizeHint() const {
    return {Theme::length(240), heightOf(m_lines)};
}

QSize MessageEdit::minimumSizeHint() const {
    return {Theme::length(80), heightOf(m_lines)};
}

void MessageEdit::keyPressEvent(QKeyEvent* event) {
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && !event->modifiers().testFlag(Qt::ShiftModifier)) {
        emit sendWanted();
    } else if (isEnter) {
        insertPlainText(QStringLiteral("\n"));
    } else if (event->key() == Qt::Key_Escape) {
        emit stopWanted();
    } else {
        QPlainTextEdit::keyPressEvent(event);
    }
}

void MessageEdit::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    const int frame = height() - viewport()->height();
    if (std::exchange(m_frame, frame) != frame)
        updateGeometry();
}

void MessageEdit::setCovered(bool covered) {
    m_covered = covered;
    viewport()->update();
}

void MessageEdit::paintEvent(QPaintEvent* event) {
    if (!m_covered || hasFocus() || document()->isEmpty())
        return QPlainTextEdit::paintEvent(event);
    QPainter painter(viewport());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(viewport()->rect().adjusted(static_cast<int>(document()->documentMargin()), 0, 0, 0),
                     Qt::AlignLeft | Qt::AlignVCenter, tr("A message that was not sent, hidden"));
}

void MessageEdit::focusInEvent(QFocusEvent* event) {
    QPlainTextEdit::focusInEvent(event);
    viewport()->update();
}

void MessageEdit::focusOutEvent(QFocusEvent* event) {
    QPlainTextEdit::focusOutEvent(event);
    viewport()->update();
}

void MessageEdit::insertFromMimeData(const QMimeData* source) {
    const QString text = source->text();
    if (document()->characterCount() + text.size() > m_longest)
        emit tooLong();
    else
        insertPlainText(text);
}

} // namespace moie::ui
