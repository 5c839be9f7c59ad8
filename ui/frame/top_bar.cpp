// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/top_bar.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>

#include "ui/frame/frame_state.h"
#include "ui/frame/range_bar.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"

namespace moie::ui {

namespace {

constexpr double longestDirectoryText = 230; // design pixels
constexpr double shortestDirectoryText = 110;
constexpr double longestMenuText = 420;

// Buttons and menus take "&" for a mnemonic.
QString withoutMnemonics(QString text) {
    return text.replace(QLatin1Char('&'), QLatin1String("&&"));
}

} // namespace

TopBar::TopBar(QAction* openAction, QAction* exportAction, QWidget* parent)
    : QWidget(parent), m_openAction(openAction), m_directoryButton(new QPushButton(this)),
      m_directoryMenu(new QMenu(m_directoryButton)), m_ranges(new RangeBar(this)), m_session(new QPushButton(this)),
      m_export(new QPushButton(exportAction->text(), this)) {
    setObjectName(QStringLiteral("topBar"));
    setAttribute(Qt::WA_StyledBackground);
    m_directoryButton->setMenu(m_directoryMenu);
    m_session->hide();
    connect(m_session, &QPushButton::clicked, this, &TopBar::sessionCleared);
    m_export->setProperty("primary", true);
    m_export->setToolTip(format::toolTip(exportAction->toolTip()));
    connect(m_export, &QPushButton::clicked, exportAction, &QAction::trigger);
    m_export->setEnabled(exportAction->isEnabled());
    connect(exportAction, &QAction::enabledChanged, m_export, &QWidget::setEnabled);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(Theme::length(16), Theme::length(8), Theme::length(16), Theme::length(8));
    layout->setSpacing(Theme::length(10));
    layout->addWidget(m_directoryButton);
    layout->addWidget(m_ranges);
    layout->addWidget(m_session);
    layout->addStretch(1);
    layout->addWidget(m_export);
    // The bar decides by its width what it shows, so its contents must not decide its width.
    layout->setSizeConstraint(QLayout::SetNoConstraint);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setDirectory({}, {});
}

void TopBar::setDirectory(const QString& directory, const QStringList& recents) {
    m_directory = directory;
    m_directoryMenu->clear();
    m_directoryMenu->addAction(m_openAction);
    bool first = true;
    for (const QString& recent : recents) {
        if (recent == directory)
            continue;
        if (first)
            m_directoryMenu->addSection(tr("Recent"));
        first = false;
        const QString text =
            fontMetrics().elidedText(shownPath(recent), Qt::ElideMiddle, Theme::length(longestMenuText));
        QAction* action = m_directoryMenu->addAction(withoutMnemonics(text));
        connect(action, &QAction::triggered, this, [this, recent] { emit directoryChosen(recent); });
    }
    m_ranges->setVisible(!directory.isEmpty());
    m_directoryButton->setToolTip(directory.isEmpty() ? QString() : format::toolTip(shownPath(directory)));
    m_directoryButton->setAccessibleName(directory.isEmpty() ? tr("Open a log directory")
                                                             : tr("Log directory: %1").arg(shownPath(directory)));
    fit();
}

void TopBar::setSession(const QString& session) {
    m_session->setVisible(!session.isEmpty());
    const QString shown = format::shortId(session.toStdString());
    m_session->setText(withoutMnemonics(tr("Session %1  ✕").arg(shown)));
    m_session->setAccessibleName(tr("Only session %1; press to show all").arg(shown));
    m_session->setToolTip(format::toolTip(
        tr("Only the turns of session %1 are shown. Press to show all sessions.").arg(format::oneLine(session))));
    fit();
}

void TopBar::fit() {
    const QString full = m_directory.isEmpty() ? tr("No directory") : shortPath(m_directory);
    const auto showText = [&](double most) {
        const QString text = fontMetrics().elidedText(full, Qt::ElideMiddle, Theme::length(most));
        m_directoryButton->setText(withoutMnemonics(tr("%1 ▾").arg(text)));
    };
    showText(longestDirectoryText);
    const auto needed = [&](int ranges) {
        const int spacing = layout()->spacing();
        const QMargins margins = layout()->contentsMargins();
        int width = margins.left() + margins.right() + m_directoryButton->sizeHint().width() + spacing +
                    m_export->sizeHint().width() + spacing;
        if (!m_directory.isEmpty())
            width += ranges + spacing;
        return m_session->isHidden() ? width : width + m_session->sizeHint().width() + spacing;
    };
    const bool collapsed = needed(m_ranges->expandedWidth()) > width();
    m_ranges->setCollapsed(collapsed);
    if (collapsed && needed(m_ranges->sizeHint().width()) > width())
        showText(shortestDirectoryText);
}

void TopBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
}

void TopBar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
}

} // namespace moie::ui
