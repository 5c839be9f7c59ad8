// SPDX-License-Identifier: GPL-3.0-or-later
// A table of any number of rows, all of the same height and chosen as a whole. Nothing is kept for a row: one of ten
// million rows is laid out and reset as soon as an empty one. (QTableView's header keeps eight bytes for each row, and
// goes through all of them for every reset and every row that comes in.) Scrolls by rows; arrow keys, Page up and down,
// Home and End go through the rows. GUI thread.
#pragma once

#include <QAbstractItemView>

class QHeaderView;

namespace moie::ui {

class Theme;

class RowTable : public QAbstractItemView {
    Q_OBJECT

public:
    // The name is for those who do not see it.
    RowTable(const Theme& theme, const QString& name, QWidget* parent = nullptr);

    QHeaderView* horizontalHeader() const { return m_header; }
    void setRowHeight(int height);
    // −1 where there is none.
    int rowAt(int y) const;
    // How many are seen in full.
    int rowsInView() const;
    // Makes it the current one and selects it alone.
    void selectRow(int row);

    void setModel(QAbstractItemModel* model) override;
    QRect visualRect(const QModelIndex& index) const override;
    QModelIndex indexAt(const QPoint& point) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    void reset() override;
    // Letters do not search: that would ask for the text of every row.
    void keyboardSearch(const QString& search) override;

protected:
    void updateGeometries() override;
    void timerEvent(QTimerEvent* event) override;
    void dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight, const QList<int>& roles = {}) override;
    void rowsInserted(const QModelIndex& parent, int first, int last) override;
    void scrollContentsBy(int dx, int dy) override;
    void paintEvent(QPaintEvent* event) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override;
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex& index) const override;
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection& selection) const override;
    int sizeHintForColumn(int column) const override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;

private:
    void layOut();
    int rowCount() const;
    int topRow() const;
    int lineOf(int row) const;
    void paintRow(QPainter& painter, const QStyleOptionViewItem& base, int row) const;
    void scrollToColumn(int column);

    const Theme& m_theme;
    QHeaderView* m_header;
    QMetaObject::Connection m_removing; // of rows of the model
    int m_rowHeight = 1;
    bool m_inTimer = false;
};

} // namespace moie::ui
