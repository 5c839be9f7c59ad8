// SPDX-License-Identifier: GPL-3.0-or-later
// The dialogs that the window's commands open. Belongs to the window, over which they stand.
#pragma once

#include <QObject>
#include <QPointer>

namespace moie::ui {

class AlertCenter;
class AlertsDialog;
class Commands;
class NotesDialog;
class Theme;
class Workspace;

class WindowDialogs : public QObject {
    Q_OBJECT

public:
    // All of them must outlive the dialogs.
    WindowDialogs(Workspace& workspace, Theme& theme, AlertCenter& alerts, QWidget& window);

    // Asks for a directory with the desktop's dialog, and opens it.
    void chooseDirectory();
    void chooseRange();
    void showSettings();
    void showUserNotes();
    void showAlerts();
    // `page` is the one that is looked at.
    void showShortcuts(const Commands& commands, const QWidget* page);

signals:
    void recentsForgotten();

private:
    Workspace& m_workspace;
    Theme& m_theme;
    AlertCenter& m_alerts;
    QWidget& m_window;
    QPointer<AlertsDialog> m_alertsDialog;
    QPointer<NotesDialog> m_notesDialog;
};

} // namespace moie::ui
