// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/state_view.h"

#include <cmath>

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/theme/theme.h"

namespace moie::ui {
namespace {

constexpr int progressSteps = 1000;

QLabel* centredText(QWidget* parent, TextStyle style) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    label->setFont(Theme::font(style));
    return label;
}

} // namespace

StateView::StateView(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_icon(new QLabel(this)), m_title(centredText(this, TextStyle::Heading)),
      m_text(centredText(this, TextStyle::Body)), m_progress(new QProgressBar(this)), m_action(new QPushButton(this)) {
    m_icon->setAlignment(Qt::AlignCenter);
    m_text->setProperty("tone", QStringLiteral("dim"));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(Theme::length(260));
    m_action->setProperty("primary", true);
    m_action->setAutoDefault(true);

    // A column as wide as lines read well, in the middle of the page.
    auto* column = new QVBoxLayout;
    column->setSpacing(Theme::length(10));
    column->addStretch(2);
    column->addWidget(m_icon);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addSpacing(Theme::length(4));
    column->addWidget(m_progress, 0, Qt::AlignHCenter);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addStretch(3);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(Theme::length(24), Theme::length(16), Theme::length(24), Theme::length(16));
    layout->addStretch(1);
    layout->addLayout(column, 4);
    layout->addStretch(1);

    connect(m_action, &QPushButton::clicked, this, &StateView::actionTriggered);
    connect(&theme, &Theme::themeChanged, this, &StateView::showIcon);
    m_progress->hide();
    m_action->hide();
}

void StateView::setState(const ViewState& state) {
    const bool iconChanged = state.icon != m_state.icon;
    m_state = state;
    if (iconChanged)
        showIcon();
    m_title->setText(state.title);
    m_text->setText(state.text);
    m_text->setVisible(!state.text.isEmpty());
    m_progress->setVisible(state.progress.has_value());
    if (state.progress) {
        const bool known = *state.progress >= 0.0;
        m_progress->setRange(0, known ? progressSteps : 0);
        m_progress->setValue(known ? static_cast<int>(std::lround(*state.progress * progressSteps)) : 0);
    }
    m_action->setVisible(!state.actionText.isEmpty());
    m_action->setText(state.actionText);
    setAccessibleName(state.title);
    setAccessibleDescription(state.text);
}

void StateView::showIcon() {
    m_icon->setVisible(!m_state.icon.isEmpty());
    if (m_state.icon.isEmpty())
        return;
    const int size = Theme::length(40);
    m_icon->setPixmap(m_theme.icon(m_state.icon, ColorRole::Dim).pixmap(QSize(size, size), devicePixelRatioF()));
}

} // namespace moie::ui
