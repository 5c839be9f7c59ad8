// SPDX-License-Identifier: GPL-3.0-or-later
// The Evolution page's figures in words: what its tiles, tables and its list of events say. `partial` is set while the
// log is still being read.
#pragma once

#include <vector>

#include <QCoreApplication>

#include <moie/analytics/evolution.h>
#include <moie/store/snapshot.h>

#include "ui/widgets/figure_table_model.h"
#include "ui/widgets/row_list_model.h"
#include "ui/widgets/tile.h"

namespace moie::ui {

// Under whose name these texts are translated.
class EvolutionTexts {
    Q_DECLARE_TR_FUNCTIONS(EvolutionTexts)
};

TileContent eventCountTile(const EvolutionFigures& figures, bool partial);
TileContent helpedTile(const EvolutionFigures& figures, bool partial);
TileContent agreementTile(const EvolutionFigures& figures, bool partial);
TileContent lastChangeTile(const EvolutionFigures& figures, const Snapshot& snapshot,
                           const std::vector<moie::Marker>& markers, Time now, bool partial);

// "Did it help?": a row for each kind and metric, those with an answer first.
std::vector<FigureColumn> helpedColumns();
std::vector<FigureRow> helpedRows(const EvolutionFigures& figures, const Snapshot& snapshot);
// "After adaptation, love magnitude: 0.12 higher …": the answer in plain words.
QString helpedSentence(const KindEffect& effect, const Snapshot& snapshot);

std::vector<FigureColumn> agreementColumns();
std::vector<FigureRow> agreementRows(const EvolutionFigures& figures);

inline constexpr std::size_t eventsListed = 200;
// Newest first, at most eventsListed: places in figures.timeline.
std::vector<std::size_t> listedEvents(const EvolutionFigures& figures);
ListRow eventRow(const EvolutionEvent& event, const Snapshot& snapshot, const std::vector<moie::Marker>& markers,
                 Time now);

} // namespace moie::ui
