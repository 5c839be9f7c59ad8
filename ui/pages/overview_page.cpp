// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview_page.h"

#include <chrono>
#include <utility>

#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/charts/chart_group.h"
#include "ui/charts/overview_charts.h"
#include "ui/pages/overview_texts.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card_grid.h"
#include "ui/widgets/chart_card.h"
#include "ui/widgets/row_list.h"
#include "ui/widgets/tile.h"
#include "ui/widgets/tile_grid.h"

namespace moie::ui {
namespace {

Time systemNow() {
    return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

constexpr double upperRowHeight = 270.0;
constexpr double lowerRowHeight = 240.0;
constexpr int changesShown = 8;
constexpr int eventsShown = 6;
constexpr std::size_t chartCount = 3;

} // namespace

OverviewPage::OverviewPage(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_group(new ChartGroup(theme, this)), m_scroll(new QScrollArea(this)) {
    auto* contents = new QWidget(m_scroll);
    contents->setObjectName(QStringLiteral("pageContents"));
    auto* column = new QVBoxLayout(contents);
    column->setContentsMargins(Theme::length(16), Theme::length(14), Theme::length(16), Theme::length(14));
    column->setSpacing(Theme::length(12));
    column->addWidget(buildTiles());
    column->addWidget(buildCards(), 1);

    connect(&m_turn, &QTimer::timeout, this, &OverviewPage::fillNextChart);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(contents);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_scroll);
}

QWidget* OverviewPage::buildTiles() {
    auto* grid = new TileGrid;
    for (Tile** tile : {&m_unsafe, &m_love, &m_violations, &m_response, &m_coverage, &m_events}) {
        *tile = new Tile(m_theme);
        grid->add(*tile);
    }
    return grid;
}

QWidget* OverviewPage::buildCards() {
    m_loveChart = new ChartCard(m_theme, *m_group, tr("Love vectors"));
    m_verdictChart = new ChartCard(m_theme, *m_group, tr("Turns by verdict"));
    m_responseChart = new ChartCard(m_theme, *m_group, tr("Response time"));
    // Room for its legend from the start, so that the page does not jump when the first figures come.
    m_verdictChart->setChart(verdictsChart({}));
    m_changesCard = new Card(tr("What changed"));
    m_changes = new RowList(m_theme, tr("What changed"));
    m_changes->setLeastRows(changesShown);
    m_changesCard->setContent(m_changes);
    m_eventsCard = new Card(tr("Latest events"));
    m_latest = new RowList(m_theme, tr("Latest events"));
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

void OverviewPage::setOverview(std::shared_ptr<const Overview> overview, SnapshotPtr snapshot, const Scope& scope) {
    if (!m_snapshot || m_snapshot->directory != snapshot->directory || m_scope != scope) {
        m_changes->startAfresh();
        m_latest->startAfresh();
    }
    m_overview = std::move(overview);
    m_snapshot = std::move(snapshot);
    m_scope = scope;
    showTiles();
    showLists();
    showBadges();
    m_chartsToFill = chartCount;
    m_turn.start();
}

bool OverviewPage::partial() const {
    return !m_snapshot->load.complete;
}

void OverviewPage::showTiles() {
    m_unsafe->setContent(unsafeRepliesTile(*m_overview, partial()));
    m_love->setContent(loveTile(*m_overview, partial()));
    m_violations->setContent(violationsTile(*m_overview, partial()));
    m_response->setContent(responseTimeTile(*m_overview, partial()));
    m_coverage->setContent(coverageTile(*m_overview, partial()));
    m_events->setContent(eventsTile(*m_overview, partial()));
}

// Goes round, so that each chart has its turn however fast overviews come in.
void OverviewPage::fillNextChart() {
    switch (m_nextChart) {
    case 0: m_loveChart->setChart(loveVectorsChart(*m_overview)); break;
    case 1: m_verdictChart->setChart(verdictsChart(*m_overview)); break;
    default: m_responseChart->setChart(responseTimeChart(*m_overview)); break;
    }
    m_nextChart = (m_nextChart + 1) % chartCount;
    if (--m_chartsToFill > 0)
        return;
    m_turn.stop();
    emit chartsFilled();
}

void OverviewPage::showLists() {
    const Time now = systemNow();
    m_changesCard->setSubtitle(changesSubtitle(*m_overview, m_scope, partial(), now));
    m_changes->setRows(changeRows(*m_overview, partial(), now));
    m_latest->setRows(eventRows(*m_overview, *m_snapshot, now));
}

void OverviewPage::showBadges() {
    QString text;
    QString explanation;
    if (partial()) {
        const LoadProgress& load = m_snapshot->load;
        text = load.cancelled ? tr("partial – loading stopped") : tr("partial – still loading");
        explanation = tr("%1 of %2 read so far, the newest first. The figures cover these only.")
                          .arg(format::bytes(load.bytesDone), format::bytes(load.bytesTotal));
    }
    for (Card* card : {static_cast<Card*>(m_loveChart), static_cast<Card*>(m_verdictChart),
                       static_cast<Card*>(m_responseChart), m_changesCard, m_eventsCard})
        card->setBadge(text, explanation);
}

} // namespace moie::ui
