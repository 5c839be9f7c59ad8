// SPDX-License-Identifier: MIT
#include <moie/analytics/effects.h>

#include <algorithm>
#include <cmath>

namespace moie {

void EffectTally::beginSession() {
    m_rows.clear();
    m_marks.clear();
}

void EffectTally::add(const Turn& turn) {
    Row& row = m_rows.emplace_back();
    row.opened = turn.opened;
    row.sitting = turn.sitting;
    row.number = static_cast<std::uint32_t>(m_rows.size() - 1);
    row.values[static_cast<std::size_t>(EffectMetric::LoveMagnitude)] = turn.magnitude;
    row.values[static_cast<std::size_t>(EffectMetric::Margin)] = marginOf(m_snapshot, turn);
    row.values[static_cast<std::size_t>(EffectMetric::Unsafe)] =
        turn.evaluations == 0 ? notMeasured : (turn.unsafeEvaluations > 0 ? 1.0 : 0.0);
    row.values[static_cast<std::size_t>(EffectMetric::ResponseTime)] = turn.failed ? notMeasured : turn.responseSeconds;
}

std::size_t EffectTally::turnsOpenedBy(Time time) const {
    const auto after = std::upper_bound(m_rows.begin(), m_rows.end(), time,
                                        [](Time moment, const Row& row) { return moment < row.opened; });
    return static_cast<std::size_t>(after - m_rows.begin());
}

void EffectTally::eventAt(std::size_t event, Time time) {
    if (const std::size_t turns = turnsOpenedBy(time); turns > 0)
        m_marks.push_back({event, turns - 1, 1});
}

bool EffectTally::isWithinSitting(Time time) const {
    const std::size_t turns = turnsOpenedBy(time);
    return turns > 0 && std::any_of(m_rows.begin() + static_cast<std::ptrdiff_t>(turns), m_rows.end(),
                                    [&](const Row& row) { return row.sitting == m_rows[turns - 1].sitting; });
}

void EffectTally::sortBySitting() {
    const auto earlier = [](const Row& a, const Row& b) { return a.sitting < b.sitting; };
    if (std::is_sorted(m_rows.begin(), m_rows.end(), earlier))
        return;
    std::stable_sort(m_rows.begin(), m_rows.end(), earlier);
    std::vector<std::size_t> placeOf(m_rows.size());
    for (std::size_t place = 0; place < m_rows.size(); ++place)
        placeOf[m_rows[place].number] = place;
    for (Mark& mark : m_marks)
        mark.place = placeOf[mark.place];
}

void EffectTally::endSession() {
    sortBySitting();
    m_eventsUpTo.assign(m_rows.size(), 0);
    for (Mark& mark : m_marks) {
        // From here on the place of the turn that follows, if it is of the same sitting.
        const std::size_t turn = mark.place;
        mark.place += mark.after;
        if (mark.place < m_rows.size() && m_rows[mark.place].sitting == m_rows[turn].sitting)
            m_eventsUpTo[mark.place] = 1;
    }
    for (std::size_t place = 1; place < m_rows.size(); ++place)
        m_eventsUpTo[place] += m_eventsUpTo[place - 1];
    m_judgedBefore = m_judged.size();
    for (const Mark& mark : m_marks) {
        Judged& judged = m_judged.emplace_back();
        judged.event = mark.event;
        judged.effects.fill(notMeasured);
    }
    for (std::size_t first = 0; first < m_rows.size();) {
        std::size_t end = first + 1;
        while (end < m_rows.size() && m_rows[end].sitting == m_rows[first].sitting)
            ++end;
        for (std::size_t metric = 0; metric < effectMetricCount && end - first >= 2 * effectTurns; ++metric)
            judge(first, end, metric);
        first = end;
    }
}

void EffectTally::judge(std::size_t first, std::size_t end, std::size_t metric) {
    m_valued.clear();
    m_sums.assign(1, 0);
    for (std::size_t place = first; place < end; ++place) {
        const double value = m_rows[place].values[metric];
        if (std::isnan(value))
            continue;
        m_valued.push_back(static_cast<std::uint32_t>(place));
        m_sums.push_back(m_sums.back() + value);
    }
    const auto hasRoom = [&](std::size_t at) { return at >= effectTurns && at + effectTurns <= m_valued.size(); };
    const auto eventsAround = [&](std::size_t at) {
        return m_eventsUpTo[m_valued[at + effectTurns - 1]] - m_eventsUpTo[m_valued[at - effectTurns]];
    };
    const auto effectAt = [&](std::size_t at) {
        const double after = m_sums[at + effectTurns] - m_sums[at];
        const double before = m_sums[at] - m_sums[at - effectTurns];
        return (after - before) / static_cast<double>(effectTurns);
    };
    const std::size_t placebosBefore = m_placebos[metric].size();
    for (std::size_t at = effectTurns; hasRoom(at); ++at)
        if (eventsAround(at) == 0)
            m_placebos[metric].push_back(effectAt(at));
    m_placeboSittings[metric] += m_placebos[metric].size() > placebosBefore ? 1 : 0;
    for (std::size_t i = 0; i < m_marks.size(); ++i) {
        const std::size_t place = m_marks[i].place;
        if (place <= first || place >= end)
            continue;
        const auto at =
            static_cast<std::size_t>(std::lower_bound(m_valued.begin(), m_valued.end(), place) - m_valued.begin());
        if (hasRoom(at) && eventsAround(at) == 1)
            m_judged[m_judgedBefore + i].effects[metric] = effectAt(at);
    }
}

std::vector<EffectTally::Values> EffectTally::ofEvents(std::size_t events) const {
    Values none;
    none.fill(notMeasured);
    std::vector<Values> effects(events, none);
    for (const Judged& judged : m_judged)
        effects[judged.event] = judged.effects;
    return effects;
}

} // namespace moie
