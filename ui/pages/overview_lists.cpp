// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <optional>

#include <moie/analytics/trend.h>

#include "ui/pages/love_texts.h"
#include "ui/pages/overview_texts.h"
#include "ui/theme/format.h"
#include "ui/theme/measures.h"

namespace moie::ui {
namespace {

using namespace format;

Measure measureOf(Change::Metric metric) {
    return static_cast<Measure>(metric);
}

ListRow changeRow(const Change& change) {
    const Measure metric = measureOf(change.metric);
    const auto text = [&](double value) { return measureValue(metric, value); };
    const Difference& d = change.difference;
    const QString name = sentence(measure(metric));
    ListRow row;
    if (change.distinguishable) {
        const bool up = d.change > 0.0;
        row.marker = up ? Marker::TriangleUp : Marker::TriangleDown;
        row.markerColor = change.better ? ColorRole::Good : ColorRole::Bad;
        row.text = (up ? OverviewTexts::tr("%1 rose from %2 to %3") : OverviewTexts::tr("%1 fell from %2 to %3"))
                       .arg(name, text(d.before.value), text(d.now.value));
        row.figure = measureChange(metric, d);
    } else {
        row.marker = Marker::Equal;
        row.markerColor = ColorRole::Dim;
        row.text = OverviewTexts::tr("%1: cannot tell").arg(name);
        row.figure = QStringLiteral("%1 → %2").arg(text(d.before.value), text(d.now.value));
    }
    row.toolTip = OverviewTexts::tr("%1\nbefore %2 (n %3), now %4 (n %5)\ndifference %6 to %7 with 95 % confidence\n"
                                    "%8, corrected for all comparisons of this list")
                      .arg(row.text, text(d.before.value), count(d.before.n), text(d.now.value), count(d.now.n),
                           text(d.low), text(d.high), pText(d.pHolm));
    return row;
}

// Only sittings of some turns have a mean worth a point, and under a filter only of turns that match.
ListRow noTrendRow(const Trend& t, const Scope& scope) {
    const QString points =
        OverviewTexts::tr("%1 of %2").arg(count(t.sittings), counted(leastTrendSittings, Noun::Sitting));
    const QString turns = counted(static_cast<std::size_t>(leastTurnsOfTrendSitting), Noun::Turn);
    ListRow row;
    row.marker = Marker::Equal;
    row.figure = points;
    if (scope.filter.empty()) {
        row.text = OverviewTexts::tr("Magnitude: %1").arg(trend(t.direction));
        row.toolTip = OverviewTexts::tr("A trend takes sittings of at least %1: there are %2.").arg(turns, points);
    } else {
        row.text = OverviewTexts::tr("Magnitude: too few matching turns for a trend");
        row.toolTip = OverviewTexts::tr("A trend takes sittings with at least %1 that match the filter: there are %2.")
                          .arg(turns, points);
    }
    return row;
}

ListRow trendRow(const Overview& overview, const Scope& scope) {
    const Trend& t = overview.magnitudeTrend;
    ListRow row;
    if (overview.magnitudeTrendWithheld) {
        row.marker = Marker::Equal;
        row.text = OverviewTexts::tr("Magnitude: %1").arg(trendWords(t, true));
        row.toolTip =
            OverviewTexts::tr("Over 20 % of the turns stand at a bound: a mean that cannot go further says little");
        return row;
    }
    if (t.direction == Direction::TooFew)
        return noTrendRow(t, scope);
    row.text = OverviewTexts::tr("Magnitude %1 (%2)").arg(trend(t.direction), counted(t.sittings, Noun::Sitting));
    switch (t.direction) {
    case Direction::Improving:
        row.marker = Marker::TriangleUp;
        row.markerColor = ColorRole::Good;
        break;
    case Direction::Worsening:
        row.marker = Marker::TriangleDown;
        row.markerColor = ColorRole::Bad;
        break;
    case Direction::Stable:
    case Direction::TooFew: row.marker = Marker::Equal; break;
    }
    // A slope that is not more than chance is no number to be read.
    if (t.direction == Direction::Improving || t.direction == Direction::Worsening)
        row.figure = OverviewTexts::tr("%1 a day")
                         .arg((t.slopePerDay > 0.0 ? QStringLiteral("+") : QString()) + figure(t.slopePerDay));
    row.toolTip = OverviewTexts::tr("%1\nslope a day %2 to %3 with 95 % confidence, %4")
                      .arg(row.text, figure(t.low), figure(t.high), pText(t.p));
    return row;
}

// The bucket where the value is largest, nothing where there is none above zero.
template <typename Value>
std::optional<std::size_t> peak(const std::vector<Value>& values) {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] > (best ? values[*best] : Value(0)))
            best = i;
    }
    return best;
}

std::optional<ListRow> componentRow(const Overview& overview, std::size_t index, Time now) {
    const BandSeries& series = overview.love[index];
    const auto measured = [](double v) { return std::isfinite(v); };
    const auto first = std::find_if(series.mean.begin(), series.mean.end(), measured);
    const auto last = std::find_if(series.mean.rbegin(), series.mean.rend(), measured);
    if (first == series.mean.end() || first == last.base() - 1)
        return std::nullopt;
    ListRow row;
    row.marker = Marker::Line;
    row.markerColor = componentColor(index);
    row.text = OverviewTexts::tr("%1, %2").arg(sentence(component(index)), firstAndLast(overview.buckets.size));
    row.figure = QStringLiteral("%1 → %2").arg(figure(*first), figure(*last));
    const auto where = [&](std::vector<double>::const_iterator at) {
        const auto i = static_cast<std::size_t>(at - series.mean.begin());
        return OverviewTexts::tr("%1: mean of %2")
            .arg(bucket(overview.buckets, i, now), counted(series.n[i], Noun::Turn));
    };
    row.toolTip = where(first) + QLatin1Char('\n') + where(last.base() - 1) + QLatin1Char('\n') +
                  OverviewTexts::tr("Two values as they were; whether they differ by more than chance is not tested.");
    return row;
}

// Without an earlier period: what the range itself says. All but the trend are facts, without a claim that they mean
// more.
std::vector<ListRow> rangeRows(const Overview& overview, const Scope& scope, Time now) {
    const auto fact = [&](const QString& name, std::size_t index, const QString& value) {
        ListRow row;
        row.marker = Marker::Circle;
        row.markerColor = ColorRole::Dim;
        row.text = OverviewTexts::tr("%1: %2").arg(name, bucket(overview.buckets, index, now));
        row.figure = value;
        return row;
    };
    std::vector<ListRow> rows{trendRow(overview, scope)};
    for (std::size_t i = 0; i < componentCount; ++i) {
        if (auto row = componentRow(overview, i, now))
            rows.push_back(std::move(*row));
    }
    const auto& reached = overview.verdictSeries[static_cast<std::size_t>(Verdict::ReachedUser)];
    if (const auto most = peak(reached))
        rows.push_back(fact(OverviewTexts::tr("Most unsafe replies"), *most, count(reached[*most])));
    if (const auto slowest = peak(overview.responseTime.p95))
        rows.push_back(fact(OverviewTexts::tr("Slowest p95"), *slowest, duration(overview.responseTime.p95[*slowest])));
    return rows;
}

QString valueOf(const Event& event) {
    if (!std::isfinite(event.value))
        return {};
    // Of a scale of one, with decimals that stand under each other.
    switch (event.kind) {
    case EventKind::Violation: return OverviewTexts::tr("severity %1").arg(fixed(event.value, 2));
    case EventKind::Feedback: return OverviewTexts::tr("strength %1").arg(fixed(event.value, 2));
    default: return {};
    }
}

void describe(const Event& event, const Snapshot& snapshot, ListRow& row) {
    const QString what = words(snapshot.name(event.what));
    const auto say = [&](Marker marker, ColorRole color, const QString& text) {
        row.marker = marker;
        row.markerColor = color;
        row.text = text;
    };
    const auto named = [&](const QString& kind) {
        return what.isEmpty() ? kind : OverviewTexts::tr("%1: %2").arg(kind, what);
    };
    switch (event.kind) {
    case EventKind::Violation: say(Marker::Diamond, ColorRole::Warn, named(OverviewTexts::tr("violation"))); break;
    case EventKind::Adaptation: say(Marker::Circle, ColorRole::Accent, named(OverviewTexts::tr("adapted"))); break;
    case EventKind::Learning: say(Marker::Circle, ColorRole::Accent, named(OverviewTexts::tr("learning"))); break;
    case EventKind::Checkpoint: say(Marker::Square, ColorRole::Dim, named(OverviewTexts::tr("checkpoint"))); break;
    case EventKind::Feedback: say(Marker::Ring, ColorRole::Accent, OverviewTexts::tr("user feedback")); break;
    case EventKind::Error: say(Marker::Cross, ColorRole::Bad, named(OverviewTexts::tr("error"))); break;
    }
}

} // namespace

QString changesSubtitle(const Overview& overview, const Scope& scope, bool partial, Time now) {
    if (partial)
        return OverviewTexts::tr("Compared with the time before once all of the log is read");
    if (!overview.changes.empty() && overview.previous && overview.previous->from && overview.previous->to)
        return OverviewTexts::tr("against %1; named only if more than chance")
            .arg(dateRange(*overview.previous->from, *overview.previous->to - Duration(1), now));
    if (!scope.range.from)
        return OverviewTexts::tr("No earlier period to compare with; over this range:");
    return OverviewTexts::tr("No turns in the period before to compare with; over this range:");
}

std::vector<ListRow> changeRows(const Overview& overview, const Scope& scope, bool partial, Time now) {
    if (partial)
        return {};
    if (overview.changes.empty())
        return overview.turns > 0 ? rangeRows(overview, scope, now) : std::vector<ListRow>();
    std::vector<Change> changes = overview.changes;
    std::stable_partition(changes.begin(), changes.end(), [](const Change& c) { return c.distinguishable; });
    std::vector<ListRow> rows;
    for (const Change& change : changes)
        rows.push_back(changeRow(change));
    return rows;
}

QString eventsSubtitle(const Overview& overview) {
    return overview.checkpoints == 0
               ? QString()
               : OverviewTexts::tr("%1 left out").arg(counted(overview.checkpoints, Noun::Checkpoint));
}

std::vector<ListRow> eventRows(const Overview& overview, const Snapshot& snapshot, Time now) {
    std::vector<ListRow> rows;
    rows.reserve(overview.latest.size());
    for (const Event& event : overview.latest) {
        ListRow row;
        row.time = dateTime(event.time, now);
        describe(event, snapshot, row);
        row.figure = valueOf(event);
        const auto session = static_cast<std::size_t>(event.session);
        const std::string_view id = session < snapshot.sessions.size() && snapshot.sessions[session]
                                        ? snapshot.name(snapshot.sessions[session]->id)
                                        : std::string_view();
        row.detail = shortId(id);
        row.toolTip = row.time + QLatin1Char('\n') + row.text;
        if (!row.figure.isEmpty())
            row.toolTip += QLatin1Char('\n') + row.figure;
        const QString action = event.kind == EventKind::Violation ? words(snapshot.name(event.action)) : QString();
        if (!action.isEmpty())
            row.toolTip += QLatin1Char('\n') + OverviewTexts::tr("action announced: %1").arg(action);
        if (!id.empty())
            row.toolTip +=
                QLatin1Char('\n') + OverviewTexts::tr("session %1")
                                        .arg(oneLine(QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size()))));
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace moie::ui
