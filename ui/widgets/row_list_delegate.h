// SPDX-License-Identifier: GPL-3.0-or-later
// Paints the rows of a RowList: mark and text, figures at the right, text elided at a letter, a thin line below.
#pragma once

#include <QStyledItemDelegate>

namespace moie::ui {

class Theme;

class RowListDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit RowListDelegate(const Theme& theme, QObject* parent = nullptr);

    // Blank at both sides of a cell's text, and what the mark takes before it.
    static int padding();
    static int markerWidth();

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Theme& m_theme;
};

} // namespace moie::ui
