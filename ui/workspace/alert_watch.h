// SPDX-License-Identifier: GPL-3.0-or-later
// Decides what is worth an alert: values in, alerts out, without a clock or a window of its own. Only what happens
// while the log is being followed counts: never what a load brings, never a turn that may still be completed, never one
// that ended over an hour ago, and each turn once.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <unordered_set>
#include <vector>

#include <moie/base/ids.h>
#include <moie/base/time.h>
#include <moie/store/snapshot.h>

#include "ui/workspace/place.h"

namespace moie::ui {

struct Alert {
    enum class Kind : unsigned char { UnsafeReply, Margin, ResponseTime, Failures, Silence };

    Kind kind = Kind::UnsafeReply;
    Time time = unknownTime;                      // the turn was closed; since when nothing came
    double value = missing;                       // the margin, the seconds, the share; NaN where there is none
    double limit = missing;                       // of the rule, as it was then; NaN where it has none
    std::size_t turns = 0;                        // that the share is of
    std::optional<TurnPlace> turn = std::nullopt; // none for Silence
};

// What is not set is not watched.
struct AlertRules {
    bool unsafeReplies = false;                  // that reached the user
    std::optional<double> margin;                // h/hmax of a turn below this
    std::optional<double> responseSeconds;       // longer than this
    std::optional<double> failedShare;           // of the last turns above this
    std::optional<std::chrono::minutes> silence; // no entry for so long

    bool watches(Alert::Kind kind) const;
    bool any() const { return unsafeReplies || margin || responseSeconds || failedShare || silence; }
    friend bool operator==(const AlertRules&, const AlertRules&) = default;
};

class AlertWatch {
public:
    // Failures are a share of this many turns, and nothing is said of fewer than the half of them.
    static constexpr std::size_t failureWindow = 20;
    static constexpr Duration newsFor = std::chrono::hours(1);

    void setRules(const AlertRules& rules);
    const AlertRules& rules() const { return m_rules; }
    // Another directory, or one that was made anew.
    void restart();

    // The alerts of a newer snapshot of the same log, in order of time. `now` is the time of day, `elapsed` of a
    // monotonic clock.
    std::vector<Alert> look(const Snapshot& snapshot, Time now, Duration elapsed);
    // Whether nothing has come for too long. Once, until something comes again. While the machine sleeps, `elapsed`
    // stands still.
    std::optional<Alert> lookAtSilence(Duration elapsed);

private:
    struct Moment {
        Time now = unknownTime;
        Duration elapsed{0};
    };
    struct NewTurn {
        const Turn* turn;
        SessionIndex session;
    };

    void begin(const Snapshot& snapshot, const Moment& moment);
    std::vector<NewTurn> takeNewTurns(const Snapshot& snapshot, Time now);
    bool takeAsNew(const TurnBlock& block, const Turn& turn, Time now);
    void judge(const Snapshot& snapshot, const Turn& turn, SessionIndex session, std::vector<Alert>& alerts);
    void countFailure(const Turn& turn, SessionIndex session, std::vector<Alert>& alerts);

    AlertRules m_rules;
    bool m_following = false;                               // the load is over, and what is there now is known
    std::size_t m_firstNew = 0;                             // entries from this one on arrived since
    std::unordered_set<std::uint32_t> m_unfinished;         // entries of turns that were provisional then
    std::vector<bool> m_judged;                             // entries of turns that were, from m_firstNew on
    std::vector<std::shared_ptr<const Session>> m_sessions; // as looked at last
    std::uint64_t m_accepted = 0;
    Moment m_lastArrival;
    bool m_silent = false;
    std::deque<bool> m_failed; // of the last turns
    bool m_failing = false;
};

} // namespace moie::ui
