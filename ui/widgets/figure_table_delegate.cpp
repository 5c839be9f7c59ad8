// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/figure_table_delegate.h"

#include <algorithm>
#include <cmath>

#include <QFontMetrics>
#include <QPainter>
#include <QSortFilterProxyModel>

#include "ui/theme/theme.h"
#include "ui/widgets/figure_table_model.h"

namespace moie::ui {
namespace {

constexpr double strongestTint = 0.42; // of full colour: text stays at 4.5 : 1 on it

int markWidth() {
    return Theme::length(15);
}

int changeMarkWidth() {
    return Theme::length(11);
}

int leastBarWidth() {
    return Theme::length(110);
}

int changeGap() {
    return Theme::length(6);
}

int leastIntervalWidth() {
    return Theme::length(90);
}

int changeWidth(const FigureCell& cell, const QFontMetrics& metrics) {
    if (cell.change.isEmpty())
        return 0;
    return changeGap() + (cell.changeMarker == Marker::None ? 0 : changeMarkWidth()) +
           metrics.horizontalAdvance(cell.change);
}

void drawMark(QPainter* painter, const QRect& line, int left, double size, Marker marker, const QColor& color) {
    drawMarker(*painter, QRectF(left, line.top() + (line.height() - size) / 2.0, size, size), marker, color);
}

} // namespace

FigureTableDelegate::FigureTableDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme) {}

int FigureTableDelegate::padding() {
    return Theme::length(8);
}

int FigureTableDelegate::widthOf(const FigureCell& cell, const QFontMetrics& metrics) {
    if (cell.interval)
        return leastIntervalWidth() + 2 * padding();
    const int text = (cell.marker == Marker::None ? 0 : markWidth()) + metrics.horizontalAdvance(cell.text) +
                     changeWidth(cell, metrics);
    // What is said of bars is cut rather than that it pushes other columns away.
    const int needed = cell.bars.empty() ? std::max(text, metrics.horizontalAdvance(cell.second)) : leastBarWidth();
    return needed + 2 * padding() + 1;
}

void FigureTableDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto* sorted = static_cast<const QSortFilterProxyModel*>(index.model());
    const auto* model = static_cast<const FigureTableModel*>(sorted->sourceModel());
    const FigureCell& cell = model->cell(sorted->mapToSource(index));
    const bool right = model->columns()[static_cast<std::size_t>(index.column())].right;
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const Colors& colors = m_theme.colors();
    painter->save();
    painter->setFont(option.font);
    if (selected) {
        painter->fillRect(option.rect, colors[ColorRole::Selection]);
    } else if (cell.tint != 0.0) {
        QColor tint = colors[cell.tint > 0.0 ? ColorRole::Accent : ColorRole::Dim];
        tint.setAlphaF(static_cast<float>(std::min(1.0, std::abs(cell.tint)) * strongestTint));
        painter->fillRect(option.rect, tint);
    }
    painter->setPen(colors[ColorRole::Grid]);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());

    const QRect box = option.rect.adjusted(padding(), 0, -padding(), -1);
    if (cell.interval) {
        paintInterval(painter, box, *cell.interval);
        painter->restore();
        return;
    }
    const int lineHeight = option.fontMetrics.height();
    const bool two = !cell.second.isEmpty();
    const int top = box.top() + (box.height() - (two ? 2 : 1) * lineHeight) / 2;
    const QRect line(box.left(), top, box.width(), lineHeight);
    if (cell.bars.empty())
        paintLine(painter, line, cell, right, selected);
    else
        paintBars(painter, line, cell);
    if (two) {
        painter->setPen(colors[selected ? ColorRole::DimStrong : ColorRole::Dim]);
        painter->drawText(line.translated(0, lineHeight), (right ? Qt::AlignRight : Qt::AlignLeft) | Qt::TextSingleLine,
                          option.fontMetrics.elidedText(cell.second, Qt::ElideRight, box.width()));
    }
    painter->restore();
}

void FigureTableDelegate::paintBars(QPainter* painter, const QRect& line, const FigureCell& cell) const {
    const double height = 0.6 * line.height();
    double left = line.left();
    for (const CellBar& bar : cell.bars) {
        // A hairline apart, however short.
        const double width = std::max(1.0, bar.share * line.width() - 1.0);
        const QRectF part(left, line.top() + (line.height() - height) / 2.0, width, height);
        painter->fillRect(part.intersected(line), m_theme.colors()[bar.color]);
        left += width + 1.0;
    }
}

void FigureTableDelegate::paintInterval(QPainter* painter, const QRect& box, const FigureInterval& bar) const {
    const Colors& colors = m_theme.colors();
    const auto at = [&](double value) {
        return box.left() + box.width() * std::clamp((value - bar.from) / (bar.to - bar.from), 0.0, 1.0);
    };
    painter->setRenderHint(QPainter::Antialiasing);
    const double middle = box.center().y() + 0.5;
    painter->setPen(QPen(colors[ColorRole::Idle], 1.0));
    painter->drawLine(QPointF(at(0.0), box.top()), QPointF(at(0.0), box.bottom() + 1));
    if (!std::isfinite(bar.value))
        return;
    const double thick = Theme::length(4);
    QColor pale = colors[bar.color];
    pale.setAlphaF(0.4f);
    painter->setPen(QPen(pale, thick, Qt::SolidLine, Qt::FlatCap));
    if (std::isfinite(bar.low) && std::isfinite(bar.high))
        painter->drawLine(QPointF(at(bar.low), middle), QPointF(at(bar.high), middle));
    painter->setPen(Qt::NoPen);
    painter->setBrush(colors[bar.color]);
    painter->drawEllipse(QPointF(at(bar.value), middle), thick, thick);
}

void FigureTableDelegate::paintLine(QPainter* painter, const QRect& line, const FigureCell& cell, bool right,
                                    bool selected) const {
    const Colors& colors = m_theme.colors();
    const QFontMetrics metrics = painter->fontMetrics();
    const int marks = cell.marker == Marker::None ? 0 : markWidth();
    const int change = changeWidth(cell, metrics);
    const int room = std::max(0, line.width() - marks - change);
    QString text = cell.text;
    int width = metrics.horizontalAdvance(text);
    if (width > room) {
        text = metrics.elidedText(text, Qt::ElideRight, room);
        width = metrics.horizontalAdvance(text);
    }
    int x = right ? line.right() + 1 - marks - width - change : line.left();
    if (marks > 0)
        drawMark(painter, line, x, Theme::length(10), cell.marker, colors[cell.markerColor]);
    x += marks;
    painter->setPen(colors[cell.color]);
    painter->drawText(QRect(x, line.top(), width + 1, line.height()), Qt::AlignLeft | Qt::TextSingleLine, text);
    if (change == 0)
        return;
    x += width + changeGap();
    const ColorRole role = selected && cell.changeColor == ColorRole::Dim ? ColorRole::DimStrong : cell.changeColor;
    if (cell.changeMarker != Marker::None) {
        drawMark(painter, line, x, Theme::length(8), cell.changeMarker, colors[role]);
        x += changeMarkWidth();
    }
    painter->setPen(colors[role]);
    painter->drawText(QRect(x, line.top(), line.right() - x + 2, line.height()), Qt::AlignLeft | Qt::TextSingleLine,
                      cell.change);
}

} // namespace moie::ui
