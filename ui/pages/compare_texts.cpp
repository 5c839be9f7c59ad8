// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare_texts.h"

#include <array>
#include <cmath>

#include <QStringList>

#include "ui/charts/evolution_words.h"
#include "ui/theme/definitions.h"
#include "ui/theme/format.h"
#include "ui/theme/measures.h"
#include "ui/widgets/group_rows.h"

namespace moie::ui {
namespace {

using namespace format;

constexpr std::array shownVerdicts{Verdict::ReachedUser, Verdict::Caught,    Verdict::Breach,     Verdict::Near,
                                   Verdict::Clear,       Verdict::NotJudged, Verdict::Unanswered, Verdict::Failed};

// As the user reads it: the last moment of the range, not the first one after it.
QString rangeName(const TimeRange& range, const Period& period, Time now) {
    const Time from = range.from.value_or(period.from);
    const Time to = range.to ? *range.to - Duration(1) : period.to;
    return dateRange(from, to, now);
}

QString nameOf(const CompareAnswer& answer, const ComparedScope& side, const ComparedSide& figures, bool own,
               const Snapshot& snapshot, Time now) {
    const CompareChoice& choice = answer.choice;
    switch (choice.by) {
    case CompareChoice::By::Periods: break;
    case CompareChoice::By::Sessions: return shortId(side.scope.session);
    case CompareChoice::By::Groups: return side.only ? groupName(side.only->name, side.only->key, snapshot) : QString();
    case CompareChoice::By::Moment:
        if (!choice.moment)
            return {};
        return (own ? CompareTexts::tr("after %1") : CompareTexts::tr("before %1")).arg(dateTime(*choice.moment, now));
    }
    return rangeName(side.scope.range, figures.period, now);
}

FigureCell plainCell(const QString& text, double order, const QString& toolTip = {}) {
    FigureCell cell;
    cell.text = text;
    cell.order = order;
    cell.toolTip = toolTip;
    return cell;
}

QString sampleText(const Estimate& estimate) {
    const QString n = counted(estimate.n, Noun::Turn);
    return estimate.turnsTreatedAsIndependent
               ? CompareTexts::tr("%1, treated as independent").arg(n)
               : CompareTexts::tr("%1 in %2").arg(n, counted(estimate.sittings, Noun::Sitting));
}

FigureCell valueCell(Measure measure, const Estimate& estimate) {
    FigureCell cell = plainCell(measureValue(measure, estimate.value), estimate.value, sampleText(estimate));
    if (std::isfinite(estimate.low))
        cell.second = measureRange(measure, estimate.low, estimate.high);
    return cell;
}

// Long names stand in the sides' cards alone.
ComparedNames columnTitles(const ComparedNames& names) {
    constexpr qsizetype longest = 14;
    if (names.looked.size() <= longest && names.against.size() <= longest)
        return names;
    return {CompareTexts::tr("Looked at"), CompareTexts::tr("Held against")};
}

FigureRow differenceRow(Measure measure, const Difference& d) {
    FigureCell change = plainCell(figure(notMeasured), d.change);
    change.color = ColorRole::Dim;
    const QString samples = CompareTexts::tr("%1 against %2").arg(sampleText(d.now), sampleText(d.before));
    if (std::isfinite(d.change)) {
        change.text = measureChange(measure, d);
        change.color = ColorRole::Text;
        change.toolTip = CompareTexts::tr("That can be chance.");
    }
    if (d.moreThanNoise) {
        const bool up = d.change > 0.0;
        const bool better = up == isHigherBetter(measure);
        change.marker = up ? Marker::TriangleUp : Marker::TriangleDown;
        change.markerColor = better ? ColorRole::Good : ColorRole::Bad;
        change.color = better ? ColorRole::GoodText : ColorRole::BadText;
        change.toolTip =
            better ? CompareTexts::tr("Better by more than chance.") : CompareTexts::tr("Worse by more than chance.");
    }
    QStringList changeTip{change.toolTip, samples};
    changeTip.removeAll(QString());
    change.toolTip = changeTip.join(QLatin1Char('\n'));
    FigureCell name;
    name.text = sentence(format::measure(measure));
    name.toolTip = measureMeaning(measure);
    return {name,
            valueCell(measure, d.now),
            valueCell(measure, d.before),
            change,
            plainCell(measureChangeRange(measure, d), d.low, samples),
            plainCell(pValue(d.pHolm), d.pHolm, samples),
            plainCell(QStringLiteral("%1 · %2").arg(count(d.now.n), count(d.before.n)), static_cast<double>(d.now.n),
                      samples)};
}

FigureCell verdictShareCell(const ComparedSide& side, Verdict verdict) {
    const std::size_t n = side.verdicts[static_cast<std::size_t>(verdict)];
    const double share = shareOf(n, side.turnsInRange);
    FigureCell cell = plainCell({}, share);
    if (!std::isfinite(share)) {
        cell.text = figure(notMeasured);
        return cell;
    }
    if (n > 0)
        cell.bars = {{share, verdictColor(verdict)}};
    cell.second = QStringLiteral("%1 · %2").arg(percent(share), count(n));
    cell.toolTip = CompareTexts::tr("%1 of %2").arg(count(n), counted(side.turnsInRange, Noun::Turn));
    return cell;
}

} // namespace

ComparedNames sideNames(const CompareAnswer& answer, const Snapshot& snapshot, Time now) {
    const bool swapped = answer.choice.swapped;
    return {nameOf(answer, answer.looked(), answer.comparison.second, !swapped, snapshot, now),
            nameOf(answer, answer.against(), answer.comparison.first, swapped, snapshot, now)};
}

QString sideDetail(const ComparedSide& side) {
    if (side.turns == 0)
        return CompareTexts::tr("no turns");
    return CompareTexts::tr("%1, %2 judged").arg(counted(side.turns, Noun::Turn), count(side.judged));
}

QString choiceNote(const CompareAnswer& answer) {
    if (answer.halves)
        return CompareTexts::tr("Nothing lies before the whole log, so its later half is held against its earlier one. "
                                "Choose a range above to compare it with the time before.");
    if (answer.complete) {
        const bool empty = answer.comparison.first.turns == 0 || answer.comparison.second.turns == 0;
        return empty ? CompareTexts::tr("One of the sides has no turns: there is nothing to compare.") : QString();
    }
    switch (answer.choice.by) {
    case CompareChoice::By::Periods: return CompareTexts::tr("There are no turns in this range.");
    case CompareChoice::By::Sessions: return CompareTexts::tr("There are not two sessions in this range to compare.");
    case CompareChoice::By::Groups:
        return CompareTexts::tr("All turns of this range belong to one group: there is nothing to compare it with.");
    case CompareChoice::By::Moment:
        return CompareTexts::tr("No event in this range: press M on the Evolution page to mark a moment of your own.");
    }
    return {};
}

std::vector<FigureColumn> differenceColumns(const ComparedNames& names) {
    const ComparedNames titles = columnTitles(names);
    const QString meaning = CompareTexts::tr("mean over turns with its 95 % interval");
    return {
        {CompareTexts::tr("Measure"), CompareTexts::tr("What is compared; its tooltip says what it means"), false,
         true},
        {titles.looked, names.looked + QStringLiteral(": ") + meaning, true},
        {titles.against, names.against + QStringLiteral(": ") + meaning, true},
        {CompareTexts::tr("Difference"),
         CompareTexts::tr("What is looked at less what it is held against; marked and coloured only where it is more "
                          "than chance")},
        {CompareTexts::tr("95 % interval"), definition(Term::Interval), true},
        {CompareTexts::tr("p"), definition(Term::CorrectedP), true},
        {CompareTexts::tr("n"), CompareTexts::tr("Turns on either side"), true}};
}

std::vector<FigureRow> differenceRows(const Comparison& comparison) {
    // What matters most first.
    static constexpr std::array order{Measure::UnsafeReplies, Measure::Violations, Measure::Magnitude,
                                      Measure::Warmth,        Measure::Empathy,    Measure::Safety,
                                      Measure::Understanding, Measure::Compassion, Measure::ResponseTime};
    static_assert(order.size() == measureCount);
    std::vector<FigureRow> rows;
    for (const Measure measure : order) {
        const Difference& d = comparison.differences[static_cast<std::size_t>(measure)];
        if (d.now.n > 0 || d.before.n > 0)
            rows.push_back(differenceRow(measure, d));
    }
    return rows;
}

QString differenceSentence(const Comparison& comparison) {
    const auto isNone = [](const Difference& d) { return std::isnan(d.change); };
    if (std::all_of(comparison.differences.begin(), comparison.differences.end(), isNone))
        return CompareTexts::tr("too little on one side to compare");
    QStringList better;
    QStringList worse;
    for (std::size_t i = 0; i < measureCount; ++i) {
        const Difference& d = comparison.differences[i];
        const auto measure = static_cast<Measure>(i);
        if (d.moreThanNoise)
            ((d.change > 0.0) == isHigherBetter(measure) ? better : worse).append(format::measure(measure));
    }
    QStringList parts;
    if (!better.isEmpty())
        parts.append(CompareTexts::tr("better: %1").arg(better.join(QStringLiteral(", "))));
    if (!worse.isEmpty())
        parts.append(CompareTexts::tr("worse: %1").arg(worse.join(QStringLiteral(", "))));
    if (parts.isEmpty())
        return CompareTexts::tr("no difference is more than chance");
    return CompareTexts::tr("by more than chance %1").arg(parts.join(QStringLiteral("; ")));
}

std::vector<FigureColumn> verdictColumns(const ComparedNames& names) {
    const ComparedNames titles = columnTitles(names);
    const QString meaning = CompareTexts::tr("share and number of turns with the verdict, of all turns of the side");
    return {{CompareTexts::tr("Verdict"), definition(Term::TurnsByVerdict), false, true},
            {titles.looked, names.looked + QStringLiteral(": ") + meaning},
            {titles.against, names.against + QStringLiteral(": ") + meaning}};
}

std::vector<FigureRow> verdictRows(const Comparison& comparison) {
    std::vector<FigureRow> rows;
    for (const Verdict verdict : shownVerdicts) {
        const auto i = static_cast<std::size_t>(verdict);
        if (comparison.first.verdicts[i] + comparison.second.verdicts[i] == 0)
            continue;
        FigureCell name;
        name.text = format::verdict(verdict);
        name.marker = verdictMarker(verdict);
        name.markerColor = verdictColor(verdict);
        name.toolTip = verdictMeaning(verdict);
        rows.push_back(
            {name, verdictShareCell(comparison.second, verdict), verdictShareCell(comparison.first, verdict)});
    }
    return rows;
}

QString sessionChoice(const Snapshot& snapshot, SessionIndex session, Time now) {
    const Session& shown = *snapshot.sessions[index(session)];
    return QStringLiteral("%1 · %2 · %3")
        .arg(shortId(snapshot.name(shown.id)), dateTime(shown.first, now), counted(shown.turnCount, Noun::Turn));
}

QString groupChoice(const GroupSize& group, GroupKey key, const Snapshot& snapshot) {
    return QStringLiteral("%1 · %2").arg(groupName(group.name, key, snapshot), counted(group.turns, Noun::Turn));
}

QString eventChoice(const EvolutionEvent& event, const CompareAnswer& answer, const Snapshot& snapshot, Time now) {
    return QStringLiteral("%1 · %2").arg(dateTime(event.time, now), eventText(event, snapshot, answer.markers));
}

} // namespace moie::ui
