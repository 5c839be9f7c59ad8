// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/sidebar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/theme/format.h"
#include "ui/theme/theme.h"

namespace moie::ui {

namespace {
constexpr double unfoldedWidth = 184; // design pixels
constexpr double iconSize = 16;
constexpr double dotSize = 9;
} // namespace

Sidebar::Sidebar(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_brand(new QLabel(this)), m_pages(new QVBoxLayout) {
    setObjectName(QStringLiteral("sidebar"));
    setAttribute(Qt::WA_StyledBackground);
    m_brand->setTextFormat(Qt::PlainText);
    m_brand->setFont(Theme::font(TextStyle::Brand));
    m_brand->setContentsMargins(Theme::length(10), Theme::length(4), Theme::length(4), Theme::length(10));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::length(8), Theme::length(12), Theme::length(8), Theme::length(10));
    layout->setSpacing(0);
    m_pages->setSpacing(Theme::length(2));
    layout->addWidget(m_brand);
    layout->addLayout(m_pages);
    layout->addStretch(1);
    m_entries.push_back(makeEntry(QString(), tr("Settings"), QStringLiteral("settings")));
    QPushButton* settings = m_entries.back().button;
    settings->setCheckable(false);
    layout->addWidget(settings);
    connect(settings, &QPushButton::clicked, this, &Sidebar::settingsWanted);
    connect(&m_theme, &Theme::themeChanged, this, &Sidebar::showIcons);
    showIcons();
    showTexts();
}

Sidebar::Entry Sidebar::makeEntry(const QString& id, const QString& title, const QString& icon) {
    auto* button = new QPushButton(this);
    button->setProperty("navigation", true);
    button->setCheckable(true);
    button->setAccessibleName(title);
    button->setIcon(m_theme.icon(icon));
    button->setIconSize(QSize(Theme::length(iconSize), Theme::length(iconSize)));
    auto* dot = new QLabel(button);
    dot->setProperty("dot", QStringLiteral("good"));
    dot->setFixedSize(Theme::length(dotSize), Theme::length(dotSize));
    dot->hide();
    auto* layout = new QHBoxLayout(button);
    layout->setContentsMargins(0, 0, Theme::length(6), 0);
    layout->addWidget(dot, 0, Qt::AlignRight | Qt::AlignVCenter);
    return {id, title, icon, button, dot};
}

void Sidebar::addPage(const QString& id, const QString& title, const QString& icon, const QString& shortcut) {
    m_entries.push_back(makeEntry(id, title, icon));
    QPushButton* button = m_entries.back().button;
    button->setToolTip(format::toolTip(QStringLiteral("%1 (%2)").arg(title, shortcut)));
    m_pages->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this, id] { emit pageChosen(id); });
    setTabOrder(button, m_entries.front().button);
    showTexts();
}

void Sidebar::setCurrent(const QString& id) {
    for (const Entry& entry : m_entries) {
        if (entry.button->isCheckable())
            entry.button->setChecked(entry.id == id);
    }
}

void Sidebar::focusCurrent() {
    for (const Entry& entry : m_entries) {
        if (entry.button->isChecked())
            entry.button->setFocus(Qt::TabFocusReason);
    }
}

void Sidebar::setBusy(const QString& id, bool busy, const QString& why) {
    for (const Entry& entry : m_entries) {
        if (entry.id != id)
            continue;
        entry.dot->setVisible(busy);
        entry.dot->setToolTip(format::toolTip(why));
        entry.button->setAccessibleDescription(busy ? why : QString());
    }
}

void Sidebar::setFolded(bool folded) {
    if (folded == m_folded)
        return;
    m_folded = folded;
    showTexts();
}

void Sidebar::showIcons() {
    for (const Entry& entry : m_entries)
        entry.button->setIcon(m_theme.icon(entry.icon));
}

void Sidebar::showTexts() {
    m_brand->setText(m_folded ? QString() : tr("MoIE-OS\nObservatory"));
    m_brand->setVisible(!m_folded);
    for (const Entry& entry : m_entries)
        entry.button->setText(m_folded ? QString() : QLatin1Char(' ') + entry.title);
    const int folded = m_entries.front().button->sizeHint().width() + 2 * Theme::length(8);
    setFixedWidth(m_folded ? folded : Theme::length(unfoldedWidth));
}

} // namespace moie::ui
