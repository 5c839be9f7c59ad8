// SPDX-License-Identifier: GPL-3.0-or-later
// One of several small charts in a card: its title, the chart, and a line that puts it into figures.
#pragma once

#include <QWidget>

class QLabel;

namespace moie::ui {

class ChartGroup;
class ChartView;
class Theme;
struct ChartContent;

class ChartPanel : public QWidget {
    Q_OBJECT

public:
    ChartPanel(const Theme& theme, ChartGroup& group, QWidget* parent = nullptr);

    void setChart(const ChartContent& content, const QString& caption);
    ChartView* view() const { return m_view; }

private:
    QLabel* m_title;
    ChartView* m_view;
    QLabel* m_caption;
};

} // namespace moie::ui
