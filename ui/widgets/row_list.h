// SPDX-License-Identifier: GPL-3.0-or-later
// A short list in a card: when, what, how much, where. Columns are as wide as their text, what is left goes to the
// text; where that gets too narrow the last column goes first. Empty columns are not there.
#pragma once

#include <array>

#include <QTableView>

#include "ui/widgets/row_list_model.h"

namespace moie::ui {

class Theme;

class RowList : public QTableView {
    Q_OBJECT

public:
    RowList(const Theme& theme, const QString& name, QWidget* parent = nullptr);

    // Rows that come in above a scrolled view leave what the user looks at in place.
    void setRows(std::vector<ListRow> rows);
    void setEmptyText(const QString& text); // instead of rows
    void setLeastRows(int rows);            // shown without scrolling
    // The rows to come are about something else: what was selected or scrolled to says nothing about them.
    void startAfresh();

    // A click or Enter on a row opens what it tells of.
    void setOpensRows(bool opens);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void rowOpened(std::size_t row);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    void applyFont();
    void noteArrivals(int first, int last);
    void measureColumns();
    void fitColumns();
    void fitRows();
    int leastRowHeight() const;

    const Theme& m_theme;
    RowListModel m_model;
    QString m_emptyText;
    bool m_opensRows = false;
    int m_leastRows = 4;
    int m_arrivedAbove = 0;
    std::array<int, RowListModel::ColumnCount> m_widths{}; // of the widest texts; the text column takes what is left
};

} // namespace moie::ui
