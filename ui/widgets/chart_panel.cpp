// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/chart_panel.h"

#include <QLabel>
#include <QVBoxLayout>

#include "ui/charts/chart_view.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"

namespace moie::ui {
namespace {

QLabel* panelLabel(QWidget* parent, bool dim) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(Theme::font(TextStyle::Small));
    label->setWordWrap(true);
    if (dim)
        label->setProperty("tone", QStringLiteral("dim"));
    return label;
}

} // namespace

ChartPanel::ChartPanel(const Theme& theme, ChartGroup& group, QWidget* parent)
    : QWidget(parent), m_title(panelLabel(this, false)), m_view(new ChartView(theme, group, this)),
      m_caption(panelLabel(this, true)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::length(2));
    layout->addWidget(m_title);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_caption);
}

void ChartPanel::setChart(const ChartContent& content, const QString& caption) {
    m_title->setText(content.title);
    m_view->setContent(content);
    m_caption->setText(caption);
    for (QLabel* label : {m_title, m_caption})
        label->setToolTip(format::toolTip(explanationOf(content)));
}

} // namespace moie::ui
