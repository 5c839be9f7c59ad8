// SPDX-License-Identifier: MIT
#include <moie/analytics/setting_changes.h>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace moie {

namespace {

constexpr std::string_view thresholdSuffix = "_threshold";

template <typename Noted>
void sortByTime(std::vector<Noted>& noted) {
    std::sort(noted.begin(), noted.end(), [](const Noted& a, const Noted& b) {
        return std::tuple(a.time, index(a.entry)) < std::tuple(b.time, index(b.entry));
    });
}

} // namespace

void SettingChanges::addState(const TurnEntry& entry, SessionIndex session) {
    if (entry.fact != noFact)
        m_versions.push_back({m_snapshot->entries.time[index(entry.id)], entry.id, session,
                              m_snapshot->facts.states[entry.fact].engineVersion});
}

void SettingChanges::addThresholds(const TurnEntry& entry, SessionIndex session) {
    if (entry.fact == noFact)
        return;
    const FactsView& facts = m_snapshot->facts;
    Threshold threshold{m_snapshot->entries.time[index(entry.id)], entry.id, session, {}, {}, notMeasured};
    if (entry.kind == Kind::Adaptation) {
        const AdaptationFact& fact = facts.adaptations[entry.fact];
        threshold.dimension = m_snapshot->name(fact.dimension);
        threshold.value = fact.newThreshold;
        if (!std::isnan(threshold.value))
            m_thresholds.push_back(threshold);
        return;
    }
    const ValueRange& numbers = facts.checkpoints[entry.fact].numbers;
    for (std::uint32_t i = 0; i < numbers.count; ++i) {
        const NamedValue field = valueAt(facts, numbers, i);
        const std::string_view name = m_snapshot->name(field.name);
        if (!name.ends_with(thresholdSuffix) || std::isnan(field.value))
            continue;
        threshold.dimension = name.substr(0, name.size() - thresholdSuffix.size());
        threshold.field = field.name;
        threshold.value = field.value;
        m_thresholds.push_back(threshold);
    }
}

std::vector<SettingChange> SettingChanges::take() {
    std::vector<SettingChange> changes;
    addVersionChanges(changes);
    addThresholdChanges(changes);
    std::stable_sort(changes.begin(), changes.end(),
                     [](const SettingChange& a, const SettingChange& b) { return a.time < b.time; });
    return changes;
}

void SettingChanges::addVersionChanges(std::vector<SettingChange>& changes) {
    sortByTime(m_versions);
    std::vector<NameId> seen;
    NameId present{};
    const Version* returned = nullptr; // where a version that was there before came back
    std::size_t inARow = 0;
    for (const Version& version : m_versions) {
        const bool isNew = std::find(seen.begin(), seen.end(), version.name) == seen.end();
        if (isNew)
            seen.push_back(version.name);
        if (version.name == present) {
            returned = nullptr;
            continue;
        }
        if (returned == nullptr || returned->name != version.name) {
            returned = &version;
            inARow = 0;
        }
        ++inARow;
        if (!isNew && inARow < sessionsOfReturn)
            continue;
        if (present != NameId{0})
            changes.push_back({.time = returned->time,
                               .isVersion = true,
                               .what = version.name,
                               .versionBefore = present,
                               .session = returned->session,
                               .entry = returned->entry});
        present = version.name;
        returned = nullptr;
    }
}

// A session's first checkpoint is held against what was known last, its others against what the session itself said:
// sessions beside each other have thresholds of their own.
void SettingChanges::addThresholdChanges(std::vector<SettingChange>& changes) {
    sortByTime(m_thresholds);
    std::map<std::string_view, double> known;
    std::map<std::pair<SessionIndex, std::string_view>, double> knownOfSession;
    for (const Threshold& threshold : m_thresholds) {
        const auto ofSession = knownOfSession.try_emplace({threshold.session, threshold.dimension}, notMeasured).first;
        const auto ofAll = known.try_emplace(threshold.dimension, notMeasured).first;
        const double before = std::isnan(ofSession->second) ? ofAll->second : ofSession->second;
        const bool isOther = before != threshold.value; // also where nothing was known
        if (threshold.field != NameId{0} && isOther && !std::isnan(before))
            changes.push_back({.time = threshold.time,
                               .what = threshold.field,
                               .thresholdBefore = before,
                               .threshold = threshold.value,
                               .session = threshold.session,
                               .entry = threshold.entry});
        ofSession->second = threshold.value;
        if (isOther)
            ofAll->second = threshold.value;
    }
}

} // namespace moie
