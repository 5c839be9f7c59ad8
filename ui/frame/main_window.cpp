// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/main_window.h"

#include <algorithm>
#include <array>

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMimeData>
#include <QMouseEvent>
#include <QScreen>
#include <QStackedWidget>
#include <QStyle>
#include <QVBoxLayout>

#include "ui/frame/alert_center.h"
#include "ui/frame/alerts_dialog.h"
#include "ui/frame/command_palette.h"
#include "ui/frame/commands.h"
#include "ui/frame/custom_range_dialog.h"
#include "ui/frame/entry_export.h"
#include "ui/frame/filter_line.h"
#include "ui/frame/notes_dialog.h"
#include "ui/frame/notice_bar.h"
#include "ui/frame/palette_entries.h"
#include "ui/frame/range_bar.h"
#include "ui/frame/report_export.h"
#include "ui/frame/session_guard.h"
#include "ui/frame/settings_dialog.h"
#include "ui/frame/shortcuts_dialog.h"
#include "ui/frame/sidebar.h"
#include "ui/frame/start_page.h"
#include "ui/frame/status_bar.h"
#include "ui/frame/top_bar.h"
#include "ui/frame/views_menu.h"
#include "ui/live/live_session.h"
#include "ui/pages/compare_page.h"
#include "ui/pages/evolution_page.h"
#include "ui/pages/live_page.h"
#include "ui/pages/logs_page.h"
#include "ui/pages/love_vectors_page.h"
#include "ui/pages/overview_page.h"
#include "ui/pages/performance_page.h"
#include "ui/pages/reports_page.h"
#include "ui/pages/safety_page.h"
#include "ui/pages/sessions_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/state_view.h"
#include "ui/workspace/settings.h"

namespace moie::ui {

namespace {

// A page as the sidebar lists it. Titles are translated where they are shown.
struct PageListing {
    const char* id;
    const char* title;
    const char* icon;
    Qt::Key key; // with Ctrl
};

constexpr std::array pageListings{
    PageListing{"overview", QT_TRANSLATE_NOOP("MainWindow", "Overview"), "overview", Qt::Key_1},
    PageListing{"love-vectors", QT_TRANSLATE_NOOP("MainWindow", "Love vectors"), "love-vectors", Qt::Key_2},
    PageListing{"safety", QT_TRANSLATE_NOOP("MainWindow", "Safety"), "safety", Qt::Key_3},
    PageListing{"performance", QT_TRANSLATE_NOOP("MainWindow", "Performance"), "performance", Qt::Key_4},
    PageListing{"evolution", QT_TRANSLATE_NOOP("MainWindow", "Evolution"), "evolution", Qt::Key_5},
    PageListing{"compare", QT_TRANSLATE_NOOP("MainWindow", "Compare"), "compare", Qt::Key_6},
    PageListing{"sessions", QT_TRANSLATE_NOOP("MainWindow", "Sessions"), "sessions", Qt::Key_7},
    PageListing{"logs", QT_TRANSLATE_NOOP("MainWindow", "Logs"), "logs", Qt::Key_8},
    PageListing{"live", QT_TRANSLATE_NOOP("MainWindow", "Live"), "live", Qt::Key_9},
    PageListing{"reports", QT_TRANSLATE_NOOP("MainWindow", "Reports"), "report", Qt::Key_0},
};

constexpr double foldBelow = 960; // design pixels of window width
constexpr double usualWidth = 1440;
constexpr double usualHeight = 900;
constexpr double smallestWidth = 420;
constexpr double smallestHeight = 320;

// The one directory that is dragged, empty where it is anything else.
QString draggedDirectory(const QMimeData& data) {
    const QList<QUrl> urls = data.urls();
    if (urls.size() != 1 || !urls.front().isLocalFile())
        return {};
    const QString path = urls.front().toLocalFile();
    return QFileInfo(path).isDir() ? path : QString();
}

} // namespace

MainWindow::MainWindow(Workspace& workspace, Theme& theme, QWidget* parent)
    : QMainWindow(parent), m_workspace(workspace), m_theme(theme) {
    setAcceptDrops(true);
    setMinimumSize(Theme::length(smallestWidth), Theme::length(smallestHeight));
    buildCommands();
    buildLayout();
    connectWorkspace();
    connectBars();
    restoreGeometryFromSettings();
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &MainWindow::showStatus);
    m_second.start();
    qApp->installEventFilter(this);
    takeDirectory();
    // No step of the user's, that back would undo.
    Place first = m_workspace.place();
    first.page = QLatin1String(pageListings.front().id);
    m_workspace.begin(first);
    takePlace();
    if (m_workspace.snapshot())
        takeSnapshot(m_workspace.snapshot());
}

MainWindow::~MainWindow() = default;

void MainWindow::buildCommands() {
    m_commands = new Commands(*this);
    m_back = m_commands->add(CommandGroup::Going, tr("Back"),
                             {QKeySequence(Qt::ALT | Qt::Key_Left), QKeySequence(Qt::Key_Back)},
                             [this] { m_workspace.back(); });
    m_back->setToolTip(tr("Back (%1)").arg(m_back->shortcut().toString(QKeySequence::NativeText)));
    m_forward = m_commands->add(CommandGroup::Going, tr("Forward"),
                                {QKeySequence(Qt::ALT | Qt::Key_Right), QKeySequence(Qt::Key_Forward)},
                                [this] { m_workspace.forward(); });
    m_forward->setToolTip(tr("Forward (%1)").arg(m_forward->shortcut().toString(QKeySequence::NativeText)));
    buildScopeCommands();
    buildViewCommands();
    m_open = m_commands->add(CommandGroup::Window, tr("Open directory…"), {QKeySequence::Open},
                             [this] { chooseDirectory(); });
    m_export = m_commands->add(CommandGroup::Window, tr("Export report"), {QKeySequence(Qt::CTRL | Qt::Key_E)},
                               [this] { exportReport(); });
    m_export->setToolTip(tr("Write what is shown as a PDF (Ctrl+E)"));
    m_export->setEnabled(false);
    m_hideTexts = m_commands->add(CommandGroup::Window, tr("Hide texts"), {QKeySequence(Qt::CTRL | Qt::Key_H)},
                                  [this] { m_workspace.setTextsHidden(!m_workspace.textsHidden()); });
    m_hideTexts->setCheckable(true);
    m_commands->add(CommandGroup::Window, tr("All commands…"), {QKeySequence(Qt::CTRL | Qt::Key_K)},
                    [this] { openPalette(); });
    m_commands->add(CommandGroup::Window, tr("Keys"), {QKeySequence(Qt::Key_Question), QKeySequence(Qt::Key_F1)},
                    [this] { showShortcuts(); });
    m_commands->add(CommandGroup::Window, tr("Your notes…"), {QKeySequence(Qt::CTRL | Qt::Key_B)},
                    [this] { showUserNotes(); });
    m_commands->add(CommandGroup::Window, tr("Alerts…"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A)},
                    [this] { showAlerts(); });
    m_commands->add(CommandGroup::Window, tr("Settings"), {QKeySequence(Qt::CTRL | Qt::Key_Comma)},
                    [this] { showSettings(); });
    m_commands->add(CommandGroup::Window, tr("Quit"), {QKeySequence(Qt::CTRL | Qt::Key_Q)},
                    [this] { m_sessionGuard->askToClose(); });
}

void MainWindow::buildScopeCommands() {
    const auto add = [this](const QString& text, const QList<QKeySequence>& keys, std::function<void()> run) {
        m_commands->add(CommandGroup::Scope, text, keys, std::move(run));
    };
    add(tr("Filter…"), {QKeySequence(Qt::Key_Slash), QKeySequence::Find}, [this] { m_topBar->filterLine()->start(); });
    add(tr("Show all: no filter, no session, all times"), {}, [this] { act(FrameState::Action::ShowAll); });
    for (const RangeChoice& choice : RangeBar::choices())
        add(tr("Time range: %1").arg(RangeBar::nameOf(choice)), {}, [this, choice] {
            if (choice.kind != RangeChoice::Kind::SinceLastVisit || m_workspace.lastVisit())
                m_workspace.setRangeChoice(choice);
        });
    add(tr("Time range: custom…"), {}, [this] { chooseRange(); });
}

void MainWindow::buildViewCommands() {
    m_views = new ViewsMenu(m_workspace, this);
    m_commands->add(CommandGroup::Views, tr("Save this view…"), {QKeySequence(Qt::CTRL | Qt::Key_D)},
                    [this] { m_views->askToSave(); });
    m_commands->add(CommandGroup::Views, tr("Rename and delete views…"), {}, [this] { m_views->manage(); });
}

QStringList MainWindow::pageIds() {
    QStringList ids;
    for (const PageListing& listing : pageListings)
        ids += QLatin1String(listing.id);
    return ids;
}

void MainWindow::buildPages() {
    const std::array<std::function<Page*()>, pageListings.size()> makers{
        [this] {
            auto* page = new OverviewPage(m_workspace, m_theme);
            page->setDoors(pageIds());
            return page;
        },
        [this] { return new LoveVectorsPage(m_workspace, m_theme); },
        [this] { return new SafetyPage(m_workspace, m_theme); },
        [this] { return new PerformancePage(m_workspace, m_theme); },
        [this] { return new EvolutionPage(m_workspace, m_theme); },
        [this] { return new ComparePage(m_workspace, m_theme); },
        [this] { return new SessionsPage(m_workspace, m_theme); },
        [this] {
            auto* page = new LogsPage(m_workspace, m_theme);
            connect(page, &LogsPage::exportWanted, m_entryExport, &EntryExport::ask);
            return page;
        },
        [this] {
            auto* page = new LivePage(m_workspace, *m_session, m_theme);
            connect(page, &LivePage::settingsWanted, this, &MainWindow::showSettings);
            return page;
        },
        [this] {
            m_reports = new ReportsPage(m_workspace, m_theme);
            connect(m_reports, &ReportsPage::exportWanted, m_reportExport, &ReportExport::askFor);
            return m_reports;
        },
    };
    for (std::size_t i = 0; i < pageListings.size(); ++i) {
        const PageListing& listing = pageListings[i];
        const QString id = QLatin1String(listing.id);
        const QString title = tr(listing.title);
        const QKeySequence shortcut(Qt::CTRL | listing.key);
        m_sidebar->addPage(id, title, QLatin1String(listing.icon), shortcut.toString(QKeySequence::NativeText));
        m_commands->add(CommandGroup::Pages, title, {shortcut}, [this, id] { showPage(id); });
        m_pages.push_back({id, makers[i], nullptr});
    }
}

void MainWindow::buildLayout() {
    m_sidebar = new Sidebar(m_theme);
    m_session = new LiveSession(this);
    buildPages();
    m_topBar = new TopBar({m_open, m_export, m_back, m_forward, m_views}, m_workspace, m_theme);
    m_notice = new NoticeBar(m_theme);
    m_problemNotice = new NoticeBar(m_theme);
    m_alertNotice = new NoticeBar(m_theme);
    auto* sessionNotice = new NoticeBar(m_theme);
    m_sessionGuard = new SessionGuard(*m_session, *sessionNotice, *this);
    m_alerts = new AlertCenter(m_workspace, *m_alertNotice, &QDBusConnection::sessionBus, this);
    m_stateView = new StateView(m_theme);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_stateView);
    m_startPage = new StartPage(m_theme);
    m_startPage->setRecents(m_workspace.settings().recents());
    m_stack->addWidget(m_startPage);
    m_statusBar = new StatusBar(m_theme);
    m_palette = new CommandPalette(m_theme, this);
    m_reportExport = new ReportExport(m_workspace, *m_notice, this);
    m_entryNotice = new NoticeBar(m_theme);
    m_entryExport = new EntryExport(m_workspace, *m_entryNotice, this);

    auto* main = new QVBoxLayout;
    main->setSpacing(0);
    main->addWidget(m_topBar);
    main->addWidget(m_notice);
    main->addWidget(m_problemNotice);
    main->addWidget(sessionNotice);
    main->addWidget(m_alertNotice);
    main->addWidget(m_entryNotice);
    main->addWidget(m_stack, 1);
    main->addWidget(m_statusBar);
    auto* central = new QWidget;
    auto* layout = new QHBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_sidebar);
    layout->addLayout(main, 1);
    setCentralWidget(central);
    // Otherwise the first button would look as if it had been chosen.
    central->setFocus();
}

void MainWindow::connectWorkspace() {
    connect(&m_workspace, &Workspace::directoryChanged, this, &MainWindow::takeDirectory);
    connect(&m_workspace, &Workspace::placeChanged, this, &MainWindow::takePlace);
    connect(&m_workspace, &Workspace::snapshotPublished, this, &MainWindow::takeSnapshot);
    connect(&m_workspace, &Workspace::textsHiddenChanged, this, &MainWindow::takeTextsHidden);
    takeTextsHidden();
}

void MainWindow::connectBars() {
    connect(m_sidebar, &Sidebar::pageChosen, this, &MainWindow::showPage);
    connect(m_sidebar, &Sidebar::settingsWanted, this, &MainWindow::showSettings);
    connect(m_topBar, &TopBar::directoryChosen, &m_workspace, &Workspace::open);
    connect(m_topBar, &TopBar::sessionCleared, &m_workspace, [this] { m_workspace.setSession({}); });
    connect(m_topBar->rangeBar(), &RangeBar::chosen, &m_workspace, &Workspace::setRangeChoice);
    connect(m_topBar->rangeBar(), &RangeBar::customWanted, this, &MainWindow::chooseRange);
    connect(m_startPage, &StartPage::chooserWanted, this, &MainWindow::chooseDirectory);
    connect(m_startPage, &StartPage::directoryChosen, &m_workspace, &Workspace::open);
    connect(m_startPage, &StartPage::sessionDirectoryChosen, this, [this](const QString& directory) {
        m_workspace.open(directory);
        showPage(QStringLiteral("live"));
    });
    connect(m_stateView, &StateView::actionTriggered, this, [this] { act(m_state.action); });
    connect(m_statusBar, &StatusBar::notesWanted, this, &MainWindow::showNotes);
    connect(m_statusBar, &StatusBar::cancelWanted, &m_workspace, &Workspace::cancelLoad);
    connect(m_statusBar, &StatusBar::resumeWanted, &m_workspace, &Workspace::resumeLoad);
    connect(m_statusBar, &StatusBar::alertsWanted, this, &MainWindow::showAlerts);
    connect(m_alerts, &AlertCenter::listWanted, this, &MainWindow::showAlerts);
    connect(m_alerts, &AlertCenter::changed, this, &MainWindow::takeAlerts);
    connect(m_alerts, &AlertCenter::windowWanted, this, [this] {
        setWindowState(windowState() & ~Qt::WindowMinimized);
        raise();
        activateWindow();
    });
    connect(m_statusBar, &StatusBar::textsWanted, m_hideTexts, &QAction::trigger);
}

void MainWindow::restoreGeometryFromSettings() {
    if (restoreGeometry(m_workspace.settings().windowGeometry()))
        return;
    // The window's frame comes on top.
    const QSize room = screen()->availableGeometry().size() - QSize(0, style()->pixelMetric(QStyle::PM_TitleBarHeight));
    resize(QSize(Theme::length(usualWidth), Theme::length(usualHeight)).boundedTo(room));
}

bool MainWindow::showPage(const QString& id) {
    if (!pageIds().contains(id))
        return false;
    m_workspace.setPage(id);
    return true;
}

void MainWindow::takeDirectory() {
    m_problemSince.reset();
    m_notice->dismiss();
    m_arrivalsKnown = false;
    const QString directory = m_workspace.directory();
    m_topBar->setDirectory(directory, m_workspace.settings().recents());
    const QString name = shortPath(directory);
    const QString application = QApplication::applicationDisplayName();
    setWindowTitle(directory.isEmpty() ? application : QStringLiteral("%1 – %2").arg(name, application));
    showState();
    showStatus();
}

void MainWindow::takePlace() {
    const Place& place = m_workspace.place();
    m_topBar->rangeBar()->setChoice(place.range, m_workspace.lastVisit().has_value());
    m_topBar->setSession(QString::fromStdString(place.session));
    m_sidebar->setCurrent(place.page);
    m_back->setEnabled(m_workspace.canGoBack());
    m_forward->setEnabled(m_workspace.canGoForward());
    activatePage();
    m_topBar->setRangeUsed(m_page->usesRange());
}

void MainWindow::takeTextsHidden() {
    m_hideTexts->setChecked(m_workspace.textsHidden());
    m_statusBar->setTextsHidden(m_workspace.textsHidden());
}

// The place's page becomes the one that asks for figures.
void MainWindow::activatePage() {
    const QString& id = m_workspace.place().page;
    const auto entry = std::find_if(m_pages.begin(), m_pages.end(), [&](const PageEntry& e) { return e.id == id; });
    if (entry == m_pages.end() || (entry->page != nullptr && entry->page == m_page))
        return;
    if (m_page)
        m_page->setActive(false);
    if (!entry->page) {
        entry->page = entry->make();
        m_stack->addWidget(entry->page);
        connect(entry->page, &Page::shownChanged, this, &MainWindow::showState);
        connect(entry->page, &Page::settled, this, &MainWindow::pageSettled);
    }
    m_page = entry->page;
    m_page->setActive(true);
    showState();
}

void MainWindow::takeSnapshot(const SnapshotPtr& snapshot) {
    const Duration now = m_workspace.clock().elapsed();
    const std::uint64_t entries = snapshot->counts.lines.accepted;
    // What the first load brings did not arrive just now.
    if (!snapshot->load.complete || !m_arrivalsKnown)
        m_arrivals.restart(now, entries);
    else
        m_arrivals.add(now, entries);
    m_arrivalsKnown = snapshot->load.complete;
    showState();
    showStatus();
}

void MainWindow::showState() {
    if (!m_page)
        return;
    const SnapshotPtr snapshot = m_workspace.snapshot();
    PageFacts facts{m_page->needs() == Page::Needs::Turns, std::nullopt, {}};
    if (const auto& shown = m_page->shown()) {
        facts.anything = shown->anything;
        facts.scope = shown->subject.scope;
    }
    const bool isOpen = !m_workspace.directory().isEmpty();
    m_state = isOpen && m_page->needs() == Page::Needs::Nothing
                  ? FrameState{}
                  : frameState(m_workspace.directory(), snapshot.get(), facts);
    showProblem();
    if (m_state.kind == FrameState::Kind::NoDirectory) {
        m_stack->setCurrentWidget(m_startPage);
        return;
    }
    if (m_state.kind == FrameState::Kind::Figures) {
        m_stack->setCurrentWidget(m_page);
        return;
    }
    m_stateView->setState(m_state.view);
    m_stack->setCurrentWidget(m_stateView);
}

void MainWindow::showProblem() {
    const SnapshotPtr snapshot = m_workspace.snapshot();
    const bool figures = m_state.kind == FrameState::Kind::Figures;
    const bool lost = figures && snapshot && snapshot->problem;
    const bool anything = snapshot && snapshot->counts.lines.accepted > 0;
    m_export->setEnabled(figures && anything && !lost);
    if (!lost) {
        m_problemSince.reset();
        m_problemNotice->hide();
        return;
    }
    const Time now = m_workspace.clock().now();
    if (!m_problemSince)
        m_problemSince = now;
    const QString text = lostDirectoryText(m_workspace.directory(), *snapshot->problem, *m_problemSince, now);
    if (m_problemNotice->isHidden() || m_problemNotice->text() != text)
        m_problemNotice->show(NoticeBar::Tone::Lasting, text);
}

void MainWindow::showStatus() {
    const SnapshotPtr snapshot = m_workspace.snapshot();
    const double rate = m_arrivalsKnown ? m_arrivals.perSecond(m_workspace.clock().elapsed()) : -1;
    m_statusBar->setTexts(statusTexts(snapshot.get(), rate, m_workspace.clock().now()));
    takeAlerts(); // a silence may be over
    m_sidebar->setBusy(QStringLiteral("live"), rate > 0, tr("Entries are arriving"));
}

void MainWindow::act(FrameState::Action action) {
    switch (action) {
    case FrameState::Action::None: break;
    case FrameState::Action::OpenDirectory: chooseDirectory(); break;
    case FrameState::Action::ShowNotes: showNotes(); break;
    case FrameState::Action::ResumeLoad: m_workspace.resumeLoad(); break;
    case FrameState::Action::ShowAll:
        m_workspace.go({m_workspace.place().page, RangeChoice::all(), {}, {}, std::nullopt});
        break;
    }
}

void MainWindow::chooseDirectory() {
    auto* dialog = new QFileDialog(this, tr("Open a log directory"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    if (!m_workspace.directory().isEmpty())
        dialog->setDirectory(m_workspace.directory());
    connect(dialog, &QFileDialog::fileSelected, &m_workspace, &Workspace::open);
    dialog->open();
}

// The report that is looked at, else one on all.
void MainWindow::exportReport() {
    if (m_page == nullptr || m_page != m_reports)
        m_reportExport->ask();
    else if (const auto report = m_reports->report())
        m_reportExport->askFor(report, ReportFormat::Pdf);
}

void MainWindow::chooseRange() {
    TimeRange logs;
    if (const SnapshotPtr snapshot = m_workspace.snapshot(); snapshot && snapshot->counts.first != unknownTime)
        logs = {snapshot->counts.first, snapshot->counts.last};
    const RangeChoice choice = m_workspace.rangeChoice();
    const TimeRange present = choice.kind == RangeChoice::Kind::Custom ? choice.fixed : TimeRange{};
    auto* dialog = new CustomRangeDialog(present, logs, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, &m_workspace,
            [this, dialog] { m_workspace.setRangeChoice(RangeChoice::between(dialog->range())); });
    dialog->open();
}

void MainWindow::showNotes() {
    showPage(QStringLiteral("logs"));
    const SnapshotPtr snapshot = m_workspace.snapshot();
    const bool rejected = snapshot && snapshot->counts.lines.rejected > 0;
    if (auto* page = qobject_cast<LogsPage*>(m_page))
        page->setView(rejected ? LogsPage::View::Rejected : LogsPage::View::Warnings);
}

void MainWindow::showSettings() {
    auto* dialog = new SettingsDialog(m_workspace, m_theme, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SettingsDialog::alertRulesChanged, m_alerts, &AlertCenter::takeRules);
    connect(dialog, &SettingsDialog::recentsForgotten, this, [this] {
        m_topBar->setDirectory(m_workspace.directory(), m_workspace.settings().recents());
        m_startPage->setRecents(m_workspace.settings().recents());
    });
    dialog->open();
}

void MainWindow::showUserNotes() {
    if (!m_notesDialog) {
        m_notesDialog = new NotesDialog(m_workspace, m_theme, this);
        m_notesDialog->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_notesDialog->show();
    m_notesDialog->raise();
    m_notesDialog->activateWindow();
}

void MainWindow::showAlerts() {
    if (!m_alertsDialog) {
        m_alertsDialog = new AlertsDialog(*m_alerts, m_workspace, m_theme, this);
        m_alertsDialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_alertsDialog, &AlertsDialog::settingsWanted, this, &MainWindow::showSettings);
    }
    m_alertsDialog->show();
    m_alertsDialog->raise();
    m_alertsDialog->activateWindow();
}

void MainWindow::takeAlerts() {
    m_statusBar->setAlerts(m_alerts->alerts().size(), m_alerts->silentUntil());
}

void MainWindow::showShortcuts() {
    auto* dialog = new ShortcutsDialog(m_commands->sections(m_page), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::openPalette() {
    m_palette->open(paletteEntries(*m_commands, m_page, m_workspace),
                    [this](const QString& typed) { return sessionEntries(typed, m_workspace); });
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!m_sessionGuard->mayClose(event->spontaneous())) {
        event->ignore();
        return;
    }
    m_workspace.settings().setWindowGeometry(saveGeometry());
    QMainWindow::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    m_sidebar->setFolded(width() < Theme::length(foldBelow));
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!draggedDirectory(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    const QString directory = draggedDirectory(*event->mimeData());
    if (directory.isEmpty())
        return;
    event->acceptProposedAction();
    m_workspace.open(directory);
}

// Of whatever widget the pointer is over: most of them would keep the event to themselves.
bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::MouseButtonPress && event->type() != QEvent::MouseButtonDblClick)
        return QMainWindow::eventFilter(watched, event);
    const auto* widget = qobject_cast<const QWidget*>(watched);
    if (!widget || widget->window() != this)
        return QMainWindow::eventFilter(watched, event);
    const Qt::MouseButton button = static_cast<const QMouseEvent*>(event)->button();
    if (button != Qt::BackButton && button != Qt::ForwardButton)
        return QMainWindow::eventFilter(watched, event);
    if (button == Qt::BackButton)
        m_workspace.back();
    else
        m_workspace.forward();
    return true;
}

} // namespace moie::ui
