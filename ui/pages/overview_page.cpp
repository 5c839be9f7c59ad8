// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview_page.h"

#include <utility>

#include <QVBoxLayout>

#include "ui/charts/overview_charts.h"
#include "ui/pages/overview_texts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card_grid.h"
#include "ui/widgets/chart_card.h"
#include "ui/widgets/row_list.h"
#include "ui/widgets/tile.h"
#include "ui/widgets/tile_grid.h"
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
    column()->addWidget(buildCards(), 1);
    addPartialCards({m_loveChart, m_verdictChart, m_responseChart, m_changesCard, m_eventsCard});
}

QWidget* OverviewPage::buildTiles() {
    auto* grid = new TileGrid;
    for (Tile** tile : {&m_unsafe, &m_love, &m_violations, &m_response, &m_coverage, &m_events}) {
        *tile = new Tile(theme());
        grid->add(*tile);
    }
    return grid;
}

QWidget* OverviewPage::buildCards() {
    m_loveChart = new ChartCard(theme(), charts(), tr("Love vectors"));
    m_verdictChart = new ChartCard(theme(), charts(), tr("Turns by verdict"));
    m_responseChart = new ChartCard(theme(), charts(), tr("Response time"));
    // Room for its legend from the start, so that the page does not jump when the first figures come.
    m_verdictChart->setChart(verdictsChart({}));
    m_changesCard = new Card(tr("What changed"));
    m_changes = new RowList(theme(), tr("What changed"));
    m_changes->setLeastRows(changesShown);
    m_changesCard->setContent(m_changes);
    m_eventsCard = new Card(tr("Latest events"));
    m_latest = new RowList(theme(), tr("Latest events"));
    m_latest->setLeastRows(eventsShown);
    m_latest->setEmptyText(tr("No events in this range"));
    m_eventsCard->setContent(m_latest);

    using Row = CardGrid::Row;
    const CardGrid::Arrangement wide{
        1000.0,
        {Row{{{m_loveChart, 1.9}, {m_verdictChart, 1.0}}, 1.2, upperRowHeight},
         Row{{{m_responseChart, 0.85}, {m_changesCard, 1.2}, {m_eventsCard, 1.25}}, 1.0, lowerRowHeight}}};
    const CardGrid::Arrangement medium{640.0,
                                       {Row{{{m_loveChart, 1.0}}, 1.2, upperRowHeight},
                                        Row{{{m_verdictChart, 1.0}, {m_responseChart, 1.0}}, 1.0, lowerRowHeight},
                                        Row{{{m_changesCard, 1.0}, {m_eventsCard, 1.15}}, 0.8, lowerRowHeight}}};
    const CardGrid::Arrangement narrow{
        0.0,
        {Row{{{m_loveChart, 1.0}}, 1.2, upperRowHeight}, Row{{{m_verdictChart, 1.0}}, 1.0, lowerRowHeight},
         Row{{{m_responseChart, 1.0}}, 1.0, lowerRowHeight}, Row{{{m_changesCard, 1.0}}, 0.5, lowerRowHeight},
         Row{{{m_eventsCard, 1.0}}, 0.5, lowerRowHeight}}};
    return new CardGrid({wide, medium, narrow});
}

void OverviewPage::setOverview(std::shared_ptr<const Overview> figures, const Subject& subject) {
    if (!m_subject.snapshot || m_subject.snapshot->directory != subject.snapshot->directory ||
        m_subject.scope != subject.scope) {
        m_changes->startAfresh();
        m_latest->startAfresh();
    }
    m_overview = std::move(figures);
    m_subject = subject;
    showTiles();
    showLists();
    const bool anything = m_overview->turns > 0 || m_overview->provisional > 0 || !m_overview->latest.empty();
    fill(subject, anything,
         {[this] { m_loveChart->setChart(loveVectorsChart(*m_overview)); },
          [this] { m_verdictChart->setChart(verdictsChart(*m_overview)); },
          [this] { m_responseChart->setChart(responseTimeChart(*m_overview)); }});
}

void OverviewPage::showTiles() {
    const bool partial = !m_subject.snapshot->load.complete;
    m_unsafe->setContent(unsafeRepliesTile(*m_overview, partial));
    m_love->setContent(loveTile(*m_overview, partial));
    m_violations->setContent(violationsTile(*m_overview, partial));
    m_response->setContent(responseTimeTile(*m_overview, partial));
    m_coverage->setContent(coverageTile(*m_overview, partial));
    m_events->setContent(eventsTile(*m_overview, partial));
}

void OverviewPage::showLists() {
    const Time now = workspace().clock().now();
    const bool partial = !m_subject.snapshot->load.complete;
    m_changesCard->setSubtitle(changesSubtitle(*m_overview, m_subject.scope, partial, now));
    m_changes->setRows(changeRows(*m_overview, partial, now));
    m_latest->setRows(eventRows(*m_overview, *m_subject.snapshot, now));
}

} // namespace moie::ui
