// SPDX-License-Identifier: GPL-3.0-or-later
// The love vectors' figures in words: what the page's tiles, subtitles and tables say. `partial` is set while the log
// is still being read.
#pragma once

#include <vector>

#include <QCoreApplication>

#include <moie/analytics/love_vectors.h>

#include "ui/widgets/figure_table_model.h"
#include "ui/widgets/tile.h"

namespace moie::ui {

// Under whose name these texts are translated.
class LoveTexts {
    Q_DECLARE_TR_FUNCTIONS(LoveTexts)
};

// A few words beside the figure that it is of, wherever it stands.
QString trendWords(const Trend& trend, bool withheld);

TileContent magnitudeTile(const LoveVectors& figures, bool partial);
TileContent coherenceTile(const LoveVectors& figures, bool partial);
TileContent meanStepTile(const LoveVectors& figures, bool partial);
TileContent driftShareTile(const LoveVectors& figures, bool partial);
TileContent steeringTile(const LoveVectors& figures, bool partial);

// "mean 0.712 (0.690–0.734) · improving, +0.031 a day".
QString loveFigureSubtitle(const LoveFigure& figure);
// "10–90 %: 0.550–0.800 · 12.5 % at 1".
QString loveHistogramCaption(const LoveFigure& figure);

QString steeringSubtitle(const Steering& steering);
std::vector<FigureColumn> steeringColumns();
std::vector<FigureRow> steeringRows(const Steering& steering);

QString correlationSubtitle(const LoveVectors& figures);
std::vector<FigureColumn> correlationColumns();
std::vector<FigureRow> correlationRows(const LoveVectors& figures);

QString trajectorySubtitle(const LoveVectors& figures);

} // namespace moie::ui
