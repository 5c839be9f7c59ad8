// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports_page.h"

#include <array>
#include <utility>

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <moie/analytics/session_list.h>

#include "ui/pages/report_options.h"
#include "ui/report/report_text.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plain_views.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/state_view.h"
#include "ui/workspace/annotations.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {

namespace {

constexpr double sideWidth = 286;
constexpr double narrowSideWidth = 268;
constexpr double narrowBelow = 900;   // of the page's width
constexpr double oneByOneBelow = 640; // choices and pages do not stand beside each other
constexpr std::chrono::milliseconds lookEvery{250};
constexpr std::size_t mostSessionsListed = 200;
constexpr double zoomStep = 1.25;

struct ZoomChoice {
    ReportPreview::Zoom zoom;
    double factor;
};
constexpr std::array zoomChoices{
    ZoomChoice{ReportPreview::Zoom::Width, 1},   ZoomChoice{ReportPreview::Zoom::Page, 1},
    ZoomChoice{ReportPreview::Zoom::Fixed, 0.5}, ZoomChoice{ReportPreview::Zoom::Fixed, 0.75},
    ZoomChoice{ReportPreview::Zoom::Fixed, 1},   ZoomChoice{ReportPreview::Zoom::Fixed, 1.5},
    ZoomChoice{ReportPreview::Zoom::Fixed, 2},
};

QString zoomName(const ZoomChoice& choice) {
    switch (choice.zoom) {
    case ReportPreview::Zoom::Width: return ReportsPage::tr("Fit width");
    case ReportPreview::Zoom::Page: return ReportsPage::tr("Whole page");
    case ReportPreview::Zoom::Fixed: break;
    }
    return format::percent(choice.factor);
}

// Where it is let go, a report with a hundred thousand turns takes longer than a turn of the event loop may.
void letGo(QThreadPool& pool, std::shared_ptr<const Report> report) {
    pool.start([report = std::move(report)]() mutable { report.reset(); });
}

bool isLoading(const Snapshot& snapshot) {
    return !snapshot.load.complete && !snapshot.load.cancelled && !snapshot.problem;
}

} // namespace

ReportsPage::ReportsPage(Workspace& workspace, const Theme& theme, QWidget* parent)
    : Page(workspace, parent), m_theme(theme),
      m_parts(new Segments(tr("Part of the page"),
                           {{tr("Choices"), tr("What the report is to say, and its files")},
                            {tr("Pages"), tr("The report as it will be")}},
                           this)),
      m_side(new QFrame(this)), m_sheet(new QFrame(this)), m_work(workspace.queryPool()) {
    buildChoices();
    m_sheet->setProperty("card", true);
    auto* sheetLayout = new QVBoxLayout(m_sheet);
    sheetLayout->setContentsMargins(1, 1, 1, 1);
    sheetLayout->setSpacing(0);
    sheetLayout->addWidget(buildBar());
    m_stack = new QStackedWidget(m_sheet);
    m_state = new StateView(theme, m_stack);
    m_preview = new ReportPreview(workspace.queryPool(), theme, m_stack);
    m_stack->addWidget(m_state);
    m_stack->addWidget(m_preview);
    sheetLayout->addWidget(m_stack, 1);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(Theme::length(12));
    columns->addWidget(m_side);
    columns->addWidget(m_sheet, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::length(16), Theme::length(14), Theme::length(16), Theme::length(14));
    layout->setSpacing(Theme::length(12));
    layout->addWidget(m_parts);
    layout->addLayout(columns, 1);
    m_look.setInterval(lookEvery);
    buildActions();
    connectAll();
    showButtons();
    showPosition();
    showTextsHidden();
}

void ReportsPage::buildChoices() {
    QScrollArea* scroll = scrolledColumn(m_side);
    m_options = new ReportOptions(workspace().settings(), scroll->widget());
    auto* insideLayout = new QVBoxLayout(scroll->widget());
    insideLayout->setContentsMargins(Theme::length(14), Theme::length(12), Theme::length(14), Theme::length(8));
    insideLayout->addWidget(m_options);
    m_side->setProperty("card", true);
    auto* layout = new QVBoxLayout(m_side);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(scroll, 1);
    layout->addWidget(buildExports());
}

QWidget* ReportsPage::buildExports() {
    auto* widget = new QWidget(m_side);
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(Theme::length(14), Theme::length(8), Theme::length(14), Theme::length(14));
    layout->setSpacing(Theme::length(8));
    const auto button = [this, widget](ReportFormat format, const QString& text, const QString& says) {
        auto* made = new QPushButton(text, widget);
        made->setToolTip(format::toolTip(says));
        made->setObjectName(QStringLiteral("export") + suffixOf(format));
        connect(made, &QPushButton::clicked, this, [this, format] {
            if (const ReportPtr present = report())
                emit exportWanted(present, format);
        });
        m_exports.push_back(made);
        return made;
    };
    QPushButton* pdf = button(ReportFormat::Pdf, tr("Export PDF…"), tr("The pages that are shown (Ctrl+E)"));
    pdf->setProperty("primary", true);
    layout->addWidget(pdf);
    auto* row = new QHBoxLayout;
    row->setSpacing(Theme::length(6));
    row->addWidget(
        button(ReportFormat::Json, tr("JSON…"), tr("All figures of these sections, unrounded, without what was said")));
    row->addWidget(button(ReportFormat::Csv, tr("CSV…"), tr("The same figures, one a line, for a spreadsheet")));
    row->addWidget(button(ReportFormat::Markdown, tr("Markdown…"),
                          tr("The figures in words and tables, without charts and what was said")));
    layout->addLayout(row);
    return widget;
}

QWidget* ReportsPage::buildBar() {
    auto* bar = new QWidget(m_sheet);
    const auto arrow = [bar](const QString& says) {
        auto* button = new QToolButton(bar);
        button->setProperty("quiet", true);
        button->setToolTip(says);
        button->setAccessibleName(says);
        return button;
    };
    m_previous = arrow(tr("Previous page (Page Up)"));
    m_pageNumber = new QSpinBox(bar);
    m_pageNumber->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_pageNumber->setAlignment(Qt::AlignRight);
    m_pageNumber->setAccessibleName(tr("Page"));
    m_pageNumber->setKeyboardTracking(false);
    m_next = arrow(tr("Next page (Page Down)"));
    m_zoom = new QComboBox(bar);
    m_zoom->setAccessibleName(tr("Zoom"));
    m_zoom->setToolTip(format::toolTip(tr("Zoom (Ctrl++, Ctrl+−, or the wheel with Ctrl)")));
    m_renew = new QPushButton(bar);
    m_renew->setProperty("link", true);
    m_renew->setToolTip(format::toolTip(tr("Make the report anew, with what has been logged since (F5)")));
    m_covered = new QLabel(tr("Texts are hidden here; the file will have them."), bar);
    m_covered->setProperty("tone", QStringLiteral("warn"));

    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(Theme::length(12), Theme::length(7), Theme::length(12), Theme::length(7));
    row->setSpacing(Theme::length(6));
    row->addWidget(m_previous);
    row->addWidget(m_pageNumber);
    row->addWidget(m_next);
    row->addSpacing(Theme::length(10));
    row->addWidget(m_zoom);
    row->addSpacing(Theme::length(10));
    row->addWidget(m_renew);
    row->addWidget(m_covered);
    row->addStretch(1);
    return bar;
}

void ReportsPage::buildActions() {
    const auto add = [this](const QString& text, const QKeySequence& key, auto run) {
        auto* action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
    };
    add(tr("Next page of the report"), Qt::Key_PageDown, [this] { m_preview->goTo(m_preview->page() + 1); });
    add(tr("Previous page of the report"), Qt::Key_PageUp, [this] { m_preview->goTo(m_preview->page() - 1); });
    add(tr("Larger"), QKeySequence::ZoomIn,
        [this] { m_preview->setZoom(ReportPreview::Zoom::Fixed, m_preview->factor() * zoomStep); });
    add(tr("Smaller"), QKeySequence::ZoomOut,
        [this] { m_preview->setZoom(ReportPreview::Zoom::Fixed, m_preview->factor() / zoomStep); });
    add(tr("Make the report anew"), Qt::Key_F5, [this] { make(); });
    add(tr("Save the report's choices…"), {}, [this] { m_options->askToSave(); });
}

void ReportsPage::connectAll() {
    const auto icons = [this] {
        m_previous->setIcon(m_theme.icon(QStringLiteral("back")));
        m_next->setIcon(m_theme.icon(QStringLiteral("forward")));
    };
    icons();
    connect(&m_theme, &Theme::themeChanged, this, icons);
    connect(m_previous, &QToolButton::clicked, this, [this] { m_preview->goTo(m_preview->page() - 1); });
    connect(m_next, &QToolButton::clicked, this, [this] { m_preview->goTo(m_preview->page() + 1); });
    connect(m_pageNumber, &QSpinBox::valueChanged, this, [this](int page) { m_preview->goTo(page - 1); });
    connect(m_parts, &Segments::chosen, this, &ReportsPage::arrange);
    connect(m_zoom, &QComboBox::activated, this, [this](int choice) {
        if (const auto i = static_cast<std::size_t>(choice); i < zoomChoices.size())
            m_preview->setZoom(zoomChoices[i].zoom, zoomChoices[i].factor);
    });
    connect(m_preview, &ReportPreview::pageChanged, this, &ReportsPage::showPosition);
    connect(m_preview, &ReportPreview::zoomChanged, this, &ReportsPage::showZoom);
    connect(m_preview, &ReportPreview::painted, this, &ReportsPage::settleIfDone);
    connect(m_renew, &QPushButton::clicked, this, &ReportsPage::make);
    connect(m_state, &StateView::actionTriggered, this, [this] { m_work.isRunning() ? stop() : make(); });
    connect(m_options, &ReportOptions::changed, this, &ReportsPage::make);
    connect(m_options, &ReportOptions::sessionChosen, &workspace(), &Workspace::setSession);
    connect(&m_look, &QTimer::timeout, this, &ReportsPage::showWaiting);
    connect(&workspace(), &Workspace::subjectReplaced, this, &ReportsPage::make);
    connect(&workspace(), &Workspace::subjectGrew, this, &ReportsPage::takeGrowth);
    connect(&workspace(), &Workspace::textsHiddenChanged, this, &ReportsPage::showTextsHidden);
    connect(&workspace().annotations(), &Annotations::changed, this, [this] {
        if (m_options->setup().notes)
            make();
    });
    showZoom();
}

void ReportsPage::setActive(bool active) {
    m_isActive = active;
    if (active)
        takeGrowth();
}

// Of the present choices and the subject of this moment. What was made before stays in view until it is there.
void ReportsPage::make() {
    m_isPresent = false;
    m_isDue = true;
    m_work.drop();
    showButtons();
    const std::optional<Subject>& subject = workspace().subject();
    if (!m_isActive || !subject || isLoading(*subject->snapshot))
        return;
    m_isDue = false;
    setShown(*subject, subject->snapshot->counts.lines.accepted > 0);
    const ReportSetup& setup = m_options->setup();
    const ReportRequest request{setup, QDir(workspace().directory()).dirName(), QApplication::applicationVersion(),
                                workspace().clock().now()};
    const AnnotationSetPtr annotations = setup.notes ? workspace().annotations().present() : AnnotationSetPtr();
    m_progress = std::make_shared<ReportProgress>(0);
    m_look.start();
    m_work.replace([this, subject = *subject, request, annotations, progress = m_progress](std::stop_token stop) {
        Made made;
        Scope anySession = subject.scope;
        anySession.session.clear();
        made.sessions = newestSessions(*subject.snapshot, anySession, mostSessionsListed);
        if (request.kind != ReportKind::Session || !subject.scope.session.empty())
            made.report = std::make_shared<const Report>(
                gatherReport(subject.snapshot, subject.scope, request, annotations, stop, progress.get()), stop);
        return [this, subject, made] { take(subject, made); };
    });
}

void ReportsPage::take(const Subject& subject, Made made) {
    m_look.stop();
    m_options->setSessions(*subject.snapshot, made.sessions, subject.scope.session, workspace().clock().now());
    letGo(workspace().queryPool(), std::exchange(m_report, made.report));
    m_isPresent = m_report != nullptr;
    m_options->setScopeText(m_report ? reportScopeLine(m_report->content()) : QString());
    m_preview->setReport(m_report);
    if (m_report) {
        m_stack->setCurrentWidget(m_preview);
    } else {
        m_state->setState({QStringLiteral("sessions"),
                           tr("Which session?"),
                           tr("Choose one at the left. The whole window is narrowed to it."),
                           {},
                           std::nullopt});
        m_stack->setCurrentWidget(m_state);
    }
    showButtons();
    showPosition();
    showTextsHidden();
    takeGrowth();
    settleIfDone();
}

void ReportsPage::stop() {
    m_work.drop();
    m_look.stop();
    m_state->setState({QStringLiteral("stop"), tr("The report was not made"),
                       tr("It was cancelled. Fewer sections, or a shorter time range, take less time."), tr("Make it"),
                       std::nullopt});
}

void ReportsPage::showWaiting() {
    m_state->setState({QStringLiteral("report"), tr("Making the report"), tr("Figures are gathered and laid out."),
                       tr("Cancel"), *m_progress / 100.0});
    m_stack->setCurrentWidget(m_state);
}

void ReportsPage::takeGrowth() {
    const std::optional<Subject>& subject = workspace().subject();
    if (m_isActive && m_isDue)
        return make();
    std::uint64_t more = 0;
    if (m_isPresent && subject) {
        const std::uint64_t present = subject->snapshot->counts.lines.accepted;
        more = present - std::min(present, m_report->content().snapshot->counts.lines.accepted);
    }
    m_renew->setText(tr("%1 since then").arg(format::counted(more, format::Noun::Entry)));
    m_renew->setVisible(more > 0);
}

void ReportsPage::showButtons() {
    for (std::size_t i = 0; i < m_exports.size(); ++i) {
        const bool pdf = static_cast<ReportFormat>(i) == ReportFormat::Pdf;
        m_exports[i]->setEnabled(report() != nullptr && (pdf || hasFigures(m_options->setup())));
    }
}

void ReportsPage::showPosition() {
    const int page = m_preview->page();
    const int pages = m_preview->pageCount();
    const QSignalBlocker blocker(m_pageNumber);
    m_pageNumber->setRange(pages > 0 ? 1 : 0, pages);
    m_pageNumber->setSuffix(tr(" of %1").arg(format::count(static_cast<std::uint64_t>(pages))));
    m_pageNumber->setValue(page + 1);
    m_pageNumber->setEnabled(pages > 1);
    m_previous->setEnabled(page > 0);
    m_next->setEnabled(page + 1 < pages);
}

void ReportsPage::showZoom() {
    const QSignalBlocker blocker(m_zoom);
    m_zoom->clear();
    int current = -1;
    for (const ZoomChoice& choice : zoomChoices) {
        const bool same = choice.zoom == m_preview->zoom() && (choice.zoom != ReportPreview::Zoom::Fixed ||
                                                               qFuzzyCompare(choice.factor, m_preview->factor()));
        if (same)
            current = m_zoom->count();
        m_zoom->addItem(zoomName(choice));
    }
    if (current < 0) {
        current = m_zoom->count();
        m_zoom->addItem(format::percent(m_preview->factor()));
    }
    m_zoom->setCurrentIndex(current);
}

void ReportsPage::showTextsHidden() {
    const bool hidden = workspace().textsHidden();
    m_preview->setTextsCovered(hidden);
    m_covered->setVisible(hidden && m_report && !m_report->content().transcript.empty() &&
                          m_report->content().request.redaction == Redaction::None);
}

void ReportsPage::settleIfDone() {
    if (!m_work.isRunning() && (m_stack->currentWidget() == m_state || m_preview->isPainted()))
        emit settled();
}

void ReportsPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    arrange();
}

void ReportsPage::arrange() {
    const bool oneByOne = width() < Theme::length(oneByOneBelow);
    m_parts->setVisible(oneByOne);
    m_side->setVisible(!oneByOne || m_parts->current() == 0);
    m_sheet->setVisible(!oneByOne || m_parts->current() == 1);
    constexpr int most = 16'777'215; // QWIDGETSIZE_MAX
    const int side = Theme::length(width() < Theme::length(narrowBelow) ? narrowSideWidth : sideWidth);
    m_side->setMinimumWidth(oneByOne ? 0 : side);
    m_side->setMaximumWidth(oneByOne ? most : side);
}

} // namespace moie::ui
