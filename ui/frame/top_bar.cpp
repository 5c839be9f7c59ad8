// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/top_bar.h"

#include <array>

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QResizeEvent>

#include "ui/frame/filter_line.h"
#include "ui/frame/frame_state.h"
#include "ui/frame/range_bar.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"

namespace moie::ui {

namespace {

// In design pixels.
constexpr double longestDirectoryText = 230;
constexpr double shortestDirectoryText = 110;
constexpr double longestMenuText = 420;
constexpr double leastFilter = 230;
constexpr double barIconSize = 16;

// Buttons and menus take "&" for a mnemonic.
QString withoutMnemonics(QString text) {
    return text.replace(QLatin1Char('&'), QLatin1String("&&"));
}

} // namespace

TopBar::TopBar(const Actions& actions, Workspace& workspace, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_openAction(actions.open), m_demonstrateAction(actions.demonstrate),
      m_exportText(actions.exportReport->text()), m_upper(new QHBoxLayout), m_lower(new QHBoxLayout),
      m_back(addButton(actions.back, {})), m_forward(addButton(actions.forward, {})),
      m_directoryButton(new QPushButton(this)), m_directoryMenu(new QMenu(m_directoryButton)),
      m_ranges(new RangeBar(this)), m_session(new QPushButton(this)), m_filter(new FilterLine(workspace, theme, this)),
      m_views(new QPushButton(this)), m_export(addButton(actions.exportReport, m_exportText)) {
    setObjectName(QStringLiteral("topBar"));
    setAttribute(Qt::WA_StyledBackground);
    for (QPushButton* button : {m_back, m_forward, m_views})
        button->setProperty("iconOnly", true);
    m_views->setMenu(actions.views);
    m_views->setIconSize(m_back->iconSize());
    m_views->setAccessibleName(tr("Saved views"));
    m_views->setToolTip(format::toolTip(tr("Saved views: a page, time range and filter by name")));
    m_export->setProperty("primary", true);
    m_directoryButton->setMenu(m_directoryMenu);
    m_session->hide();
    connect(m_session, &QPushButton::clicked, this, &TopBar::sessionCleared);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::length(16), Theme::length(8), Theme::length(16), Theme::length(8));
    layout->setSpacing(Theme::length(6));
    layout->addLayout(m_upper);
    layout->addLayout(m_lower);
    for (QHBoxLayout* row : {m_upper, m_lower})
        row->setSpacing(Theme::length(8));
    for (QWidget* widget : {m_back, m_forward, m_directoryButton})
        m_upper->addWidget(widget);
    m_upper->addWidget(m_ranges);
    m_upper->addWidget(m_session);
    m_upper->addWidget(m_filter, 1);
    m_upper->addStretch();
    m_upper->addWidget(m_views);
    m_upper->addWidget(m_export);
    // The bar decides by its width what it shows, so its contents must not decide its width.
    layout->setSizeConstraint(QLayout::SetNoConstraint);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    connect(&theme, &Theme::themeChanged, this, &TopBar::showIcons);
    showIcons();
    setDirectory({}, {});
}

QPushButton* TopBar::addButton(QAction* action, const QString& text) {
    auto* button = new QPushButton(text, this);
    button->setAccessibleName(action->text());
    button->setIconSize(QSize(Theme::length(barIconSize), Theme::length(barIconSize)));
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    const auto follow = [button, action] {
        button->setEnabled(action->isEnabled());
        button->setToolTip(format::toolTip(action->toolTip()));
    };
    connect(action, &QAction::changed, button, follow);
    follow();
    return button;
}

void TopBar::setDirectory(const QString& directory, const QStringList& recents) {
    m_directory = directory;
    m_directoryMenu->clear();
    m_directoryMenu->addAction(m_openAction);
    m_directoryMenu->addAction(m_demonstrateAction);
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
    m_filter->setVisible(!directory.isEmpty());
    m_views->setVisible(!directory.isEmpty());
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

void TopBar::setRangeUsed(bool used) {
    m_rangeUsed = used;
    fit();
}

void TopBar::fit() {
    static constexpr std::array arrangements{Arrangement{false, true, false, longestDirectoryText},
                                             Arrangement{false, false, false, longestDirectoryText},
                                             Arrangement{false, false, false, shortestDirectoryText},
                                             Arrangement{true, true, false, longestDirectoryText},
                                             Arrangement{true, false, false, longestDirectoryText},
                                             Arrangement{true, false, false, shortestDirectoryText},
                                             Arrangement{true, false, true, 0}};
    m_ranges->setVisible(m_rangeUsed && !m_directory.isEmpty());
    for (const Arrangement& arrangement : arrangements) {
        sayIn(arrangement);
        if (upperRowWidth(arrangement) > width() && &arrangement != &arrangements.back())
            continue;
        moveFilter(arrangement.twoRows ? *m_lower : *m_upper);
        break;
    }
}

void TopBar::sayIn(const Arrangement& arrangement) {
    m_ranges->setCollapsed(!arrangement.rangesInRow);
    m_ranges->setBrief(arrangement.brief);
    const QString full = m_directory.isEmpty() ? tr("No directory") : shortPath(m_directory);
    const QString text = arrangement.brief ? QString()
                                           : fontMetrics().elidedText(full, Qt::ElideMiddle,
                                                                      Theme::length(arrangement.longestDirectory));
    m_directoryButton->setText(withoutMnemonics(tr("%1 ▾").arg(text).trimmed()));
    m_directoryButton->setIcon(arrangement.brief ? m_theme.icon(QStringLiteral("folder")) : QIcon());
    m_export->setText(arrangement.brief ? QString() : m_exportText);
    m_export->setIcon(arrangement.brief ? m_theme.icon(QStringLiteral("report"), ColorRole::OnAccent) : QIcon());
}

int TopBar::upperRowWidth(const Arrangement& arrangement) const {
    const QMargins margins = layout()->contentsMargins();
    int width = margins.left() + margins.right();
    const auto add = [&](const QWidget* widget, int wanted) {
        if (!widget->isHidden())
            width += wanted + m_upper->spacing();
    };
    for (const QPushButton* button : {m_back, m_forward, m_directoryButton, m_views, m_export})
        add(button, button->sizeHint().width());
    add(m_ranges, arrangement.rangesInRow ? m_ranges->expandedWidth() : m_ranges->sizeHint().width());
    if (!arrangement.twoRows) {
        add(m_session, m_session->sizeHint().width());
        add(m_filter, Theme::length(leastFilter));
    }
    return width;
}

void TopBar::moveFilter(QHBoxLayout& row) {
    if (row.indexOf(m_filter) >= 0)
        return;
    // In the upper row before the stretch, the views and the report, which stand at its end.
    const int before = &row == m_upper ? row.count() - 3 : 0;
    for (QHBoxLayout* each : {m_upper, m_lower}) {
        each->removeWidget(m_session);
        each->removeWidget(m_filter);
    }
    row.insertWidget(before, m_session);
    row.insertWidget(before + 1, m_filter, 1);
}

void TopBar::showIcons() {
    m_back->setIcon(m_theme.icon(QStringLiteral("back")));
    m_forward->setIcon(m_theme.icon(QStringLiteral("forward")));
    m_views->setIcon(m_theme.icon(QStringLiteral("bookmark")));
    fit();
}

void TopBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fit();
}

void TopBar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
}

} // namespace moie::ui
