// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/evolution_page.h"

#include <algorithm>
#include <utility>

#include <QAction>
#include <QComboBox>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "ui/charts/chart_group.h"
#include "ui/charts/evolution_charts.h"
#include "ui/charts/small_rows.h"
#include "ui/pages/evolution_texts.h"
#include "ui/pages/log_markers.h"
#include "ui/pages/marker_dialog.h"
#include "ui/theme/definitions.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card_grid.h"
#include "ui/widgets/chart_card.h"
#include "ui/widgets/figure_table.h"
#include "ui/widgets/row_list.h"
#include "ui/widgets/tile.h"
#include "ui/widgets/tile_grid.h"
#include "ui/workspace/annotations.h"
#include "ui/workspace/same_store.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {
namespace {

constexpr double timelineHeight = 200.0;
constexpr double evolutionChartHeight = 230.0;
constexpr int helpedRowsShown = 8;
constexpr int listedRows = 7;

FiguresQuery<EvolutionAnswer>::Compute evolutionWith(const LogMarkers& markers) {
    return [markers](const Snapshot& snapshot, const Scope& scope, std::stop_token stop) {
        std::vector<TimeMarker> own = markers.of(snapshot);
        EvolutionOptions options;
        options.markers = asEvents(own);
        EvolutionFigures figures = evolutionFigures(snapshot, scope, std::move(stop), options);
        return EvolutionAnswer{std::move(figures), std::move(options.markers), std::move(own)};
    };
}

} // namespace

EvolutionPage::EvolutionPage(Workspace& workspace, const Theme& theme, QWidget* parent)
    : FiguresPage(workspace, theme, parent),
      m_query(workspace, evolutionWith(presentMarkers(workspace)),
              [this](auto answer, const Subject& subject) { setAnswer(std::move(answer), subject); }) {
    column()->addWidget(buildTiles());
    buildCards();
    column()->addWidget(&cards(), 1);
    addPartialCards(
        {m_timelineCard, m_helpedCard, m_agreementCard, m_thresholdsCard, m_checkpoints, m_counts, m_listCard});
    connect(&workspace.annotations(), &Annotations::changed, this, &EvolutionPage::takeMarkers);
    connect(&workspace, &Workspace::directoryChanged, this, &EvolutionPage::takeMarkers);
    auto* add = new QAction(tr("Add a marker"), this);
    add->setShortcut(Qt::Key_M);
    connect(add, &QAction::triggered, this, &EvolutionPage::addMarker);
    addAction(add);
}

void EvolutionPage::takeMarkers() {
    m_query.setCompute(evolutionWith(presentMarkers(workspace())));
}

// At the cross-hair, else now.
void EvolutionPage::addMarker() {
    if (!shown())
        return;
    auto* dialog = new MarkerDialog(charts().cursor().value_or(workspace().clock().now()), {}, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        if (const SnapshotPtr snapshot = workspace().snapshot())
            workspace().annotations().setMarker(
                makeTimeMarker(*snapshot, workspace().directory(), dialog->time(), dialog->text()));
    });
    dialog->open();
}

void EvolutionPage::editMarker(const TimeMarker& marker) {
    auto* dialog = new MarkerDialog(marker.time, marker.text, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, marker] {
        TimeMarker changed = marker;
        changed.time = dialog->time();
        changed.text = dialog->text();
        workspace().annotations().setMarker(changed);
    });
    dialog->open();
}

void EvolutionPage::removeMarker() {
    const EvolutionEvent* event = listedEvent(m_list->currentIndex().row());
    if (event && event->kind == EvolutionKind::Marker)
        workspace().annotations().removeMarker(m_listed->own[event->marker].id);
}

QWidget* EvolutionPage::buildTiles() {
    auto* grid = new TileGrid(contents());
    for (Tile** tile : {&m_eventsTile, &m_helpedTile, &m_agreementTile, &m_lastTile}) {
        *tile = new Tile(theme(), grid);
        grid->add(*tile);
    }
    return grid;
}

void EvolutionPage::buildHelped() {
    m_helpedCard = new Card(tr("Did it help?"), &cards());
    m_helpedCard->setSubtitle(
        tr("8 turns after against 8 before, in the same sitting, held against what is usual where "
           "nothing happened; an association, no proof"),
        format::definition(format::Term::Effect));
    auto* content = new QWidget(m_helpedCard);
    m_helped = new FigureTable(theme(), tr("Did it help?"), content);
    m_helped->setColumns(helpedColumns());
    m_helped->setRowsShown(4, helpedRowsShown);
    m_helped->setEmptyText(tr("No events in this range that could have changed anything"));
    m_sentence = new QLabel(content);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_sentence->setFont(Theme::font(TextStyle::Small));
    m_sentence->setProperty("tone", QStringLiteral("dim"));
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_helped, 1);
    layout->addWidget(m_sentence);
    m_helpedCard->setContent(content);
    connect(m_helped->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) { m_sentence->setText(sentenceOf(current)); });
}

void EvolutionPage::buildAgreement() {
    m_agreementCard = new Card(tr("Scores against feedback"), &cards());
    m_agreementCard->setSubtitle(
        tr("means of turns with good and with bad feedback, and how strongly they go together"));
    m_agreement = new FigureTable(theme(), tr("Scores against feedback"), m_agreementCard);
    m_agreement->setColumns(agreementColumns());
    m_agreement->setRowsShown(2, 2);
    m_agreement->setEmptyText(tr("No feedback was given in this range to a turn with a score"));
    m_agreementCard->setContent(m_agreement);
}

void EvolutionPage::buildCheckpoints() {
    m_checkpoints = new ChartCard(theme(), charts(), tr("Checkpoint values"), &cards());
    m_fields = new QComboBox(m_checkpoints);
    m_fields->setAccessibleName(tr("Field of the checkpoints"));
    m_fields->setToolTip(format::toolTip(tr("Which number of the checkpoints is drawn")));
    m_fields->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_fields->setMinimumContentsLength(12);
    m_checkpoints->setCorner(m_fields);
    connect(m_fields, &QComboBox::activated, this, [this] {
        m_field = m_fields->currentText();
        showField();
    });
}

void EvolutionPage::buildList() {
    m_listCard = new Card(tr("Latest events"), &cards());
    m_list = new RowList(theme(), tr("Latest events"), m_listCard);
    m_list->setLeastRows(listedRows);
    m_list->setEmptyText(tr("No events in this range"));
    m_listCard->setContent(m_list);
    connect(m_list, &QAbstractItemView::activated, this, [this](const QModelIndex& index) { openEvent(index.row()); });
    auto* remove = new QAction(tr("Remove the marker"), m_list);
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetShortcut);
    connect(remove, &QAction::triggered, this, &EvolutionPage::removeMarker);
    m_list->addAction(remove);
}

// In the order of the tab key, which is that of the grid.
void EvolutionPage::buildCards() {
    m_timelineCard = new Card(tr("Time line"), &cards());
    auto* add = new QPushButton(tr("Add a marker (M)…"), m_timelineCard);
    add->setProperty("link", true);
    connect(add, &QPushButton::clicked, this, &EvolutionPage::addMarker);
    m_timelineCard->setCorner(add);
    m_timeline = new SmallRows(theme(), charts(), m_timelineCard);
    m_timeline->setEmptyText(tr("Nothing was adapted, learned, rated or recorded in this range"));
    m_timelineCard->setContent(m_timeline);
    buildHelped();
    buildList();
    m_thresholdsCard = new Card(tr("Thresholds"), &cards());
    m_thresholdsCard->setSubtitle(tr("as adapted; a value holds until the next one"));
    m_thresholds = new SmallRows(theme(), charts(), m_thresholdsCard);
    m_thresholds->setEmptyText(tr("No threshold was adapted in this range"));
    m_thresholdsCard->setContent(m_thresholds);
    buildCheckpoints();
    m_counts = new ChartCard(theme(), charts(), tr("Events over time"), &cards());
    buildAgreement();

    using Row = CardGrid::Row;
    const CardGrid::Arrangement wide{
        1000.0,
        {Row{{{m_timelineCard, 1.0}}, 0.8, timelineHeight}, Row{{{m_helpedCard, 1.9}, {m_listCard, 1.0}}, 0.4, 0.0},
         Row{{{m_thresholdsCard, 1.0}, {m_checkpoints, 1.0}, {m_counts, 1.0}}, 1.0, evolutionChartHeight},
         Row{{{m_agreementCard, 1.0}}, 0.1, 0.0}}};
    CardGrid::Arrangement narrow{0.0, {Row{{{m_timelineCard, 1.0}}, 0.8, timelineHeight}}};
    for (QWidget* card : std::initializer_list<QWidget*>{m_helpedCard, m_listCard})
        narrow.rows.push_back({{{card, 1.0}}, 0.4, 0.0});
    for (QWidget* card : std::initializer_list<QWidget*>{m_thresholdsCard, m_checkpoints, m_counts})
        narrow.rows.push_back({{{card, 1.0}}, 1.0, evolutionChartHeight});
    narrow.rows.push_back({{{m_agreementCard, 1.0}}, 0.3, 0.0});
    cards().setArrangements({wide, narrow});
}

void EvolutionPage::setAnswer(std::shared_ptr<const EvolutionAnswer> answer, const Subject& subject) {
    if (!m_subject.snapshot || !areOfOneStore(*m_subject.snapshot, *subject.snapshot) ||
        m_subject.scope != subject.scope) {
        m_helped->startAfresh();
        m_agreement->startAfresh();
        m_list->startAfresh();
    }
    m_answer = std::move(answer);
    m_subject = subject;
    showTiles();
    const EvolutionFigures& figures = m_answer->figures;
    const bool anything = figures.period.turns > 0 || figures.period.provisional > 0 || !figures.timeline.empty();
    fill(subject, anything,
         {[this] { showTimeline(); }, [this] { showTables(); }, [this] { showList(); }, [this] { showThresholds(); },
          [this] { showFields(); }, [this] { m_counts->setChart(eventCountsChart(m_answer->figures)); }});
}

void EvolutionPage::showTiles() {
    const EvolutionFigures& figures = m_answer->figures;
    const bool partial = !m_subject.snapshot->load.complete;
    m_eventsTile->setContent(eventCountTile(figures, partial));
    m_helpedTile->setContent(helpedTile(figures, partial));
    m_agreementTile->setContent(agreementTile(figures, partial));
    m_lastTile->setContent(
        lastChangeTile(figures, *m_subject.snapshot, m_answer->markers, workspace().clock().now(), partial));
}

void EvolutionPage::showTables() {
    m_helped->setRows(helpedRows(m_answer->figures, *m_subject.snapshot));
    m_agreement->setRows(agreementRows(m_answer->figures));
    m_sentence->setText(sentenceOf(m_helped->currentIndex()));
}

// Of the selected row, else of the first, which says most.
QString EvolutionPage::sentenceOf(const QModelIndex& index) const {
    const QModelIndex row = index.isValid() ? index : m_helped->model()->index(0, 0);
    return row.siblingAtColumn(0).data(Qt::AccessibleDescriptionRole).toString();
}

void EvolutionPage::showList() {
    const EvolutionFigures& figures = m_answer->figures;
    const Time now = workspace().clock().now();
    const std::vector<std::size_t> places = listedEvents(figures);
    std::vector<ListRow> rows;
    for (const std::size_t place : places)
        rows.push_back(eventRow(figures.timeline[place], *m_subject.snapshot, m_answer->markers, now));
    m_list->setRows(std::move(rows));
    m_listed = m_answer;
    m_listedOf = m_subject;
    m_listCard->setSubtitle(
        places.size() < figures.timeline.size()
            ? tr("the newest %1 of %2").arg(format::count(places.size()), format::count(figures.timeline.size()))
            : QString());
}

void EvolutionPage::showTimeline() {
    const EvolutionFigures& figures = m_answer->figures;
    bool anyCounted = false;
    for (std::size_t kind = 0; kind < evolutionKindCount; ++kind)
        anyCounted = anyCounted || areCounted(figures, static_cast<EvolutionKind>(kind));
    m_timelineCard->setSubtitle(anyCounted ? tr("each event at its time; of kinds with over %1, how many there were")
                                                 .arg(format::count(mostEventMarks))
                                           : tr("each event at its time"));
    m_timeline->setRows(eventKindRows(figures, *m_subject.snapshot, m_answer->markers));
}

void EvolutionPage::showThresholds() {
    m_thresholds->setRows(thresholdRows(m_answer->figures, *m_subject.snapshot));
}

void EvolutionPage::showFields() {
    QStringList names;
    for (const FieldSeries& series : m_answer->figures.checkpoints)
        names.append(format::words(m_subject.snapshot->name(series.field)));
    const QSignalBlocker blocker(m_fields);
    m_fields->clear();
    m_fields->addItems(names);
    m_fields->setCurrentIndex(std::max(0, static_cast<int>(names.indexOf(m_field))));
    m_fields->setVisible(names.size() > 1);
    showField();
}

void EvolutionPage::showField() {
    const auto field = static_cast<std::size_t>(std::max(0, m_fields->currentIndex()));
    m_checkpoints->setChart(checkpointFieldChart(m_answer->figures, *m_subject.snapshot, field));
}

// Null where there is none of that row.
const EvolutionEvent* EvolutionPage::listedEvent(int row) const {
    if (row < 0 || !m_listed || static_cast<std::size_t>(row) >= m_listed->figures.timeline.size())
        return nullptr;
    return &m_listed->figures.timeline[m_listed->figures.timeline.size() - 1 - static_cast<std::size_t>(row)];
}

void EvolutionPage::openEvent(int row) {
    const EvolutionEvent* event = listedEvent(row);
    if (!event)
        return;
    if (event->kind == EvolutionKind::Marker)
        return editMarker(m_listed->own[event->marker]);
    Scope scope = m_listedOf.scope;
    if (event->entry != noEntry)
        scope.session = m_listedOf.snapshot->name(m_listedOf.snapshot->sessions[index(event->session)]->id);
    goToMoment(scope, event->time);
}

} // namespace moie::ui
