// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/chart_card.h"

#include <QEvent>
#include <QToolButton>

#include "ui/charts/chart_view.h"
#include "ui/charts/legend.h"
#include "ui/theme/theme.h"

namespace moie::ui {

ChartCard::ChartCard(const Theme& theme, ChartGroup& group, const QString& title, QWidget* parent)
    : Card(title, parent), m_theme(theme), m_legend(new Legend(theme, this)), m_view(new ChartView(theme, group, this)),
      m_menu(new QToolButton(this)) {
    m_menu->setAccessibleName(tr("Menu of %1").arg(title));
    m_menu->setToolTip(tr("Table, image, export"));
    m_menu->setProperty("quiet", true);
    m_menu->setIconSize(QSize(Theme::length(14), Theme::length(14)));
    m_menu->setFixedSize(Theme::length(20), Theme::length(18));
    connect(m_menu, &QToolButton::clicked, this,
            [this] { m_view->openMenu(m_menu->mapToGlobal(m_menu->rect().bottomLeft())); });
    connect(&theme, &Theme::themeChanged, this, &ChartCard::showButton);
    setAttribute(Qt::WA_Hover);
    m_menu->installEventFilter(this);
    m_view->installEventFilter(this);
    setCorner(m_menu);
    addHeader(m_legend);
    setContent(m_view);
    showButton();
}

void ChartCard::setChart(const ChartContent& content) {
    m_legend->setContent(content);
    m_view->setContent(content);
    setDefinition(explanationOf(content));
}

bool ChartCard::event(QEvent* event) {
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave) {
        m_hovered = event->type() == QEvent::HoverEnter;
        showButton();
    }
    return Card::event(event);
}

bool ChartCard::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        showButton();
    return Card::eventFilter(watched, event);
}

// Without its icon rather than hidden, so that the tab key finds it and nothing moves.
void ChartCard::showButton() {
    const bool seen = m_hovered || m_menu->hasFocus() || m_view->hasFocus();
    m_menu->setIcon(seen ? m_theme.icon(QStringLiteral("more"), ColorRole::Dim) : QIcon());
}

} // namespace moie::ui
