// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a name, a figure and a small chart each, one below the other on the same time axis, which stands below the
// last one. The charts are those of any page: they share the group's cross-hair, zoom and menus.
#pragma once

#include <vector>

#include <QWidget>

#include "ui/charts/chart_content.h"

class QGridLayout;
class QLabel;

namespace moie::ui {

class ChartGroup;
class ChartView;
class Theme;

struct SmallRow {
    QString name;
    QString figure;
    ColorRole figureColor = ColorRole::Text; // BadText where it is one to look at
    QString explanation;                     // of the figure, with its n; a tooltip
    ChartContent chart;                      // its framing is set by the rows
};

class SmallRows : public QWidget {
    Q_OBJECT

public:
    SmallRows(const Theme& theme, ChartGroup& group, QWidget* parent = nullptr);

    // Rows that stay keep their widgets, and with them cross-hair and focus.
    void setRows(const std::vector<SmallRow>& rows);

    void setEmptyText(const QString& text); // instead of rows

    ChartView* chart(std::size_t row) const { return m_rows[row].chart; }
    std::size_t count() const { return m_rows.size(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Row {
        QLabel* name;
        QLabel* figure;
        ChartView* chart;
        ColorRole figureColor;
    };
    Row makeRow(int row);
    void fill(Row& row, const SmallRow& content);
    void colorFigures();

    const Theme& m_theme;
    ChartGroup& m_group;
    QGridLayout* m_layout;
    ChartView* m_axis; // the time axis below them
    std::vector<Row> m_rows;
    QString m_emptyText;
};

} // namespace moie::ui
