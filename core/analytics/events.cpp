// SPDX-License-Identifier: MIT
#include <moie/analytics/events.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

#include <moie/query/selection.h>

namespace moie {

Event eventOf(const Snapshot& snapshot, EventKind kind, const TurnEntry& entry, SessionIndex session) {
    Event event;
    event.time = snapshot.entries.time[index(entry.id)];
    event.kind = kind;
    event.session = session;
    event.entry = entry.id;
    if (entry.fact == noFact)
        return event;
    switch (kind) {
    case EventKind::Violation: {
        const ViolationFact& fact = snapshot.facts.violations[entry.fact];
        event.what = fact.type;
        event.action = fact.action;
        event.value = fact.severity;
        break;
    }
    case EventKind::Adaptation: event.what = snapshot.facts.adaptations[entry.fact].dimension; break;
    case EventKind::Learning: event.what = snapshot.facts.learning[entry.fact].type; break;
    case EventKind::Checkpoint: break;
    case EventKind::Feedback: event.value = snapshot.facts.feedback[entry.fact].strength; break;
    case EventKind::Error: event.what = snapshot.facts.errors[entry.fact].text; break;
    }
    return event;
}

bool NewestEvents::isNewer(const Candidate& a, const Candidate& b) {
    return a.time != b.time ? a.time > b.time : index(a.entry.id) > index(b.entry.id);
}

void NewestEvents::show(EventKind kind, const TurnEntry& entry, SessionIndex session) {
    const Candidate candidate{m_snapshot->entries.time[index(entry.id)], entry, kind, session};
    if (m_heap.size() == m_most) {
        if (m_heap.empty() || !isNewer(candidate, m_heap.front()))
            return;
        std::pop_heap(m_heap.begin(), m_heap.end(), isNewer);
        m_heap.back() = candidate;
    } else {
        m_heap.push_back(candidate);
    }
    std::push_heap(m_heap.begin(), m_heap.end(), isNewer);
}

std::vector<Event> NewestEvents::take() {
    std::sort(m_heap.begin(), m_heap.end(), isNewer);
    std::vector<Event> events;
    for (const Candidate& candidate : m_heap)
        events.push_back(eventOf(*m_snapshot, candidate.kind, candidate.entry, candidate.session));
    m_heap.clear();
    return events;
}

std::vector<ViolationRow> violations(const Snapshot& snapshot, const Scope& scope, std::stop_token stop) {
    std::vector<ViolationRow> rows;
    const auto add = [&](const TurnEntry& entry, SessionIndex session, std::size_t turnNumber) {
        if (entry.kind == Kind::Violation && !entry.repeat)
            rows.push_back({eventOf(snapshot, EventKind::Violation, entry, session), turnNumber});
    };
    forEachTurn(snapshot, scope, stop, [&](const SelectedTurn& selected) {
        if (selected.turn->provisional || selected.turn->violations == 0)
            return;
        for (const TurnEntry& entry : selected.entries())
            add(entry, selected.sessionIndex, selected.number);
    });
    forEachLooseEntry(snapshot, scope, stop, [&](const LooseEntry& loose) { add(loose.entry, loose.sessionIndex, 0); });
    std::sort(rows.begin(), rows.end(), [](const ViolationRow& a, const ViolationRow& b) {
        return a.event.time != b.event.time ? a.event.time > b.event.time : index(a.event.entry) > index(b.event.entry);
    });
    return rows;
}

std::vector<ViolationType> violationTypes(const Snapshot& snapshot, const std::vector<ViolationRow>& violations) {
    struct Severities {
        std::size_t count = 0;
        double sum = 0;
    };
    std::map<std::string_view, std::pair<ViolationType, Severities>> byName;
    for (const ViolationRow& violation : violations) {
        auto& [type, rated] = byName[snapshot.name(violation.event.what)];
        type.name = violation.event.what;
        ++type.count;
        if (std::isfinite(violation.event.value)) {
            ++rated.count;
            rated.sum += violation.event.value;
        }
    }
    std::vector<ViolationType> types;
    for (auto& [name, of] : byName) {
        auto& [type, rated] = of;
        if (rated.count > 0)
            type.meanSeverity = rated.sum / static_cast<double>(rated.count);
        types.push_back(type);
    }
    std::stable_sort(types.begin(), types.end(),
                     [](const ViolationType& a, const ViolationType& b) { return a.count > b.count; });
    return types;
}

} // namespace moie
