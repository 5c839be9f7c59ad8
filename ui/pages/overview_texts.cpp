// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview_texts.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <QStringList>

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
        tile.change = QStringLiteral("partial");
        return;
    }
    if (!std::isfinite(change))
        return;
    if (change == 0.0) {
        tile.change = QStringLiteral("no change");
        return;
    }
    const bool up = change > 0.0;
    tile.changeMarker = up ? Marker::TriangleUp : Marker::TriangleDown;
    tile.change = size;
    if (moreThanNoise)
        tile.changeColor = up == (better == Better::Higher) ? ColorRole::GoodText : ColorRole::BadText;
}

QString interval(const Difference& difference, QString (*text)(double)) {
    return QStringLiteral("before %1, now %2, difference %3 to %4 (95 %)")
        .arg(text(difference.before.value), text(difference.now.value), text(difference.low), text(difference.high));
}

QString againstBefore(const std::optional<Difference>& difference, QString (*text)(double)) {
    if (!difference)
        return {};
    return QStringLiteral("\nAgainst the period before: ") + interval(*difference, text) +
           (difference->moreThanNoise ? QStringLiteral(".") : QStringLiteral("; that can be chance."));
}

QString perDay(double value) {
    return std::isfinite(value) ? figure(value) + QStringLiteral(" a day") : QString();
}

} // namespace

TileContent unsafeRepliesTile(const Overview& overview, bool partial) {
    const std::size_t reached = turnsWith(overview, Verdict::ReachedUser);
    TileContent tile;
    tile.title = QStringLiteral("Unsafe replies that reached the user");
    tile.definition = QStringLiteral("Turns whose last evaluation was unsafe and whose reply went out all the same. "
                                     "Share of the %1 turns that were judged, with its 95 % interval.")
                          .arg(count(overview.judged)) +
                      againstBefore(overview.reachedUserChange, percent);
    if (overview.judged == 0) {
        tile.figure = figure(notMeasured);
        tile.sub = QStringLiteral("no turn was judged");
        return tile;
    }
    tile.figure = count(reached);
    tile.sub = QStringLiteral("%1 of %2").arg(percent(overview.reachedUser.value), count(overview.judged));
    if (std::isfinite(overview.reachedUser.low))
        tile.sub += QStringLiteral(" · ") + percentRange(overview.reachedUser.low, overview.reachedUser.high);
    const bool comparable = overview.previous && overview.reachedUserChange;
    const double change =
        comparable ? static_cast<double>(reached) - static_cast<double>(overview.reachedUserBefore) : notMeasured;
    setChange(tile, change, fixed(std::abs(change), 0), comparable && overview.reachedUserChange->moreThanNoise,
              Better::Lower, partial);
    return tile;
}

TileContent loveTile(const Overview& overview, bool partial) {
    const double value = overview.magnitudeMean.value;
    TileContent tile;
    tile.title = QStringLiteral("Love magnitude");
    tile.figure = figure(value);
    tile.definition = QStringLiteral("Mean length of the response's love vector over %1; the longest possible is "
                                     "√5 = 2.24. The trend is over sittings of three and more turns.")
                          .arg(counted(overview.magnitude.n, u"turn", u"turns")) +
                      againstBefore(overview.magnitudeChange, figure);
    tile.sub =
        std::isfinite(value)
            ? percent(value / std::sqrt(static_cast<double>(componentCount))) + QStringLiteral(" of √5 · ") +
                  (overview.magnitudeTrend.direction == Direction::TooFew ? QStringLiteral("too few for a trend")
                                                                          : trend(overview.magnitudeTrend.direction))
            : QStringLiteral("no love vectors");
    const double change = overview.magnitudeChange ? overview.magnitudeChange->change : notMeasured;
    setChange(tile, change, fixed(std::abs(change), decimalsOf(value)),
              overview.magnitudeChange && overview.magnitudeChange->moreThanNoise, Better::Higher, partial);
    return tile;
}

TileContent violationsTile(const Overview& overview, bool partial) {
    const double value = overview.violationsPer100Turns;
    TileContent tile;
    tile.title = QStringLiteral("Violations per 100 turns");
    tile.figure = figure(value);
    tile.definition =
        QStringLiteral("Safety violations that were logged, over all %1 of the scope. A turn can have several.")
            .arg(counted(overview.turns, u"turn", u"turns")) +
        againstBefore(overview.violationsChange, figure);
    tile.sub = QStringLiteral("%1 in %2").arg(count(overview.violations), counted(overview.turns, u"turn", u"turns"));
    const double change = overview.violationsChange ? overview.violationsChange->change : notMeasured;
    setChange(tile, change, fixed(std::abs(change), std::max(1, decimalsOf(value))),
              overview.violationsChange && overview.violationsChange->moreThanNoise, Better::Lower, partial);
    return tile;
}

TileContent responseTimeTile(const Overview& overview, bool partial) {
    const Distribution& times = overview.responseSeconds;
    const bool p95Known = std::isfinite(times.p95);
    TileContent tile;
    tile.title = p95Known || times.n == 0 ? QStringLiteral("Response time p95") : QStringLiteral("Response time p50");
    tile.figure = duration(p95Known ? times.p95 : times.p50);
    tile.definition = QStringLiteral("From the user's message to the response, over %1 that have one; failed turns are "
                                     "left out. p95: 95 of 100 were faster; said from 20 turns on.")
                          .arg(counted(times.n, u"turn", u"turns")) +
                      againstBefore(overview.responseTimeChange, duration)
                          .replace(QStringLiteral("before:"), QStringLiteral("before, means:"));
    QStringList sub;
    if (p95Known)
        sub.append(QStringLiteral("p50 ") + duration(times.p50));
    else if (times.n > 0)
        sub.append(counted(times.n, u"turn, too few for p95", u"turns, too few for p95"));
    sub.append(
        QStringLiteral("%1 of %2 failed").arg(count(turnsWith(overview, Verdict::Failed)), count(overview.turns)));
    tile.sub = sub.join(QStringLiteral(" · "));
    const double change = overview.responseTimeChange ? times.p95 - overview.responseP95Before : notMeasured;
    setChange(tile, change, durationChange(change, times.p95),
              overview.responseTimeChange && overview.responseTimeChange->moreThanNoise, Better::Lower, partial);
    return tile;
}

TileContent coverageTile(const Overview& overview, bool partial) {
    const std::size_t notJudged = turnsWith(overview, Verdict::NotJudged);
    TileContent tile;
    tile.title = QStringLiteral("Coverage");
    tile.figure = percent(overview.coverage);
    tile.definition = QStringLiteral("Share of the answered turns that a safety evaluation judged: %1 of %2. "
                                     "Missing entries are gaps in the numbering of a session's log.")
                          .arg(count(overview.judged), count(overview.judged + notJudged));
    const QString judged =
        notJudged == 0 ? QStringLiteral("all judged") : count(notJudged) + QStringLiteral(" not judged");
    const QString missing = overview.missingEntries == 0
                                ? QStringLiteral("no entry missing")
                                : counted(overview.missingEntries, u"entry missing", u"entries missing");
    tile.sub = std::isfinite(overview.coverage) ? judged + QStringLiteral(" · ") + missing : missing;
    setChange(tile, notMeasured, {}, false, Better::Higher, partial);
    return tile;
}

TileContent eventsTile(const Overview& overview, bool partial) {
    TileContent tile;
    tile.title = QStringLiteral("Evolution events");
    tile.figure = count(overview.events);
    tile.definition = QStringLiteral("Adaptations and learning, feedback and checkpoints of the scope.");
    tile.change = perDay(overview.eventsPerDay);
    QStringList sub;
    const auto add = [&](std::size_t n, QStringView singular, QStringView plural) {
        if (n > 0)
            sub.append(counted(n, singular, plural));
    };
    add(overview.adaptations, u"adaptation", u"adaptations");
    add(overview.feedback, u"feedback", u"feedback");
    add(overview.checkpoints, u"checkpoint", u"checkpoints");
    tile.sub = sub.isEmpty() ? QStringLiteral("none in this range") : sub.join(QStringLiteral(", "));
    if (partial)
        tile.change = QStringLiteral("partial");
    return tile;
}

} // namespace moie::ui
