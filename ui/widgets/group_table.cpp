// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/group_table.h"

#include <array>
#include <utility>

#include <QVBoxLayout>

#include "ui/theme/definitions.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/figure_table.h"
#include "ui/widgets/group_rows.h"
#include "ui/widgets/segments.h"

namespace moie::ui {
namespace {

constexpr std::array keys{GroupKey::Model, GroupKey::Profile, GroupKey::ContextFlags, GroupKey::Hour, GroupKey::Action};
constexpr int leastRows = 3;
constexpr int mostRows = 8;

std::vector<Segments::Item> itemsOf() {
    std::vector<Segments::Item> items;
    for (const GroupKey key : keys)
        items.push_back({format::sentence(groupKeyName(key)), groupKeyMeaning(key)});
    return items;
}

} // namespace

GroupTable::GroupTable(const Theme& theme, const QString& title, std::vector<Measure> measures, QWidget* parent)
    : Card(title, parent), m_measures(std::move(measures)), m_header(new QWidget(this)),
      m_choice(new Segments(tr("Group by"), itemsOf(), m_header)),
      m_table(new FigureTable(theme, tr("Figures by group"), this)) {
    auto* layout = new QVBoxLayout(m_header);
    layout->setContentsMargins(0, Theme::length(5), 0, Theme::length(2));
    layout->addWidget(m_choice);
    addHeader(m_header);
    m_table->setRowsShown(leastRows, mostRows);
    m_table->setEmptyText(tr("No turns in this range"));
    m_table->setColumns(groupColumns(key(), m_measures));
    setContent(m_table);
    connect(m_choice, &Segments::chosen, this, [this](std::size_t item) {
        m_table->startAfresh();
        emit keyChosen(keys[item]);
    });
}

GroupKey GroupTable::key() const {
    return keys[m_choice->current()];
}

void GroupTable::setKey(GroupKey key) {
    m_choice->setCurrent(static_cast<std::size_t>(key));
}

void GroupTable::setGroups(GroupKey key, const Groups& groups, const Snapshot& snapshot) {
    if (key != this->key())
        return;
    m_table->setColumns(groupColumns(key, m_measures));
    m_table->setRows(groupRows(groups, key, m_measures, snapshot));
    const QString meaning =
        tr("means with 95 % interval and difference from all other groups; coloured only where that "
           "is more than noise");
    setSubtitle(groups.turnsLeftOut == 0 ? meaning
                                         : tr("%1. %2 of further groups left out")
                                               .arg(meaning, format::counted(groups.turnsLeftOut, format::Noun::Turn)),
                format::definition(format::Term::Interval));
}

} // namespace moie::ui
