// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/love_vectors_page.h"

#include <array>
#include <utility>

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/pages/love_texts.h"
#include "ui/theme/definitions.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card_grid.h"
#include "ui/widgets/chart_card.h"
#include "ui/widgets/chart_panel.h"
#include "ui/widgets/figure_table.h"
#include "ui/widgets/group_table.h"
#include "ui/widgets/more_section.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/tile.h"
#include "ui/widgets/tile_grid.h"

namespace moie::ui {
namespace {

// In design pixels.
constexpr double chartHeight = 210.0;
constexpr double panelHeight = 128.0;
constexpr double moreHeight = 300.0;

constexpr std::array shownQuantities{LoveQuantity::Warmth,        LoveQuantity::Empathy,    LoveQuantity::Safety,
                                     LoveQuantity::Understanding, LoveQuantity::Compassion, LoveQuantity::Magnitude};

using Row = CardGrid::Row;

// Equal widgets in rows of `columns`.
template <typename Widget>
std::vector<Row> rowsOf(const std::vector<Widget*>& widgets, std::size_t columns, double height) {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < widgets.size(); ++i) {
        if (i % columns == 0)
            rows.push_back({{}, 1.0, height});
        rows.back().cells.push_back({widgets[i], 1.0});
    }
    return rows;
}

LoveVectorsPage::Figures compute(const Snapshot& snapshot, const Scope& scope, const std::stop_token& stop,
                                 VectorSource source, GroupKey key) {
    LoveVectorOptions options;
    options.source = source;
    LoveVectorsPage::Figures figures;
    figures.love = loveVectors(snapshot, scope, stop, options);
    figures.source = source;
    figures.groups = groupFigures(snapshot, scope, key, stop);
    figures.groupKey = key;
    return figures;
}

FiguresQuery<LoveVectorsPage::Figures>::Compute computeOf(VectorSource source, GroupKey key) {
    return [source, key](const Snapshot& snapshot, const Scope& scope, const std::stop_token& stop) {
        return compute(snapshot, scope, stop, source, key);
    };
}

} // namespace

LoveVectorsPage::LoveVectorsPage(Workspace& workspace, const Theme& theme, QWidget* parent)
    : FiguresPage(workspace, theme, parent),
      m_query(workspace, computeOf(VectorSource::Response, GroupKey::Model),
              [this](auto figures, const Subject& subject) { setFigures(std::move(figures), subject); }) {
    column()->addWidget(buildTiles());
    column()->addWidget(buildSource());
    buildCards();
    column()->addWidget(&cards(), 1);
    column()->addWidget(buildMore());
    addPartialCards({m_distributions, m_steeringCard, m_groups, m_correlationCard, m_trajectory});
    addPartialCards({m_charts.begin(), m_charts.end()});
    connect(m_source, &Segments::chosen, this, &LoveVectorsPage::ask);
    connect(m_groups, &GroupTable::keyChosen, this, &LoveVectorsPage::ask);
}

QWidget* LoveVectorsPage::buildTiles() {
    auto* grid = new TileGrid(contents());
    for (Tile** tile : {&m_magnitude, &m_coherence, &m_step, &m_drift, &m_steeringTile}) {
        *tile = new Tile(theme(), grid);
        grid->add(*tile);
    }
    return grid;
}

QWidget* LoveVectorsPage::buildSource() {
    auto* row = new QWidget(contents());
    m_source = new Segments(tr("Vectors of"),
                            {{tr("Responses"), tr("The vectors of the replies")},
                             {tr("Messages"), tr("The vectors of the user's messages, before any reply")}},
                            row);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::length(8));
    auto* label = new QLabel(tr("Vectors of"), row);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("tone", QStringLiteral("dim"));
    layout->addWidget(label);
    layout->addWidget(m_source, 1, Qt::AlignLeft);
    return row;
}

void LoveVectorsPage::buildCards() {
    for (const LoveQuantity quantity : shownQuantities)
        m_charts.push_back(new ChartCard(theme(), charts(), loveQuantityChart({}, quantity).title, &cards()));
    m_distributions = new Card(tr("Distribution"), &cards());
    m_distributions->setSubtitle(tr("turns by value, over the whole scale"));
    m_distributions->setContent(buildDistributions());
    m_steeringCard = new Card(tr("Steering: message to response"), &cards());
    m_steering = new FigureTable(theme(), tr("Steering by component"), m_steeringCard);
    m_steering->setColumns(steeringColumns());
    m_steering->setRowsShown(static_cast<int>(componentCount), static_cast<int>(componentCount));
    m_steering->setEmptyText(tr("No turn has the vectors of both message and response"));
    m_steeringCard->setContent(m_steering);
    m_groups = new GroupTable(theme(), tr("Responses by group"),
                              {Measure::Magnitude, Measure::Warmth, Measure::Empathy, Measure::Safety,
                               Measure::Understanding, Measure::Compassion},
                              &cards());

    const auto arranged = [this](std::size_t columns, const std::vector<Row>& below) {
        std::vector<Row> rows = rowsOf(m_charts, columns, chartHeight);
        rows.insert(rows.end(), below.begin(), below.end());
        return rows;
    };
    const Row values{{{m_distributions, 1.0}}, 0.6, 0.0};
    const Row both{{{m_groups, 2.3}, {m_steeringCard, 1.0}}, 0.0, 0.0};
    const Row steering{{{m_steeringCard, 1.0}}, 0.0, 0.0};
    const Row groups{{{m_groups, 1.0}}, 0.0, 0.0};
    cards().setArrangements({{1000.0, arranged(3, {values, both})},
                             {640.0, arranged(2, {values, steering, groups})},
                             {0.0, arranged(1, {values, steering, groups})}});
}

QWidget* LoveVectorsPage::buildDistributions() {
    auto* grid = new CardGrid(m_distributions);
    for (std::size_t i = 0; i < shownQuantities.size(); ++i)
        m_histograms.push_back(new ChartPanel(theme(), charts(), grid));
    grid->setArrangements({{900.0, rowsOf(m_histograms, 6, panelHeight)},
                           {540.0, rowsOf(m_histograms, 3, panelHeight)},
                           {320.0, rowsOf(m_histograms, 2, panelHeight)},
                           {0.0, rowsOf(m_histograms, 1, panelHeight)}});
    return grid;
}

QWidget* LoveVectorsPage::buildMore() {
    auto* more = new MoreSection(theme(), tr("correlations and trajectory"), contents());
    auto* grid = new CardGrid(more);
    m_correlationCard = new Card(tr("Correlation of the components"), grid);
    m_correlations = new FigureTable(theme(), tr("Correlation of the components"), m_correlationCard);
    m_correlations->setColumns(correlationColumns());
    m_correlations->setRowsShown(static_cast<int>(componentCount), static_cast<int>(componentCount));
    m_correlations->setEmptyText(tr("Too few love vectors in this range"));
    m_correlationCard->setContent(m_correlations);
    m_trajectory = new ChartCard(theme(), charts(), tr("Trajectory"), grid);
    const Row both{{{m_correlationCard, 1.0}, {m_trajectory, 1.0}}, 1.0, moreHeight};
    const std::vector<Row> apart{{{{m_correlationCard, 1.0}}, 0.0, 0.0}, {{{m_trajectory, 1.0}}, 1.0, moreHeight}};
    grid->setArrangements({{1000.0, {both}}, {0.0, apart}});
    more->setContent(grid);
    return more;
}

void LoveVectorsPage::ask() {
    const VectorSource source = m_source->current() == 0 ? VectorSource::Response : VectorSource::Input;
    m_query.setCompute(computeOf(source, m_groups->key()));
}

void LoveVectorsPage::setFigures(std::shared_ptr<const Figures> figures, const Subject& subject) {
    m_figures = std::move(figures);
    m_subject = subject;
    showTiles(!subject.snapshot->load.complete);
    const Period& period = m_figures->love.period;
    fill(subject, period.turns > 0 || period.provisional > 0, steps());
}

std::vector<std::function<void()>> LoveVectorsPage::steps() {
    std::vector<std::function<void()>> steps;
    for (std::size_t i = 0; i < shownQuantities.size(); ++i)
        steps.emplace_back([this, i] { showQuantity(i); });
    for (std::size_t i = 0; i < shownQuantities.size(); ++i) {
        steps.emplace_back([this, i] {
            const LoveVectors& love = m_figures->love;
            m_histograms[i]->setChart(loveHistogram(love, shownQuantities[i]),
                                      loveHistogramCaption(loveFigure(love, shownQuantities[i])));
        });
    }
    steps.emplace_back([this] { showTables(); });
    steps.emplace_back([this] { m_trajectory->setChart(loveTrajectoryChart(m_figures->love)); });
    return steps;
}

void LoveVectorsPage::showTiles(bool partial) {
    const LoveVectors& love = m_figures->love;
    m_magnitude->setContent(magnitudeTile(love, partial));
    m_coherence->setContent(coherenceTile(love, partial));
    m_step->setContent(meanStepTile(love, partial));
    m_drift->setContent(driftShareTile(love, partial));
    m_steeringTile->setContent(steeringTile(love, partial));
}

void LoveVectorsPage::showQuantity(std::size_t index) {
    const LoveVectors& love = m_figures->love;
    m_charts[index]->setSubtitle(loveFigureSubtitle(loveFigure(love, shownQuantities[index])));
    m_charts[index]->setChart(marked(loveQuantityChart(love, shownQuantities[index])));
}

void LoveVectorsPage::showTables() {
    const LoveVectors& love = m_figures->love;
    m_steeringCard->setSubtitle(steeringSubtitle(love.steering), format::definition(format::Term::MeanChange));
    m_steering->setRows(steeringRows(love.steering));
    m_groups->setGroups(m_figures->groupKey, m_figures->groups, *m_subject.snapshot);
    m_correlationCard->setSubtitle(correlationSubtitle(love), format::definition(format::Term::Correlation));
    m_correlations->setRows(correlationRows(love));
    m_trajectory->setSubtitle(trajectorySubtitle(love));
}

} // namespace moie::ui
