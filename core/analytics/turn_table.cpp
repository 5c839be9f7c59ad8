// SPDX-License-Identifier: MIT
#include <moie/analytics/turn_table.h>

#include <algorithm>
#include <cmath>

#include <moie/stats/holm.h>

namespace moie {

GroupReader::GroupReader(const Snapshot& snapshot, GroupKey key) : m_snapshot(snapshot), m_key(key) {}

std::int32_t GroupReader::hourOf(Time time) {
    if (time < m_hourFrom || time >= m_hourTo || m_hourTo == unknownTime) {
        // Offsets are whole quarters of an hour: the quarter is of one local hour.
        m_hourFrom = std::chrono::floor<std::chrono::minutes>(time);
        m_hourFrom -= m_hourFrom.time_since_epoch() % std::chrono::minutes(15);
        m_hourTo = m_hourFrom + std::chrono::minutes(15);
        m_hour = std::stoi(isoLocal(time).substr(11, 2));
    }
    return m_hour;
}

GroupName GroupReader::nameOf(const SelectedTurn& selected) {
    if (m_key == GroupKey::Hour)
        return {NameId{}, hourOf(selected.turn->opened)};
    const FactsView& facts = m_snapshot.facts;
    GroupName group;
    for (const TurnEntry& entry : selected.entries()) {
        if (entry.repeat || entry.fact == noFact)
            continue;
        if (m_key == GroupKey::Model && entry.kind == Kind::ModelRun)
            group.name = facts.modelRuns[entry.fact].model;
        else if (m_key == GroupKey::Profile && entry.kind == Kind::Temperature)
            group.name = facts.temperatures[entry.fact].profile;
        else if (m_key == GroupKey::ContextFlags && entry.kind == Kind::UserInput)
            group.name = facts.messages[entry.fact].flags;
        else if (m_key == GroupKey::Action && entry.kind == Kind::Violation && group.name == NameId{0})
            group.name = facts.violations[entry.fact].action;
    }
    return group;
}

std::uint32_t GroupReader::groupOf(const SelectedTurn& selected) {
    const GroupName name = nameOf(selected);
    const auto found = std::find(m_names.begin(), m_names.end(), name);
    if (found != m_names.end())
        return static_cast<std::uint32_t>(found - m_names.begin());
    if (m_names.size() == mostGroups) {
        ++m_turnsLeftOut;
        return NameSlots::none;
    }
    m_names.push_back(name);
    return static_cast<std::uint32_t>(m_names.size() - 1);
}

std::vector<std::uint32_t> TurnTable::matchingOf(std::span<const std::uint32_t> rows) const {
    std::vector<std::uint32_t> some;
    some.reserve(rows.size());
    for (const std::uint32_t row : rows)
        if (matches[row])
            some.push_back(row);
    return some;
}

std::vector<SittingSum> TurnTable::sumsOf(Measure measure, std::span<const std::uint32_t> rows) const {
    const std::vector<double>& column = values[static_cast<std::size_t>(measure)];
    // Rows of a sitting mostly follow each other, those of another conversation in between.
    std::vector<std::uint32_t> slotOf(sittings.empty() ? 0 : *std::max_element(sittings.begin(), sittings.end()) + 1u,
                                      NameSlots::none);
    std::vector<SittingSum> sums;
    for (const std::uint32_t row : rows) {
        if (std::isnan(column[row]))
            continue;
        std::uint32_t& slot = slotOf[sittings[row]];
        if (slot == NameSlots::none) {
            slot = static_cast<std::uint32_t>(sums.size());
            sums.emplace_back();
        }
        sums[slot].add(column[row]);
    }
    return sums;
}

std::vector<double> TurnTable::valuesOf(Measure measure, std::span<const std::uint32_t> rows) const {
    const std::vector<double>& column = values[static_cast<std::size_t>(measure)];
    std::vector<double> some;
    some.reserve(rows.size());
    for (const std::uint32_t row : rows)
        some.push_back(column[row]);
    return some;
}

namespace {

class TablePage {
public:
    TablePage(const Snapshot& snapshot, TurnTable& table, GroupReader* reader, std::size_t turns)
        : m_snapshot(snapshot), m_table(table), m_reader(reader) {
        m_table.matches.reserve(turns);
        m_table.opened.reserve(turns);
        m_table.verdicts.reserve(turns);
        m_table.sittings.reserve(turns);
        m_table.groups.reserve(reader != nullptr ? turns : 0);
        for (auto& column : m_table.values)
            column.reserve(turns);
    }

    void beginSession(const Session&) { m_firstSitting = m_sittings; }
    void endSession(const Session&) {}
    void add(const LooseEntry&) {}

    void add(const SelectedTurn& selected) {
        const Verdict verdict = verdictOf(m_snapshot, *selected.turn);
        add(selected, verdict, measuresOf(*selected.turn, responseVector(m_snapshot, *selected.turn), verdict), true);
    }
    void addOther(const SelectedTurn& selected) {
        const Verdict verdict = verdictOf(m_snapshot, *selected.turn);
        add(selected, verdict, measuresOfOther(verdict), false);
    }

private:
    void add(const SelectedTurn& selected, Verdict verdict, const std::array<double, measureCount>& values,
             bool matches) {
        const Turn& turn = *selected.turn;
        const std::uint32_t sitting = m_firstSitting + turn.sitting;
        m_sittings = std::max(m_sittings, sitting + 1);
        m_table.opened.push_back(turn.opened);
        m_table.verdicts.push_back(verdict);
        m_table.sittings.push_back(sitting);
        if (m_reader != nullptr)
            m_table.groups.push_back(m_reader->groupOf(selected));
        m_table.matches.push_back(matches);
        for (std::size_t i = 0; i < measureCount; ++i)
            m_table.values[i].push_back(values[i]);
    }

    const Snapshot& m_snapshot;
    TurnTable& m_table;
    GroupReader* m_reader;
    std::uint32_t m_firstSitting = 0;
    std::uint32_t m_sittings = 0;
};

} // namespace

TurnTable turnTable(const Snapshot& snapshot, const Scope& scope, const std::stop_token& stop, GroupReader* reader) {
    TurnTable table;
    TablePage page(snapshot, table, reader, mostTurnsInScope(snapshot, scope));
    table.period = walkScope(snapshot, scope, stop, page);
    return table;
}

Quantity quantityOf(Measure measure) {
    return measure == Measure::UnsafeReplies ? Quantity::Proportion : Quantity::Mean;
}

void correctTogether(std::span<std::array<Difference, measureCount>> differences) {
    std::vector<double> p;
    for (const auto& some : differences)
        for (const Difference& difference : some)
            p.push_back(difference.p);
    adjustHolm(p);
    auto next = p.begin();
    for (auto& some : differences) {
        for (Difference& difference : some) {
            difference.pHolm = *next++;
            difference.moreThanNoise = difference.pHolm < significance;
        }
    }
}

} // namespace moie
