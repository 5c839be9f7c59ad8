// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/chart_card.h"

#include "ui/charts/chart_view.h"
#include "ui/charts/legend.h"

namespace moie::ui {

ChartCard::ChartCard(const Theme& theme, ChartGroup& group, const QString& title, QWidget* parent)
    : Card(title, parent), m_legend(new Legend(theme, this)), m_view(new ChartView(theme, group, this)) {
    addHeader(m_legend);
    setContent(m_view);
}

void ChartCard::setChart(const ChartContent& content) {
    m_legend->setContent(content);
    m_view->setContent(content);
}

} // namespace moie::ui
