// SPDX-License-Identifier: GPL-3.0-or-later
// A card with a chart, its legend, and a button for the chart's menu, which is seen while the pointer or the focus is
// in the card.
#pragma once

#include "ui/widgets/card.h"

class QToolButton;

namespace moie::ui {

class ChartGroup;
class ChartView;
class Legend;
class Theme;
struct ChartContent;

class ChartCard : public Card {
    Q_OBJECT

public:
    ChartCard(const Theme& theme, ChartGroup& group, const QString& title, QWidget* parent = nullptr);

    void setChart(const ChartContent& content);
    ChartView* view() const { return m_view; }

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showButton();

    const Theme& m_theme;
    Legend* m_legend;
    ChartView* m_view;
    QToolButton* m_menu;
    bool m_hovered = false;
};

} // namespace moie::ui
