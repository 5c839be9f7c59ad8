// SPDX-License-Identifier: GPL-3.0-or-later
// What the status bar says of a snapshot, and how fast entries arrive.
#pragma once

#include <cstdint>
#include <deque>

#include <QString>

#include <moie/store/snapshot.h>

namespace moie::ui {

// Entries per second over the last ten seconds, from the totals seen at moments of a monotonic clock.
class ArrivalRate {
public:
    // Forgets all: what is there now did not just arrive.
    void restart(Duration at, std::uint64_t entries);
    void add(Duration at, std::uint64_t entries);
    double perSecond(Duration now) const;

private:
    struct Moment {
        Duration at;
        std::uint64_t entries;
    };
    std::deque<Moment> m_moments; // the first is the base, at least ten seconds old where there are older ones
};

struct StatusTexts {
    enum class Health { Idle, Good, Warn, Bad };
    enum class Action { None, CancelLoad, ResumeLoad };

    Health health = Health::Idle;
    QString watching;
    QString watchingDetail; // tool tip
    int percent = -1;       // of the first load, −1 where none is running
    Action action = Action::None;
    QString entries;
    QString sessions;
    QString notes; // "3 lines rejected"; empty where all was read without remark
    QString rate;
    QString lastEntry;
    QString zone;
};

// `snapshot` may be null. `entriesPerSecond` is below zero while nothing can be said of it.
StatusTexts statusTexts(const Snapshot* snapshot, double entriesPerSecond, Time now);

} // namespace moie::ui
