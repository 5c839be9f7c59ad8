// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/safety_texts.h"

#include <algorithm>
#include <cmath>

#include "ui/theme/definitions.h"
#include "ui/theme/format.h"

namespace moie::ui {
namespace {

using namespace format;

std::size_t turnsWith(const SafetyFigures& figures, Verdict verdict) {
    return figures.verdicts[static_cast<std::size_t>(verdict)];
}

QString ofUnsafe(const Correction& c) {
    return SafetyTexts::tr("Of %1 with an unsafe evaluation.").arg(counted(c.turns, Noun::Turn));
}

QString partialMark(bool partial) {
    return partial ? SafetyTexts::tr("partial") : QString();
}

// "13.7 % of 952 · 11.6–16.1 %"
QString shareText(const Estimate& share) {
    QString text = SafetyTexts::tr("%1 of %2").arg(percent(share.value), count(share.n));
    if (std::isfinite(share.low))
        text += QStringLiteral(" · ") + percentRange(share.low, share.high);
    return text;
}

FigureCell nameCell(const QString& name) {
    FigureCell cell;
    cell.text = name;
    cell.toolTip = name;
    return cell;
}

FigureCell countCell(std::size_t value) {
    FigureCell cell;
    cell.text = count(value);
    cell.order = static_cast<double>(value);
    return cell;
}

FigureCell shareCell(double share, const QString& toolTip = {}) {
    FigureCell cell;
    cell.text = percent(share);
    cell.order = share;
    cell.toolTip = toolTip;
    return cell;
}

} // namespace

TileContent reachedUserTile(const SafetyFigures& figures, bool partial) {
    TileContent tile;
    tile.title = SafetyTexts::tr("Unsafe replies that reached the user");
    tile.definition = definition(Term::ReachedUser) + QLatin1Char('\n') +
                      SafetyTexts::tr("Of %1 that were judged.").arg(counted(figures.reachedUser.n, Noun::Turn));
    tile.change = partialMark(partial);
    if (figures.judged == 0) {
        tile.figure = figure(notMeasured);
        tile.sub = SafetyTexts::tr("no turn was judged");
        return tile;
    }
    tile.figure = count(turnsWith(figures, Verdict::ReachedUser));
    tile.sub = shareText(figures.reachedUser);
    return tile;
}

TileContent breachTile(const std::array<std::size_t, verdictCount>& verdicts, std::size_t judged, const Estimate& share,
                       bool partial) {
    TileContent tile;
    tile.title = SafetyTexts::tr("Barrier breaches");
    tile.definition = definition(Term::Breach) + QLatin1Char('\n') +
                      SafetyTexts::tr("Of %1 that were judged.").arg(counted(share.n, Noun::Turn));
    tile.change = partialMark(partial);
    if (judged == 0) {
        tile.figure = figure(notMeasured);
        tile.sub = SafetyTexts::tr("no turn was judged");
        return tile;
    }
    tile.figure = count(verdicts[static_cast<std::size_t>(Verdict::Breach)]);
    tile.sub = shareText(share);
    return tile;
}

TileContent caughtTile(const SafetyFigures& figures, bool partial) {
    const Correction& c = figures.correction;
    TileContent tile;
    tile.title = SafetyTexts::tr("Caught before delivery");
    tile.figure = figures.judged == 0 ? figure(notMeasured) : count(turnsWith(figures, Verdict::Caught));
    tile.definition = definition(Term::Caught) + QLatin1Char('\n') + ofUnsafe(c);
    tile.sub = c.turns > 0           ? SafetyTexts::tr("of %1 turns with an unsafe evaluation").arg(count(c.turns))
               : figures.judged == 0 ? SafetyTexts::tr("no turn was judged")
                                     : SafetyTexts::tr("no unsafe evaluation");
    tile.change = partialMark(partial);
    return tile;
}

TileContent announcedTile(const SafetyFigures& figures, bool partial) {
    const Correction& c = figures.correction;
    TileContent tile;
    tile.title = SafetyTexts::tr("Announced as corrected");
    tile.figure = figures.judged == 0 ? figure(notMeasured) : count(c.labelledOnly);
    tile.definition = definition(Term::OnlyAnnounced) + QLatin1Char('\n') + ofUnsafe(c);
    tile.sub = figures.judged == 0   ? SafetyTexts::tr("no turn was judged")
               : c.turns == 0        ? SafetyTexts::tr("no unsafe evaluation")
               : c.labelledOnly == 0 ? SafetyTexts::tr("every announced action was done")
                                     : SafetyTexts::tr("no second evaluation followed");
    tile.change = partialMark(partial);
    return tile;
}

TileContent nearTile(const SafetyFigures& figures, bool partial) {
    const std::size_t near = turnsWith(figures, Verdict::Near);
    TileContent tile;
    tile.title = SafetyTexts::tr("Near the barrier");
    tile.figure = figures.judged == 0 ? figure(notMeasured) : count(near);
    tile.definition = definition(Term::NearShare) + QLatin1Char('\n') +
                      SafetyTexts::tr("Of %1 that were judged.").arg(counted(figures.judged, Noun::Turn));
    tile.sub = figures.judged == 0 ? SafetyTexts::tr("no turn was judged")
                                   : SafetyTexts::tr("%1 of judged turns").arg(percent(shareOf(near, figures.judged)));
    tile.change = partialMark(partial);
    return tile;
}

TileContent judgedTile(const SafetyFigures& figures, bool partial) {
    const std::size_t notJudged = turnsWith(figures, Verdict::NotJudged);
    const std::size_t failed = turnsWith(figures, Verdict::Failed) + turnsWith(figures, Verdict::Unanswered);
    TileContent tile;
    tile.title = SafetyTexts::tr("Judged");
    tile.figure = figures.judged + notJudged == 0
                      ? figure(notMeasured)
                      : SafetyTexts::tr("%1 of %2").arg(count(figures.judged), count(figures.judged + notJudged));
    tile.definition = definition(Term::Coverage) + QLatin1Char(' ') + definition(Term::MissingEntries) +
                      QLatin1Char('\n') + SafetyTexts::tr("Of %1.").arg(counted(figures.period.turns, Noun::Turn));
    tile.sub = failed > 0 ? SafetyTexts::tr("%1 without a response not counted").arg(counted(failed, Noun::Turn))
                          : SafetyTexts::tr("every turn has a response");
    if (figures.missingEntries > 0)
        tile.sub += QStringLiteral(" · ") + counted(figures.missingEntries, Noun::EntryMissing);
    tile.change = partialMark(partial);
    return tile;
}

QString barriersSubtitle(const SafetyFigures& figures) {
    QString text = SafetyTexts::tr("share of evaluations below zero · line: 5th percentile of h(x), %1")
                       .arg(perBucket(figures.buckets.size));
    if (figures.dimensionsLeftOut > 0)
        text += QStringLiteral(" · ") +
                SafetyTexts::tr("%1 further barriers left out").arg(count(figures.dimensionsLeftOut));
    return text;
}

QString controlSubtitle(const SafetyFigures& figures) {
    const auto& points = figures.control.points;
    const auto alarms = static_cast<std::size_t>(
        std::count_if(points.begin(), points.end(), [](const ControlPoint& point) { return point.alarm; }));
    if (points.empty())
        return {};
    return alarms == 0 ? SafetyTexts::tr("share of judged turns; no more than chance at any point")
                       : SafetyTexts::tr("share of judged turns; more than chance at %1 of %2 points")
                             .arg(count(alarms), count(points.size()));
}

QString violationsSubtitle(const SafetyFigures& figures) {
    if (figures.violations == 0)
        return {};
    QString text = SafetyTexts::tr("%1, %2 per 100 turns")
                       .arg(counted(figures.violations, Noun::Violation), figure(figures.violationsPer100Turns));
    const Estimate& mean = figures.violationsMean;
    if (std::isfinite(mean.low))
        text += QStringLiteral(" (%1–%2)").arg(figure(std::max(0.0, mean.low)), figure(mean.high));
    return text + SafetyTexts::tr(" · Enter or a double click goes to the turn");
}

std::vector<FigureColumn> violationTypeColumns() {
    return {{SafetyTexts::tr("Type"), SafetyTexts::tr("As the violation was logged."), false, true, true},
            {SafetyTexts::tr("Violations"), definition(Term::Violations), true, false, false},
            {SafetyTexts::tr("Share"), SafetyTexts::tr("Of all violations of the range."), true, false, false}};
}

std::vector<FigureRow> violationTypeRows(const SafetyFigures& figures, const Snapshot& snapshot) {
    std::vector<FigureRow> rows;
    for (const NamedCount& type : figures.violationTypes) {
        FigureCell name =
            nameCell(type.name == NameId{0} ? SafetyTexts::tr("no type given") : words(snapshot.name(type.name)));
        name.marker = Marker::Diamond;
        name.markerColor = ColorRole::Warn;
        rows.push_back({name, countCell(type.count),
                        shareCell(shareOf(type.count, figures.violations),
                                  SafetyTexts::tr("Of %1.").arg(counted(figures.violations, Noun::Violation)))});
    }
    return rows;
}

QString correctionSubtitle(const Correction& c) {
    if (c.turns == 0)
        return {};
    QString text = SafetyTexts::tr("%1 of %2 with an unsafe evaluation corrected")
                       .arg(count(c.corrected), counted(c.turns, Noun::Turn));
    if (std::isfinite(c.share.low))
        text += QStringLiteral(" (%1)").arg(percentRange(c.share.low, c.share.high));
    if (c.attempts.n > 0)
        text += SafetyTexts::tr("; evaluations needed: %1 in the mean, at most %2")
                    .arg(figure(c.attempts.mean), count(static_cast<std::uint64_t>(c.attempts.max)));
    return text;
}

std::vector<FigureColumn> correctionColumns() {
    return {
        {SafetyTexts::tr("Action"), SafetyTexts::tr("As a violation of the turn announced it."), false, true, true},
        {SafetyTexts::tr("Turns"), SafetyTexts::tr("Turns with an unsafe evaluation and that action."), true, false,
         false},
        {SafetyTexts::tr("Done"), SafetyTexts::tr("Those of them whose last evaluation is safe."), true, false, false},
        {SafetyTexts::tr("Only announced"),
         SafetyTexts::tr("Those of them where no second evaluation shows that it was done."), true, false, false}};
}

std::vector<FigureRow> correctionRows(const Correction& c, const Snapshot& snapshot) {
    std::vector<FigureRow> rows;
    for (const ActionFigures& action : c.actions)
        rows.push_back({nameCell(words(snapshot.name(action.action))), countCell(action.turns),
                        countCell(action.corrected), countCell(action.labelledOnly)});
    return rows;
}

QString coverageSubtitle(const SafetyFigures& figures) {
    if (figures.evaluations == 0)
        return SafetyTexts::tr("no evaluation in this range");
    const Estimate& share = figures.unsafeShare;
    QString text = SafetyTexts::tr("%1 of %2 evaluations unsafe: %3")
                       .arg(count(figures.unsafe), count(figures.evaluations), percent(share.value));
    if (std::isfinite(share.low))
        text += QStringLiteral(" (%1)").arg(percentRange(share.low, share.high));
    return text;
}

std::vector<FigureColumn> coverageColumns() {
    const QString each = SafetyTexts::tr("Turns of the range; unsafe evaluations are of all evaluations.");
    return {{SafetyTexts::tr("What"), SafetyTexts::tr("What is counted; its tooltip says what it means."), false, true,
             true},
            {SafetyTexts::tr("Count"), each, true, false, false},
            {SafetyTexts::tr("Share"), each, true, false, false}};
}

std::vector<FigureRow> coverageRows(const SafetyFigures& figures) {
    std::vector<FigureRow> rows;
    const auto add = [&](const QString& name, const QString& meaning, std::size_t value, const FigureCell& share) {
        FigureCell cell = nameCell(name);
        FigureCell number = countCell(value);
        FigureCell part = share;
        cell.toolTip = number.toolTip = part.toolTip = meaning;
        rows.push_back({cell, number, part});
    };
    add(SafetyTexts::tr("Unsafe evaluations"),
        SafetyTexts::tr("Of the %1 evaluations in turns, whatever their turn came to.").arg(count(figures.evaluations)),
        figures.unsafe, shareCell(figures.unsafeShare.value));
    const QString ofTurns = SafetyTexts::tr("The share is of the %1.").arg(counted(figures.period.turns, Noun::Turn));
    const auto addTurns = [&](const QString& name, const QString& meaning, std::size_t turns) {
        add(name, meaning + QLatin1Char('\n') + ofTurns, turns, shareCell(shareOf(turns, figures.period.turns)));
    };
    addTurns(SafetyTexts::tr("Judged turns"), SafetyTexts::tr("Turns with a safety evaluation of their response."),
             figures.judged);
    for (const Verdict verdict : {Verdict::NotJudged, Verdict::Failed, Verdict::Unanswered})
        addTurns(sentence(format::verdict(verdict)), verdictMeaning(verdict), turnsWith(figures, verdict));
    add(SafetyTexts::tr("Missing entries"),
        SafetyTexts::tr("Gaps in a session's numbering that are followed by an entry of the range."),
        figures.missingEntries, {});
    return rows;
}

std::vector<FigureColumn> conditionColumns() {
    return {{SafetyTexts::tr("Barrier"), SafetyTexts::tr("A dimension of the barrier values h(x)."), false, true, true},
            {SafetyTexts::tr("Steps"), definition(Term::ConditionSteps), true, false, false},
            {SafetyTexts::tr("Kept"), definition(Term::ConditionKept), true, false, false},
            {SafetyTexts::tr("In chance order"), definition(Term::ConditionByChance), true, false, false}};
}

std::vector<FigureRow> conditionRows(const SafetyFigures& figures, const Snapshot& snapshot) {
    std::vector<FigureRow> rows;
    const auto add = [&](const QString& name, const BarrierCondition& condition) {
        rows.push_back({nameCell(name), countCell(condition.steps),
                        shareCell(shareOf(condition.kept, condition.steps),
                                  SafetyTexts::tr("%1 of %2 steps").arg(count(condition.kept), count(condition.steps))),
                        shareCell(condition.baseline, counted(condition.steps, Noun::Step))});
    };
    if (figures.condition.steps == 0)
        return rows;
    add(SafetyTexts::tr("All barriers"), figures.condition);
    for (const DimensionFigures& dimension : figures.dimensions)
        add(words(snapshot.name(dimension.name)), dimension.condition);
    return rows;
}

} // namespace moie::ui
