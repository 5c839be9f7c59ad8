// SPDX-License-Identifier: GPL-3.0-or-later
// A card with a chart and its legend.
#pragma once

#include "ui/widgets/card.h"

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

private:
    Legend* m_legend;
    ChartView* m_view;
};

} // namespace moie::ui
