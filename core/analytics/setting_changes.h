// SPDX-License-Identifier: MIT
// What of an engine's settings changed without an entry that says so: its version from one session to another, and
// thresholds that a checkpoint finds other than they were known to be. Used by evolution.cpp.
#pragma once

#include <cstddef>
#include <map>
#include <string_view>
#include <vector>

#include <moie/analytics/figures.h>
#include <moie/store/snapshot.h>

namespace moie {

struct SettingChange {
    Time time = unknownTime;
    bool isVersion = false;
    NameId what{}; // the version, or the checkpoint's field ("harm_prevention_threshold")
    NameId versionBefore{};
    double thresholdBefore = notMeasured;
    double threshold = notMeasured;
    SessionIndex session{};
    EntryId entry = noEntry;
};

class SettingChanges {
public:
    explicit SettingChanges(const Snapshot& snapshot) : m_snapshot(&snapshot) {}

    // An entry of Kind::SystemState, in any order.
    void addState(const TurnEntry& entry, SessionIndex session);
    // One of Kind::Adaptation or Kind::Checkpoint.
    void addThresholds(const TurnEntry& entry, SessionIndex session);

    // Where several versions run beside each other, a version that was there before is taken for a change only once so
    // many sessions in a row have started with it.
    static constexpr std::size_t sessionsOfReturn = 3;

    // In order of time.
    std::vector<SettingChange> take();

private:
    struct Version {
        Time time = unknownTime;
        EntryId entry = noEntry;
        SessionIndex session{};
        NameId name{};
    };
    struct Threshold {
        Time time = unknownTime;
        EntryId entry = noEntry;
        SessionIndex session{};
        std::string_view dimension;
        NameId field{}; // of a checkpoint; none of an adaptation
        double value = notMeasured;
    };

    void addVersionChanges(std::vector<SettingChange>& changes);
    void addThresholdChanges(std::vector<SettingChange>& changes);

    const Snapshot* m_snapshot;
    std::vector<Version> m_versions;
    std::vector<Threshold> m_thresholds;
};

} // namespace moie
