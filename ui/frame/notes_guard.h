// SPDX-License-Identifier: GPL-3.0-or-later
// Sees to it that no note or marker is lost unseen: says what cannot be written, whatever page is looked at, and asks
// before the window closes over it. Belongs to the window.
#pragma once

#include <QObject>
#include <QString>

class QWidget;

namespace moie::ui {

class NoticeBar;
class Workspace;

class NotesGuard : public QObject {
    Q_OBJECT

public:
    NotesGuard(Workspace& workspace, NoticeBar& notice, QWidget& window);

    // False: the user is asked first, and closeWanted() follows where he says so. The end of the desktop's session or a
    // signal asks nobody.
    bool mayClose(bool byUser);

signals:
    void closeWanted();

private:
    bool isBesideNotes() const;
    void showProblem();

    Workspace& m_workspace;
    NoticeBar& m_notice;
    QWidget& m_window;
    bool m_wasBesideNotes;
    QString m_closed; // what the user saw and closed; it comes again once it went or says something else
};

} // namespace moie::ui
