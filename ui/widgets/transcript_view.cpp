// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/transcript_view.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStringList>
#include <QTextBoundaryFinder>

#include "ui/theme/theme.h"

namespace moie::ui {
namespace {

constexpr double estimatedHeight = 150.0; // design pixels

// A turn as it is read out.
QString spoken(const TranscriptTurn& turn) {
    QStringList said;
    for (const TranscriptText& part : turn.parts) {
        if (!part.given)
            continue;
        said += part.head.simplified();
        said += !part.instead.isEmpty() ? part.instead : part.covered ? TranscriptView::tr("hidden") : part.text;
    }
    said += {turn.verdict, turn.facts, turn.notes};
    said.removeAll(QString());
    return said.join(QLatin1Char('\n'));
}

} // namespace

TranscriptView::TranscriptView(const Theme& theme, QWidget* parent) : QAbstractScrollArea(parent), m_theme(theme) {
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Always there: a bar that came and went would change the width, and all heights with it.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Transcript"));
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    verticalScrollBar()->setSingleStep(Theme::length(40));
    connect(&theme, &Theme::themeChanged, this, [this] { startAfresh(); });
}

QSize TranscriptView::minimumSizeHint() const {
    return {Theme::length(160), Theme::length(120)};
}

void TranscriptView::setTurns(std::size_t count, Describe describe) {
    m_describe = std::move(describe);
    m_top = 0;
    m_offset = 0;
    m_atEnd = m_followsEnd;
    m_kept.reset();
    m_selected.reset();
    m_marked.reset();
    m_dragging = false;
    m_heights.assign(count, Theme::length(estimatedHeight));
    startAfresh();
    tellSelected();
}

void TranscriptView::updateTurns(std::size_t count, std::size_t top) {
    const bool appended = top == m_top;
    m_heights.resize(count, Theme::length(estimatedHeight));
    if (!appended || count <= m_top) {
        m_marked.reset();
        m_kept.reset();
    }
    m_top = std::min(top, count > 0 ? count - 1 : 0);
    if (m_selected && *m_selected >= count)
        m_selected.reset();
    if (m_kept && *m_kept >= count)
        m_kept.reset();
    describeAnew();
}

// Laying out is what takes time: a turn that is described as before keeps its item.
void TranscriptView::describeAnew() {
    std::erase_if(m_items, [this](const auto& item) {
        return item.first >= m_heights.size() || !(m_describe(item.first) == item.second.turn());
    });
    layOutAround();
    tellSelected();
}

void TranscriptView::showEnd() {
    if (m_heights.empty())
        return;
    m_kept.reset();
    placeAtEnd();
    layOut();
    viewport()->update();
}

void TranscriptView::placeAtEnd() {
    m_top = m_heights.size() - 1;
    m_offset = static_cast<int>(itemOf(m_top).height());
}

void TranscriptView::startAfresh() {
    m_items.clear();
    layOutAround();
}

void TranscriptView::layOutAround() {
    // The last turn while it grows: its end is looked at.
    const bool followed = m_followsEnd && m_atEnd && m_kept == m_heights.size() - 1;
    layOut();
    if (m_kept && !followed)
        bringIntoView(*m_kept);
    viewport()->update();
}

void TranscriptView::setSelected(std::optional<std::size_t> turn) {
    if (m_selected == turn)
        return;
    m_selected = turn;
    viewport()->update();
    tellSelected();
}

// The cursor moves without the focus, so that the view says where it is.
void TranscriptView::tellSelected() {
    const QString told = m_selected ? spoken(m_describe(*m_selected)) : QString();
    if (told != accessibleDescription())
        setAccessibleDescription(told);
}

void TranscriptView::showTurn(std::size_t turn) {
    if (turn >= m_heights.size())
        return;
    m_kept = turn;
    bringIntoView(turn);
}

void TranscriptView::bringIntoView(std::size_t turn) {
    const int height = static_cast<int>(itemOf(turn).height());
    int above = 0; // of the turn's top, from the top of the view
    if (turn >= m_top) {
        above = -m_offset;
        // Far below, how far does not matter.
        for (std::size_t i = m_top; i < turn && above <= viewport()->height(); ++i)
            above += m_heights[i];
    }
    const bool aboveView = turn < m_top || above < 0;
    if (!aboveView && above + height <= viewport()->height())
        return;
    m_atEnd = false;
    m_top = turn;
    m_offset = 0;
    if (!aboveView && height < viewport()->height())
        m_offset = height - viewport()->height();
    clampTop();
    layOut();
    viewport()->update();
}

double TranscriptView::itemWidth() const {
    return std::max(1, viewport()->width() - Theme::length(6));
}

const TranscriptItem& TranscriptView::itemOf(std::size_t turn) {
    auto found = m_items.find(turn);
    if (found == m_items.end())
        found = m_items.emplace(turn, TranscriptItem(m_describe(turn), itemWidth())).first;
    m_heights[turn] = static_cast<int>(found->second.height());
    return found->second;
}

// Brings the top turn and its offset to where there is something to see.
void TranscriptView::clampTop() {
    if (m_heights.empty()) {
        m_top = 0;
        m_offset = 0;
        return;
    }
    m_top = std::min(m_top, m_heights.size() - 1);
    while (m_offset < 0 && m_top > 0) {
        --m_top;
        m_offset += static_cast<int>(itemOf(m_top).height());
    }
    m_offset = std::max(0, m_offset);
    while (m_top + 1 < m_heights.size() && m_offset >= static_cast<int>(itemOf(m_top).height())) {
        m_offset -= m_heights[m_top];
        ++m_top;
    }
    // The end of the last turn is not above the end of the view.
    int below = -m_offset;
    for (std::size_t i = m_top; i < m_heights.size() && below < viewport()->height(); ++i)
        below += static_cast<int>(itemOf(i).height());
    int missing = viewport()->height() - below;
    while (missing > 0 && (m_top > 0 || m_offset > 0)) {
        const int step = std::min(missing, m_offset);
        m_offset -= step;
        missing -= step;
        if (missing > 0 && m_top > 0) {
            --m_top;
            m_offset = static_cast<int>(itemOf(m_top).height());
        }
    }
}

void TranscriptView::layOut() {
    const std::pair before = inView();
    if (m_followsEnd && m_atEnd && !m_heights.empty())
        placeAtEnd();
    clampTop();
    m_end = m_top;
    int y = -m_offset;
    while (m_end < m_heights.size() && y < viewport()->height())
        y += static_cast<int>(itemOf(m_end++).height());
    std::erase_if(m_items, [this](const auto& item) { return item.first + 4 < m_top || item.first > m_end + 4; });
    placeBar();
    m_atEnd = verticalScrollBar()->value() == verticalScrollBar()->maximum();
    if (inView() != before)
        emit inViewChanged();
}

void TranscriptView::placeBar() {
    const auto total = std::accumulate(m_heights.begin(), m_heights.end(), 0LL);
    const auto above =
        std::accumulate(m_heights.begin(), m_heights.begin() + static_cast<std::ptrdiff_t>(m_top), 0LL) + m_offset;
    constexpr long long most = 2'000'000'000;
    m_placingBar = true;
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, static_cast<int>(std::clamp(total - viewport()->height(), 0LL, most)));
    verticalScrollBar()->setValue(static_cast<int>(std::min(above, most)));
    m_placingBar = false;
}

// The user moved the bar.
void TranscriptView::takeBar() {
    long long left = verticalScrollBar()->value();
    m_top = 0;
    while (m_top + 1 < m_heights.size() && left >= m_heights[m_top])
        left -= m_heights[m_top++];
    m_offset = static_cast<int>(left);
    layOut();
    viewport()->update();
}

void TranscriptView::scrollContentsBy(int, int dy) {
    if (m_placingBar || m_heights.empty())
        return;
    m_atEnd = false;
    m_kept.reset();
    // A small step is one of pixels, whatever the estimates say; a jump goes by the bar.
    if (std::abs(dy) <= viewport()->height()) {
        m_offset -= dy;
        layOut();
        viewport()->update();
    } else {
        takeBar();
    }
}

void TranscriptView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        startAfresh();
    else
        layOut();
}

void TranscriptView::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    double y = -m_offset;
    for (std::size_t turn = m_top; turn < m_end; ++turn) {
        const TranscriptItem& item = itemOf(turn);
        TranscriptItem::Look look{m_theme.colors(), m_selected == turn, hasFocus()};
        look.visible = QRectF(viewport()->rect()).translated(0, -y);
        if (m_marked && m_marked->turn == turn) {
            look.part = m_marked->part;
            look.from = m_marked->from;
            look.to = m_marked->to;
        }
        item.paint(painter, QPointF(0, y), look);
        y += item.height();
    }
}

std::optional<TranscriptView::Place> TranscriptView::placeAt(const QPointF& position) {
    double y = -m_offset;
    for (std::size_t turn = m_top; turn < m_end; ++turn) {
        const double height = itemOf(turn).height();
        if (position.y() < y + height)
            return Place{turn, position - QPointF(0, y)};
        y += height;
    }
    return std::nullopt;
}

void TranscriptView::mousePressEvent(QMouseEvent* event) {
    const auto place = placeAt(event->position());
    if (event->button() != Qt::LeftButton || !place)
        return;
    const auto hit = itemOf(place->turn).hit(place->at);
    if (hit.more) {
        emit moreWanted(place->turn, hit.part);
        return;
    }
    m_dragging = hit.text;
    m_marked.reset();
    if (hit.text)
        m_marked = Marked{place->turn, hit.part, hit.cursor, hit.cursor};
    viewport()->update();
    emit turnActivated(place->turn);
}

void TranscriptView::mouseMoveEvent(QMouseEvent* event) {
    const auto place = placeAt(event->position());
    if (!m_dragging || !m_marked) {
        const auto hit = place ? itemOf(place->turn).hit(place->at) : TranscriptItem::Hit{};
        viewport()->setCursor(hit.more ? Qt::PointingHandCursor : hit.text ? Qt::IBeamCursor : Qt::ArrowCursor);
        return;
    }
    if (!place || place->turn != m_marked->turn)
        return;
    const auto hit = itemOf(place->turn).hit(place->at);
    if (hit.part == m_marked->part)
        m_marked->to = hit.cursor;
    viewport()->update();
}

void TranscriptView::mouseReleaseEvent(QMouseEvent*) {
    m_dragging = false;
}

// The word under the pointer.
void TranscriptView::mouseDoubleClickEvent(QMouseEvent* event) {
    const auto place = placeAt(event->position());
    if (!place)
        return;
    const auto hit = itemOf(place->turn).hit(place->at);
    if (!hit.text)
        return;
    const QString& text = itemOf(place->turn).turn().parts[static_cast<std::size_t>(hit.part)].text;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    finder.setPosition(std::min<qsizetype>(hit.cursor + 1, text.size()));
    const auto to = static_cast<int>(finder.isAtBoundary() ? finder.position() : finder.toNextBoundary());
    const auto from = static_cast<int>(finder.toPreviousBoundary());
    m_marked = Marked{place->turn, hit.part, std::max(0, from), to < 0 ? static_cast<int>(text.size()) : to};
    viewport()->update();
}

QString TranscriptView::selectedText() const {
    const auto item = m_marked ? m_items.find(m_marked->turn) : m_items.end();
    if (item == m_items.end())
        return {};
    const TranscriptText& text = item->second.turn().parts[static_cast<std::size_t>(m_marked->part)];
    if (text.covered)
        return {};
    const int from = std::min(m_marked->from, m_marked->to);
    return text.text.mid(from, std::abs(m_marked->to - m_marked->from));
}

void TranscriptView::contextMenuEvent(QContextMenuEvent* event) {
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const auto place = byKey ? std::nullopt : placeAt(event->pos());
    const auto turn = place ? std::optional(place->turn) : m_selected;
    if (!turn)
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString text = selectedText();
    auto* copy = menu->addAction(tr("Copy"), this, [text] { QApplication::clipboard()->setText(text); });
    copy->setEnabled(!text.isEmpty());
    menu->addAction(tr("Copy message"), this, [this, turn] { emit copyWanted(*turn, TranscriptPart::Message); });
    menu->addAction(tr("Copy response"), this, [this, turn] { emit copyWanted(*turn, TranscriptPart::Response); });
    menu->popup(byKey ? mapToGlobal(QPoint()) : event->globalPos());
}

void TranscriptView::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        if (const QString text = selectedText(); !text.isEmpty())
            QApplication::clipboard()->setText(text);
        else if (m_selected)
            emit copyWanted(*m_selected, TranscriptPart::Response);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Home: verticalScrollBar()->setValue(0); return;
    case Qt::Key_End: verticalScrollBar()->setValue(verticalScrollBar()->maximum()); return;
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

void TranscriptView::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void TranscriptView::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace moie::ui
