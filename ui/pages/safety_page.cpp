// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/safety_page.h"

#include <algorithm>
#include <utility>

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/charts/safety_charts.h"
#include "ui/pages/safety_texts.h"
#include "ui/pages/violations_table.h"
#include "ui/theme/definitions.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card_grid.h"
#include "ui/widgets/chart_card.h"
#include "ui/widgets/figure_table.h"
#include "ui/widgets/group_table.h"
#include "ui/widgets/more_section.h"
#include "ui/widgets/tile.h"
#include "ui/widgets/tile_grid.h"
#include "ui/workspace/same_store.h"

namespace moie::ui {
namespace {

// In design pixels.
constexpr double upperHeight = 300.0;
constexpr double middleHeight = 250.0;

// More barriers than these are shown on demand: each is a chart.
constexpr std::size_t barriersShown = 8;

FiguresQuery<SafetyPage::Figures>::Compute safetyBy(GroupKey key) {
    return [key](const Snapshot& snapshot, const Scope& scope, const std::stop_token& stop) {
        SafetyPage::Figures figures;
        figures.safety = safetyFigures(snapshot, scope, stop);
        figures.violations = violations(snapshot, scope, stop);
        figures.groups = groupFigures(snapshot, scope, key, stop);
        figures.groupKey = key;
        return figures;
    };
}

} // namespace

SafetyPage::SafetyPage(Workspace& workspace, const Theme& theme, QWidget* parent)
    : FiguresPage(workspace, theme, parent),
      m_query(workspace, safetyBy(GroupKey::Model),
              [this](auto figures, const Subject& subject) { setFigures(std::move(figures), subject); }) {
    column()->addWidget(buildTiles());
    buildCards();
    column()->addWidget(&cards(), 1);
    column()->addWidget(buildMore());
    addPartialCards({m_barriersCard, m_verdicts, m_control, m_severity, m_correctionCard, m_violationsCard, m_typesCard,
                     m_groups, m_coverageCard, m_conditionCard});
    connect(m_groups, &GroupTable::keyChosen, this, [this](GroupKey key) { m_query.setCompute(safetyBy(key)); });
    connect(m_violations, &ViolationsTable::violationActivated, this, &SafetyPage::goToViolation);
}

QWidget* SafetyPage::buildTiles() {
    auto* grid = new TileGrid(contents());
    for (Tile** tile : {&m_reached, &m_breach, &m_caught, &m_announced, &m_near, &m_judged}) {
        *tile = new Tile(theme(), grid);
        grid->add(*tile);
    }
    leadToTurns(*m_reached, "turn:unsafe");
    leadToTurns(*m_breach, "turn:breach");
    leadToTurns(*m_caught, "turn:caught");
    leadToTurns(*m_near, "turn:near");
    leadToTurns(*m_judged, "turn:unjudged");
    return grid;
}

FigureTable* SafetyPage::addTable(CardGrid& parent, Card*& card, const QString& title,
                                  std::vector<FigureColumn> columns, const QString& empty) {
    card = new Card(title, &parent);
    auto* table = new FigureTable(theme(), title, card);
    table->setColumns(std::move(columns));
    table->setEmptyText(empty);
    card->setContent(table);
    return table;
}

void SafetyPage::buildCharts() {
    m_barriersCard = new Card(tr("Barriers"), &cards());
    m_barriersCard->setContent(buildBarriers());
    m_verdicts = new ChartCard(theme(), charts(), tr("Turns by verdict"), &cards());
    // Room for its legend from the start, so that the page does not jump when the first figures come.
    m_verdicts->setChart(safetyVerdictsChart({}));
    m_control = new ChartCard(theme(), charts(), tr("Control chart"), &cards());
    m_severity = new ChartCard(theme(), charts(), tr("Severity"), &cards());
}

QWidget* SafetyPage::buildBarriers() {
    auto* content = new QWidget(m_barriersCard);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    m_barriers = new SmallRows(theme(), charts(), content);
    m_barriers->setEmptyText(tr("No barrier values in this range"));
    m_allBarriers = new QPushButton(content);
    m_allBarriers->setProperty("link", true);
    m_allBarriers->hide();
    layout->addWidget(m_barriers, 1);
    layout->addWidget(m_allBarriers, 0, Qt::AlignLeft);
    connect(m_allBarriers, &QPushButton::clicked, this, [this] {
        m_showsAllBarriers = !m_showsAllBarriers;
        showBarriers();
    });
    return content;
}

void SafetyPage::buildTables() {
    m_corrections =
        addTable(cards(), m_correctionCard, tr("Corrections"), correctionColumns(), tr("No unsafe evaluation"));
    m_corrections->setRowsShown(3, 6);
    m_violationsCard = new Card(tr("Violations"), &cards());
    m_violations = new ViolationsTable(theme(), workspace().queryPool(), m_violationsCard);
    m_violationsCard->setContent(m_violations);
    m_types = addTable(cards(), m_typesCard, tr("Violations by type"), violationTypeColumns(),
                       tr("No violations in this range"));
    m_types->setRowsShown(3, 8);
    m_groups =
        new GroupTable(theme(), tr("By group"),
                       {Measure::UnsafeReplies, Measure::Violations, Measure::Safety, Measure::Magnitude}, &cards());
    m_coverage = addTable(cards(), m_coverageCard, tr("Coverage"), coverageColumns(), tr("No turns in this range"));
    m_coverage->setRowsShown(6, 6);
}

void SafetyPage::buildCards() {
    buildCharts();
    buildTables();
    using Row = CardGrid::Row;
    const CardGrid::Arrangement wide{
        1000.0,
        {Row{{{m_barriersCard, 1.75}, {m_verdicts, 1.0}}, 1.0, upperHeight},
         Row{{{m_control, 1.3}, {m_severity, 0.8}, {m_correctionCard, 1.5}}, 1.0, middleHeight},
         Row{{{m_violationsCard, 2.2}, {m_typesCard, 1.0}}, 1.0, 0.0},
         Row{{{m_groups, 2.2}, {m_coverageCard, 1.0}}, 0.0, 0.0}}};
    const CardGrid::Arrangement medium{
        640.0,
        {Row{{{m_barriersCard, 1.0}}, 1.0, upperHeight}, Row{{{m_verdicts, 1.0}, {m_control, 1.1}}, 1.0, middleHeight},
         Row{{{m_severity, 1.0}, {m_correctionCard, 1.3}}, 1.0, middleHeight}, Row{{{m_violationsCard, 1.0}}, 1.0, 0.0},
         Row{{{m_typesCard, 1.0}, {m_coverageCard, 1.0}}, 0.0, 0.0}, Row{{{m_groups, 1.0}}, 0.0, 0.0}}};
    CardGrid::Arrangement narrow{0.0, {}};
    narrow.rows.push_back({{{m_barriersCard, 1.0}}, 1.0, upperHeight});
    for (Card* chart : {static_cast<Card*>(m_verdicts), static_cast<Card*>(m_control), static_cast<Card*>(m_severity)})
        narrow.rows.push_back({{{chart, 1.0}}, 1.0, middleHeight});
    for (Card* table : {m_correctionCard, m_violationsCard, m_typesCard, m_coverageCard, static_cast<Card*>(m_groups)})
        narrow.rows.push_back({{{table, 1.0}}, 0.0, 0.0});
    cards().setArrangements({wide, medium, narrow});
}

QWidget* SafetyPage::buildMore() {
    auto* more = new MoreSection(theme(), tr("barrier condition"), contents());
    auto* grid = new CardGrid(more);
    m_conditions = addTable(*grid, m_conditionCard, tr("Barrier condition"), conditionColumns(),
                            tr("No session has two evaluations with barrier values"));
    m_conditionCard->setSubtitle(tr("h(x) at least half of what it was at the evaluation before; beside it what chance "
                                    "order would keep"));
    m_conditions->setRowsShown(3, 12);
    grid->setArrangements({{0.0, {{{{m_conditionCard, 1.0}}, 1.0, 0.0}}}});
    more->setContent(grid);
    return more;
}

void SafetyPage::setFigures(std::shared_ptr<const Figures> figures, const Subject& subject) {
    if (!m_subject.snapshot || !areOfOneStore(*m_subject.snapshot, *subject.snapshot) ||
        m_subject.scope != subject.scope)
        m_afresh = true;
    m_figures = std::move(figures);
    m_subject = subject;
    showTiles(!subject.snapshot->load.complete);
    const Period& period = m_figures->safety.period;
    const bool anything = period.turns > 0 || period.provisional > 0 || !m_figures->violations.empty();
    fill(subject, anything,
         {[this] { showBarriers(); }, [this] { m_verdicts->setChart(marked(safetyVerdictsChart(m_figures->safety))); },
          [this] {
              m_control->setSubtitle(controlSubtitle(m_figures->safety));
              m_control->setChart(marked(unsafeControlChart(m_figures->safety)));
          },
          [this] { m_severity->setChart(severityChart(m_figures->safety)); }, [this] { showViolations(); },
          [this] { showTables(); }});
}

void SafetyPage::showTiles(bool partial) {
    const SafetyFigures& safety = m_figures->safety;
    m_reached->setContent(reachedUserTile(safety, partial));
    m_breach->setContent(breachTile(safety.verdicts, safety.judged, safety.breach, partial));
    m_caught->setContent(caughtTile(safety, partial));
    m_announced->setContent(announcedTile(safety, partial));
    m_near->setContent(nearTile(safety, partial));
    m_judged->setContent(judgedTile(safety, partial));
    const auto door = [&](Tile& tile, Verdict verdict, const QString& hint) {
        tile.setDoor(safety.verdicts[static_cast<std::size_t>(verdict)] > 0 ? hint : QString());
    };
    const QString hint = tr("Press to see these turns");
    door(*m_reached, Verdict::ReachedUser, hint);
    door(*m_breach, Verdict::Breach, hint);
    door(*m_caught, Verdict::Caught, hint);
    door(*m_near, Verdict::Near, hint);
    door(*m_judged, Verdict::NotJudged, tr("Press to see the turns that were not judged"));
}

void SafetyPage::showBarriers() {
    if (!m_figures)
        return;
    std::vector<SmallRow> rows = barrierRows(m_figures->safety, *m_subject.snapshot);
    m_allBarriers->setVisible(rows.size() > barriersShown);
    m_allBarriers->setText(m_showsAllBarriers ? tr("Show the first %1").arg(format::count(barriersShown))
                                              : tr("Show all %1").arg(format::count(rows.size())));
    if (!m_showsAllBarriers)
        rows.resize(std::min(rows.size(), barriersShown));
    m_barriersCard->setSubtitle(rows.empty() ? QString() : barriersSubtitle(m_figures->safety),
                                format::definition(format::Term::BelowZero) + QLatin1Char(' ') +
                                    format::definition(format::Term::LowBarrier));
    m_barriers->setRows(rows);
}

void SafetyPage::showViolations() {
    if (std::exchange(m_afresh, false))
        m_violations->startAfresh();
    m_violationsCard->setSubtitle(violationsSubtitle(m_figures->safety),
                                  format::definition(format::Term::ViolationsPer100));
    m_violations->setViolations({m_figures, &m_figures->violations}, m_subject.snapshot);
}

void SafetyPage::showTables() {
    const SafetyFigures& safety = m_figures->safety;
    const Snapshot& snapshot = *m_subject.snapshot;
    m_correctionCard->setSubtitle(correctionSubtitle(safety.correction), format::definition(format::Term::Corrected));
    m_corrections->setRows(correctionRows(safety.correction, snapshot));
    m_types->setRows(violationTypeRows(safety, snapshot));
    m_groups->setGroups(m_figures->groupKey, m_figures->groups, snapshot);
    m_coverageCard->setSubtitle(coverageSubtitle(safety), format::definition(format::Term::UnsafeEvaluations));
    m_coverage->setRows(coverageRows(safety));
    m_conditions->setRows(conditionRows(safety, snapshot));
}

// A violation outside any turn leads to its session.
void SafetyPage::goToViolation(const ViolationRow& violation) {
    const SessionIndex session = violation.event.session;
    EntryId opening = noEntry;
    if (violation.turnNumber > 0) {
        std::size_t before = 0;
        for (const auto& block : m_subject.snapshot->sessions[index(session)]->blocks) {
            if (violation.turnNumber <= before + block->turns.size()) {
                opening = block->turns[violation.turnNumber - before - 1].opening;
                break;
            }
            before += block->turns.size();
        }
    }
    goToTurn(session, opening);
}

} // namespace moie::ui
