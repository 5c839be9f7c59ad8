// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/commands.h"

#include <utility>

#include <QAction>
#include <QWidget>

namespace moie::ui {

namespace {

QString titleOf(CommandGroup group) {
    switch (group) {
    case CommandGroup::Pages: return Commands::tr("Pages");
    case CommandGroup::Going: return Commands::tr("Going about");
    case CommandGroup::Scope: return Commands::tr("What is shown");
    case CommandGroup::Views: return Commands::tr("Saved views");
    case CommandGroup::Window: return Commands::tr("Window");
    }
    return {};
}

} // namespace

Commands::Commands(QWidget& window) : QObject(&window), m_window(window) {}

QAction* Commands::add(CommandGroup group, const QString& text, const QList<QKeySequence>& keys,
                       std::function<void()> run) {
    auto* action = new QAction(text, this);
    action->setShortcuts(keys);
    connect(action, &QAction::triggered, this, std::move(run));
    m_window.addAction(action);
    m_actions[static_cast<std::size_t>(group)].append(action);
    return action;
}

std::vector<Commands::Section> Commands::sections(const QWidget* page) const {
    std::vector<Section> sections;
    if (page && !page->actions().isEmpty())
        sections.push_back({tr("This page"), page->actions()});
    for (std::size_t group = 0; group < commandGroupCount; ++group) {
        if (!m_actions[group].isEmpty())
            sections.push_back({titleOf(static_cast<CommandGroup>(group)), m_actions[group]});
    }
    return sections;
}

} // namespace moie::ui
