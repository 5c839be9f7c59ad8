// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/page.h"

#include "ui/workspace/workspace.h"

namespace moie::ui {

Page::Page(Workspace& workspace, QWidget* parent) : QWidget(parent), m_workspace(workspace) {
    connect(&workspace, &Workspace::directoryChanged, this, [this] {
        m_shown.reset();
        emit shownChanged();
    });
}

void Page::setShown(const Subject& subject, bool anything) {
    m_shown = Shown{subject, anything};
    emit shownChanged();
}

} // namespace moie::ui
