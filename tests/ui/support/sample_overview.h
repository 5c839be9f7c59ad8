// SPDX-License-Identifier: GPL-3.0-or-later
// Invented figures of fourteen days from 6 November 2026 on, for the tests of what shows them.
#pragma once

#include <chrono>
#include <memory>

#include <moie/analytics/overview.h>
#include <moie/base/name_table.h>

namespace moie::test {

inline constexpr std::size_t sampleDays = 14;
inline constexpr std::size_t sampleGap = 11; // the day without any turn

inline Difference sampleDifference(double before, double now, bool moreThanNoise) {
    Difference d;
    d.before.value = before;
    d.before.n = 930;
    d.now.value = now;
    d.now.n = 952;
    d.change = now - before;
    d.low = d.change - 0.02;
    d.high = d.change + 0.02;
    d.p = moreThanNoise ? 0.0001 : 0.4;
    d.pHolm = moreThanNoise ? 0.0008 : 1.0;
    d.moreThanNoise = moreThanNoise;
    return d;
}

inline std::shared_ptr<Overview> sampleOverview() {
    auto o = std::make_shared<Overview>();
    o->buckets.size = {1, BucketUnit::Day};
    for (std::size_t day = 0; day <= sampleDays; ++day)
        o->buckets.edges.push_back(startOfDay(addDays({2026, 11, 6}, static_cast<int>(day))));
    o->from = o->buckets.edges.front() + std::chrono::hours(9);
    o->to = o->buckets.edges.back() - std::chrono::hours(5);
    o->turns = o->turnsInRange = 960;
    o->sessions = 40;
    o->verdicts = {8, 0, 0, 130, 0, 0, 118, 704, 0};
    o->judged = 952;
    o->reachedUser = {0.13656, 0.116, 0.161, 952, 40, 900.0, false};
    o->magnitude.n = 952;
    o->magnitudeMean = {1.583, 1.55, 1.61, 952, 40, notMeasured, false};
    o->magnitudeTrend = {Direction::Improving, 0.0312, 0.028, 0.035, 1e-6, 38};
    o->violations = 85;
    o->violationsPer100Turns = 8.854;
    o->responseSeconds.n = 952;
    o->responseSeconds.p50 = 1.21;
    o->responseSeconds.p95 = 3.34;
    o->coverage = 1.0;
    o->adaptations = 118;
    o->feedback = 60;
    o->checkpoints = 40;
    o->events = 218;
    o->eventsPerDay = 15.57;
    for (auto& series : o->verdictSeries)
        series.assign(sampleDays, 0);
    for (std::size_t day = 0; day < sampleDays; ++day) {
        const bool gap = day == sampleGap;
        for (std::size_t c = 0; c < componentCount; ++c) {
            const double mean = 0.4 + 0.03 * static_cast<double>(day) + 0.02 * static_cast<double>(c);
            o->love[c].mean.push_back(gap ? notMeasured : mean);
            o->love[c].p10.push_back(gap ? notMeasured : mean - 0.1);
            o->love[c].p90.push_back(gap ? notMeasured : mean + 0.08);
            o->love[c].n.push_back(gap ? 0 : 60);
        }
        o->verdictSeries[static_cast<std::size_t>(Verdict::ReachedUser)][day] = gap ? 0 : 10;
        o->verdictSeries[static_cast<std::size_t>(Verdict::Near)][day] = gap ? 0 : 9;
        o->verdictSeries[static_cast<std::size_t>(Verdict::Clear)][day] = gap ? 0 : 54;
        o->verdictSeries[static_cast<std::size_t>(Verdict::Failed)][day] = day == 0 ? 8 : 0;
        o->responseTime.p50.push_back(gap ? notMeasured : 1.2);
        o->responseTime.p95.push_back(gap ? notMeasured : 3.0 + 0.1 * static_cast<double>(day));
        o->responseTime.p99.push_back(notMeasured);
        o->responseTime.n.push_back(gap ? 0 : 60);
    }
    return o;
}

inline void addPreviousPeriod(Overview& o) {
    o.previous = TimeRange{o.buckets.edges.front() - std::chrono::hours(14 * 24), o.buckets.edges.front()};
    o.previousTurns = 930;
    o.reachedUserBefore = 121;
    o.reachedUserChange = sampleDifference(0.131, 0.13656, false);
    o.magnitudeChange = sampleDifference(1.293, 1.583, true);
    o.violationsChange = sampleDifference(8.45, 8.854, false);
    o.responseTimeChange = sampleDifference(1.45, 1.44, false);
    o.responseP95Before = 3.44;
    o.changes.push_back({Change::Metric::Warmth, sampleDifference(0.54, 0.71, true), true, true});
    o.changes.push_back({Change::Metric::UnsafeReplies, sampleDifference(0.131, 0.13656, false), false, false});
    o.changes.push_back({Change::Metric::ResponseTime, sampleDifference(1.2, 1.9, true), true, false});
}

// One session, names, and `count` events a minute apart, the newest first.
inline std::shared_ptr<Snapshot> sampleSnapshot(Overview& overview, std::size_t count) {
    NameTable names;
    auto session = std::make_shared<Session>();
    session->id = names.intern("2bd05e7a-1199");
    const NameId type = names.intern("harm_prevention");
    const NameId action = names.intern("regenerated");
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->names = names.view();
    snapshot->sessions.push_back(session);
    snapshot->load = {1000, 1000, true, false};
    overview.latest.clear();
    for (std::size_t i = 0; i < count; ++i) {
        Event event;
        event.time = overview.to - std::chrono::minutes(i);
        event.kind = EventKind::Violation;
        event.what = type;
        event.action = action;
        event.value = 0.21;
        overview.latest.push_back(event);
    }
    return snapshot;
}

} // namespace moie::test
