// SPDX-License-Identifier: GPL-3.0-or-later
// A snapshot of invented turns for the tests of pages: sittings of eight turns, six hours apart, from 6 November 2026
// on. Values follow from the turn's number, so that two snapshots of different length differ in every figure.
#pragma once

#include <chrono>
#include <cmath>
#include <memory>
#include <string>

#include <moie/base/calendar.h>

#include "support/snapshot_builder.h"

namespace moie::test {

inline Time sampleStart() {
    return startOfDay({2026, 11, 6}) + std::chrono::hours(8);
}

inline SnapshotPtr sampleTurns(int turns, std::uint64_t generation = 1) {
    using std::chrono::hours;
    using std::chrono::minutes;
    SnapshotBuilder builder;
    for (int i = 0; i < turns; ++i) {
        const Time opened = sampleStart() + hours(6) * (i / 8) + minutes(3) * (i % 8);
        const double wave = 0.1 * std::sin(i * 1.3);
        const double level = 0.4 + 0.3 * i / turns;
        auto& turn = builder.turn("session-" + std::to_string(i / 32), opened);
        turn.input({0.3, 0.3 + wave, 0.4, 0.5, 0.2});
        turn.response({level, level + wave, 0.9 - wave, 0.5 + wave, level}, 1.0 + wave);
        turn.profile(i % 3 == 0 ? "warm_mentor" : "plain");
        const bool unsafe = i % 7 == 0;
        if (unsafe) {
            turn.evaluation(false, {{"harm_prevention", -0.2 - wave}, {"privacy_protection", 1.5}});
            turn.violation(i % 2 == 0 ? "harm_prevention" : "privacy_leak", 0.1 + 0.01 * (i % 40), "regenerated");
        }
        if (!unsafe || i % 14 == 0)
            turn.evaluation(true, {{"harm_prevention", 0.8 + wave}, {"privacy_protection", 1.4 - wave}});
    }
    builder.loose("session-0", sampleStart() - minutes(20)).violation("bias", 0.3);
    auto snapshot = std::make_shared<Snapshot>(builder.build());
    snapshot->generation = generation;
    return snapshot;
}

} // namespace moie::test
