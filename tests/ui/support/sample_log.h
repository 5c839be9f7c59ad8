// SPDX-License-Identifier: GPL-3.0-or-later
// Two weeks of an invented engine's log from 6 November 2026 on, as a snapshot: for pages that are driven through a
// workspace. Each day has a session of a morning and an evening sitting; from the eighth day on another model answers,
// faster and warmer.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "support/snapshot_builder.h"

namespace moie::test {

inline constexpr int sampleLogDays = 14;
inline constexpr int sampleLogTurns = 24; // a day

inline Time sampleLogDay(int day) {
    return startOfDay(addDays({2026, 11, 6}, day));
}

class SampleLog {
public:
    SampleLog() {
        for (int day = 0; day < sampleLogDays; ++day)
            addDay(day);
    }

    void addDay(int day) {
        using namespace std::chrono_literals;
        const std::string session = "session-" + std::to_string(day);
        for (int i = 0; i < sampleLogTurns; ++i) {
            const Time opened = sampleLogDay(day) + (i < sampleLogTurns / 2 ? 9h : 20h) + i * 2min;
            addTurn(session, opened, day, i);
        }
        m_builder.loose(session, sampleLogDay(day) + 9h + 1min).resources(30.0 + day, 2000.0 + 10.0 * day);
        m_builder.loose(session, sampleLogDay(day) + 22h)
            .checkpoint({{"total_interactions", 24.0 * (day + 1)}, {"mean_love", 1.2 + 0.01 * day}});
    }

    SnapshotPtr build() {
        auto snapshot = std::make_shared<Snapshot>(m_builder.build());
        snapshot->counts.lines.accepted = snapshot->entries.size();
        return snapshot;
    }

private:
    // Varies without chance: 0 … 1.
    static double wave(int day, int i, int period) { return ((day * 7 + i * 3) % period) / double(period - 1); }

    void addTurn(const std::string& session, Time opened, int day, int i) {
        using namespace std::chrono_literals;
        auto& turn = m_builder.turn(session, opened);
        const bool later = day >= sampleLogDays / 2;
        if (i == 5 && day % 3 == 0) {
            turn.after(2s).error("model server answered \"503\"");
            return;
        }
        const double love = (later ? 0.6 : 0.4) + 0.2 * wave(day, i, 11);
        const double seconds = (later ? 0.8 : 1.4) + 0.9 * wave(day, i, 13) + (i == 7 && day == 3 ? 9.0 : 0.0);
        turn.after(1s).modelRun(later ? "gemma2:2b" : "llama3.2:3b", seconds * 0.9, later ? 45.0 : 31.0,
                                {{"coherence", love}});
        turn.after(1s).timing("generate_response", seconds * 0.9);
        const bool unsafe = i % 12 == 3 && !later;
        turn.after(2s).evaluation(!unsafe, {{"harm_prevention", unsafe ? -0.1 : 0.3 + 0.5 * wave(day, i, 7)}});
        if (unsafe)
            turn.after(2s).violation("harm_prevention", 0.2, "regenerated");
        turn.after(3s).response({love, love, love + 0.1, love, love - 0.05}, seconds);
        turn.after(3s).timing("complete_interaction", seconds);
        if (i == 11)
            turn.after(4s).adaptation("harm_prevention", 0.3 - 0.01 * day, 0.29 - 0.01 * day);
        if (i % 6 == 2)
            turn.after(5s).feedback(love > 0.55 ? 0.9 : 0.2);
    }

    SnapshotBuilder m_builder;
};

} // namespace moie::test
