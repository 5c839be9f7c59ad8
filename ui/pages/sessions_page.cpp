// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sessions_page.h"

#include <algorithm>
#include <utility>

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <moie/query/turn_texts.h>

#include "ui/charts/chart_group.h"
#include "ui/charts/chart_view.h"
#include "ui/charts/session_chart.h"
#include "ui/charts/user_marks.h"
#include "ui/pages/log_markers.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chart_card.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/transcript_view.h"
#include "ui/widgets/turn_panel.h"
#include "ui/workspace/annotations.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {
namespace {

// In design pixels of the page's width: all parts beside each other; the list beside one of the others.
constexpr double wideFrom = 1020.0;
constexpr double mediumFrom = 620.0;
constexpr double listWidth = 416.0;
constexpr double mediumListWidth = 262.0;
constexpr double panelWidth = 352.0;
constexpr double chartHeight = 218.0;
constexpr double lowChartHeight = 160.0;
constexpr double lowBelow = 640.0; // of the page's height
constexpr std::size_t textsAhead = 16;

FiguresQuery<SortedSessions>::Compute sorted(SessionColumn column, bool ascending) {
    return [column, ascending](const Snapshot& snapshot, const Scope& scope, std::stop_token stop) {
        SortedSessions made;
        auto list = std::make_shared<SessionList>(sessionList(snapshot, scope, stop));
        made.order = sessionOrder(*list, column, ascending);
        made.list = std::move(list);
        made.column = column;
        made.ascending = ascending;
        return made;
    };
}

FiguresQuery<SessionTurns>::Compute turnsOf(SessionIndex session) {
    return [session](const Snapshot& snapshot, const Scope& scope, std::stop_token stop) {
        return sessionTurns(snapshot, scope, session, stop);
    };
}

} // namespace

SessionsPage::SessionsPage(Workspace& workspace, const Theme& theme, QWidget* parent)
    : Page(workspace, parent), m_theme(theme), m_annotations(workspace.annotations()),
      m_listQuery(workspace, sorted(SessionColumn::Started, false),
                  [this](const auto& list, const Subject& subject) { takeList(list, subject); }),
      m_turnsQuery(workspace, turnsOf(SessionIndex{}),
                   [this](auto turns, const Subject& subject) { takeTurns(std::move(turns), subject); }),
      m_turnQuery(workspace.queryPool()), m_entryQuery(workspace.queryPool()), m_copyQuery(workspace.queryPool()),
      m_texts(workspace.queryPool()) {
    buildWidgets();
    connectWidgets();
    showAnnotationProblem();
    takePlace();
}

SessionsPage::~SessionsPage() = default;

void SessionsPage::buildWidgets() {
    m_charts = new ChartGroup(m_theme, this);
    m_problem = new QLabel(this);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setProperty("tone", QStringLiteral("warn"));
    m_parts = new Segments(tr("Part of the page"),
                           {{tr("Sessions"), tr("The list of sessions")},
                            {tr("Chart"), tr("Love vectors by turn")},
                            {tr("Transcript"), tr("What was said")},
                            {tr("Turn"), tr("All that is known of the turn")}},
                           this);
    m_listCard = new Card(tr("Sessions"), this);
    m_list = new SessionTable(m_theme, m_listCard);
    m_listCard->setContent(m_list);
    m_right = new QWidget(this);
    m_chart = new ChartCard(m_theme, *m_charts, tr("Session"), m_right);
    m_chart->view()->setZoomMode(ZoomMode::Local);
    m_halves = new Segments(
        tr("Part of the session"),
        {{tr("Transcript"), tr("What was said")}, {tr("Turn"), tr("All that is known of the turn")}}, m_right);
    m_conversations = new QComboBox(m_right);
    m_conversations->setObjectName(QStringLiteral("conversations"));
    m_conversations->setAccessibleName(tr("Conversation"));
    m_conversations->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_conversations->setMinimumContentsLength(18);
    m_conversations->hide();
    m_transcript = new TranscriptView(m_theme, m_right);
    m_panel = new TurnPanel(m_theme, m_right);
    layOut();
}

void SessionsPage::layOut() {
    const int gap = Theme::length(12);
    auto* lower = new QHBoxLayout;
    lower->setSpacing(gap);
    lower->addWidget(m_transcript, 1);
    lower->addWidget(m_panel);
    auto* right = new QVBoxLayout(m_right);
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(gap);
    right->addWidget(m_chart);
    auto* choices = new QHBoxLayout;
    choices->addWidget(m_halves);
    choices->addWidget(m_conversations);
    choices->addStretch(1);
    right->addLayout(choices);
    right->addLayout(lower, 1);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(gap);
    columns->addWidget(m_listCard);
    columns->addWidget(m_right, 1);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(Theme::length(16), Theme::length(14), Theme::length(16), Theme::length(14));
    page->setSpacing(gap);
    page->addWidget(m_problem);
    page->addWidget(m_parts);
    page->addLayout(columns, 1);
    arrange();
}

void SessionsPage::connectWidgets() {
    connect(m_list, &SessionTable::orderWanted, this, &SessionsPage::order);
    connect(m_list, &SessionTable::sessionChosen, this, [this](SessionIndex session) {
        workspace().selectTurn(TurnPlace{session, noEntry});
    });
    connect(m_parts, &Segments::chosen, this, [this](std::size_t part) { showPart(static_cast<Part>(part)); });
    connect(m_halves, &Segments::chosen, this,
            [this](std::size_t half) { showPart(half == 0 ? Part::Transcript : Part::Turn); });
    connect(m_conversations, &QComboBox::activated, this, &SessionsPage::chooseConversation);
    connect(m_transcript, &TranscriptView::turnActivated, this,
            [this](std::size_t turn) { selectTurn(m_shown[turn]); });
    connect(m_transcript, &TranscriptView::inViewChanged, this, &SessionsPage::wantTexts);
    connect(m_transcript, &TranscriptView::moreWanted, this, &SessionsPage::openText);
    connect(m_transcript, &TranscriptView::copyWanted, this, &SessionsPage::copyText);
    connect(&m_texts, &TurnTextCache::arrived, this, [this] {
        m_transcript->describeAnew();
        settleIfDone();
    });
    connect(m_chart->view(), &ChartView::momentActivated, this, [this](Time time) {
        const auto& turns = m_turns->turns;
        const auto found =
            std::find_if(turns.begin(), turns.end(), [&](const auto& turn) { return turn.opened == time; });
        if (found != turns.end())
            selectTurn(static_cast<std::size_t>(found - turns.begin()));
    });
    connect(m_panel, &TurnPanel::entryChosen, this, &SessionsPage::showEntry);
    connect(m_panel, &TurnPanel::entryCopyWanted, this, &SessionsPage::copyEntry);
    connect(m_panel, &TurnPanel::bookmarkWanted, this, &SessionsPage::toggleBookmark);
    connect(m_panel, &TurnPanel::falseAlarmWanted, this, [this](bool on) { setJudgement(Judgement::FalseAlarm, on); });
    connect(m_panel, &TurnPanel::missedWanted, this, [this](bool on) { setJudgement(Judgement::Missed, on); });
    connect(m_panel, &TurnPanel::noteWanted, this, &SessionsPage::askForNote);
    connect(&m_annotations, &Annotations::changed, this, [this] {
        m_transcript->describeAnew();
        showChart();
        showPanel();
    });
    connect(&m_annotations, &Annotations::problemChanged, this, &SessionsPage::showAnnotationProblem);
    connect(&m_annotations, &Annotations::setAside, this, &SessionsPage::showAnnotationProblem);
    connect(&workspace(), &Workspace::placeChanged, this, &SessionsPage::takePlace);
    connect(&workspace(), &Workspace::turnWanted, this, &SessionsPage::showWantedTurn);
    connect(&workspace(), &Workspace::directoryChanged, this, &SessionsPage::startAfresh);
    connect(&workspace(), &Workspace::textsHiddenChanged, this, &SessionsPage::showTextsHidden);
    addCommand(tr("Next turn"), Qt::Key_J, [this] { step(1); });
    addCommand(tr("Previous turn"), Qt::Key_K, [this] { step(-1); });
    addCommand(tr("Next unsafe turn"), Qt::Key_E, [this] { stepToUnsafe(1); });
    addCommand(tr("Previous unsafe turn"), QKeySequence(Qt::SHIFT | Qt::Key_E), [this] { stepToUnsafe(-1); });
    addCommand(tr("Bookmark this turn, or remove its bookmark"), Qt::Key_B, [this] { toggleBookmark(); });
    addCommand(tr("Note on this turn…"), Qt::Key_N, [this] { askForNote(); });
}

// With its key it is found in the window's list of keys, and in the palette.
void SessionsPage::addCommand(const QString& text, const QKeySequence& key, const std::function<void()>& run) {
    auto* action = new QAction(text, this);
    action->setShortcut(key);
    action->setEnabled(false);
    connect(action, &QAction::triggered, this, run);
    addAction(action);
}

void SessionsPage::setActive(bool active) {
    for (QAction* command : actions())
        command->setEnabled(active);
    if (active)
        takePlace();
    m_listQuery.setActive(active);
    m_turnsQuery.setActive(active && m_session);
}

SessionsPage::Room SessionsPage::room() const {
    if (width() >= Theme::length(wideFrom))
        return Room::Wide;
    return width() >= Theme::length(mediumFrom) ? Room::Medium : Room::Narrow;
}

void SessionsPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    arrange();
}

void SessionsPage::arrange() {
    const Room present = room();
    const bool narrow = present == Room::Narrow;
    const bool wide = present == Room::Wide;
    m_parts->setVisible(narrow);
    m_halves->setVisible(present == Room::Medium);
    m_parts->setCurrent(static_cast<std::size_t>(m_part));
    m_halves->setCurrent(m_part == Part::Turn ? 1 : 0);
    m_listCard->setVisible(!narrow || m_part == Part::List);
    m_right->setVisible(!narrow || m_part != Part::List);
    m_chart->setVisible(!narrow || m_part == Part::Chart);
    m_transcript->setVisible(wide || (narrow ? m_part == Part::Transcript : m_part != Part::Turn));
    m_panel->setVisible(wide || m_part == Part::Turn);
    setFocusProxy(m_transcript->isVisibleTo(this) ? m_transcript : nullptr);
    constexpr int most = 16'777'215; // QWIDGETSIZE_MAX
    m_listCard->setFixedWidth(Theme::length(wide ? listWidth : mediumListWidth));
    if (narrow) {
        m_listCard->setMinimumWidth(0);
        m_listCard->setMaximumWidth(most);
    }
    m_panel->setMinimumWidth(wide ? Theme::length(panelWidth) : 0);
    m_panel->setMaximumWidth(wide ? Theme::length(panelWidth) : most);
    const bool low = height() < Theme::length(lowBelow);
    m_chart->setMinimumHeight(narrow ? 0 : Theme::length(low ? lowChartHeight : chartHeight));
    m_chart->setMaximumHeight(narrow ? most : m_chart->minimumHeight());
}

void SessionsPage::showPart(Part part) {
    m_part = part;
    arrange();
}

void SessionsPage::order(SessionColumn column, bool ascending) {
    m_listQuery.setCompute(sorted(column, ascending));
}

void SessionsPage::startAfresh() {
    m_session.reset();
    m_turn = noEntry;
    m_conversation.reset();
    m_turns.reset();
    m_snapshot.reset();
    m_read.reset();
    m_shown.clear();
    m_listShown = false;
    m_turnsQuery.setActive(false);
    m_turnQuery.drop();
    m_entryQuery.drop();
    m_texts.clear();
    m_transcript->setTurns(0, {});
    m_list->setCurrent(std::nullopt);
    m_panel->clear({});
}

void SessionsPage::takeList(const std::shared_ptr<const SortedSessions>& list, const Subject& subject) {
    SortedSessions sessions = *list;
    sessions.snapshot = subject.snapshot;
    // The status bar counts those without a turn too.
    const std::size_t all = subject.snapshot->sessions.size();
    m_listCard->setSubtitle(
        sessions.order.size() == all
            ? tr("%1 in scope").arg(format::counted(all, format::Noun::Session))
            : tr("%1 of %2 with turns in scope")
                  .arg(format::count(sessions.order.size()), format::counted(all, format::Noun::Session)));
    m_list->setSessions(std::move(sessions), workspace().clock().now());
    m_listShown = true;
    const SessionListModel& shown = m_list->sessions();
    const bool chosen = workspace().place().turn.has_value();
    // A session that was chosen stays, whatever the scope; one that stood first goes with it.
    if (shown.rowCount() > 0 && (!m_session || (!chosen && shown.rowOf(*m_session) < 0))) {
        m_turn = noEntry;
        openSession(shown.row(0).session);
    }
    m_list->setCurrent(m_session);
    setShown(subject, shown.rowCount() > 0 || m_session);
    settleIfDone();
}

void SessionsPage::takePlace() {
    const Place& place = workspace().place();
    if (!place.turn || place.page != QLatin1String("sessions"))
        return;
    const bool another = place.turn->session != m_session;
    m_turn = place.turn->opening;
    if (another)
        openSession(place.turn->session);
    else
        showTurn(true);
    m_list->setCurrent(m_session);
}

// What somebody went to is what is looked at, also where there is room for one part.
void SessionsPage::showWantedTurn() {
    showPart(Part::Transcript);
    if (m_turns && m_turns->session == m_session)
        showTurn(true);
}

void SessionsPage::openSession(SessionIndex session) {
    m_session = session;
    m_conversation.reset();
    m_turnsQuery.setCompute(turnsOf(session));
    m_turnsQuery.setActive(m_listQuery.isActive());
}

void SessionsPage::takeTurns(std::shared_ptr<const SessionTurns> turns, const Subject& subject) {
    if (turns->session != m_session || index(turns->session) >= subject.snapshot->sessions.size())
        return;
    const bool another = !m_turns || m_turns->session != turns->session;
    m_turns = std::move(turns);
    m_snapshot = subject.snapshot;
    m_texts.setSession(m_snapshot, *m_session);
    showSession(another);
}

void SessionsPage::showSession(bool another) {
    const Time now = workspace().clock().now();
    m_chart->setTitle(sessionTitle(*m_snapshot, *m_turns, now));
    m_chart->setSubtitle(sessionSubtitle(*m_turns));
    showChart();
    showConversations();
    const std::size_t top = m_transcript->topTurn();
    const EntryId topOpening = !another && top < m_shown.size() && m_shown[top] < m_turns->turns.size()
                                   ? m_turns->turns[m_shown[top]].opening
                                   : noEntry;
    std::size_t newTop = top;
    m_shown.clear();
    for (std::size_t i = 0; i < m_turns->turns.size(); ++i) {
        if (m_conversation && m_turns->turns[i].conversation != *m_conversation)
            continue;
        if (m_turns->turns[i].opening == topOpening)
            newTop = m_shown.size();
        m_shown.push_back(i);
    }
    if (another)
        m_transcript->setTurns(m_shown.size(), [this](std::size_t turn) { return describe(turn); });
    else
        m_transcript->updateTurns(m_shown.size(), newTop);
    const bool first = m_turn == noEntry || leavesTheTurn();
    if (first && !m_turns->turns.empty())
        m_turn = firstTurn().opening;
    showTurn(another || first);
    wantTexts();
}

// The first in scope; where there is none, the first.
const SessionTurn& SessionsPage::firstTurn() const {
    const auto& turns = m_turns->turns;
    const auto first = std::find_if(turns.begin(), turns.end(), [](const SessionTurn& turn) { return turn.inScope; });
    return first == turns.end() ? turns.front() : *first;
}

// A turn that was chosen stays, whatever the scope; one that was only shown goes where the scope has others.
bool SessionsPage::leavesTheTurn() const {
    const auto& turns = m_turns->turns;
    return !workspace().place().turn && !turns.empty() && firstTurn().inScope &&
           std::none_of(turns.begin(), turns.end(),
                        [&](const SessionTurn& turn) { return turn.inScope && turn.opening == m_turn; });
}

void SessionsPage::showChart() {
    if (!m_turns)
        return;
    std::vector<ChartMark> marks = asMarks(presentMarkers(workspace()).of(*m_snapshot));
    for (std::size_t i = 0; i < m_turns->turns.size(); ++i)
        if (const TurnNotes* notes = notesOf(m_turns->turns[i]))
            marks.push_back(
                notedTurnMark(m_turns->turns[i].opened, i + 1, notesText(*notes, workspace().textsHidden())));
    m_chart->setChart(withMarks(sessionChart(*m_turns), marks));
}

void SessionsPage::showConversations() {
    const auto& names = m_turns->conversations;
    m_conversations->setVisible(names.size() > 1);
    if (names.size() <= 1) {
        m_conversation.reset();
        return;
    }
    m_conversations->clear();
    m_conversations->addItem(tr("All %1 conversations").arg(format::count(names.size())));
    for (const NameId name : names)
        m_conversations->addItem(conversationName(*m_snapshot, name));
    const auto chosen = m_conversation ? std::find(names.begin(), names.end(), *m_conversation) : names.end();
    m_conversations->setCurrentIndex(chosen == names.end() ? 0 : static_cast<int>(chosen - names.begin()) + 1);
}

void SessionsPage::chooseConversation(int at) {
    const auto& names = m_turns->conversations;
    const auto place = static_cast<std::size_t>(at - 1);
    m_conversation = at > 0 && place < names.size() ? std::optional(names[place]) : std::nullopt;
    showSession(true);
}

TranscriptTurn SessionsPage::describe(std::size_t shown) const {
    const std::size_t turn = m_shown[shown];
    const SessionTurn& described = m_turns->turns[turn];
    const auto before = shown > 0 ? std::optional(m_shown[shown - 1]) : std::nullopt;
    return transcriptTurn({*m_snapshot, *m_turns, turn, before, m_texts.of(described.opening), notesOf(described),
                           workspace().textsHidden(), workspace().clock().now()});
}

// What is in view, then what will be when the user goes on.
void SessionsPage::wantTexts() {
    if (!m_turns)
        return;
    const auto [first, end] = m_transcript->inView();
    std::vector<WantedText> wanted;
    const auto want = [&](std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < std::min(to, m_shown.size()); ++i)
            wanted.push_back({m_turns->turns[m_shown[i]].opening, m_turns->turns[m_shown[i]].entries});
    };
    want(first, end);
    want(end, end + textsAhead);
    want(first > textsAhead / 2 ? first - textsAhead / 2 : 0, first);
    m_texts.want(std::move(wanted));
}

// All that was asked for last is on the page.
void SessionsPage::settleIfDone() {
    const SnapshotPtr& listed = m_list->sessions().sessions().snapshot;
    const bool session = !m_session || (m_turns && m_turns->session == *m_session && listed &&
                                        m_snapshot->generation >= listed->generation);
    if (m_listShown && session && !m_turnQuery.isRunning() && !m_texts.isReading())
        emit settled();
}

} // namespace moie::ui
