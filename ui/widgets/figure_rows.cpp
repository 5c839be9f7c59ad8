// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/figure_rows.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/theme/format.h"
#include "ui/theme/theme.h"

namespace moie::ui {
namespace {

constexpr double drawingShare = 0.18; // of the width; where names need the room, less
constexpr double leastDrawingShare = 0.1;
constexpr double gap = 8.0; // design pixels
constexpr double markSize = 10.0;
constexpr double afterMark = 6.0;

bool sameValue(double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

} // namespace

bool operator==(const DrawnRow& a, const DrawnRow& b) {
    return a.name == b.name && a.value == b.value && a.drawing == b.drawing && sameValue(a.from, b.from) &&
           sameValue(a.to, b.to) && a.color == b.color && a.marker == b.marker && a.valueColor == b.valueColor &&
           a.toolTip == b.toolTip;
}

FigureRows::FigureRows(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&theme, &Theme::themeChanged, this, [this] {
        updateGeometry();
        update();
    });
}

void FigureRows::setRows(std::vector<DrawnRow> rows) {
    if (rows == m_rows)
        return;
    m_rows = std::move(rows);
    QStringList said;
    for (const DrawnRow& row : m_rows)
        said += row.name + QLatin1Char(' ') + row.value;
    setAccessibleDescription(said.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

int FigureRows::rowHeight() const {
    return QFontMetrics(Theme::font(TextStyle::Small)).height() + Theme::length(9);
}

QSize FigureRows::sizeHint() const {
    return {Theme::length(240), static_cast<int>(m_rows.size()) * rowHeight()};
}

QSize FigureRows::minimumSizeHint() const {
    return {Theme::length(120), sizeHint().height()};
}

void FigureRows::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(Theme::font(TextStyle::Small));
    const QFontMetrics metrics = painter.fontMetrics();
    const Colors& colors = m_theme.colors();
    double largest = 0;
    int valueWidth = 0;
    int nameWidth = 0;
    bool drawn = false;
    for (const DrawnRow& row : m_rows) {
        if (row.drawing == DrawnRow::Drawing::Bar && std::isfinite(row.to))
            largest = std::max(largest, std::abs(row.to));
        valueWidth = std::max(valueWidth, metrics.horizontalAdvance(row.value) + 1);
        const int mark = row.marker == Marker::None ? 0 : Theme::length(markSize) + Theme::length(afterMark);
        nameWidth = std::max(nameWidth, mark + metrics.horizontalAdvance(row.name) + 1);
        drawn = drawn || row.drawing != DrawnRow::Drawing::None;
    }
    valueWidth = std::min(valueWidth, width() * 3 / 5);
    const int space = Theme::length(gap);
    const double room = width() - valueWidth - nameWidth - 2 * space;
    const int drawing =
        drawn ? static_cast<int>(std::clamp(room, leastDrawingShare * width(), drawingShare * width())) + space : 0;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const DrawnRow& row = m_rows[i];
        const QRect line(0, static_cast<int>(i) * rowHeight(), width(), rowHeight());
        painter.setPen(colors[ColorRole::Grid]);
        painter.drawLine(line.bottomLeft(), line.bottomRight());
        int left = 0;
        if (row.marker != Marker::None) {
            const int mark = Theme::length(markSize);
            drawMarker(painter, QRectF(0, line.center().y() - mark / 2.0, mark, mark), row.marker, colors[row.color]);
            left = mark + Theme::length(afterMark);
        }
        const QRect value(width() - valueWidth, line.top(), valueWidth, line.height());
        const QRect name(left, line.top(), std::max(0, value.left() - drawing - left - space), line.height());
        painter.setPen(colors[ColorRole::Text]);
        painter.drawText(name, Qt::AlignVCenter | Qt::TextSingleLine,
                         metrics.elidedText(row.name, Qt::ElideRight, name.width()));
        painter.setPen(colors[row.valueColor]);
        painter.drawText(value, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine,
                         metrics.elidedText(row.value, Qt::ElideRight, valueWidth));
        if (row.drawing != DrawnRow::Drawing::None)
            paintDrawing(painter, QRectF(value.left() - drawing, line.top(), drawing - space, line.height()), row,
                         largest);
    }
}

void FigureRows::paintDrawing(QPainter& painter, const QRectF& area, const DrawnRow& row, double largest) const {
    const Colors& colors = m_theme.colors();
    const double middle = area.center().y();
    if (row.drawing == DrawnRow::Drawing::Bar) {
        const double zero = area.center().x();
        const double height = Theme::length(8);
        if (std::isfinite(row.to) && largest > 0) {
            const double length = row.to / largest * area.width() / 2;
            painter.fillRect(
                QRectF(std::min(zero, zero + length), middle - height / 2, std::max(1.0, std::abs(length)), height),
                colors[row.color]);
        }
        painter.setPen(colors[ColorRole::Dim]);
        painter.drawLine(QPointF(zero, middle - height), QPointF(zero, middle + height));
        return;
    }
    const double radius = Theme::length(3.5);
    const auto xOf = [&](double value) {
        return area.left() + radius + std::clamp(value, 0.0, 1.0) * (area.width() - 2 * radius);
    };
    painter.setPen(QPen(colors[ColorRole::Line], 1.0));
    painter.drawLine(QPointF(area.left(), middle), QPointF(area.right(), middle));
    if (std::isfinite(row.from) && std::isfinite(row.to)) {
        painter.setPen(QPen(colors[row.color], Theme::length(2)));
        painter.drawLine(QPointF(xOf(row.from), middle), QPointF(xOf(row.to), middle));
    }
    painter.setPen(Qt::NoPen);
    const auto dot = [&](double value, ColorRole color) {
        if (!std::isfinite(value))
            return;
        painter.setBrush(colors[color]);
        painter.drawEllipse(QPointF(xOf(value), middle), radius, radius);
    };
    dot(row.from, ColorRole::Idle);
    dot(row.to, row.color);
}

bool FigureRows::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto row = static_cast<std::size_t>(std::max(0, help->pos().y()) / rowHeight());
    if (row < m_rows.size() && !m_rows[row].toolTip.isEmpty())
        QToolTip::showText(help->globalPos(), format::toolTip(m_rows[row].toolTip), this);
    else
        QToolTip::hideText();
    return true;
}

} // namespace moie::ui
