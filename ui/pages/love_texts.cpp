// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/love_texts.h"

#include <algorithm>
#include <cmath>

#include <QStringList>

#include "ui/theme/definitions.h"
#include "ui/theme/format.h"

namespace moie::ui {
namespace {

using namespace format;

QString separator() {
    return QStringLiteral(" · ");
}

QString range(double low, double high) {
    return figure(low) + QStringLiteral("–") + figure(high);
}

QString sampleOf(const Estimate& estimate, Noun noun = Noun::Turn) {
    const QString n = counted(estimate.n, noun);
    return estimate.turnsTreatedAsIndependent
               ? LoveTexts::tr("%1, treated as independent").arg(n)
               : LoveTexts::tr("%1 in %2").arg(n, counted(estimate.sittings, Noun::Sitting));
}

QString intervalOf(const Estimate& estimate, QString (*text)(double) = figure) {
    if (!std::isfinite(estimate.low))
        return {};
    return QLatin1Char('\n') +
           LoveTexts::tr("%1 to %2 with 95 % confidence.").arg(text(estimate.low), text(estimate.high));
}

QString signedFigure(double value) {
    return (value > 0.0 ? QStringLiteral("+") : QString()) + figure(value);
}

// Changes of one table, with the same decimals.
QString signedChange(double value) {
    return (value > 0.0 ? QStringLiteral("+") : QString()) + fixed(value, 3);
}

QString trendOf(const LoveFigure& f) {
    if (f.trendWithheld)
        return LoveTexts::tr("no trend: over 20 % at a bound");
    switch (f.trend.direction) {
    case Direction::TooFew: return LoveTexts::tr("too few for a trend");
    case Direction::Stable: return trend(f.trend.direction);
    case Direction::Improving:
    case Direction::Worsening: break;
    }
    return LoveTexts::tr("%1, %2 a day").arg(trend(f.trend.direction), signedFigure(f.trend.slopePerDay));
}

// The tile of a quantity: its mean, and its trend where it has one.
void setLoveFigure(TileContent& tile, const LoveFigure& f, bool partial) {
    tile.figure = figure(f.mean.value);
    if (partial) {
        tile.change = LoveTexts::tr("partial");
        return;
    }
    const bool up = f.trend.direction == Direction::Improving;
    if (!up && f.trend.direction != Direction::Worsening)
        return;
    tile.changeMarker = up ? Marker::TriangleUp : Marker::TriangleDown;
    tile.changeColor = up ? ColorRole::GoodText : ColorRole::BadText;
    tile.change = LoveTexts::tr("%1 a day").arg(figure(std::abs(f.trend.slopePerDay)));
}

QString noVectors() {
    return LoveTexts::tr("no love vectors");
}

} // namespace

QString trendWords(const Trend& t, bool withheld) {
    if (withheld)
        return LoveTexts::tr("no trend at a bound");
    return t.direction == Direction::TooFew ? LoveTexts::tr("too few for a trend") : trend(t.direction);
}

TileContent magnitudeTile(const LoveVectors& figures, bool partial) {
    const LoveFigure& f = figures.magnitude;
    TileContent tile;
    tile.title = LoveTexts::tr("Magnitude");
    tile.definition = definition(Term::Magnitude) + QLatin1Char('\n') + LoveTexts::tr("Of %1.").arg(sampleOf(f.mean)) +
                      intervalOf(f.mean);
    setLoveFigure(tile, f, partial);
    tile.sub = std::isfinite(f.mean.value) ? LoveTexts::tr("%1 of √5").arg(percent(f.mean.value / f.scale)) +
                                                 separator() + trendWords(f.trend, f.trendWithheld)
                                           : noVectors();
    return tile;
}

TileContent coherenceTile(const LoveVectors& figures, bool partial) {
    const LoveFigure& f = figures.coherence;
    TileContent tile;
    tile.title = LoveTexts::tr("Coherence");
    tile.definition = definition(Term::Coherence) + QLatin1Char('\n') + LoveTexts::tr("Of %1.").arg(sampleOf(f.mean)) +
                      intervalOf(f.mean);
    setLoveFigure(tile, f, partial);
    tile.sub = f.distribution.n > 0 ? LoveTexts::tr("10–90 %: %1").arg(range(f.distribution.p10, f.distribution.p90))
                                    : noVectors();
    return tile;
}

TileContent meanStepTile(const LoveVectors& figures, bool partial) {
    const Estimate& step = figures.meanStep;
    TileContent tile;
    tile.title = LoveTexts::tr("Mean step");
    tile.figure = figure(step.value);
    tile.definition =
        definition(Term::MeanStep) + QLatin1Char('\n') +
        LoveTexts::tr("Of %1 in %2.").arg(counted(step.n, Noun::Step), counted(step.sittings, Noun::Sitting)) +
        intervalOf(step);
    tile.sub = std::isfinite(figures.consistency) ? LoveTexts::tr("consistency %1").arg(percent(figures.consistency))
                                                  : LoveTexts::tr("no two vectors in a sitting");
    if (partial)
        tile.change = LoveTexts::tr("partial");
    return tile;
}

TileContent driftShareTile(const LoveVectors& figures, bool partial) {
    TileContent tile;
    tile.title = LoveTexts::tr("Drift share");
    tile.figure = percent(figures.driftShare);
    tile.definition = definition(Term::DriftShare) + QLatin1Char('\n') +
                      LoveTexts::tr("Of %1.").arg(counted(figures.meanStep.n, Noun::Step));
    tile.sub = std::isfinite(figures.driftShare) ? LoveTexts::tr("the rest is scatter from turn to turn")
                                                 : LoveTexts::tr("vectors hardly vary");
    if (partial)
        tile.change = LoveTexts::tr("partial");
    return tile;
}

TileContent steeringTile(const LoveVectors& figures, bool partial) {
    const Steering& s = figures.steering;
    TileContent tile;
    tile.title = LoveTexts::tr("Deficit closed");
    tile.figure = percent(s.deficitClosed);
    tile.definition = definition(Term::DeficitClosed) + QLatin1Char('\n') +
                      LoveTexts::tr("Of %1 with both vectors.").arg(counted(s.n, Noun::Turn));
    if (s.n == 0)
        tile.sub = LoveTexts::tr("no turn with both vectors");
    else
        tile.sub = LoveTexts::tr("%1 moved nearer").arg(percent(s.movedNearer.value)) +
                   (std::isfinite(s.movedNearer.low) ? separator() + percentRange(s.movedNearer.low, s.movedNearer.high)
                                                     : QString());
    if (partial)
        tile.change = LoveTexts::tr("partial");
    return tile;
}

QString loveFigureSubtitle(const LoveFigure& f) {
    if (f.distribution.n == 0)
        return noVectors();
    QString mean = LoveTexts::tr("mean %1").arg(figure(f.mean.value));
    if (std::isfinite(f.mean.low))
        mean += QStringLiteral(" (%1)").arg(range(f.mean.low, f.mean.high));
    return mean + separator() + trendOf(f);
}

QString loveHistogramCaption(const LoveFigure& f) {
    if (f.distribution.n == 0)
        return {};
    QStringList parts;
    if (f.atZero > 0.0)
        parts.append(LoveTexts::tr("%1 at 0").arg(percent(f.atZero)));
    if (f.atScale > 0.0)
        parts.append(
            LoveTexts::tr("%1 at %2").arg(percent(f.atScale), f.scale == 1.0 ? QStringLiteral("1") : figure(f.scale)));
    // Below each other, so that charts side by side have captions of the same height.
    return LoveTexts::tr("10–90 %: %1").arg(range(f.distribution.p10, f.distribution.p90)) + QLatin1Char('\n') +
           parts.join(separator());
}

QString steeringSubtitle(const Steering& s) {
    if (s.n == 0)
        return LoveTexts::tr("no turn with the vectors of both message and response");
    return LoveTexts::tr("%1 with both vectors; mean length of the change %2 (%3)")
        .arg(counted(s.n, Noun::Turn), figure(s.meanChange.value), range(s.meanChange.low, s.meanChange.high));
}

std::vector<FigureColumn> steeringColumns() {
    return {{LoveTexts::tr("Component"), LoveTexts::tr("Of the love vector, from 0 to 1."), false, true, false},
            {LoveTexts::tr("Change"), definition(Term::ComponentChange), true, false, false},
            {LoveTexts::tr("95 % interval"), definition(Term::Interval), false, false, true}};
}

std::vector<FigureRow> steeringRows(const Steering& s) {
    if (s.n == 0)
        return {};
    double most = 0.1; // of the axis, which all rows share
    for (const Estimate& change : s.componentChange)
        for (const double value : {change.value, change.low, change.high})
            most = std::isfinite(value) ? std::max(most, std::abs(value)) : most;
    std::vector<FigureRow> rows;
    for (std::size_t i = 0; i < componentCount; ++i) {
        const Estimate& change = s.componentChange[i];
        FigureCell name;
        name.text = sentence(component(i));
        name.marker = Marker::Square;
        name.markerColor = componentColor(i);
        FigureCell value;
        value.text = signedChange(change.value);
        value.order = change.value;
        value.toolTip = name.text + QStringLiteral(": ") + sampleOf(change) + intervalOf(change);
        FigureCell interval;
        interval.text = std::isfinite(change.low)
                            ? LoveTexts::tr("%1 to %2").arg(signedChange(change.low), signedChange(change.high))
                            : QString();
        interval.interval = FigureInterval{change.value, change.low, change.high, -most, most, componentColor(i)};
        interval.order = change.value;
        interval.toolTip = value.toolTip;
        rows.push_back({name, value, interval});
    }
    return rows;
}

QString correlationSubtitle(const LoveVectors& figures) {
    return LoveTexts::tr("Pearson's r over %1 with all five components")
        .arg(counted(figures.covariation.n, Noun::Turn));
}

std::vector<FigureColumn> correlationColumns() {
    std::vector<FigureColumn> columns{{QString(), definition(Term::Correlation), false, true, false}};
    for (std::size_t i = 0; i < componentCount; ++i)
        columns.push_back({sentence(component(i)), definition(Term::Correlation), true, false, false});
    return columns;
}

std::vector<FigureRow> correlationRows(const LoveVectors& figures) {
    if (figures.covariation.n < 2)
        return {};
    std::vector<FigureRow> rows;
    for (std::size_t i = 0; i < componentCount; ++i) {
        FigureCell name;
        name.text = sentence(component(i));
        name.marker = Marker::Square;
        name.markerColor = componentColor(i);
        FigureRow row{name};
        for (std::size_t k = 0; k < componentCount; ++k) {
            const double r = figures.covariation.correlation[i][k];
            FigureCell cell;
            cell.text = fixed(r, 2);
            cell.order = r;
            // Each with itself says nothing.
            if (i == k)
                cell.color = ColorRole::Dim;
            else if (std::isfinite(r))
                cell.tint = r;
            cell.toolTip = std::isfinite(r) ? LoveTexts::tr("%1 and %2: r = %3 over %4")
                                                  .arg(name.text, component(k), fixed(r, 2),
                                                       counted(figures.covariation.n, Noun::Turn))
                                            : LoveTexts::tr("One of them is always the same, over %1.")
                                                  .arg(counted(figures.covariation.n, Noun::Turn));
            row.push_back(cell);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

QString trajectorySubtitle(const LoveVectors& figures) {
    const double first = figures.principal.shares[0];
    const double second = figures.principal.shares[1];
    if (!std::isfinite(first))
        return {};
    return LoveTexts::tr("the first two principal components: %1 and %2 of the variance")
        .arg(percent(first), percent(second));
}

} // namespace moie::ui
