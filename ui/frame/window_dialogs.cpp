// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/window_dialogs.h"

#include <QFileDialog>

#include "ui/frame/alert_center.h"
#include "ui/frame/alerts_dialog.h"
#include "ui/frame/commands.h"
#include "ui/frame/custom_range_dialog.h"
#include "ui/frame/notes_dialog.h"
#include "ui/frame/settings_dialog.h"
#include "ui/frame/shortcuts_dialog.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {

namespace {

// One that stays open beside the window.
void showInFront(QWidget& dialog) {
    dialog.show();
    dialog.raise();
    dialog.activateWindow();
}

} // namespace

WindowDialogs::WindowDialogs(Workspace& workspace, Theme& theme, AlertCenter& alerts, QWidget& window)
    : QObject(&window), m_workspace(workspace), m_theme(theme), m_alerts(alerts), m_window(window) {}

void WindowDialogs::chooseDirectory() {
    auto* dialog = new QFileDialog(&m_window, tr("Open a log directory"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    if (!m_workspace.directory().isEmpty())
        dialog->setDirectory(m_workspace.directory());
    connect(dialog, &QFileDialog::fileSelected, &m_workspace, &Workspace::open);
    dialog->open();
}

void WindowDialogs::chooseRange() {
    TimeRange logs;
    if (const SnapshotPtr snapshot = m_workspace.snapshot(); snapshot && snapshot->counts.first != unknownTime)
        logs = {snapshot->counts.first, snapshot->counts.last};
    const RangeChoice choice = m_workspace.rangeChoice();
    const TimeRange present = choice.kind == RangeChoice::Kind::Custom ? choice.fixed : TimeRange{};
    auto* dialog = new CustomRangeDialog(present, logs, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, &m_workspace,
            [this, dialog] { m_workspace.setRangeChoice(RangeChoice::between(dialog->range())); });
    dialog->open();
}

void WindowDialogs::showSettings() {
    auto* dialog = new SettingsDialog(m_workspace, m_theme, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SettingsDialog::alertRulesChanged, &m_alerts, &AlertCenter::takeRules);
    connect(dialog, &SettingsDialog::recentsForgotten, this, &WindowDialogs::recentsForgotten);
    dialog->open();
}

void WindowDialogs::showUserNotes() {
    if (!m_notesDialog) {
        m_notesDialog = new NotesDialog(m_workspace, m_theme, &m_window);
        m_notesDialog->setAttribute(Qt::WA_DeleteOnClose);
    }
    showInFront(*m_notesDialog);
}

void WindowDialogs::showAlerts() {
    if (!m_alertsDialog) {
        m_alertsDialog = new AlertsDialog(m_alerts, m_workspace, m_theme, &m_window);
        m_alertsDialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_alertsDialog, &AlertsDialog::settingsWanted, this, &WindowDialogs::showSettings);
    }
    showInFront(*m_alertsDialog);
}

void WindowDialogs::showShortcuts(const Commands& commands, const QWidget* page) {
    auto* dialog = new ShortcutsDialog(commands.sections(page), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace moie::ui
