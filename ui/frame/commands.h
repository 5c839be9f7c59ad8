// SPDX-License-Identifier: GPL-3.0-or-later
// All that the window can be told to do, by group. The command palette and the list of keys are made from it, so that
// neither can leave anything out. The actions belong to the window: their keys work wherever the focus is.
#pragma once

#include <array>
#include <functional>
#include <vector>

#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>

class QAction;
class QWidget;

namespace moie::ui {

enum class CommandGroup : unsigned char { Pages, Going, Scope, Views, Window };
inline constexpr std::size_t commandGroupCount = static_cast<std::size_t>(CommandGroup::Window) + 1;

class Commands : public QObject {
    Q_OBJECT

public:
    struct Section {
        QString title;
        QList<QAction*> actions;
    };

    explicit Commands(QWidget& window);

    QAction* add(CommandGroup group, const QString& text, const QList<QKeySequence>& keys, std::function<void()> run);
    // In the order in which they are shown. The actions of the page that is looked at, which may be null, come first:
    // those that were added to it with QWidget::addAction().
    std::vector<Section> sections(const QWidget* page) const;

private:
    QWidget& m_window;
    std::array<QList<QAction*>, commandGroupCount> m_actions;
};

} // namespace moie::ui
