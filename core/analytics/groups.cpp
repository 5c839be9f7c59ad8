// SPDX-License-Identifier: MIT
#include <moie/analytics/groups.h>

#include <algorithm>

#include <moie/analytics/turn_table.h>

namespace moie {

std::string_view toString(GroupKey key) {
    static constexpr std::array<std::string_view, 5> names{"model", "profile", "context", "hour", "action"};
    return names[static_cast<std::size_t>(key)];
}

namespace {

GroupFigures figuresOfGroup(const TurnTable& table, std::uint32_t group) {
    std::vector<std::uint32_t> rows;
    std::vector<std::uint32_t> others;
    GroupFigures figures;
    for (std::uint32_t row = 0; row < table.size(); ++row) {
        if (table.groups[row] == group) {
            rows.push_back(row);
            if (!table.matches[row])
                continue;
            ++figures.turns;
            ++figures.verdicts[static_cast<std::size_t>(table.verdicts[row])];
        } else if (table.groups[row] != NameSlots::none) {
            others.push_back(row);
        }
    }
    figures.turnsInRange = rows.size();
    for (std::size_t i = 0; i < measureCount; ++i) {
        const auto measure = static_cast<Measure>(i);
        const std::vector<SittingSum> sums = table.sumsOf(measure, rows);
        std::vector<double> values = table.valuesOf(measure, rows);
        figures.distributions[i] = distributionOf(values);
        figures.estimates[i] = estimate(sums, quantityOf(measure));
        figures.againstOthers[i] = difference(table.sumsOf(measure, others), sums, quantityOf(measure));
    }
    return figures;
}

} // namespace

Groups groupFigures(const Snapshot& snapshot, const Scope& scope, GroupKey key, std::stop_token stop) {
    Groups result;
    GroupReader reader(snapshot, key);
    const TurnTable table = turnTable(snapshot, scope, stop, &reader);
    result.period = table.period;
    result.turnsLeftOut = reader.turnsLeftOut();
    std::vector<std::array<Difference, measureCount>> differences;
    for (std::uint32_t group = 0; group < reader.names().size(); ++group) {
        if (stop.stop_requested())
            return result;
        result.groups.push_back(figuresOfGroup(table, group));
        result.groups.back().name = reader.names()[group];
        differences.push_back(result.groups.back().againstOthers);
    }
    correctTogether(differences);
    for (std::size_t i = 0; i < differences.size(); ++i)
        result.groups[i].againstOthers = differences[i];
    std::stable_sort(result.groups.begin(), result.groups.end(), [](const GroupFigures& a, const GroupFigures& b) {
        return a.name.hour != b.name.hour ? a.name.hour < b.name.hour : a.turns > b.turns;
    });
    return result;
}

} // namespace moie
