// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/live_page.h"

#include <algorithm>
#include <utility>

#include <QHBoxLayout>
#include <QResizeEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <moie/query/selection.h>

#include "ui/charts/chart_group.h"
#include "ui/charts/chart_view.h"
#include "ui/charts/live_charts.h"
#include "ui/pages/live_entries_card.h"
#include "ui/pages/live_texts.h"
#include "ui/pages/session_card.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chart_card.h"
#include "ui/widgets/plain_views.h"
#include "ui/widgets/row_list.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {
namespace {

constexpr double besideFrom = 760;       // design pixels of width from which the two columns stand beside each other
constexpr double chartsBesideFrom = 400; // and where they stand below each other, from which two charts do
constexpr double liveChartHeight = 152;  // design pixels
constexpr int turnsShown = 6;
constexpr int turnsBelowTalk = 3; // while a session has the room

} // namespace

LivePage::LivePage(Workspace& workspace, LiveSession& session, const Theme& theme, QWidget* parent)
    : Page(workspace, parent), m_theme(theme), m_charts(new ChartGroup(theme, this)), m_scroll(scrolledColumn(this)),
      m_columns(new QHBoxLayout(m_scroll->widget())), m_left(new QWidget(m_scroll->widget())),
      m_session(new SessionCard(workspace, session, theme, m_left)), m_turnsCard(new Card(tr("Newest turns"), m_left)),
      m_turns(new RowList(theme, tr("Newest turns"), m_turnsCard)),
      m_query(
          workspace,
          [](const Snapshot& snapshot, const Scope& scope, std::stop_token stop) {
              return newestTurns(snapshot, scope, mostTurns, stop);
          },
          [this](auto newest, const Subject& subject) { takeTurns(std::move(newest), subject); }) {
    m_turnsCard->setContent(m_turns);

    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_scroll);
    m_columns->setContentsMargins(Theme::length(14), Theme::length(14), Theme::length(14), Theme::length(14));
    m_columns->setSpacing(Theme::length(12));
    buildSession();
    buildWatching();
    m_columns->addWidget(m_left, 13);
    m_columns->addWidget(m_watching, 10);

    addActions(m_session->commands());
    connect(m_session, &SessionCard::settingsWanted, this, &LivePage::settingsWanted);
    connect(m_charts, &ChartGroup::momentActivated, this, &LivePage::goToMoment);
    connect(m_turns, &QTableView::activated, this, [this](const QModelIndex& at) {
        const NewestTurn& turn = m_listed->turns[m_listed->turns.size() - 1 - static_cast<std::size_t>(at.row())];
        goToTurn(turn.session, turn.opening);
    });
    // When it has its room.
    connect(m_entries, &LiveEntriesCard::entryOpened, this, [this] {
        QTimer::singleShot(0, this, [this] {
            for (QScrollArea* area : {m_watching, m_scroll})
                area->ensureWidgetVisible(m_entries, 0, 0);
        });
    });
    connect(m_entries, &LiveEntriesCard::turnWanted, this, &LivePage::goToTurn);
    connect(m_entries, &LiveEntriesCard::readyChanged, this, &LivePage::settleWhenReady);
    m_showing.setSingleShot(true);
    connect(&m_showing, &QTimer::timeout, this, &LivePage::showNextPart);
    const auto startAfresh = [this] {
        m_newest = std::make_shared<NewestTurns>();
        m_subject = {};
        m_turns->startAfresh();
        m_showing.stop();
        for (std::size_t part = 0; part < turnParts; ++part)
            showPart(part);
    };
    connect(&workspace, &Workspace::subjectReplaced, this, startAfresh);
    startAfresh();
}

// What is said in a session has the room; the newest turns stay in view below it.
void LivePage::buildSession() {
    auto* layout = new QVBoxLayout(m_left);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::length(12));
    layout->addWidget(m_session);
    layout->addWidget(m_turnsCard);
    const auto share = [this, layout] {
        const bool large = m_session->isLarge();
        layout->setStretchFactor(m_session, large ? 1 : 0);
        layout->setStretchFactor(m_turnsCard, large ? 0 : 1);
        m_turns->setLeastRows(large ? turnsBelowTalk : turnsShown);
    };
    connect(m_session, &SessionCard::largeChanged, this, share);
    share();
}

void LivePage::buildWatching() {
    m_watching = scrolledColumn(m_scroll->widget());
    QWidget* column = m_watching->widget();
    m_love = new ChartCard(m_theme, *m_charts, tr("Love vector"), column);
    m_margin = new ChartCard(m_theme, *m_charts, tr("Margin"), column);
    m_response = new ChartCard(m_theme, *m_charts, tr("Response time"), column);
    m_entries = new LiveEntriesCard(workspace(), m_theme, column);
    m_small = new QHBoxLayout;
    m_small->setSpacing(Theme::length(12));
    for (ChartCard* card : {m_margin, m_response})
        m_small->addWidget(card, 1);
    // What height is left over goes to the entries.
    for (ChartCard* card : {m_love, m_margin, m_response})
        card->view()->setFixedHeight(Theme::length(liveChartHeight));
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::length(12));
    layout->addWidget(m_love);
    layout->addLayout(m_small);
    layout->addWidget(m_entries, 1);
}

void LivePage::setActive(bool active) {
    m_query.setActive(active);
    m_entries->setActive(active);
    m_session->setActive(active);
    if (active)
        showEmptyTexts();
}

void LivePage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    const bool beside = width() >= Theme::length(besideFrom);
    m_columns->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    const bool chartsBeside = width() >= Theme::length(chartsBesideFrom);
    m_small->setDirection(chartsBeside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_watching->widget()->layout()->activate(); // or it remembers what the other direction needed
    const QSize needed = m_watching->widget()->minimumSizeHint();
    m_watching->setMinimumHeight(beside ? 0 : needed.height());
    m_watching->setMinimumWidth(needed.width() + m_watching->verticalScrollBar()->sizeHint().width());
}

void LivePage::takeTurns(std::shared_ptr<const NewestTurns> newest, const Subject& subject) {
    m_newest = std::move(newest);
    m_subject = subject;
    m_unshown.set();
    m_showing.start(0);
}

// Part by part, each painted before the next one: at a thousand entries a second all of them come many times a second.
void LivePage::showNextPart() {
    if (m_unshown[m_nextPart])
        showPart(m_nextPart);
    m_nextPart = (m_nextPart + 1) % turnParts;
    if (m_unshown.any())
        return m_showing.start(0);
    setShown(m_subject, true);
    settleWhenReady();
}

void LivePage::showPart(std::size_t part) {
    m_unshown.reset(part);
    switch (part) {
    case 0: showTurns(); break;
    case 1: m_love->setChart(liveLoveChart(*m_newest)); break;
    case 2: m_margin->setChart(liveMarginChart(*m_newest)); break;
    default: m_response->setChart(liveResponseChart(*m_newest)); break;
    }
}

void LivePage::showTurns() {
    m_listed = m_newest;
    m_turns->setRows(m_subject.snapshot ? newestTurnRows(*m_newest, *m_subject.snapshot) : std::vector<ListRow>());
    const bool all = m_subject.scope.session.empty() && m_subject.scope.filter.empty();
    m_turnsCard->setSubtitle(all ? QString() : tr("Those of the session and filter in the top bar; entries are all."));
    showEmptyTexts();
}

void LivePage::showEmptyTexts() {
    if (workspace().directory().isEmpty())
        m_turns->setEmptyText(tr("No log directory is open. Open one (Ctrl+O) to see turns here as they are written."));
    else if (!m_subject.snapshot)
        m_turns->setEmptyText(tr("The log is being read…"));
    else
        m_turns->setEmptyText(tr("No turns yet. They are shown here as they are written."));
}

void LivePage::goToTurn(SessionIndex session, EntryId opening) {
    workspace().showTurn({session, opening});
}

// The charts' moments are the openings of turns.
void LivePage::goToMoment(Time time) {
    const auto& turns = m_newest->turns;
    const auto found =
        std::find_if(turns.rbegin(), turns.rend(), [&](const auto& turn) { return turn.opened == time; });
    if (found != turns.rend())
        goToTurn(found->session, found->opening);
}

void LivePage::settleWhenReady() {
    if (m_subject.snapshot && m_unshown.none() && m_entries->isReady())
        emit settled();
}

} // namespace moie::ui
