// SPDX-License-Identifier: GPL-3.0-or-later
// A choice of what the turns are grouped by, and the groups' figures as a table. The page asks for the
// groups (groupFigures), anew with each choice, and gives them.
//
//     connect(m_groups, &GroupTable::keyChosen, this, [this](GroupKey key) { m_groupQuery.setCompute(groupsBy(key)); })
#pragma once

#include <moie/analytics/groups.h>
#include <moie/store/snapshot.h>

#include "ui/widgets/card.h"

namespace moie::ui {

class FigureTable;
class Segments;
class Theme;

class GroupTable : public Card {
    Q_OBJECT

public:
    // One column for each measure.
    GroupTable(const Theme& theme, const QString& title, std::vector<Measure> measures, QWidget* parent = nullptr);

    GroupKey key() const;
    void setKey(GroupKey key); // no choice of the user's
    // Groups by another key than the present one come too late and are left out.
    void setGroups(GroupKey key, const Groups& groups, const Snapshot& snapshot);

    const FigureTable& table() const { return *m_table; }

signals:
    void keyChosen(moie::GroupKey key);

private:
    const std::vector<Measure> m_measures;
    QWidget* m_header;
    Segments* m_choice;
    FigureTable* m_table;
};

} // namespace moie::ui
