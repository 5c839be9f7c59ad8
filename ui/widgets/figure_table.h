// SPDX-License-Identifier: GPL-3.0-or-later
// A table of figures in a card: as wide as its cells ask, what is left over shared between the columns; where it is too
// narrow the first column gives way, then the table scrolls. A click on a title sorts, the third one gives back the
// order of the rows; so does the menu of the Menu key. Ctrl+C copies the selected rows, tabs between their cells.
#pragma once

#include <QTableView>

#include "ui/widgets/figure_table_model.h"

class QSortFilterProxyModel;

namespace moie::ui {

class Theme;

class FigureTable : public QTableView {
    Q_OBJECT

public:
    FigureTable(const Theme& theme, const QString& name, QWidget* parent = nullptr);

    void setColumns(std::vector<FigureColumn> columns);
    void setRows(std::vector<FigureRow> rows);
    const std::vector<FigureRow>& rows() const { return m_model.rows(); }
    void setEmptyText(const QString& text); // instead of rows
    // At least as high as `least` rows, and as high as its rows as long as these are not more than `most`.
    void setRowsShown(int least, int most);
    // The rows to come are about something else: what was selected or scrolled to says nothing about them.
    void startAfresh();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    // A double click or Enter on a row, numbered as in rows() however they are sorted.
    void rowActivated(std::size_t row);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void applyFont();
    void measureCells();
    void fitColumns();
    void shareOut(int left, std::vector<int>& widths) const;
    void fitRows();
    int rowHeight() const;
    void copySelection() const;

    const Theme& m_theme;
    FigureTableModel m_model;
    QSortFilterProxyModel* m_sorted;
    QString m_emptyText;
    int m_leastRows = 2;
    int m_mostRows = 8;
    bool m_twoLines = false;
    bool m_scrolls = false;     // to the sides
    std::vector<int> m_natural; // widths that the columns ask for, …
    std::vector<int> m_least;   // … and those at which their cells and titles are whole, without room for a sort mark
};

} // namespace moie::ui
