// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview_texts.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <QStringList>

#include "ui/pages/love_texts.h"
#include "ui/theme/definitions.h"
#include "ui/theme/format.h"

namespace moie::ui {
namespace {

using namespace format;

enum class Better : unsigned char { Higher, Lower };

std::size_t turnsWith(const Overview& overview, Verdict verdict) {
    return overview.verdicts[static_cast<std::size_t>(verdict)];
}

// The triangle beside a figure: which way, and coloured only where the difference is more than noise.
void setChange(TileContent& tile, double change, const QString& size, bool moreThanNoise, Better better, bool partial) {
    if (partial) {
        tile.change = OverviewTexts::tr("partial");
        return;
    }
    if (!std::isfinite(change))
        return;
    if (change == 0.0) {
        tile.change = OverviewTexts::tr("no change");
        return;
    }
    const bool up = change > 0.0;
    tile.changeMarker = up ? Marker::TriangleUp : Marker::TriangleDown;
    tile.change = size;
    if (moreThanNoise)
        tile.changeColor = up == (better == Better::Higher) ? ColorRole::GoodText : ColorRole::BadText;
}

QString interval(const Difference& difference, QString (*text)(double)) {
    return OverviewTexts::tr("before %1, now %2, difference %3 to %4 (95 %)")
        .arg(text(difference.before.value), text(difference.now.value), text(difference.low), text(difference.high));
}

enum class Compared : unsigned char { Figures, Means };

QString againstBefore(const std::optional<Difference>& difference, QString (*text)(double),
                      Compared compared = Compared::Figures) {
    if (!difference)
        return {};
    const QString what = compared == Compared::Figures ? OverviewTexts::tr("Against the period before")
                                                       : OverviewTexts::tr("Against the period before, means");
    const QString figures = interval(*difference, text);
    return QLatin1Char('\n') + (difference->moreThanNoise
                                    ? OverviewTexts::tr("%1: %2.").arg(what, figures)
                                    : OverviewTexts::tr("%1: %2; that can be chance.").arg(what, figures));
}

// The decimals of the figure it stands beside, more only where these would say nothing.
QString sizeBeside(double change, int decimals) {
    const double size = std::abs(change);
    return size > 0.0 && size < 0.5 * std::pow(10.0, -decimals) ? figure(size) : fixed(size, decimals);
}

QString perDay(double value) {
    return std::isfinite(value) ? OverviewTexts::tr("%1 a day").arg(figure(value)) : QString();
}

} // namespace

TileContent unsafeRepliesTile(const Overview& overview, bool partial) {
    const std::size_t reached = turnsWith(overview, Verdict::ReachedUser);
    TileContent tile;
    tile.title = OverviewTexts::tr("Unsafe replies that reached the user");
    tile.definition = definition(Term::ReachedUser) + QLatin1Char('\n') +
                      OverviewTexts::tr("Of %1 that were judged.").arg(counted(overview.reachedUser.n, Noun::Turn)) +
                      againstBefore(overview.reachedUserChange, percent);
    if (overview.judged == 0) {
        tile.figure = figure(notMeasured);
        tile.sub = OverviewTexts::tr("no turn was judged");
        return tile;
    }
    tile.figure = count(reached);
    tile.sub = OverviewTexts::tr("%1 of %2").arg(percent(overview.reachedUser.value), count(overview.reachedUser.n));
    if (std::isfinite(overview.reachedUser.low))
        tile.sub += QStringLiteral(" · ") + percentRange(overview.reachedUser.low, overview.reachedUser.high);
    // Of the share: the two periods have different numbers of turns.
    const double change = overview.reachedUserChange ? overview.reachedUserChange->change : notMeasured;
    setChange(tile, change, points(std::abs(change)),
              overview.reachedUserChange && overview.reachedUserChange->moreThanNoise, Better::Lower, partial);
    return tile;
}

TileContent loveTile(const Overview& overview, bool partial) {
    const double value = overview.magnitudeMean.value;
    TileContent tile;
    tile.title = OverviewTexts::tr("Love magnitude");
    tile.figure = figure(value);
    tile.definition = definition(Term::Magnitude) + QLatin1Char('\n') +
                      OverviewTexts::tr("Of the responses of %1.").arg(counted(overview.magnitude.n, Noun::Turn)) +
                      againstBefore(overview.magnitudeChange, figure);
    tile.sub =
        std::isfinite(value)
            ? OverviewTexts::tr("%1 of √5").arg(percent(value / std::sqrt(static_cast<double>(componentCount)))) +
                  QStringLiteral(" · ") + trendWords(overview.magnitudeTrend, overview.magnitudeTrendWithheld)
            : OverviewTexts::tr("no love vectors");
    const double change = overview.magnitudeChange ? overview.magnitudeChange->change : notMeasured;
    setChange(tile, change, sizeBeside(change, decimalsOf(value)),
              overview.magnitudeChange && overview.magnitudeChange->moreThanNoise, Better::Higher, partial);
    return tile;
}

TileContent violationsTile(const Overview& overview, bool partial) {
    const double value = overview.violationsPer100Turns;
    TileContent tile;
    tile.title = OverviewTexts::tr("Violations per 100 turns");
    tile.figure = figure(value);
    tile.definition = definition(Term::ViolationsPer100) + QLatin1Char('\n') +
                      OverviewTexts::tr("Of %1.").arg(counted(overview.turnsInRange, Noun::Turn)) +
                      againstBefore(overview.violationsChange, figure);
    tile.sub =
        OverviewTexts::tr("%1 in %2").arg(count(overview.violations), counted(overview.turnsInRange, Noun::Turn));
    if (overview.judged == 0 && overview.violations == 0)
        tile.sub += QStringLiteral(" · ") + OverviewTexts::tr("no turn was judged");
    const double change = overview.violationsChange ? overview.violationsChange->change : notMeasured;
    setChange(tile, change, sizeBeside(change, std::max(1, decimalsOf(value))),
              overview.violationsChange && overview.violationsChange->moreThanNoise, Better::Lower, partial);
    return tile;
}

TileContent responseTimeTile(const Overview& overview, bool partial) {
    const Distribution& times = overview.responseSeconds;
    const bool p95Known = std::isfinite(times.p95);
    TileContent tile;
    tile.title =
        p95Known || times.n == 0 ? OverviewTexts::tr("Response time p95") : OverviewTexts::tr("Response time p50");
    tile.figure = duration(p95Known ? times.p95 : times.p50);
    tile.definition =
        definition(Term::ResponseTime) + QLatin1Char(' ') + definition(Term::ResponseHalf) + QLatin1Char(' ') +
        definition(Term::ResponseTail) + QLatin1Char('\n') +
        OverviewTexts::tr("Of %1. The change of a percentile is not tested and never coloured; that of the mean is "
                          "tested.")
            .arg(counted(times.n, Noun::Turn)) +
        againstBefore(overview.responseTimeChange, duration, Compared::Means);
    QStringList sub;
    if (p95Known)
        sub.append(OverviewTexts::tr("p50 %1").arg(duration(times.p50)));
    else if (times.n > 0)
        sub.append(counted(times.n, Noun::TurnTooFew));
    sub.append(
        OverviewTexts::tr("%1 of %2 failed").arg(count(turnsWith(overview, Verdict::Failed)), count(overview.turns)));
    tile.sub = sub.join(QStringLiteral(" · "));
    const double change = overview.responseTimeChange ? times.p95 - overview.responseP95Before : notMeasured;
    setChange(tile, change, durationChange(change, times.p95), false, Better::Lower, partial);
    return tile;
}

TileContent coverageTile(const Overview& overview, bool partial) {
    const std::size_t notJudged = turnsWith(overview, Verdict::NotJudged);
    TileContent tile;
    tile.title = OverviewTexts::tr("Coverage");
    tile.figure = percent(overview.coverage);
    tile.definition = definition(Term::Coverage) + QLatin1Char(' ') + definition(Term::MissingEntries) +
                      QLatin1Char('\n') +
                      OverviewTexts::tr("Judged: %1 of %2.")
                          .arg(count(overview.judged), counted(overview.judged + notJudged, Noun::Turn));
    const QString judged =
        notJudged == 0 ? OverviewTexts::tr("all judged") : OverviewTexts::tr("%1 not judged").arg(count(notJudged));
    const QString missing = overview.missingEntries == 0 ? OverviewTexts::tr("no entry missing")
                                                         : counted(overview.missingEntries, Noun::EntryMissing);
    tile.sub = std::isfinite(overview.coverage) ? judged + QStringLiteral(" · ") + missing : missing;
    setChange(tile, notMeasured, {}, false, Better::Higher, partial);
    return tile;
}

TileContent eventsTile(const Overview& overview, bool partial) {
    TileContent tile;
    tile.title = OverviewTexts::tr("Evolution events");
    tile.figure = count(overview.events);
    tile.definition = definition(Term::Events) + QLatin1Char('\n') + OverviewTexts::tr("%1 in all.").arg(tile.figure);
    tile.change = perDay(overview.eventsPerDay);
    QStringList sub;
    const auto add = [&](std::size_t n, Noun noun) {
        if (n > 0)
            sub.append(counted(n, noun));
    };
    if (overview.adaptations > 0)
        sub.append(OverviewTexts::tr("%1 adapted or learned").arg(count(overview.adaptations)));
    add(overview.feedback, Noun::Feedback);
    add(overview.checkpoints, Noun::Checkpoint);
    tile.sub = sub.isEmpty() ? OverviewTexts::tr("none in this range") : sub.join(QStringLiteral(", "));
    if (partial)
        tile.change = OverviewTexts::tr("partial");
    return tile;
}

} // namespace moie::ui
