// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/views_dialog.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "ui/frame/page_stack.h"
#include "ui/frame/range_bar.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plain_label.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {

namespace {

QString meaningOf(const Place& place) {
    QStringList parts{PageStack::titleOf(place.page), RangeBar::nameOf(place.range)};
    if (!place.session.empty())
        parts += ViewsDialog::tr("session %1").arg(format::shortId(place.session));
    if (!place.filter.empty())
        parts += format::oneLine(QString::fromStdString(place.filter));
    return parts.join(QStringLiteral(" · "));
}

} // namespace

ViewsDialog::ViewsDialog(Workspace& workspace, QWidget* parent)
    : QDialog(parent), m_workspace(workspace), m_list(new QListWidget),
      m_says(wrappedLabel({}, TextStyle::Small, "dim")), m_show(new QPushButton(tr("Show"))),
      m_rename(new QPushButton(tr("Rename"))), m_remove(new QPushButton(tr("Delete"))),
      m_undo(new QPushButton(tr("Undo delete"))) {
    setWindowTitle(tr("Saved views"));
    m_list->setAccessibleName(tr("Saved views"));
    m_list->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::SelectedClicked);
    auto* removeKey = new QAction(m_list);
    removeKey->setShortcut(QKeySequence::Delete);
    removeKey->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(removeKey);

    auto* side = new QVBoxLayout;
    for (QPushButton* button : {m_show, m_rename, m_remove, m_undo})
        side->addWidget(button);
    side->addStretch();
    auto* middle = new QHBoxLayout;
    middle->addWidget(m_list, 1);
    middle->addLayout(side);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::length(18), Theme::length(16), Theme::length(18), Theme::length(16));
    layout->addLayout(middle, 1);
    layout->addWidget(m_says);
    layout->addWidget(buttons);

    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_show, &QPushButton::clicked, this, &ViewsDialog::showView);
    connect(m_list, &QListWidget::itemActivated, this, &ViewsDialog::showView);
    connect(m_rename, &QPushButton::clicked, this, [this] { m_list->editItem(m_list->currentItem()); });
    connect(m_remove, &QPushButton::clicked, this, &ViewsDialog::remove);
    connect(removeKey, &QAction::triggered, this, &ViewsDialog::remove);
    connect(m_undo, &QPushButton::clicked, this, &ViewsDialog::undo);
    connect(m_list, &QListWidget::itemChanged, this, &ViewsDialog::rename);
    connect(m_list, &QListWidget::currentRowChanged, this, &ViewsDialog::showButtons);
    list({});
    resize(Theme::length(460), Theme::length(320));
}

void ViewsDialog::list(const QString& current) {
    const QSignalBlocker blocker(m_list);
    m_views = m_workspace.settings().savedViews();
    m_list->clear();
    for (const SavedView& view : m_views) {
        auto* item = new QListWidgetItem(view.name, m_list);
        item->setFlags(item->flags() | Qt::ItemIsEditable);
        item->setToolTip(format::toolTip(meaningOf(view.place)));
        if (view.name == current)
            m_list->setCurrentItem(item);
    }
    if (m_list->currentRow() < 0 && m_list->count() > 0)
        m_list->setCurrentRow(0);
    showButtons();
}

void ViewsDialog::showView() {
    if (m_list->currentRow() < 0)
        return;
    m_workspace.go(m_views[static_cast<std::size_t>(m_list->currentRow())].place);
    accept();
}

void ViewsDialog::rename(QListWidgetItem* item) {
    const QString before = m_views[static_cast<std::size_t>(m_list->row(item))].name;
    const QString wanted = item->text().trimmed();
    if (wanted == before)
        return;
    const bool renamed = !wanted.isEmpty() && m_workspace.settings().renameView(before, wanted);
    // Not under the editor that is just being closed.
    QMetaObject::invokeMethod(
        this,
        [this, renamed, before, wanted] {
            list(renamed ? wanted : before);
            if (!renamed)
                m_says->setText(wanted.isEmpty() ? tr("A view needs a name.")
                                                 : tr("Another view has the name %1.").arg(format::oneLine(wanted)));
        },
        Qt::QueuedConnection);
}

void ViewsDialog::remove() {
    if (m_list->currentRow() < 0)
        return;
    m_removed = m_views[static_cast<std::size_t>(m_list->currentRow())];
    m_workspace.settings().deleteView(m_removed->name);
    list({});
}

void ViewsDialog::undo() {
    if (!m_removed)
        return;
    m_workspace.settings().saveView(*m_removed);
    const QString name = m_removed->name;
    m_removed.reset();
    list(name);
}

void ViewsDialog::showButtons() {
    const int row = m_list->currentRow();
    for (QPushButton* button : {m_show, m_rename, m_remove})
        button->setEnabled(row >= 0);
    m_undo->setEnabled(m_removed.has_value());
    m_says->setText(row >= 0 ? meaningOf(m_views[static_cast<std::size_t>(row)].place) : tr("No view was saved yet."));
}

} // namespace moie::ui
