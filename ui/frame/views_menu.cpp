// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/views_menu.h"

#include <algorithm>

#include <QAction>
#include <QInputDialog>
#include <QMessageBox>
#include <QPushButton>

#include "ui/frame/range_bar.h"
#include "ui/frame/views_dialog.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {

namespace {

constexpr double longestViewName = 320; // design pixels
constexpr qsizetype longestProposal = 60;

// Of what is shown now, what a view keeps.
Place viewOf(Place place) {
    place.turn.reset();
    place.entry.reset();
    return place;
}

// "turn:unsafe, 7 d"
QString proposedName(const Place& place) {
    QString name = QString::fromStdString(place.filter);
    if (!place.session.empty())
        name += (name.isEmpty() ? QString() : QStringLiteral(", ")) + format::shortId(place.session);
    const QString range = RangeBar::nameOf(place.range);
    return (name.isEmpty() ? place.page : format::oneLine(name.left(longestProposal))) + QStringLiteral(", ") + range;
}

} // namespace

ViewsMenu::ViewsMenu(Workspace& workspace, QWidget* window) : QMenu(window), m_workspace(workspace), m_window(window) {
    connect(this, &QMenu::aboutToShow, this, &ViewsMenu::fill);
    fill();
}

void ViewsMenu::fill() {
    clear();
    const Place here = viewOf(m_workspace.place());
    const std::vector<SavedView> views = m_workspace.settings().savedViews();
    for (const SavedView& view : views) {
        QString text =
            fontMetrics().elidedText(format::oneLine(view.name), Qt::ElideRight, Theme::length(longestViewName));
        QAction* action = addAction(text.replace(QLatin1Char('&'), QLatin1String("&&")));
        action->setCheckable(true);
        action->setChecked(view.place == here);
        connect(action, &QAction::triggered, this, [this, place = view.place] { m_workspace.go(place); });
    }
    if (views.empty())
        addAction(tr("No view was saved yet"))->setEnabled(false);
    addSeparator();
    connect(addAction(tr("Save this view…")), &QAction::triggered, this, &ViewsMenu::askToSave);
    QAction* manageAction = addAction(tr("Rename and delete views…"));
    manageAction->setEnabled(!views.empty());
    connect(manageAction, &QAction::triggered, this, &ViewsMenu::manage);
}

void ViewsMenu::askToSave() {
    auto* dialog = new QInputDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save this view"));
    dialog->setLabelText(tr("The page, time range, session and filter that are shown now, under the name:"));
    dialog->setTextValue(proposedName(m_workspace.place()));
    dialog->setOkButtonText(tr("Save"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& name) {
        if (!name.trimmed().isEmpty())
            save({name.trimmed(), viewOf(m_workspace.place())});
    });
    dialog->open();
}

// Asks before another view of that name goes.
void ViewsMenu::save(const SavedView& view) {
    const std::vector<SavedView> views = m_workspace.settings().savedViews();
    const bool isTaken = std::any_of(views.begin(), views.end(), [&](const SavedView& each) {
        return each.name == view.name && each.place != view.place;
    });
    if (!isTaken) {
        m_workspace.settings().saveView(view);
        return;
    }
    auto* question = new QMessageBox(QMessageBox::Question, tr("Save this view"),
                                     tr("Another view has the name %1.").arg(format::oneLine(view.name)),
                                     QMessageBox::Cancel, m_window);
    question->setTextFormat(Qt::PlainText);
    question->setAttribute(Qt::WA_DeleteOnClose);
    const QPushButton* replace = question->addButton(tr("Replace it"), QMessageBox::DestructiveRole);
    connect(replace, &QPushButton::clicked, this, [this, view] { m_workspace.settings().saveView(view); });
    question->open();
}

void ViewsMenu::manage() {
    auto* dialog = new ViewsDialog(m_workspace, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace moie::ui
