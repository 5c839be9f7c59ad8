// SPDX-License-Identifier: GPL-3.0-or-later
// The middle of the window: the page that is looked at, or why there is nothing to show, or how to start. Pages are
// made when they are first looked at, or before that one by one while there is nothing else to do, since their widgets
// take longer to make than a change of page may.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include <QStackedWidget>
#include <QTimer>

#include "ui/frame/frame_state.h"
#include "ui/pages/logs_page.h"
#include "ui/pages/page.h"
#include "ui/pages/reports_page.h"

namespace moie::ui {

class LiveSession;
class QuietTurn;
class StartPage;
class Theme;
class Workspace;

class PageStack : public QStackedWidget {
    Q_OBJECT

public:
    // A page as the sidebar lists it. Titles are translated where they are shown, by tr().
    struct Listing {
        const char* id;
        const char* title;
        const char* icon;
        Qt::Key key; // with Ctrl
    };
    // In the order of the sidebar.
    static std::span<const Listing> listings();
    static QString titleOf(const QString& id); // of a page that is not known: its id
    static QStringList ids();

    PageStack(Workspace& workspace, LiveSession& session, const Theme& theme, QWidget* parent = nullptr);

    // It becomes the page that asks for figures. One that is not listed changes nothing.
    void activate(const QString& id);
    // What is shown follows from the snapshot and what the page has.
    void showState();
    const FrameState& state() const { return m_state; }
    // Null before the first one was activated.
    Page* page() const { return m_page; }
    StartPage* startPage() const { return m_startPage; }

    // The one that the Reports page shows; null where another page is looked at.
    bool showsReports() const { return m_page != nullptr && m_page == m_reports; }
    ReportsPage::ReportPtr report() const { return m_reports ? m_reports->report() : nullptr; }
    // On the Logs page.
    void setLogsView(LogsPage::View view);

    // The window says how small it may become and pages take the room that there is. A stack that asked them would lay
    // out all ten of them anew whenever anything in one is shown or hidden.
    QSize sizeHint() const override { return {}; }
    QSize minimumSizeHint() const override { return {}; }
    bool hasHeightForWidth() const override { return false; }

signals:
    void stateShown();
    // The figures that were computed last are on the page, with its charts.
    void settled();
    void actionWanted(moie::ui::FrameState::Action action);
    void settingsWanted();
    void entriesWanted(const moie::ui::ListedEntries& listed, moie::EntryFormat format);
    void reportWanted(const std::shared_ptr<const moie::ui::Report>& report, moie::ui::ReportFormat format);

private:
    struct Entry {
        QString id;
        std::function<Page*()> make;
        Page* page = nullptr;
    };

    void listPages();
    void makePage(Entry& entry);
    void makeAhead();

    Workspace& m_workspace;
    LiveSession& m_session;
    const Theme& m_theme;
    FrameState m_state;
    StateView* m_stateView;
    StartPage* m_startPage;
    std::vector<Entry> m_entries;
    Page* m_page = nullptr; // the one that is looked at
    LogsPage* m_logs = nullptr;
    ReportsPage* m_reports = nullptr;
    QTimer m_ahead;             // until the next page is made ahead
    QuietTurn* m_aheadTurn;     // in which it is made
    Page* m_madeLast = nullptr; // ahead, and not laid out yet
};

} // namespace moie::ui
