// SPDX-License-Identifier: GPL-3.0-or-later
// The Compare page's figures in words: what the sides are called, and its tables.
#pragma once

#include <vector>

#include <QCoreApplication>

#include <moie/store/snapshot.h>

#include "ui/charts/compare_charts.h"
#include "ui/pages/compare_choice.h"
#include "ui/widgets/figure_table_model.h"

namespace moie::ui {

// Under whose name these texts are translated.
class CompareTexts {
    Q_DECLARE_TR_FUNCTIONS(CompareTexts)
};

ComparedNames sideNames(const CompareAnswer& answer, const Snapshot& snapshot, Time now);
// "480 turns in 20 sessions, 470 judged"
QString sideDetail(const ComparedSide& side);
// Why there is no other side, or what was taken for it; empty where it needs no saying.
QString choiceNote(const CompareAnswer& answer);

std::vector<FigureColumn> differenceColumns(const ComparedNames& names);
std::vector<FigureRow> differenceRows(const Comparison& comparison);
// "More than chance: warmth, response time." or that nothing is.
QString differenceSentence(const Comparison& comparison);

std::vector<FigureColumn> verdictColumns(const ComparedNames& names);
std::vector<FigureRow> verdictRows(const Comparison& comparison);

// As the lists of choices name them.
QString sessionChoice(const Snapshot& snapshot, SessionIndex session, Time now);
QString groupChoice(const GroupSize& group, GroupKey key, const Snapshot& snapshot);
QString eventChoice(const EvolutionEvent& event, const CompareAnswer& answer, const Snapshot& snapshot, Time now);

} // namespace moie::ui
