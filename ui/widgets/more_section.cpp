// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/more_section.h"

#include <QToolButton>
#include <QVBoxLayout>

#include "ui/theme/theme.h"

namespace moie::ui {

MoreSection::MoreSection(const Theme& theme, const QString& what, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_button(new QToolButton(this)) {
    m_button->setText(tr("More: %1").arg(what));
    m_button->setAccessibleName(m_button->text());
    m_button->setCheckable(true);
    m_button->setFocusPolicy(Qt::StrongFocus);
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setProperty("fold", true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::length(8));
    layout->addWidget(m_button, 0, Qt::AlignLeft);
    connect(m_button, &QToolButton::toggled, this, [this](bool open) {
        showArrow();
        emit opened(open);
    });
    connect(&theme, &Theme::themeChanged, this, &MoreSection::showArrow);
    showArrow();
}

void MoreSection::setContent(QWidget* content) {
    content->setVisible(isOpen());
    static_cast<QVBoxLayout*>(layout())->addWidget(content, 1);
    connect(this, &MoreSection::opened, content, &QWidget::setVisible);
}

bool MoreSection::isOpen() const {
    return m_button->isChecked();
}

void MoreSection::setOpen(bool open) {
    m_button->setChecked(open);
}

void MoreSection::showArrow() {
    m_button->setIcon(m_theme.icon(isOpen() ? QStringLiteral("unfolded") : QStringLiteral("folded"),
                                   ColorRole::DimStrong, ColorRole::DimStrong));
}

} // namespace moie::ui
