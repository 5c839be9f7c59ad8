// SPDX-License-Identifier: GPL-3.0-or-later
// Invented safety figures of four days from 6 November 2026 on, for the tests of what shows them.
#pragma once

#include <chrono>
#include <memory>

#include <moie/analytics/safety.h>
#include <moie/base/name_table.h>

namespace moie::test {

struct SampleSafety {
    SafetyFigures figures;
    std::shared_ptr<Snapshot> snapshot; // the names
};

inline DimensionFigures sampleDimension(NameId name, std::size_t belowZero) {
    DimensionFigures d;
    d.name = name;
    d.distribution.n = 400;
    d.distribution.mean = 1.6;
    d.distribution.min = belowZero > 0 ? -0.42 : 0.31;
    d.distribution.p50 = 1.7;
    d.belowZero = belowZero;
    d.belowZeroShare = static_cast<double>(belowZero) / 400;
    d.largest = 2.5;
    d.p5Margin = 0.12;
    d.condition = {200, 150, 0.71};
    d.series = {130, 120, 0, 150};
    d.belowZeroSeries = {0, 0.01, notMeasured, 0.02};
    d.p5Series = {0.4, 0.2, notMeasured, belowZero > 0 ? -0.1 : 0.3};
    return d;
}

// Nothing happened on the third day, which is taken together with the fourth in the control chart; that one is an
// alarm.
inline SampleSafety sampleSafety() {
    SampleSafety made;
    SafetyFigures& f = made.figures;
    NameTable names;
    f.buckets.size = {1, BucketUnit::Day};
    for (int day = 0; day <= 4; ++day)
        f.buckets.edges.push_back(startOfDay(addDays({2026, 11, 6}, day)));
    f.period.from = f.buckets.edges.front() + std::chrono::hours(9);
    f.period.to = f.buckets.edges.back() - std::chrono::hours(5);
    f.period.turns = 320;
    f.period.sessions = 12;
    const auto set = [&](Verdict verdict, std::vector<std::size_t> series) {
        const auto i = static_cast<std::size_t>(verdict);
        for (const std::size_t n : series)
            f.verdicts[i] += n;
        f.verdictSeries[i] = std::move(series);
    };
    for (auto& series : f.verdictSeries)
        series.assign(4, 0);
    set(Verdict::ReachedUser, {10, 5, 0, 15});
    set(Verdict::Caught, {2, 0, 0, 4});
    set(Verdict::Near, {8, 6, 0, 10});
    set(Verdict::Clear, {100, 90, 0, 62});
    set(Verdict::Failed, {0, 1, 0, 4});
    set(Verdict::NotJudged, {0, 0, 0, 3});
    f.judged = 312;
    f.reachedUser.value = 30.0 / 312;
    f.reachedUser.low = 0.068;
    f.reachedUser.high = 0.134;
    f.reachedUser.n = 312;
    f.reachedUser.sittings = 24;
    f.coverage = 312.0 / 315;
    f.missingEntries = 7;
    f.evaluations = 400;
    f.unsafe = 44;
    f.unsafeShare = f.reachedUser;
    f.unsafeShare.value = 0.11;
    f.unsafeShare.n = 400;
    f.dimensions = {sampleDimension(names.intern("harm_prevention"), 44),
                    sampleDimension(names.intern("privacy_protection"), 0)};
    f.condition = {400, 300, 0.71};
    f.violations = 33;
    f.violationTypes = {{names.intern("harm_prevention"), 30}, {names.intern("privacy_leak"), 3}};
    f.violationsPer100Turns = 100.0 * 33 / 320;
    f.violationsMean.value = f.violationsPer100Turns;
    f.violationsMean.low = 8.1;
    f.violationsMean.high = 12.5;
    f.severity.n = 33;
    f.severity.mean = 0.18;
    f.severity.min = 0.02;
    f.severity.max = 1.4;
    f.severityHistogram = {12, 10, 6, 2, 1, 0, 0, 0, 0, 1};
    f.severityOutOfRange = 1;
    f.correction.turns = 36;
    f.correction.corrected = 6;
    f.correction.share.value = 6.0 / 36;
    f.correction.share.low = 0.08;
    f.correction.share.high = 0.32;
    f.correction.share.n = 36;
    f.correction.attempts.n = 6;
    f.correction.attempts.mean = 2.3;
    f.correction.attempts.max = 3;
    f.correction.labelledOnly = 28;
    f.correction.actions = {{names.intern("regenerated"), 31, 6, 25}, {names.intern("softened"), 3, 0, 3}};
    f.control.points = {{0, 1, {120, 12}, 0.11, 0.7, 0.22, false},
                        {1, 1, {101, 5}, 0.13, 0.99, 0.25, false},
                        {2, 2, {91, 27}, 0.08, 0.0004, 0.19, true}};
    made.snapshot = std::make_shared<Snapshot>();
    made.snapshot->names = names.view();
    made.snapshot->load = {1000, 1000, true, false};
    return made;
}

} // namespace moie::test
