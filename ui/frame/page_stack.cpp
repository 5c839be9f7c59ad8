// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/page_stack.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "ui/frame/start_page.h"
#include "ui/pages/compare_page.h"
#include "ui/pages/evolution_page.h"
#include "ui/pages/live_page.h"
#include "ui/pages/love_vectors_page.h"
#include "ui/pages/overview_page.h"
#include "ui/pages/performance_page.h"
#include "ui/pages/safety_page.h"
#include "ui/pages/sessions_page.h"
#include "ui/widgets/quiet_turn.h"
#include "ui/widgets/state_view.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {

namespace {

// After the page that is looked at has all its figures, and between two pages that are made ahead: long enough for the
// user to come first.
constexpr std::chrono::milliseconds aheadPause{150};

constexpr std::array pageListings{
    PageStack::Listing{"overview", QT_TRANSLATE_NOOP("PageStack", "Overview"), "overview", Qt::Key_1},
    PageStack::Listing{"love-vectors", QT_TRANSLATE_NOOP("PageStack", "Love vectors"), "love-vectors", Qt::Key_2},
    PageStack::Listing{"safety", QT_TRANSLATE_NOOP("PageStack", "Safety"), "safety", Qt::Key_3},
    PageStack::Listing{"performance", QT_TRANSLATE_NOOP("PageStack", "Performance"), "performance", Qt::Key_4},
    PageStack::Listing{"evolution", QT_TRANSLATE_NOOP("PageStack", "Evolution"), "evolution", Qt::Key_5},
    PageStack::Listing{"compare", QT_TRANSLATE_NOOP("PageStack", "Compare"), "compare", Qt::Key_6},
    PageStack::Listing{"sessions", QT_TRANSLATE_NOOP("PageStack", "Sessions"), "sessions", Qt::Key_7},
    PageStack::Listing{"logs", QT_TRANSLATE_NOOP("PageStack", "Logs"), "logs", Qt::Key_8},
    PageStack::Listing{"live", QT_TRANSLATE_NOOP("PageStack", "Live"), "live", Qt::Key_9},
    PageStack::Listing{"reports", QT_TRANSLATE_NOOP("PageStack", "Reports"), "report", Qt::Key_0},
};

} // namespace

std::span<const PageStack::Listing> PageStack::listings() {
    return pageListings;
}

QStringList PageStack::ids() {
    QStringList ids;
    for (const Listing& listing : pageListings)
        ids += QLatin1String(listing.id);
    return ids;
}

QString PageStack::titleOf(const QString& id) {
    for (const Listing& listing : pageListings)
        if (id == QLatin1String(listing.id))
            return tr(listing.title);
    return id;
}

PageStack::PageStack(Workspace& workspace, LiveSession& session, const Theme& theme, QWidget* parent)
    : QStackedWidget(parent), m_workspace(workspace), m_session(session), m_theme(theme),
      m_stateView(new StateView(theme, this)), m_startPage(new StartPage(theme, this)),
      m_aheadTurn(new QuietTurn(*this)) {
    addWidget(m_stateView);
    addWidget(m_startPage);
    connect(&workspace, &Workspace::textsHiddenChanged, this, &PageStack::showState);
    connect(m_stateView, &StateView::actionTriggered, this, [this] { emit actionWanted(m_state.action); });
    m_ahead.setSingleShot(true);
    m_ahead.setInterval(aheadPause);
    connect(&m_ahead, &QTimer::timeout, m_aheadTurn, &QuietTurn::start);
    connect(m_aheadTurn, &QuietTurn::came, this, &PageStack::makeAhead);
    connect(this, &PageStack::settled, &m_ahead, qOverload<>(&QTimer::start));
    listPages();
}

// Each page has its parent from the start: a widget that gets another parent is styled anew, with all that is in it.
void PageStack::listPages() {
    const std::array<std::function<Page*()>, pageListings.size()> makers{
        [this] {
            auto* page = new OverviewPage(m_workspace, m_theme, this);
            page->setDoors(ids());
            return page;
        },
        [this] { return new LoveVectorsPage(m_workspace, m_theme, this); },
        [this] { return new SafetyPage(m_workspace, m_theme, this); },
        [this] { return new PerformancePage(m_workspace, m_theme, this); },
        [this] { return new EvolutionPage(m_workspace, m_theme, this); },
        [this] { return new ComparePage(m_workspace, m_theme, this); },
        [this] { return new SessionsPage(m_workspace, m_theme, this); },
        [this] {
            m_logs = new LogsPage(m_workspace, m_theme, this);
            connect(m_logs, &LogsPage::exportWanted, this, &PageStack::entriesWanted);
            return m_logs;
        },
        [this] {
            auto* page = new LivePage(m_workspace, m_session, m_theme, this);
            connect(page, &LivePage::settingsWanted, this, &PageStack::settingsWanted);
            return page;
        },
        [this] {
            m_reports = new ReportsPage(m_workspace, m_theme, this);
            connect(m_reports, &ReportsPage::exportWanted, this, &PageStack::reportWanted);
            return m_reports;
        },
    };
    for (std::size_t i = 0; i < pageListings.size(); ++i)
        m_entries.push_back({QLatin1String(pageListings[i].id), makers[i], nullptr});
}

void PageStack::makePage(Entry& entry) {
    entry.page = entry.make();
    addWidget(entry.page);
    connect(entry.page, &Page::shownChanged, this, &PageStack::showState);
    connect(entry.page, &Page::settled, this, &PageStack::settled);
}

// Not while a log is read: then what has been read comes first. What a page needs to be styled and laid out, as when it
// is first shown, is done in a turn of its own.
void PageStack::makeAhead() {
    const SnapshotPtr snapshot = m_workspace.snapshot();
    if (!snapshot || !snapshot->load.complete)
        return;
    if (Page* made = std::exchange(m_madeLast, nullptr)) {
        if (made->isHidden()) {
            made->resize(size());
            made->grab(QRect(0, 0, 1, 1));
        }
    } else {
        const auto next = std::find_if(m_entries.begin(), m_entries.end(), [](const Entry& e) { return !e.page; });
        if (next == m_entries.end())
            return;
        makePage(*next);
        m_madeLast = next->page;
    }
    m_ahead.start();
}

void PageStack::activate(const QString& id) {
    const auto entry = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& e) { return e.id == id; });
    if (entry == m_entries.end() || (entry->page != nullptr && entry->page == m_page))
        return;
    if (m_page)
        m_page->setActive(false);
    if (!entry->page)
        makePage(*entry);
    m_page = entry->page;
    m_page->setActive(true);
    showState();
}

void PageStack::showState() {
    if (!m_page)
        return;
    PageFacts facts{m_page->needs() == Page::Needs::Turns, std::nullopt, {}, m_workspace.textsHidden()};
    if (const auto& shown = m_page->shown()) {
        facts.anything = shown->anything;
        facts.scope = shown->subject.scope;
    }
    const bool isOpen = !m_workspace.directory().isEmpty();
    m_state = isOpen && m_page->needs() == Page::Needs::Nothing
                  ? FrameState{}
                  : frameState(m_workspace.directory(), m_workspace.snapshot().get(), facts);
    if (m_state.kind == FrameState::Kind::NoDirectory || m_state.kind == FrameState::Kind::NoLogs) {
        QStringList others = m_workspace.settings().recents();
        others.removeAll(m_workspace.directory());
        m_startPage->setRecents(others);
        m_startPage->setOpened(m_workspace.directory(), m_state.view.title, m_state.view.text);
        setCurrentWidget(m_startPage);
    } else if (m_state.kind == FrameState::Kind::Figures) {
        setCurrentWidget(m_page);
    } else {
        m_stateView->setState(m_state.view);
        setCurrentWidget(m_stateView);
    }
    emit stateShown();
}

void PageStack::setLogsView(LogsPage::View view) {
    if (m_logs)
        m_logs->setView(view);
}

} // namespace moie::ui
