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
#include <QScreen>
#include <QStackedWidget>
#include <QStyle>
#include <QVBoxLayout>

#include "ui/frame/custom_range_dialog.h"
#include "ui/frame/noted_lines_dialog.h"
#include "ui/frame/notice_bar.h"
#include "ui/frame/range_bar.h"
#include "ui/frame/report_export.h"
#include "ui/frame/settings_dialog.h"
#include "ui/frame/sidebar.h"
#include "ui/frame/status_bar.h"
#include "ui/frame/top_bar.h"
#include "ui/pages/overview_page.h"
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
    buildActions();
    buildLayout();
    connectWorkspace();
    connectBars();
    restoreGeometryFromSettings();
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &MainWindow::showStatus);
    m_second.start();
    takeDirectory();
    showPage(QLatin1String(pageListings.front().id));
    takePlace();
    if (m_workspace.snapshot())
        takeSnapshot(m_workspace.snapshot());
}

MainWindow::~MainWindow() = default;

void MainWindow::buildActions() {
    m_open = new QAction(tr("Open directory…"), this);
    m_open->setShortcut(QKeySequence::Open);
    connect(m_open, &QAction::triggered, this, &MainWindow::chooseDirectory);
    m_export = new QAction(tr("Export report"), this);
    m_export->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_E));
    m_export->setToolTip(tr("Write what is shown as a PDF (Ctrl+E)"));
    m_export->setEnabled(false);
    connect(m_export, &QAction::triggered, this, [this] { m_reportExport->ask(); });
    auto* settings = new QAction(tr("Settings"), this);
    settings->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Comma));
    connect(settings, &QAction::triggered, this, &MainWindow::showSettings);
    auto* quit = new QAction(tr("Quit"), this);
    quit->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));
    connect(quit, &QAction::triggered, this, &QWidget::close);
    auto* back = new QAction(tr("Back"), this);
    back->setShortcuts({QKeySequence(Qt::ALT | Qt::Key_Left), QKeySequence(Qt::Key_Back)});
    connect(back, &QAction::triggered, &m_workspace, &Workspace::back);
    auto* forward = new QAction(tr("Forward"), this);
    forward->setShortcuts({QKeySequence(Qt::ALT | Qt::Key_Right), QKeySequence(Qt::Key_Forward)});
    connect(forward, &QAction::triggered, &m_workspace, &Workspace::forward);
    addActions({m_open, m_export, settings, back, forward, quit});
}

QStringList MainWindow::pageIds() {
    QStringList ids;
    for (const PageListing& listing : pageListings)
        ids += QLatin1String(listing.id);
    return ids;
}

void MainWindow::buildPages() {
    const std::array<std::function<Page*()>, pageListings.size()> makers{
        [this] { return new OverviewPage(m_workspace, m_theme); },
    };
    for (std::size_t i = 0; i < pageListings.size(); ++i) {
        const PageListing& listing = pageListings[i];
        const QString id = QLatin1String(listing.id);
        const QString title = tr(listing.title);
        const QKeySequence shortcut(Qt::CTRL | listing.key);
        m_sidebar->addPage(id, title, QLatin1String(listing.icon), shortcut.toString(QKeySequence::NativeText));
        auto* action = new QAction(title, this);
        action->setShortcut(shortcut);
        connect(action, &QAction::triggered, this, [this, id] { showPage(id); });
        addAction(action);
        m_pages.push_back({id, makers[i], nullptr});
    }
}

void MainWindow::buildLayout() {
    m_sidebar = new Sidebar(m_theme);
    buildPages();
    m_topBar = new TopBar(m_open, m_export);
    m_notice = new NoticeBar(m_theme);
    m_problemNotice = new NoticeBar(m_theme);
    m_stateView = new StateView(m_theme);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_stateView);
    m_statusBar = new StatusBar(m_theme);
    m_reportExport = new ReportExport(m_workspace, *m_notice, this);

    auto* main = new QVBoxLayout;
    main->setSpacing(0);
    main->addWidget(m_topBar);
    main->addWidget(m_notice);
    main->addWidget(m_problemNotice);
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
}

void MainWindow::connectBars() {
    connect(m_sidebar, &Sidebar::pageChosen, this, &MainWindow::showPage);
    connect(m_sidebar, &Sidebar::settingsWanted, this, &MainWindow::showSettings);
    connect(m_topBar, &TopBar::directoryChosen, &m_workspace, &Workspace::open);
    connect(m_topBar, &TopBar::sessionCleared, &m_workspace, [this] { m_workspace.setSession({}); });
    connect(m_topBar->rangeBar(), &RangeBar::chosen, &m_workspace, &Workspace::setRangeChoice);
    connect(m_topBar->rangeBar(), &RangeBar::customWanted, this, &MainWindow::chooseRange);
    connect(m_stateView, &StateView::actionTriggered, this, [this] { act(m_state.action); });
    connect(m_statusBar, &StatusBar::notesWanted, this, &MainWindow::showNotes);
    connect(m_statusBar, &StatusBar::cancelWanted, &m_workspace, &Workspace::cancelLoad);
    connect(m_statusBar, &StatusBar::resumeWanted, &m_workspace, &Workspace::resumeLoad);
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
    activatePage();
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
    m_state = m_page->needs() == Page::Needs::Nothing ? FrameState{}
                                                      : frameState(m_workspace.directory(), snapshot.get(), facts);
    showProblem();
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
    m_export->setEnabled(figures && !lost);
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
    if (!m_notes) {
        m_notes = new NotedLinesDialog(m_workspace, this);
        m_notes->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_notes->show();
    m_notes->raise();
    m_notes->activateWindow();
}

void MainWindow::showSettings() {
    auto* dialog = new SettingsDialog(m_workspace.settings(), m_theme, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::closeEvent(QCloseEvent* event) {
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

} // namespace moie::ui
