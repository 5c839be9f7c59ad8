// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/main_window.h"

#include <utility>

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMimeData>
#include <QMouseEvent>
#include <QScreen>
#include <QStyle>
#include <QVBoxLayout>

#include "ui/frame/alert_center.h"
#include "ui/frame/command_palette.h"
#include "ui/frame/commands.h"
#include "ui/frame/entry_export.h"
#include "ui/frame/filter_line.h"
#include "ui/frame/notes_guard.h"
#include "ui/frame/notice_bar.h"
#include "ui/frame/page_stack.h"
#include "ui/frame/palette_entries.h"
#include "ui/frame/range_bar.h"
#include "ui/frame/report_export.h"
#include "ui/frame/session_guard.h"
#include "ui/frame/sidebar.h"
#include "ui/frame/spread_notice.h"
#include "ui/frame/start_page.h"
#include "ui/frame/status_bar.h"
#include "ui/frame/top_bar.h"
#include "ui/frame/views_menu.h"
#include "ui/frame/window_dialogs.h"
#include "ui/live/live_session.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/workspace/settings.h"

namespace moie::ui {

namespace {

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
    connectPages();
    restoreGeometryFromSettings();
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &MainWindow::showStatus);
    m_second.start();
    qApp->installEventFilter(this);
    takeDirectory();
    // No step of the user's, that back would undo.
    Place first = m_workspace.place();
    first.page = PageStack::ids().front();
    m_workspace.begin(first);
    takePlace();
    if (m_workspace.snapshot())
        takeSnapshot(m_workspace.snapshot());
}

MainWindow::~MainWindow() = default;

Page* MainWindow::page() const {
    return m_pages->page();
}

const FrameState& MainWindow::state() const {
    return m_pages->state();
}

void MainWindow::chooseDirectory() {
    m_dialogs->chooseDirectory();
}

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
                             [this] { m_dialogs->chooseDirectory(); });
    m_demonstrate =
        m_commands->add(CommandGroup::Window, tr("Open the demonstration"), {}, [this] { openDemonstration(); });
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
                    [this] { m_dialogs->showShortcuts(*m_commands, page()); });
    m_commands->add(CommandGroup::Window, tr("Your notes…"), {QKeySequence(Qt::CTRL | Qt::Key_B)},
                    [this] { m_dialogs->showUserNotes(); });
    m_commands->add(CommandGroup::Window, tr("Alerts…"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A)},
                    [this] { m_dialogs->showAlerts(); });
    m_commands->add(CommandGroup::Window, tr("Settings"), {QKeySequence(Qt::CTRL | Qt::Key_Comma)},
                    [this] { m_dialogs->showSettings(); });
    m_commands->add(CommandGroup::Window, tr("Quit"), {QKeySequence(Qt::CTRL | Qt::Key_Q)}, [this] {
        if (m_notesGuard->mayClose(true))
            m_sessionGuard->askToClose();
    });
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
    add(tr("Time range: custom…"), {}, [this] { m_dialogs->chooseRange(); });
}

void MainWindow::buildViewCommands() {
    m_views = new ViewsMenu(m_workspace, this);
    m_commands->add(CommandGroup::Views, tr("Save this view…"), {QKeySequence(Qt::CTRL | Qt::Key_D)},
                    [this] { m_views->askToSave(); });
    m_commands->add(CommandGroup::Views, tr("Rename and delete views…"), {}, [this] { m_views->manage(); });
}

void MainWindow::listPages() {
    for (const PageStack::Listing& listing : PageStack::listings()) {
        const QString id = QLatin1String(listing.id);
        const QString title = PageStack::tr(listing.title);
        const QKeySequence shortcut(Qt::CTRL | listing.key);
        m_sidebar->addPage(id, title, QLatin1String(listing.icon), shortcut.toString(QKeySequence::NativeText));
        m_commands->add(CommandGroup::Pages, title, {shortcut}, [this, id] { showPage(id); });
    }
}

void MainWindow::buildLayout() {
    // In the order of the tab key.
    auto* central = new QWidget(this);
    m_sidebar = new Sidebar(m_theme, central);
    m_session = new LiveSession(this);
    listPages();
    m_topBar = new TopBar({m_open, m_demonstrate, m_export, m_back, m_forward, m_views}, m_workspace, m_theme, central);
    m_notice = new NoticeBar(m_theme, central);
    m_problemNotice = new NoticeBar(m_theme, central);
    auto* sessionNotice = new NoticeBar(m_theme, central);
    auto* notesNotice = new NoticeBar(m_theme, central);
    m_alertNotice = new NoticeBar(m_theme, central);
    m_entryNotice = new NoticeBar(m_theme, central);
    auto* spreadNotice = new NoticeBar(m_theme, central);
    m_sessionGuard = new SessionGuard(*m_session, *sessionNotice, *this);
    m_notesGuard = new NotesGuard(m_workspace, *notesNotice, *this);
    connect(m_notesGuard, &NotesGuard::closeWanted, m_sessionGuard, &SessionGuard::askToClose);
    m_alerts = new AlertCenter(m_workspace, *m_alertNotice, &QDBusConnection::sessionBus, this);
    m_dialogs = new WindowDialogs(m_workspace, m_theme, *m_alerts, *this);
    m_pages = new PageStack(m_workspace, *m_session, m_theme, central);
    m_statusBar = new StatusBar(m_theme, central);
    m_palette = new CommandPalette(m_theme, this);
    m_reportExport = new ReportExport(m_workspace, *m_notice, this);
    m_spread = new SpreadNotice(m_workspace, *spreadNotice, this);
    m_entryExport = new EntryExport(m_workspace, *m_entryNotice, this);

    auto* main = new QVBoxLayout;
    main->setSpacing(0);
    main->addWidget(m_topBar);
    main->addWidget(m_notice);
    main->addWidget(m_problemNotice);
    main->addWidget(sessionNotice);
    main->addWidget(notesNotice);
    main->addWidget(m_alertNotice);
    main->addWidget(m_entryNotice);
    main->addWidget(spreadNotice);
    main->addWidget(m_pages, 1);
    main->addWidget(m_statusBar);
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
    connect(m_sidebar, &Sidebar::settingsWanted, m_dialogs, &WindowDialogs::showSettings);
    connect(m_topBar, &TopBar::directoryChosen, &m_workspace, &Workspace::open);
    connect(m_topBar, &TopBar::sessionCleared, &m_workspace, [this] { m_workspace.setSession({}); });
    connect(m_topBar->filterLine(), &FilterLine::wentToFound, this, [this] { page()->setFocus(Qt::OtherFocusReason); });
    connect(m_topBar->rangeBar(), &RangeBar::chosen, &m_workspace, &Workspace::setRangeChoice);
    connect(m_topBar->rangeBar(), &RangeBar::customWanted, m_dialogs, &WindowDialogs::chooseRange);
    connect(m_statusBar, &StatusBar::notesWanted, this, &MainWindow::showNotes);
    connect(m_statusBar, &StatusBar::cancelWanted, &m_workspace, &Workspace::cancelLoad);
    connect(m_statusBar, &StatusBar::resumeWanted, &m_workspace, &Workspace::resumeLoad);
    connect(m_statusBar, &StatusBar::alertsWanted, m_dialogs, &WindowDialogs::showAlerts);
    connect(m_alerts, &AlertCenter::listWanted, m_dialogs, &WindowDialogs::showAlerts);
    connect(m_alerts, &AlertCenter::changed, this, &MainWindow::takeAlerts);
    connect(m_alerts, &AlertCenter::windowWanted, this, [this] {
        setWindowState(windowState() & ~Qt::WindowMinimized);
        raise();
        activateWindow();
    });
    connect(m_statusBar, &StatusBar::textsWanted, m_hideTexts, &QAction::trigger);
}

void MainWindow::connectPages() {
    connect(m_pages, &PageStack::stateShown, this, &MainWindow::showProblem);
    connect(m_pages, &PageStack::stateShown, m_spread,
            [this] { m_spread->setWanted(page()->chartsRange() && state().kind == FrameState::Kind::Figures); });
    connect(m_pages, &PageStack::settled, this, &MainWindow::pageSettled);
    connect(m_pages, &PageStack::actionWanted, this, &MainWindow::act);
    connect(m_pages, &PageStack::settingsWanted, m_dialogs, &WindowDialogs::showSettings);
    connect(m_pages, &PageStack::entriesWanted, m_entryExport, &EntryExport::ask);
    connect(m_pages, &PageStack::reportWanted, m_reportExport, &ReportExport::askFor);
    StartPage* start = m_pages->startPage();
    connect(start, &StartPage::chooserWanted, m_dialogs, &WindowDialogs::chooseDirectory);
    connect(start, &StartPage::directoryChosen, &m_workspace, &Workspace::open);
    connect(start, &StartPage::demonstrationFailed, this, [this, start](const QString& why) {
        if (!start->isVisible())
            m_notice->show(NoticeBar::Tone::Bad, tr("There is no demonstration: %1").arg(why));
    });
    connect(start, &StartPage::sessionDirectoryChosen, this, [this](const QString& directory) {
        m_workspace.open(directory);
        showPage(QStringLiteral("live"));
    });
    connect(m_dialogs, &WindowDialogs::recentsForgotten, this, [this] {
        m_topBar->setDirectory(m_workspace.directory(), m_workspace.settings().recents());
        m_pages->showState();
    });
}

void MainWindow::restoreGeometryFromSettings() {
    if (restoreGeometry(m_workspace.settings().windowGeometry()))
        return;
    // The window's frame comes on top.
    const QSize room = screen()->availableGeometry().size() - QSize(0, style()->pixelMetric(QStyle::PM_TitleBarHeight));
    resize(QSize(Theme::length(usualWidth), Theme::length(usualHeight)).boundedTo(room));
}

void MainWindow::openDemonstration() {
    StartPage* start = m_pages->startPage();
    if (!start->isVisible() && !start->isDemonstrationMade())
        m_notice->show(NoticeBar::Tone::Hint, tr("The demonstration is being made. It opens by itself."));
    start->openDemonstration();
}

bool MainWindow::showPage(const QString& id) {
    if (!PageStack::ids().contains(id))
        return false;
    m_workspace.setPage(id);
    return true;
}

void MainWindow::takeDirectory() {
    m_problemSince.reset();
    m_notice->dismiss();
    m_pages->startPage()->cancelDemonstration(); // not to be opened over another directory
    m_arrivalsKnown = false;
    const QString directory = m_workspace.directory();
    m_topBar->setDirectory(directory, m_workspace.settings().recents());
    const QString name = shortPath(directory);
    const QString application = QApplication::applicationDisplayName();
    setWindowTitle(directory.isEmpty() ? application : QStringLiteral("%1 – %2").arg(name, application));
    m_pages->showState();
    showStatus();
}

void MainWindow::takePlace() {
    const Place& place = m_workspace.place();
    m_topBar->rangeBar()->setChoice(place.range, m_workspace.lastVisit().has_value());
    m_topBar->setSession(QString::fromStdString(place.session));
    m_sidebar->setCurrent(place.page);
    m_back->setEnabled(m_workspace.canGoBack());
    m_forward->setEnabled(m_workspace.canGoForward());
    m_pages->activate(place.page);
    m_topBar->setRangeUsed(page()->usesRange());
}

void MainWindow::takeTextsHidden() {
    m_hideTexts->setChecked(m_workspace.textsHidden());
    m_statusBar->setTextsHidden(m_workspace.textsHidden());
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
    m_pages->showState();
    showStatus();
    if (!snapshot->problem && !std::exchange(m_settingsTried, true))
        trySettings();
}

// The first directory that could be read is remembered, so that there is something to write.
void MainWindow::trySettings() {
    Settings& settings = m_workspace.settings();
    if (!settings.save())
        m_notice->show(NoticeBar::Tone::Bad,
                       tr("Settings cannot be written to %1: what you choose is forgotten when the window closes. See "
                          "that the file is yours and that its disk has room.")
                           .arg(format::oneLine(settings.file())));
}

void MainWindow::showProblem() {
    const SnapshotPtr snapshot = m_workspace.snapshot();
    const bool figures = state().kind == FrameState::Kind::Figures;
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
    case FrameState::Action::OpenDirectory: m_dialogs->chooseDirectory(); break;
    case FrameState::Action::ShowNotes: showNotes(); break;
    case FrameState::Action::ResumeLoad: m_workspace.resumeLoad(); break;
    case FrameState::Action::ShowAll:
        m_workspace.go({m_workspace.place().page, RangeChoice::all(), {}, {}, std::nullopt});
        break;
    }
}

// The report that is looked at, else one on all.
void MainWindow::exportReport() {
    if (!m_pages->showsReports())
        m_reportExport->ask();
    else if (const auto report = m_pages->report())
        m_reportExport->askFor(report, ReportFormat::Pdf);
}

void MainWindow::showNotes() {
    showPage(QStringLiteral("logs"));
    const SnapshotPtr snapshot = m_workspace.snapshot();
    const bool rejected = snapshot && snapshot->counts.lines.rejected > 0;
    m_pages->setLogsView(rejected ? LogsPage::View::Rejected : LogsPage::View::Warnings);
}

void MainWindow::takeAlerts() {
    m_statusBar->setAlerts(m_alerts->alerts().size(), m_alerts->silentUntil());
}

void MainWindow::openPalette() {
    m_palette->open(paletteEntries(*m_commands, page(), m_workspace),
                    [this](const QString& typed) { return sessionEntries(typed, m_workspace); });
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!m_notesGuard->mayClose(event->spontaneous()) || !m_sessionGuard->mayClose(event->spontaneous())) {
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

// Where nothing that takes keys has the focus, as at the start, when the filter was left or after a state without a
// button, they begin at the entry of the page that is looked at.
bool MainWindow::focusNextPrevChild(bool next) {
    const QWidget* focused = focusWidget();
    if (focused != nullptr && focused->focusPolicy() != Qt::NoFocus)
        return QMainWindow::focusNextPrevChild(next);
    m_sidebar->focusCurrent();
    return true;
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
