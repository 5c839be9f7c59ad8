// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview_page.h"

#include <type_traits>
#include <utility>

#include <QVBoxLayout>

#include <moie/query/selection.h>

#include "ui/charts/overview_charts.h"
#include "ui/pages/overview_texts.h"
#include "ui/pages/safety_texts.h"
#include "ui/theme/definitions.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card_grid.h"
#include "ui/widgets/chart_card.h"
#include "ui/widgets/row_list.h"
#include "ui/widgets/tile.h"
#include "ui/widgets/tile_grid.h"
#include "ui/workspace/same_store.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {
namespace {

constexpr double upperRowHeight = 270.0;
constexpr double lowerRowHeight = 240.0;
constexpr int changesShown = 8;
constexpr int eventsShown = 6;

} // namespace

OverviewPage::OverviewPage(Workspace& workspace, const Theme& theme, QWidget* parent)
    : FiguresPage(workspace, theme, parent),
      m_query(
          workspace,
          [](const Snapshot& snapshot, const Scope& scope, std::stop_token stop) {
              return overview(snapshot, scope, std::move(stop));
          },
          [this](auto figures, const Subject& subject) { setOverview(std::move(figures), subject); }) {
    column()->addWidget(buildTiles());
    buildCards();
    column()->addWidget(&cards(), 1);
    addPartialCards({m_loveChart, m_verdictChart, m_responseChart, m_changesCard, m_eventsCard});
}

QWidget* OverviewPage::buildTiles() {
    auto* grid = new TileGrid(contents());
    for (Tile** tile : {&m_unsafe, &m_breach, &m_love, &m_violations, &m_response, &m_coverage, &m_events}) {
        *tile = new Tile(theme(), grid);
        grid->add(*tile);
    }
    return grid;
}

void OverviewPage::buildCards() {
    m_loveChart = new ChartCard(theme(), charts(), tr("Love vectors"), &cards());
    m_verdictChart = new ChartCard(theme(), charts(), tr("Turns by verdict"), &cards());
    m_responseChart = new ChartCard(theme(), charts(), tr("Response time"), &cards());
    // Room for its legend from the start, so that the page does not jump when the first figures come.
    m_verdictChart->setChart(verdictsChart({}));
    m_changesCard = new Card(tr("What changed"), &cards());
    m_changes = new RowList(theme(), tr("What changed"), m_changesCard);
    m_changes->setLeastRows(changesShown);
    m_changesCard->setContent(m_changes);
    m_eventsCard = new Card(tr("Latest events"), &cards());
    m_latest = new RowList(theme(), tr("Latest events"), m_eventsCard);
    m_latest->setLeastRows(eventsShown);
    m_eventsCard->setContent(m_latest);

    using Row = CardGrid::Row;
    const CardGrid::Arrangement wide{
        1000.0,
        {Row{{{m_loveChart, 1.9}, {m_verdictChart, 1.0}}, 1.2, upperRowHeight},
         Row{{{m_responseChart, 0.85}, {m_changesCard, 1.05}, {m_eventsCard, 1.4}}, 1.0, lowerRowHeight}}};
    const CardGrid::Arrangement medium{640.0,
                                       {Row{{{m_loveChart, 1.0}}, 1.2, upperRowHeight},
                                        Row{{{m_verdictChart, 1.0}, {m_responseChart, 1.0}}, 1.0, lowerRowHeight},
                                        Row{{{m_changesCard, 1.0}, {m_eventsCard, 1.15}}, 0.8, lowerRowHeight}}};
    const CardGrid::Arrangement narrow{
        0.0,
        {Row{{{m_loveChart, 1.0}}, 1.2, upperRowHeight}, Row{{{m_verdictChart, 1.0}}, 1.0, lowerRowHeight},
         Row{{{m_responseChart, 1.0}}, 1.0, lowerRowHeight}, Row{{{m_changesCard, 1.0}}, 0.5, lowerRowHeight},
         Row{{{m_eventsCard, 1.0}}, 0.5, lowerRowHeight}}};
    cards().setArrangements({wide, medium, narrow});
}

void OverviewPage::setDoors(const QStringList& pages) {
    m_pages = pages;
    const auto lead = [this](auto* panel, const char* page, const QString& hint) {
        const QString id = QLatin1String(page);
        if (!m_pages.contains(id))
            return;
        panel->setDoor(hint);
        connect(panel, &std::remove_pointer_t<decltype(panel)>::opened, this, [this, id] { open(id); });
    };
    const QString love = tr("Press to see the love vectors");
    const QString safety = tr("Press to see the safety page");
    const QString performance = tr("Press to see the performance page");
    const QString evolution = tr("Press to see what evolved");
    lead(m_love, "love-vectors", love);
    lead(m_violations, "safety", safety);
    lead(m_response, "performance", performance);
    lead(m_events, "evolution", evolution);
    lead(static_cast<Card*>(m_loveChart), "love-vectors", love);
    lead(static_cast<Card*>(m_verdictChart), "safety", safety);
    lead(static_cast<Card*>(m_responseChart), "performance", performance);
    lead(m_changesCard, "compare", tr("Press to compare periods"));
    lead(m_eventsCard, "evolution", evolution);
    if (!m_pages.contains(QStringLiteral("sessions")))
        return;
    leadToTurns(*m_unsafe, "turn:unsafe");
    leadToTurns(*m_breach, "turn:breach");
    leadToTurns(*m_coverage, "turn:unjudged");
    m_latest->setOpensRows(true);
    connect(m_latest, &RowList::rowOpened, this, &OverviewPage::openEvent);
}

// Those tiles lead to the turns that they count, where there are any.
void OverviewPage::showTurnDoors() {
    if (!m_pages.contains(QStringLiteral("sessions")))
        return;
    const auto any = [this](Verdict verdict) { return m_overview->verdicts[static_cast<std::size_t>(verdict)] > 0; };
    m_unsafe->setDoor(any(Verdict::ReachedUser) ? tr("Press to see these turns") : QString());
    m_breach->setDoor(any(Verdict::Breach) ? tr("Press to see these turns") : QString());
    m_coverage->setDoor(any(Verdict::NotJudged) ? tr("Press to see the turns that were not judged") : QString());
}

void OverviewPage::open(const QString& page) {
    Place place = workspace().place();
    place.page = page;
    place.turn.reset();
    workspace().go(place);
}

void OverviewPage::openEvent(std::size_t row) {
    if (!m_overview || row >= m_overview->latest.size())
        return;
    const Event& event = m_overview->latest[row];
    const auto turn = turnWith(*m_subject.snapshot, event.session, event.entry);
    goToTurn(event.session, turn ? turn->turn->opening : noEntry);
}

void OverviewPage::setOverview(std::shared_ptr<const Overview> figures, const Subject& subject) {
    if (!m_subject.snapshot || !areOfOneStore(*m_subject.snapshot, *subject.snapshot) ||
        m_subject.scope != subject.scope) {
        m_changes->startAfresh();
        m_latest->startAfresh();
    }
    m_overview = std::move(figures);
    m_subject = subject;
    showTiles();
    showLists();
    const bool anything = m_overview->turns > 0 || m_overview->provisional > 0 || m_overview->checkpoints > 0 ||
                          !m_overview->latest.empty();
    fill(subject, anything,
         {[this] { m_loveChart->setChart(marked(loveVectorsChart(*m_overview))); },
          [this] { m_verdictChart->setChart(marked(verdictsChart(*m_overview))); },
          [this] { m_responseChart->setChart(marked(responseTimeChart(*m_overview))); }});
}

void OverviewPage::showTiles() {
    const bool partial = !m_subject.snapshot->load.complete;
    m_unsafe->setContent(unsafeRepliesTile(*m_overview, partial));
    m_breach->setContent(breachTile(m_overview->verdicts, m_overview->judged, m_overview->breach, partial));
    m_love->setContent(loveTile(*m_overview, partial));
    m_violations->setContent(violationsTile(*m_overview, partial));
    m_response->setContent(responseTimeTile(*m_overview, partial));
    m_coverage->setContent(coverageTile(*m_overview, partial));
    m_events->setContent(eventsTile(*m_overview, partial));
    showTurnDoors();
}

void OverviewPage::showLists() {
    const Time now = workspace().clock().now();
    const bool partial = !m_subject.snapshot->load.complete;
    m_changesCard->setSubtitle(changesSubtitle(*m_overview, m_subject.scope, partial, now),
                               format::definition(format::Term::CorrectedP));
    m_changes->setEmptyText(partial ? tr("Nothing to compare yet") : QString());
    m_changes->setRows(changeRows(*m_overview, m_subject.scope, partial, now));
    m_eventsCard->setSubtitle(eventsSubtitle(*m_overview), format::definition(format::Term::Checkpoints));
    m_latest->setEmptyText(m_overview->checkpoints > 0 ? tr("No other events in this range")
                                                       : tr("No events in this range"));
    m_latest->setRows(eventRows(*m_overview, *m_subject.snapshot, now));
}

} // namespace moie::ui
