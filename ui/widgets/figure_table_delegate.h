// SPDX-License-Identifier: GPL-3.0-or-later
// Paints the cells of a FigureTable: figure and change on one line, what is said of them on the line below.
#pragma once

#include <QStyledItemDelegate>

namespace moie::ui {

class Theme;
struct FigureInterval;
struct FigureCell;

class FigureTableDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit FigureTableDelegate(const Theme& theme, QObject* parent = nullptr);

    // With the blank at both sides.
    static int widthOf(const FigureCell& cell, const QFontMetrics& metrics);
    static int padding();

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintBars(QPainter* painter, const QRect& line, const FigureCell& cell) const;
    void paintInterval(QPainter* painter, const QRect& box, const FigureInterval& bar) const;
    void paintLine(QPainter* painter, const QRect& line, const FigureCell& cell, bool right, bool selected) const;

    const Theme& m_theme;
};

} // namespace moie::ui
