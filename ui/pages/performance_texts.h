// SPDX-License-Identifier: GPL-3.0-or-later
// The Performance page's figures in words: what its tiles and tables say. `partial` is set while the log is still being
// read.
#pragma once

#include <vector>

#include <QCoreApplication>

#include <moie/analytics/performance.h>
#include <moie/store/snapshot.h>

#include "ui/widgets/figure_table_model.h"
#include "ui/widgets/tile.h"

namespace moie::ui {

// Under whose name these texts are translated.
class PerformanceTexts {
    Q_DECLARE_TR_FUNCTIONS(PerformanceTexts)
};

TileContent responseTile(const PerformanceFigures& figures, bool partial);
TileContent tailTile(const PerformanceFigures& figures, bool partial); // p95 and p99
TileContent failedTile(const PerformanceFigures& figures, bool partial);
TileContent trendTile(const PerformanceFigures& figures, bool partial);
TileContent slowestOperationTile(const PerformanceFigures& figures, const Snapshot& snapshot, bool partial);
TileContent modelsTile(const PerformanceFigures& figures, const Snapshot& snapshot, bool partial);

std::vector<FigureColumn> operationColumns();
std::vector<FigureRow> operationRows(const PerformanceFigures& figures, const Snapshot& snapshot);
// One column for each quality metric that some model has.
std::vector<FigureColumn> modelColumns(const PerformanceFigures& figures, const Snapshot& snapshot);
std::vector<FigureRow> modelRows(const PerformanceFigures& figures, const Snapshot& snapshot);

// What stands for which operation in the bars of slowest turns: those that took longest there, the first of all.
struct PartLegend {
    std::vector<NameId> operations;
};
PartLegend partLegendOf(const PerformanceFigures& figures);
std::vector<FigureColumn> slowTurnColumns();
std::vector<FigureRow> slowTurnRows(const PerformanceFigures& figures, const Snapshot& snapshot, Time now);

std::vector<FigureColumn> errorColumns();
std::vector<FigureRow> errorRows(const PerformanceFigures& figures, const Snapshot& snapshot, Time now);
// In the filter language, of the error's entries.
std::string errorFilter(std::string_view text);

} // namespace moie::ui
