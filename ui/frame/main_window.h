// SPDX-License-Identifier: GPL-3.0-or-later
// The window: sidebar, top bar, the current page or why there is none, status bar. It wires these to the workspace and
// holds no figures itself.
#pragma once

#include <optional>

#include <QMainWindow>
#include <QTimer>

#include "ui/frame/frame_state.h"
#include "ui/frame/status_texts.h"
#include "ui/workspace/workspace.h"

class QAction;

namespace moie::ui {

class AlertCenter;
class CommandPalette;
class Commands;
class EntryExport;
class LiveSession;
class NotesGuard;
class NoticeBar;
class Page;
class PageStack;
class ReportExport;
class SessionGuard;
class Sidebar;
class SpreadNotice;
class StatusBar;
class Theme;
class TopBar;
class ViewsMenu;
class WindowDialogs;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    // Workspace and theme must outlive the window.
    MainWindow(Workspace& workspace, Theme& theme, QWidget* parent = nullptr);
    ~MainWindow() override;

    // False where there is no such page.
    bool showPage(const QString& id);
    Page* page() const;
    // What the middle shows now, for tests and screenshots.
    const FrameState& state() const;

    // Asks for a directory with the desktop's dialog.
    void chooseDirectory();

signals:
    // The figures that were computed last are on the page, with its charts.
    void pageSettled();

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildCommands();
    void buildScopeCommands();
    void buildViewCommands();
    void listPages();
    void buildLayout();
    void connectWorkspace();
    void connectBars();
    void connectPages();
    void restoreGeometryFromSettings();

    void takeDirectory();
    void takePlace();
    void takeTextsHidden();
    void takeSnapshot(const SnapshotPtr& snapshot);
    void showProblem();
    void trySettings();
    void showStatus();
    void act(FrameState::Action action);
    void openDemonstration();
    void exportReport();
    void showNotes();
    void takeAlerts();
    void openPalette();

    Workspace& m_workspace;
    Theme& m_theme;
    ArrivalRate m_arrivals;
    bool m_arrivalsKnown = false;
    std::optional<Time> m_problemSince;
    bool m_settingsTried = false; // whether they can be written
    QTimer m_second;

    Commands* m_commands = nullptr;
    QAction* m_open = nullptr;
    QAction* m_demonstrate = nullptr;
    QAction* m_export = nullptr;
    QAction* m_back = nullptr;
    QAction* m_forward = nullptr;
    QAction* m_hideTexts = nullptr;
    Sidebar* m_sidebar = nullptr;
    TopBar* m_topBar = nullptr;
    NoticeBar* m_notice = nullptr;
    NoticeBar* m_problemNotice = nullptr; // as long as the directory cannot be read
    PageStack* m_pages = nullptr;
    StatusBar* m_statusBar = nullptr;
    WindowDialogs* m_dialogs = nullptr;
    ViewsMenu* m_views = nullptr;
    CommandPalette* m_palette = nullptr;
    ReportExport* m_reportExport = nullptr;
    AlertCenter* m_alerts = nullptr;
    NoticeBar* m_alertNotice = nullptr;
    NoticeBar* m_entryNotice = nullptr;
    SpreadNotice* m_spread = nullptr;
    EntryExport* m_entryExport = nullptr;
    LiveSession* m_session = nullptr;
    SessionGuard* m_sessionGuard = nullptr;
    NotesGuard* m_notesGuard = nullptr;
};

} // namespace moie::ui
