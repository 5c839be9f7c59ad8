// SPDX-License-Identifier: GPL-3.0-or-later
// The saved views by name: show, rename in place (F2), delete (Del) and take that back.
#pragma once

#include <optional>

#include <QDialog>

#include "ui/workspace/saved_view.h"

class QLabel;
class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace moie::ui {

class Workspace;

class ViewsDialog : public QDialog {
    Q_OBJECT

public:
    explicit ViewsDialog(Workspace& workspace, QWidget* parent = nullptr);

private:
    void list(const QString& current);
    void showView();
    void rename(QListWidgetItem* item);
    void remove();
    void undo();
    void showButtons();

    Workspace& m_workspace;
    std::vector<SavedView> m_views; // as listed
    std::optional<SavedView> m_removed;
    QListWidget* m_list;
    QLabel* m_says;
    QPushButton* m_show;
    QPushButton* m_rename;
    QPushButton* m_remove;
    QPushButton* m_undo;
};

} // namespace moie::ui
