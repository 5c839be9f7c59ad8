// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/group_rows.h"

#include <cmath>

#include <QCoreApplication>

#include <moie/analytics/comparison.h>

#include "ui/theme/format.h"
#include "ui/theme/measures.h"

namespace moie::ui {
namespace {

using namespace format;

class GroupTexts {
    Q_DECLARE_TR_FUNCTIONS(Groups)
};

QString withoutName(GroupKey key) {
    switch (key) {
    case GroupKey::Model: return GroupTexts::tr("no model logged");
    case GroupKey::Profile: return GroupTexts::tr("no profile logged");
    case GroupKey::ContextFlags: return GroupTexts::tr("no flag set");
    case GroupKey::Hour: break;
    case GroupKey::Action: return GroupTexts::tr("no action announced");
    }
    return {};
}

QString sampleOf(const Estimate& estimate) {
    const QString n = counted(estimate.n, Noun::Turn);
    return estimate.turnsTreatedAsIndependent
               ? GroupTexts::tr("%1, treated as independent").arg(n)
               : GroupTexts::tr("%1 in %2").arg(n, counted(estimate.sittings, Noun::Sitting));
}

FigureCell measureCell(Measure measure, const Estimate& estimate, const Difference& d) {
    FigureCell cell;
    cell.text = measureValue(measure, estimate.value);
    cell.order = estimate.value;
    if (!std::isfinite(estimate.value)) {
        cell.color = ColorRole::Dim;
        return cell;
    }
    cell.toolTip = sentence(format::measure(measure)) + QStringLiteral(": ") + cell.text + QStringLiteral(" · ") +
                   sampleOf(estimate);
    if (std::isfinite(estimate.low)) {
        cell.second = measureRange(measure, estimate.low, estimate.high);
        cell.toolTip += QLatin1Char('\n') + GroupTexts::tr("%1 with 95 % confidence").arg(cell.second);
    }
    if (!std::isfinite(d.change))
        return cell;
    cell.change = measureChange(measure, d);
    cell.toolTip +=
        QLatin1Char('\n') +
        GroupTexts::tr("All other groups: %1 · %2").arg(measureValue(measure, d.before.value), sampleOf(d.before));
    if (!std::isfinite(d.p))
        return cell;
    if (d.moreThanNoise) {
        const bool up = d.change > 0.0;
        cell.changeMarker = up ? Marker::TriangleUp : Marker::TriangleDown;
        cell.changeColor = up == isHigherBetter(measure) ? ColorRole::GoodText : ColorRole::BadText;
    }
    const QString p = GroupTexts::tr("%1, corrected over all groups and measures").arg(pText(d.pHolm));
    cell.toolTip += QLatin1Char('\n') + (d.moreThanNoise ? GroupTexts::tr("More than noise: %1").arg(p)
                                                         : GroupTexts::tr("That can be chance: %1").arg(p));
    return cell;
}

} // namespace

QString groupKeyName(GroupKey key) {
    switch (key) {
    case GroupKey::Model: return GroupTexts::tr("model");
    case GroupKey::Profile: return GroupTexts::tr("profile");
    case GroupKey::ContextFlags: return GroupTexts::tr("context");
    case GroupKey::Hour: return GroupTexts::tr("hour");
    case GroupKey::Action: return GroupTexts::tr("action");
    }
    return {};
}

QString groupKeyMeaning(GroupKey key) {
    switch (key) {
    case GroupKey::Model: return GroupTexts::tr("The model of the turn's last run");
    case GroupKey::Profile: return GroupTexts::tr("The profile of the turn's last sampling parameters");
    case GroupKey::ContextFlags: return GroupTexts::tr("The flags of the message's context that are true, together");
    case GroupKey::Hour: return GroupTexts::tr("The local hour in which the turn began");
    case GroupKey::Action: return GroupTexts::tr("The corrective action that the turn's first violation announced");
    }
    return {};
}

QString groupName(const GroupName& name, GroupKey key, const Snapshot& snapshot) {
    if (name.hour >= 0)
        return QStringLiteral("%1:00–%2:00")
            .arg(name.hour, 2, 10, QLatin1Char('0'))
            .arg((name.hour + 1) % 24, 2, 10, QLatin1Char('0'));
    return name.name == NameId{0} ? withoutName(key) : words(snapshot.name(name.name));
}

std::vector<FigureColumn> groupColumns(GroupKey key, std::span<const Measure> measures) {
    std::vector<FigureColumn> columns;
    columns.push_back({sentence(groupKeyName(key)), groupKeyMeaning(key), false, true});
    columns.push_back({GroupTexts::tr("Turns"), GroupTexts::tr("Turns of the group."), true, false});
    for (const Measure measure : measures)
        columns.push_back({sentence(format::measure(measure)),
                           measureMeaning(measure) + QLatin1Char('\n') +
                               GroupTexts::tr("Below it the 95 % interval, beside it the difference from all other "
                                              "groups: coloured and marked only where it is more than noise."),
                           false, false});
    return columns;
}

std::vector<FigureRow> groupRows(const Groups& groups, GroupKey key, std::span<const Measure> measures,
                                 const Snapshot& snapshot) {
    std::vector<FigureRow> rows;
    for (const GroupFigures& group : groups.groups) {
        FigureRow row;
        FigureCell name;
        name.text = groupName(group.name, key, snapshot);
        name.toolTip = name.text;
        if (group.name == GroupName{})
            name.color = ColorRole::Dim;
        row.push_back(name);
        FigureCell turns;
        turns.text = count(group.turns);
        turns.order = static_cast<double>(group.turns);
        row.push_back(turns);
        for (const Measure measure : measures) {
            const auto i = static_cast<std::size_t>(measure);
            row.push_back(measureCell(measure, group.estimates[i], group.againstOthers[i]));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace moie::ui
