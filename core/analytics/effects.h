// SPDX-License-Identifier: MIT
// What changed from the turns before an event to those after it, and the same where nothing happened; used by
// evolution.cpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <moie/analytics/evolution.h>

namespace moie {

// Takes a session at a time: its turns in order of opening and where events lie between them. Events are numbered by
// the caller.
class EffectTally {
public:
    explicit EffectTally(const Snapshot& snapshot) : m_snapshot(snapshot) {}

    void beginSession();
    void add(const Turn& turn);
    std::size_t turns() const { return m_rows.size(); } // of the session so far
    // The event lies after the turn that was added last.
    void eventAfterTurn(std::size_t event) { m_marks.push_back({event, m_rows.size() - 1, 1}); }
    // It lies before one that was added, counted from 0.
    void eventBeforeTurn(std::size_t event, std::size_t turn) { m_marks.push_back({event, turn, 0}); }
    // The event lies after the session's last turn that opened by then, if there is one. After all turns were added.
    void eventAt(std::size_t event, Time time);
    // Whether that turn is followed by another of its sitting.
    bool isWithinSitting(Time time) const;
    void endSession();

    // Effects of events by their number, NaN where there are too few turns around.
    using Values = std::array<double, effectMetricCount>;
    std::vector<Values> ofEvents(std::size_t events) const;
    std::array<std::vector<double>, effectMetricCount> takePlacebos() { return std::move(m_placebos); }
    // Sittings that gave placebos of the metric.
    std::size_t placeboSittings(std::size_t metric) const { return m_placeboSittings[metric]; }

private:
    struct Row {
        Time opened = unknownTime;
        std::uint32_t sitting = 0;
        std::uint32_t number = 0; // in the session's order
        Values values{};
    };
    struct Mark {
        std::size_t event = 0;
        std::size_t place = 0; // a turn's number, later its place by sitting
        std::size_t after = 0; // 1: behind it
    };
    struct Judged {
        std::size_t event = 0;
        Values effects{};
    };

    std::size_t turnsOpenedBy(Time time) const;
    void sortBySitting();
    void judge(std::size_t first, std::size_t end, std::size_t metric);

    const Snapshot& m_snapshot;
    std::vector<Row> m_rows; // of the present session
    std::vector<Mark> m_marks;
    std::vector<std::uint32_t> m_eventsUpTo; // by place: places up to it that an event lies before
    std::vector<std::uint32_t> m_valued;
    std::vector<double> m_sums;
    std::vector<Judged> m_judged;
    std::size_t m_judgedBefore = 0; // those of the present session
    std::array<std::vector<double>, effectMetricCount> m_placebos;
    std::array<std::size_t, effectMetricCount> m_placeboSittings{};
};

} // namespace moie
