// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/performance_texts.h"

#include <algorithm>
#include <cmath>

#include <QStringList>

#include "ui/theme/definitions.h"
#include "ui/theme/format.h"
#include "ui/theme/measures.h"

namespace moie::ui {
namespace {

using namespace format;

void markPartial(TileContent& tile, bool partial) {
    if (partial)
        tile.change = PerformanceTexts::tr("partial");
}

bool isTrend(const Trend& trend) {
    return trend.direction == Direction::Improving || trend.direction == Direction::Worsening;
}

QString slopeText(const Trend& t) {
    const QString size = duration(std::abs(t.slopePerDay));
    return PerformanceTexts::tr("%1 a day")
        .arg((t.slopePerDay < 0.0 ? QStringLiteral("−") : QStringLiteral("+")) + size);
}

QString trendDetail(const Trend& t) {
    if (!std::isfinite(t.slopePerDay))
        return counted(t.sittings, Noun::Sitting);
    return PerformanceTexts::tr("%1 (%2 to %3 with 95 % confidence) over %4, %5")
        .arg(slopeText(t), duration(t.low), duration(t.high), counted(t.sittings, Noun::Sitting), pText(t.p));
}

// By what it costs: the mean of those that are timed often enough to say one.
const OperationFigures* slowestOperation(const PerformanceFigures& figures) {
    const OperationFigures* slowest = nullptr;
    for (const OperationFigures& operation : figures.operations)
        if (std::isfinite(operation.seconds.mean) && (!slowest || operation.seconds.mean > slowest->seconds.mean))
            slowest = &operation;
    return slowest;
}

} // namespace

TileContent responseTile(const PerformanceFigures& figures, bool partial) {
    const Distribution& times = figures.responseSeconds;
    TileContent tile;
    tile.title = PerformanceTexts::tr("Response time p50");
    tile.figure = duration(times.p50);
    tile.definition = definition(Term::ResponseHalf) + QLatin1Char(' ') + definition(Term::ResponseTime) +
                      QLatin1Char('\n') +
                      PerformanceTexts::tr("Of %1. Mean %2, %3 to %4 with 95 % confidence.")
                          .arg(counted(times.n, Noun::Turn), duration(figures.responseMean.value),
                               duration(figures.responseMean.low), duration(figures.responseMean.high));
    tile.sub = times.n == 0 ? PerformanceTexts::tr("no response time logged")
                            : PerformanceTexts::tr("mean %1 · %2")
                                  .arg(duration(figures.responseMean.value), counted(times.n, Noun::Turn));
    markPartial(tile, partial);
    return tile;
}

TileContent tailTile(const PerformanceFigures& figures, bool partial) {
    const Distribution& times = figures.responseSeconds;
    TileContent tile;
    tile.title = PerformanceTexts::tr("Response time p95");
    tile.figure = duration(times.p95);
    tile.definition = definition(Term::ResponseTail) + QLatin1Char(' ') + definition(Term::ResponseTime) +
                      QLatin1Char('\n') + PerformanceTexts::tr("Of %1.").arg(counted(times.n, Noun::Turn));
    if (std::isfinite(times.p99))
        tile.sub = PerformanceTexts::tr("p99 %1 · longest %2").arg(duration(times.p99), duration(times.max));
    else if (times.n > 0)
        tile.sub = (std::isfinite(times.p95) ? PerformanceTexts::tr("longest %1 · too few for p99")
                                             : PerformanceTexts::tr("longest %1 · too few for p95"))
                       .arg(duration(times.max));
    else
        tile.sub = PerformanceTexts::tr("no response time logged");
    markPartial(tile, partial);
    return tile;
}

TileContent failedTile(const PerformanceFigures& figures, bool partial) {
    const Estimate& share = figures.failedShare;
    TileContent tile;
    tile.title = PerformanceTexts::tr("Failed turns");
    tile.figure = percent(share.value);
    tile.definition = definition(Term::FailedShare) + QLatin1Char('\n') +
                      PerformanceTexts::tr("Of %1.").arg(counted(share.n, Noun::Turn));
    tile.sub = PerformanceTexts::tr("%1 of %2").arg(count(figures.failed), count(share.n));
    if (std::isfinite(share.low))
        tile.sub += QStringLiteral(" · ") + percentRange(share.low, share.high);
    markPartial(tile, partial);
    return tile;
}

TileContent trendTile(const PerformanceFigures& figures, bool partial) {
    const Trend& t = figures.responseTrend;
    TileContent tile;
    tile.title = PerformanceTexts::tr("Response time trend");
    tile.figure = t.direction == Direction::TooFew ? PerformanceTexts::tr("too few") : trend(t.direction);
    tile.definition =
        definition(Term::TimeTrend) + QLatin1Char('\n') + PerformanceTexts::tr("%1.").arg(sentence(trendDetail(t)));
    if (isTrend(t)) {
        tile.changeMarker = t.slopePerDay > 0.0 ? Marker::TriangleUp : Marker::TriangleDown;
        tile.changeColor = t.direction == Direction::Improving ? ColorRole::GoodText : ColorRole::BadText;
        tile.change = PerformanceTexts::tr("%1 a day").arg(duration(std::abs(t.slopePerDay)));
    }
    tile.sub = PerformanceTexts::tr("over %1").arg(counted(t.sittings, Noun::Sitting));
    if (partial) {
        tile.changeMarker = Marker::None;
        tile.changeColor = ColorRole::Dim;
    }
    markPartial(tile, partial);
    return tile;
}

TileContent slowestOperationTile(const PerformanceFigures& figures, const Snapshot& snapshot, bool partial) {
    TileContent tile;
    tile.title = PerformanceTexts::tr("Slowest operation");
    const OperationFigures* slowest = slowestOperation(figures);
    tile.definition = definition(Term::SlowestOperation);
    if (slowest)
        tile.definition += QLatin1Char('\n') + PerformanceTexts::tr("Of %1 operations; this one was timed %2 times.")
                                                   .arg(count(figures.operations.size()), count(slowest->seconds.n));
    tile.figure = duration(slowest ? slowest->seconds.mean : notMeasured);
    tile.sub =
        slowest ? PerformanceTexts::tr("%1 · n %2").arg(words(snapshot.name(slowest->name)), count(slowest->seconds.n))
                : PerformanceTexts::tr("no operation timed");
    markPartial(tile, partial);
    return tile;
}

TileContent modelsTile(const PerformanceFigures& figures, const Snapshot& snapshot, bool partial) {
    TileContent tile;
    tile.title = PerformanceTexts::tr("Models");
    tile.figure = count(figures.models.size());
    tile.definition = definition(Term::Models);
    if (figures.models.empty()) {
        tile.sub = PerformanceTexts::tr("no model run logged");
    } else {
        const ModelFigures& most = figures.models.front();
        tile.definition += QLatin1Char('\n') + PerformanceTexts::tr("It has %1 runs.").arg(count(most.runs));
        tile.sub = oneLine(QString::fromStdString(std::string(snapshot.name(most.name))));
        if (std::isfinite(most.tokensPerSecond.p50))
            tile.sub +=
                QStringLiteral(" · ") + PerformanceTexts::tr("%1 tokens/s").arg(figure(most.tokensPerSecond.p50));
    }
    markPartial(tile, partial);
    return tile;
}

} // namespace moie::ui
