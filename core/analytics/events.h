// SPDX-License-Identifier: MIT
// Entries that are events: what they say, and the newest of many.
#pragma once

#include <optional>
#include <vector>

#include <moie/analytics/overview.h>

namespace moie {

inline std::optional<EventKind> eventKindOf(Kind kind) {
    switch (kind) {
    case Kind::Violation: return EventKind::Violation;
    case Kind::Adaptation: return EventKind::Adaptation;
    case Kind::Learning: return EventKind::Learning;
    case Kind::Checkpoint: return EventKind::Checkpoint;
    case Kind::Feedback: return EventKind::Feedback;
    case Kind::SystemError: return EventKind::Error;
    default: return std::nullopt;
    }
}

// The event that an entry of that kind tells of.
Event eventOf(const Snapshot& snapshot, EventKind kind, const TurnEntry& entry, SessionIndex session);

// Keeps the newest of the events that it is shown, without looking at the others' facts.
class NewestEvents {
public:
    NewestEvents(const Snapshot& snapshot, std::size_t most) : m_snapshot(&snapshot), m_most(most) {}

    void show(EventKind kind, const TurnEntry& entry, SessionIndex session);
    // Newest first; of one moment, the one that arrived last.
    std::vector<Event> take();

private:
    struct Candidate {
        Time time = unknownTime;
        TurnEntry entry;
        EventKind kind = EventKind::Violation;
        SessionIndex session{};
    };
    static bool isNewer(const Candidate& a, const Candidate& b);

    const Snapshot* m_snapshot;
    std::size_t m_most;
    std::vector<Candidate> m_heap; // the oldest in front
};

} // namespace moie
