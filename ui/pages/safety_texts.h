// SPDX-License-Identifier: GPL-3.0-or-later
// The safety figures in words: what the page's tiles, subtitles and tables say. `partial` is set while the log is still
// being read.
#pragma once

#include <array>
#include <vector>

#include <QCoreApplication>

#include <moie/analytics/safety.h>
#include <moie/store/snapshot.h>

#include "ui/widgets/figure_table_model.h"
#include "ui/widgets/tile.h"

namespace moie::ui {

// Under whose name these texts are translated.
class SafetyTexts {
    Q_DECLARE_TR_FUNCTIONS(SafetyTexts)
};

TileContent reachedUserTile(const SafetyFigures& figures, bool partial);
// Of the Overview too.
TileContent breachTile(const std::array<std::size_t, verdictCount>& verdicts, std::size_t judged, const Estimate& share,
                       bool partial);
TileContent caughtTile(const SafetyFigures& figures, bool partial);
TileContent announcedTile(const SafetyFigures& figures, bool partial);
TileContent nearTile(const SafetyFigures& figures, bool partial);
TileContent judgedTile(const SafetyFigures& figures, bool partial);

QString barriersSubtitle(const SafetyFigures& figures);
QString controlSubtitle(const SafetyFigures& figures);
// "33 violations, 10.3 per 100 turns (8.10–12.5)".
QString violationsSubtitle(const SafetyFigures& figures);

std::vector<FigureColumn> violationTypeColumns();
std::vector<FigureRow> violationTypeRows(const SafetyFigures& figures, const Snapshot& snapshot);

QString correctionSubtitle(const Correction& correction);
std::vector<FigureColumn> correctionColumns();
std::vector<FigureRow> correctionRows(const Correction& correction, const Snapshot& snapshot);

// "59 of 964 evaluations unsafe: 6.1 % (4.5–8.2 %)".
QString coverageSubtitle(const SafetyFigures& figures);
std::vector<FigureColumn> coverageColumns();
std::vector<FigureRow> coverageRows(const SafetyFigures& figures);

std::vector<FigureColumn> conditionColumns();
std::vector<FigureRow> conditionRows(const SafetyFigures& figures, const Snapshot& snapshot);

} // namespace moie::ui
