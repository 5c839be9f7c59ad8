// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/figures_page.h"

#include <utility>

#include <QScrollArea>

#include <moie/query/selection.h>

#include "ui/charts/chart_group.h"
#include "ui/charts/user_marks.h"
#include "ui/pages/log_markers.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/card_grid.h"
#include "ui/widgets/plain_views.h"
#include "ui/widgets/quiet_turn.h"
#include "ui/widgets/tile.h"
#include "ui/workspace/annotations.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {

FiguresPage::FiguresPage(Workspace& workspace, const Theme& theme, QWidget* parent)
    : Page(workspace, parent), m_theme(theme), m_charts(new ChartGroup(theme, this)), m_turn(new QuietTurn(*this)) {
    QScrollArea* scroll = scrolledColumn(this);
    m_column = new QVBoxLayout(scroll->widget());
    m_column->setContentsMargins(Theme::length(16), Theme::length(14), Theme::length(16), Theme::length(14));
    m_column->setSpacing(Theme::length(12));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    m_cards = new CardGrid(contents());
    connect(m_turn, &QuietTurn::came, this, &FiguresPage::takeStep);
    connect(&workspace.annotations(), &Annotations::changed, this, &FiguresPage::takeMarkers);
    connectCharts();
}

// What the user asks of a chart is a place to go to, which back() undoes.
void FiguresPage::connectCharts() {
    const auto go = [this](const QString& page, const TimeRange& range) {
        Place place = workspace().place();
        place.page = page;
        place.range = RangeChoice::between(range);
        place.turn.reset();
        workspace().go(place);
    };
    connect(m_charts, &ChartGroup::rangeChosen, this,
            [this](const TimeRange& range) { workspace().setRangeChoice(RangeChoice::between(range)); });
    connect(m_charts, &ChartGroup::compareWithBeforeChosen, this,
            [go](const TimeRange& range) { go(QStringLiteral("compare"), range); });
    connect(m_charts, &ChartGroup::worstTurnsChosen, this,
            [go](const TimeRange& range) { go(QStringLiteral("sessions"), range); });
    connect(m_charts, &ChartGroup::momentActivated, this, [this](Time time) {
        if (shown())
            goToMoment(shown()->subject.scope, time);
    });
}

void FiguresPage::goToTurn(SessionIndex session, EntryId opening) {
    workspace().showTurn({session, opening});
}

void FiguresPage::goToTurns(const std::string& filter) {
    Place place = workspace().place();
    place.page = QStringLiteral("sessions");
    place.turn.reset();
    place.filter = place.filter.empty() ? filter : "(" + place.filter + ") " + filter;
    workspace().go(place);
}

void FiguresPage::leadToTurns(Tile& tile, const char* filter) {
    connect(&tile, &Tile::opened, this, [this, filter] { goToTurns(filter); });
}

void FiguresPage::goToMoment(const Scope& scope, Time time) {
    if (const auto found = turnAt(*shown()->subject.snapshot, scope, time))
        goToTurn(found->sessionIndex, found->turn->opening);
}

void FiguresPage::addPartialCards(const std::vector<Card*>& cards) {
    m_partialCards.insert(m_partialCards.end(), cards.begin(), cards.end());
}

void FiguresPage::fill(const Subject& subject, bool anything, std::vector<std::function<void()>> steps) {
    showBadges(*subject.snapshot);
    m_marks = asMarks(presentMarkers(workspace()).of(*subject.snapshot));
    m_steps = std::move(steps);
    start();
    setShown(subject, anything);
}

void FiguresPage::start() {
    m_left = m_steps.size();
    m_turn->start();
}

void FiguresPage::takeMarkers() {
    if (!shown())
        return;
    std::vector<ChartMark> marks = asMarks(presentMarkers(workspace()).of(*shown()->subject.snapshot));
    if (marks == m_marks)
        return;
    m_marks = std::move(marks);
    start();
}

ChartContent FiguresPage::marked(ChartContent chart) const {
    return withMarks(std::move(chart), m_marks);
}

// Goes round, so that each step has its turn however fast figures come in. The last one has one more: to be laid out.
void FiguresPage::takeStep() {
    if (m_left == 0) {
        emit settled();
        return;
    }
    m_next = m_next < m_steps.size() ? m_next : 0;
    m_steps[m_next++]();
    --m_left;
    m_turn->start();
}

void FiguresPage::showBadges(const Snapshot& snapshot) {
    QString text;
    QString explanation;
    if (const LoadProgress& load = snapshot.load; !load.complete) {
        text = load.cancelled ? tr("partial – loading stopped") : tr("partial – still loading");
        explanation = tr("%1 of %2 read so far, the newest first. The figures cover these only.")
                          .arg(format::bytes(load.bytesDone), format::bytes(load.bytesTotal));
    }
    for (Card* card : m_partialCards)
        card->setBadge(text, explanation);
}

} // namespace moie::ui
