// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare_page.h"

#include <algorithm>
#include <array>
#include <utility>

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/pages/compare_side_card.h"
#include "ui/pages/compare_texts.h"
#include "ui/pages/log_markers.h"
#include "ui/theme/definitions.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card_grid.h"
#include "ui/widgets/chart_card.h"
#include "ui/widgets/figure_table.h"
#include "ui/widgets/group_rows.h"
#include "ui/widgets/segments.h"
#include "ui/workspace/annotations.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {
namespace {

constexpr double compareChartHeight = 230.0;
constexpr std::array groupKeys{GroupKey::Model, GroupKey::Profile, GroupKey::ContextFlags, GroupKey::Hour,
                               GroupKey::Action};

FiguresQuery<CompareAnswer>::Compute comparisonOf(const CompareChoice& choice, const LogMarkers& markers) {
    return [choice, markers](const Snapshot& snapshot, const Scope& scope, std::stop_token stop) {
        return compareChosen(snapshot, scope, choice, asEvents(markers.of(snapshot)), std::move(stop));
    };
}

} // namespace

ComparePage::ComparePage(Workspace& workspace, const Theme& theme, QWidget* parent)
    : FiguresPage(workspace, theme, parent),
      m_query(workspace, comparisonOf({}, presentMarkers(workspace)),
              [this](auto answer, const Subject& subject) { setAnswer(std::move(answer), subject); }) {
    column()->addWidget(buildChooser());
    buildCards();
    column()->addWidget(&cards(), 1);
    addPartialCards({m_differencesCard, m_verdictsCard, m_magnitude, m_unsafe, m_response, m_component});
    connect(&workspace.annotations(), &Annotations::changed, this, &ComparePage::ask);
    // What was chosen by name means nothing in another log.
    connect(&workspace, &Workspace::directoryChanged, this, [this] {
        CompareChoice choice;
        choice.by = m_choice.by;
        choice.key = m_choice.key;
        m_choice = choice;
        ask();
    });
}

void ComparePage::ask() {
    m_query.setCompute(comparisonOf(m_choice, presentMarkers(workspace())));
}

void ComparePage::choose(const CompareChoice& choice) {
    CompareChoice wanted = choice;
    if (wanted.against == CompareChoice::Against::Custom && !wanted.custom.from && m_answer)
        wanted.custom = firstCustom();
    if (wanted == m_choice)
        return;
    m_choice = wanted;
    ask();
}

// Another period begins as the one that it takes the place of, else as all of the log.
TimeRange ComparePage::firstCustom() const {
    const Period& period = (m_choice.swapped ? m_answer->comparison.second : m_answer->comparison.first).period;
    if (period.from != unknownTime && period.to > period.from)
        return {period.from, period.to};
    const Counts& counts = m_subject.snapshot->counts;
    return {counts.first, counts.last};
}

QWidget* ComparePage::buildChooser() {
    auto* chooser = new QWidget(contents());
    m_by = new Segments(tr("Compare"),
                        {{tr("Periods"), tr("The range chosen above against another one")},
                         {tr("Sessions"), tr("Two sessions of the range")},
                         {tr("Groups"), tr("Turns of one model, profile, context, hour or corrective "
                                           "action against those of another")},
                         {tr("Before and after"), tr("The turns before an event, or a marker of yours, "
                                                     "against those after it")}},
                        chooser);
    connect(m_by, &Segments::chosen, this, &ComparePage::chooseBy);
    m_key = new QComboBox(chooser);
    m_key->setAccessibleName(tr("Group by"));
    for (const GroupKey key : groupKeys)
        m_key->addItem(format::sentence(groupKeyName(key)));
    m_key->hide();
    connect(m_key, &QComboBox::activated, this, [this](int item) {
        CompareChoice choice = m_choice;
        choice.key = groupKeys[static_cast<std::size_t>(item)];
        choice.group.reset();
        choice.otherGroup.reset();
        choose(choice);
    });
    m_swap = new QPushButton(tr("Swap sides"), chooser);
    m_swap->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_swap->setToolTip(format::toolTip(tr("Differences are the left side less the right one")));
    connect(m_swap, &QPushButton::clicked, this, [this] {
        CompareChoice choice = m_choice;
        choice.swapped = !choice.swapped;
        choose(choice);
    });
    m_note = new QLabel(chooser);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setProperty("tone", QStringLiteral("dim"));
    m_note->hide();
    auto* layout = new QVBoxLayout(chooser);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::length(8));
    auto* row = new QHBoxLayout;
    row->setSpacing(Theme::length(8));
    row->addWidget(m_by, 100);
    row->addStretch(1);
    row->addWidget(m_key);
    row->addWidget(m_swap);
    layout->addLayout(row);
    layout->addWidget(m_note);
    return chooser;
}

void ComparePage::buildCards() {
    m_looked = new CompareSideCard(tr("Looked at: solid lines"), &cards());
    m_against = new CompareSideCard(tr("Held against: dashed lines"), &cards());
    for (CompareSideCard* side : {m_looked, m_against})
        connect(side, &CompareSideCard::chosen, this, &ComparePage::choose);
    m_differencesCard = new Card(tr("Differences"), &cards());
    m_differences = new FigureTable(theme(), tr("Differences"), m_differencesCard);
    m_differences->setRowsShown(3, static_cast<int>(measureCount));
    m_differences->setEmptyText(tr("Nothing was measured on either side"));
    m_differencesCard->setContent(m_differences);
    m_verdictsCard = new Card(tr("Turns by verdict"), &cards());
    m_verdictsCard->setSubtitle(tr("share of all turns of the side"));
    m_verdicts = new FigureTable(theme(), tr("Turns by verdict"), m_verdictsCard);
    m_verdicts->setRowsShown(3, static_cast<int>(verdictCount));
    m_verdicts->setEmptyText(tr("No turns on either side"));
    m_verdictsCard->setContent(m_verdicts);
    m_magnitude = new ChartCard(theme(), charts(), tr("Love magnitude"), &cards());
    m_unsafe = new ChartCard(theme(), charts(), tr("Unsafe replies"), &cards());
    m_response = new ChartCard(theme(), charts(), tr("Response time"), &cards());
    m_component = new ChartCard(theme(), charts(), tr("Component"), &cards());
    m_components = new QComboBox(m_component);
    m_components->setAccessibleName(tr("Component of the love vector"));
    for (std::size_t i = 0; i < componentCount; ++i)
        m_components->addItem(format::sentence(format::component(i)));
    connect(m_components, &QComboBox::activated, this, [this] { showComponent(); });
    m_component->setCorner(m_components);

    using Row = CardGrid::Row;
    const CardGrid::Arrangement wide{1000.0,
                                     {Row{{{m_looked, 1.0}, {m_against, 1.0}}, 0.0, 0.0},
                                      Row{{{m_differencesCard, 1.75}, {m_verdictsCard, 1.0}}, 0.4, 0.0},
                                      Row{{{m_magnitude, 1.0}, {m_unsafe, 1.0}}, 1.0, compareChartHeight},
                                      Row{{{m_response, 1.0}, {m_component, 1.0}}, 1.0, compareChartHeight}}};
    CardGrid::Arrangement medium{480.0, {Row{{{m_looked, 1.0}, {m_against, 1.0}}, 0.0, 0.0}}};
    CardGrid::Arrangement narrow{0.0, {Row{{{m_looked, 1.0}}, 0.0, 0.0}, Row{{{m_against, 1.0}}, 0.0, 0.0}}};
    for (CardGrid::Arrangement* arrangement : {&medium, &narrow}) {
        for (QWidget* card : std::initializer_list<QWidget*>{m_differencesCard, m_verdictsCard})
            arrangement->rows.push_back({{{card, 1.0}}, 0.3, 0.0});
        for (QWidget* card : std::initializer_list<QWidget*>{m_magnitude, m_unsafe, m_response, m_component})
            arrangement->rows.push_back({{{card, 1.0}}, 1.0, compareChartHeight});
    }
    cards().setArrangements({wide, medium, narrow});
}

void ComparePage::chooseBy(std::size_t by) {
    CompareChoice choice = m_choice;
    choice.by = static_cast<CompareChoice::By>(by);
    choose(choice);
}

void ComparePage::setAnswer(std::shared_ptr<const CompareAnswer> answer, const Subject& subject) {
    m_answer = std::move(answer);
    m_subject = subject;
    m_names = sideNames(*m_answer, *subject.snapshot, workspace().clock().now());
    showSides();
    showTables();
    // In the other ways to compare, another choice on the page may find some.
    const Comparison& periods = m_answer->comparison;
    const bool noneMatches = m_answer->choice.by == CompareChoice::By::Periods && !subject.scope.filter.empty() &&
                             periods.first.turns == 0 && periods.second.turns == 0;
    const bool anything = !noneMatches && !sessionsInScope(*subject.snapshot, subject.scope).empty();
    fill(subject, anything,
         {[this] { m_magnitude->setChart(comparedMagnitudeChart(m_answer->comparison, m_names)); },
          [this] { m_unsafe->setChart(comparedUnsafeChart(m_answer->comparison, m_names)); },
          [this] { m_response->setChart(comparedResponseTimeChart(m_answer->comparison, m_names)); },
          [this] { showComponent(); }});
}

void ComparePage::showSides() {
    const CompareAnswer& answer = *m_answer;
    const Snapshot& snapshot = *m_subject.snapshot;
    const Time now = workspace().clock().now();
    m_by->setCurrent(static_cast<std::size_t>(answer.choice.by));
    m_key->setVisible(answer.choice.by == CompareChoice::By::Groups);
    m_key->setCurrentIndex(static_cast<int>(answer.choice.key));
    const bool swapped = answer.choice.swapped;
    m_looked->show(answer, !swapped, m_names.looked, sideDetail(answer.comparison.second), snapshot, now);
    m_against->show(answer, swapped, m_names.against, sideDetail(answer.comparison.first), snapshot, now);
    const QString note = choiceNote(answer);
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void ComparePage::showTables() {
    const Comparison& comparison = m_answer->comparison;
    m_differences->setColumns(differenceColumns(m_names));
    m_differences->setRows(differenceRows(comparison));
    m_differencesCard->setSubtitle(differenceSentence(comparison), format::definition(format::Term::CorrectedP));
    m_verdicts->setColumns(verdictColumns(m_names));
    m_verdicts->setRows(verdictRows(comparison));
}

void ComparePage::showComponent() {
    if (m_answer)
        m_component->setChart(comparedComponentChart(m_answer->comparison, m_names,
                                                     static_cast<std::size_t>(m_components->currentIndex())));
}

} // namespace moie::ui
