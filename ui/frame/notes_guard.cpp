// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/notes_guard.h"

#include <utility>

#include <QMessageBox>
#include <QPushButton>

#include "ui/frame/notice_bar.h"
#include "ui/theme/format.h"
#include "ui/workspace/annotations.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {

NotesGuard::NotesGuard(Workspace& workspace, NoticeBar& notice, QWidget& window)
    : QObject(&window), m_workspace(workspace), m_notice(notice), m_window(window), m_wasBesideNotes(isBesideNotes()) {
    const Annotations& annotations = workspace.annotations();
    connect(&annotations, &Annotations::problemChanged, this, &NotesGuard::showProblem);
    connect(&annotations, &Annotations::setAside, this, &NotesGuard::showProblem);
    connect(&notice, &NoticeBar::closed, this, [this] { m_closed = m_workspace.annotations().notice(); });
    connect(&workspace, &Workspace::placeChanged, this, [this] {
        const bool now = isBesideNotes();
        if (std::exchange(m_wasBesideNotes, now) != now)
            showProblem();
    });
}

// The Sessions page says it beside the notes themselves.
bool NotesGuard::isBesideNotes() const {
    return m_workspace.place().page == QLatin1String("sessions");
}

void NotesGuard::showProblem() {
    const QString said = m_workspace.annotations().notice();
    if (said.isEmpty())
        m_closed.clear();
    if (said == m_closed || isBesideNotes())
        m_notice.hide();
    else
        m_notice.show(NoticeBar::Tone::Bad, format::oneLine(said));
}

bool NotesGuard::mayClose(bool byUser) {
    const Annotations& annotations = m_workspace.annotations();
    if (!byUser || annotations.unwritten() == 0 || annotations.problem().isEmpty())
        return true;
    QString text =
        tr("Changes of your notes could not be written (%1 so far). They are lost when the window closes now.")
            .arg(format::count(annotations.unwritten()));
    // Where the file could not be read either, nothing is exported.
    if (annotations.isLoaded())
        text += QLatin1Char(' ') + tr("“Your notes” (Ctrl+B) can export them to another place.");
    auto* question =
        new QMessageBox(QMessageBox::Warning, tr("Close the window"), text, QMessageBox::Cancel, &m_window);
    question->setTextFormat(Qt::PlainText);
    // Unlike the text above, always guessed to be HTML or not.
    question->setInformativeText(format::toolTip(format::oneLine(annotations.problem())));
    question->setAttribute(Qt::WA_DeleteOnClose);
    const QPushButton* lose = question->addButton(tr("Close and lose them"), QMessageBox::DestructiveRole);
    connect(lose, &QPushButton::clicked, this, &NotesGuard::closeWanted);
    question->open();
    return false;
}

} // namespace moie::ui
