// SPDX-License-Identifier: GPL-3.0-or-later
// The saved views: shows one, saves the present one, and opens the dialog that renames and deletes them. Made anew each
// time it opens.
#pragma once

#include <QMenu>

namespace moie::ui {

struct SavedView;
class Workspace;

class ViewsMenu : public QMenu {
    Q_OBJECT

public:
    // Its dialogs belong to the window.
    ViewsMenu(Workspace& workspace, QWidget* window);

    void askToSave();
    void manage();

private:
    void fill();
    void save(const SavedView& view);

    Workspace& m_workspace;
    QWidget* m_window;
};

} // namespace moie::ui
