// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/performance_page.h"

#include <utility>

#include <QVBoxLayout>

#include "ui/charts/performance_charts.h"
#include "ui/charts/small_rows.h"
#include "ui/pages/performance_texts.h"
#include "ui/theme/definitions.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card_grid.h"
#include "ui/widgets/chart_card.h"
#include "ui/widgets/figure_table.h"
#include "ui/widgets/group_table.h"
#include "ui/widgets/tile.h"
#include "ui/widgets/tile_grid.h"
#include "ui/workspace/same_store.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {
namespace {

constexpr double performanceChartHeight = 250.0;
constexpr double performanceTableHeight = 150.0;
constexpr int performanceLeastRows = 3;
constexpr int performanceMostRows = 6;
constexpr int slowTurnsShown = 4; // of two lines each

FiguresQuery<Groups>::Compute groupsBy(GroupKey key) {
    return [key](const Snapshot& snapshot, const Scope& scope, std::stop_token stop) {
        return groupFigures(snapshot, scope, key, std::move(stop));
    };
}

} // namespace

PerformancePage::PerformancePage(Workspace& workspace, const Theme& theme, QWidget* parent)
    : FiguresPage(workspace, theme, parent),
      m_query(
          workspace,
          [](const Snapshot& snapshot, const Scope& scope, std::stop_token stop) {
              return performanceFigures(snapshot, scope, std::move(stop));
          },
          [this](auto figures, const Subject& subject) { setFigures(std::move(figures), subject); }),
      m_groupQuery(workspace, groupsBy(GroupKey::Model), [this](auto groups, const Subject& subject) {
          m_groups->setGroups(m_groups->key(), *groups, *subject.snapshot);
      }) {
    column()->addWidget(buildTiles());
    buildCards();
    column()->addWidget(&cards(), 1);
    addPartialCards({m_responseChart, m_failedChart, m_heatChart, m_resourcesCard, m_operationsCard, m_modelsCard,
                     m_slowestCard, m_errorsCard, m_groups});
    connect(m_groups, &GroupTable::keyChosen, this, [this](GroupKey key) { m_groupQuery.setCompute(groupsBy(key)); });
    connect(m_slowest, &FigureTable::rowActivated, this, [this](std::size_t row) {
        const SlowTurn& turn = m_figures->slowest[row];
        goToTurn(turn.session, turn.opening);
    });
    connect(m_errors, &FigureTable::rowActivated, this, &PerformancePage::goToErrors);
}

void PerformancePage::setActive(bool active) {
    m_query.setActive(active);
    m_groupQuery.setActive(active);
}

QWidget* PerformancePage::buildTiles() {
    auto* grid = new TileGrid(contents());
    for (Tile** tile : {&m_response, &m_tail, &m_failed, &m_trend, &m_slowestOperation, &m_models}) {
        *tile = new Tile(theme(), grid);
        grid->add(*tile);
    }
    return grid;
}

Card* PerformancePage::tableCard(const QString& title, FigureTable*& table, const QString& emptyText) {
    auto* card = new Card(title, &cards());
    table = new FigureTable(theme(), title, card);
    table->setRowsShown(performanceLeastRows, performanceMostRows);
    table->setEmptyText(emptyText);
    card->setContent(table);
    return card;
}

void PerformancePage::buildCards() {
    m_responseChart = new ChartCard(theme(), charts(), tr("Response time"), &cards());
    m_failedChart = new ChartCard(theme(), charts(), tr("Failed turns"), &cards());
    m_heatChart = new ChartCard(theme(), charts(), tr("Durations"), &cards());
    m_resourcesCard = new Card(tr("Resources"), &cards());
    m_resources = new SmallRows(theme(), charts(), m_resourcesCard);
    m_resources->setEmptyText(tr("No CPU, memory or GPU use was logged in this range"));
    m_resourcesCard->setContent(m_resources);
    m_operationsCard = tableCard(tr("By operation"), m_operations, tr("No operation was timed in this range"));
    m_operations->setColumns(operationColumns());
    m_modelsCard = tableCard(tr("By model"), m_modelTable, tr("No model run was logged in this range"));
    m_slowestCard = tableCard(tr("Slowest turns"), m_slowest, tr("No response times in this range"));
    m_slowest->setColumns(slowTurnColumns());
    m_slowest->setRowsShown(performanceLeastRows, slowTurnsShown);
    m_errorsCard = tableCard(tr("Errors"), m_errors, tr("No errors in this range"));
    m_errors->setColumns(errorColumns());
    m_groups = new GroupTable(theme(), tr("By group"),
                              {Measure::ResponseTime, Measure::Magnitude, Measure::UnsafeReplies, Measure::Violations},
                              &cards());

    using Row = CardGrid::Row;
    const CardGrid::Arrangement wide{1000.0,
                                     {Row{{{m_responseChart, 1.7}, {m_failedChart, 1.0}}, 1.0, performanceChartHeight},
                                      Row{{{m_heatChart, 1.35}, {m_resourcesCard, 1.35}}, 1.0, performanceChartHeight},
                                      Row{{{m_operationsCard, 1.0}, {m_modelsCard, 1.0}}, 0.4, performanceTableHeight},
                                      Row{{{m_slowestCard, 1.6}, {m_errorsCard, 1.0}}, 0.4, performanceTableHeight},
                                      Row{{{m_groups, 1.0}}, 0.3, 0.0}}};
    const CardGrid::Arrangement medium{
        640.0,
        {Row{{{m_responseChart, 1.4}, {m_failedChart, 1.0}}, 1.0, performanceChartHeight},
         Row{{{m_heatChart, 1.0}, {m_resourcesCard, 1.0}}, 1.0, performanceChartHeight},
         Row{{{m_operationsCard, 1.0}}, 0.4, performanceTableHeight},
         Row{{{m_modelsCard, 1.0}}, 0.4, performanceTableHeight},
         Row{{{m_slowestCard, 1.0}}, 0.4, performanceTableHeight},
         Row{{{m_errorsCard, 1.0}}, 0.4, performanceTableHeight}, Row{{{m_groups, 1.0}}, 0.3, 0.0}}};
    CardGrid::Arrangement narrow{0.0, {}};
    for (QWidget* card : std::initializer_list<QWidget*>{m_responseChart, m_failedChart, m_heatChart, m_resourcesCard})
        narrow.rows.push_back({{{card, 1.0}}, 1.0, performanceChartHeight});
    for (QWidget* card :
         std::initializer_list<QWidget*>{m_operationsCard, m_modelsCard, m_slowestCard, m_errorsCard, m_groups})
        narrow.rows.push_back({{{card, 1.0}}, 0.4, performanceTableHeight});
    cards().setArrangements({wide, medium, narrow});
}

void PerformancePage::setFigures(std::shared_ptr<const PerformanceFigures> figures, const Subject& subject) {
    if (!m_subject.snapshot || !areOfOneStore(*m_subject.snapshot, *subject.snapshot) ||
        m_subject.scope != subject.scope)
        for (FigureTable* table : {m_operations, m_modelTable, m_slowest, m_errors})
            table->startAfresh();
    m_figures = std::move(figures);
    m_subject = subject;
    showTiles();
    showTables();
    // There are buckets where a turn counts or resources were logged.
    const bool anything = m_figures->buckets.count() > 0 || m_figures->period.provisional > 0 ||
                          !m_figures->operations.empty() || !m_figures->errors.empty();
    fill(subject, anything,
         {[this] { m_responseChart->setChart(marked(responsePercentilesChart(*m_figures))); },
          [this] { m_failedChart->setChart(marked(failedShareChart(*m_figures))); },
          [this] { m_heatChart->setChart(durationHeatChart(*m_figures)); }, [this] { showResources(); }});
}

void PerformancePage::showTiles() {
    const Snapshot& snapshot = *m_subject.snapshot;
    const bool partial = !snapshot.load.complete;
    m_response->setContent(responseTile(*m_figures, partial));
    m_tail->setContent(tailTile(*m_figures, partial));
    m_failed->setContent(failedTile(*m_figures, partial));
    m_trend->setContent(trendTile(*m_figures, partial));
    m_slowestOperation->setContent(slowestOperationTile(*m_figures, snapshot, partial));
    m_models->setContent(modelsTile(*m_figures, snapshot, partial));
}

void PerformancePage::showTables() {
    const Snapshot& snapshot = *m_subject.snapshot;
    const Time now = workspace().clock().now();
    m_operations->setRows(operationRows(*m_figures, snapshot));
    m_modelTable->setColumns(modelColumns(*m_figures, snapshot));
    m_modelTable->setRows(modelRows(*m_figures, snapshot));
    m_slowest->setRows(slowTurnRows(*m_figures, snapshot, now));
    m_errors->setRows(errorRows(*m_figures, snapshot, now));
    m_operationsCard->setSubtitle(
        m_figures->namesLeftOut == 0
            ? QString()
            : tr("%1 further names of operations and models left out").arg(format::count(m_figures->namesLeftOut)));
}

void PerformancePage::showResources() {
    std::vector<SmallRow> rows;
    for (const Resource resource : resources) {
        SmallRow row;
        row.chart = resourceChart(*m_figures, resource);
        if (row.chart.empty())
            continue;
        row.name = resourceName(resource);
        row.figure = resourceFigure(*m_figures, resource);
        row.explanation = row.chart.summary;
        rows.push_back(std::move(row));
    }
    m_resourcesCard->setSubtitle(rows.empty() ? QString() : rows.front().chart.note,
                                 format::definition(format::Term::Band));
    m_resources->setRows(rows);
}

void PerformancePage::goToErrors(std::size_t error) {
    Place place = workspace().place();
    place.page = QStringLiteral("logs");
    place.filter = errorFilter(m_subject.snapshot->name(m_figures->errors[error].text));
    place.turn.reset();
    workspace().go(place);
}

} // namespace moie::ui
