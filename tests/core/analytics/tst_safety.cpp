// SPDX-License-Identifier: GPL-3.0-or-later
// Figures worked out by hand; on whole log directories tst_report holds them to another implementation.
#include <QtTest>

#include <cmath>
#include <map>
#include <random>

#include <moie/analytics/safety.h>

#include "support/close.h"
#include "support/snapshot_builder.h"

using namespace std::chrono_literals;
using namespace moie;

namespace {

const Time noon = fromUnixSeconds(1795172400);

std::size_t verdicts(const SafetyFigures& figures, Verdict verdict) {
    return figures.verdicts[static_cast<std::size_t>(verdict)];
}

} // namespace

class TestSafety : public QObject {
    Q_OBJECT

private slots:
    void evaluationsAndVerdicts();
    void dimensions();
    void barriersOverTime();
    void dimensionsThatComeAndGo();
    void barrierCondition();
    void chanceOrderLikeBruteForce();
    void corrections();
    void violations();
    void severities();
    void manyDimensions();
    void nothing();
    void stopped();
};

void TestSafety::evaluationsAndVerdicts() {
    SnapshotBuilder builder;
    builder.turn("s", noon).evaluation(false).evaluation(true).response({});
    builder.turn("s", noon + 1min).evaluation(false).response({});
    builder.turn("s", noon + 2min).evaluation(true).repeat().evaluation(true).response({});
    builder.turn("s", noon + 3min).response({});
    builder.turn("s", noon + 4min).error("timeout");
    builder.turn("s", noon + 5min).evaluation(false).provisional();
    const SafetyFigures figures = safetyFigures(builder.missingEntries("s", noon, 3).build(), {});
    QCOMPARE(figures.period.turns, std::size_t{5});
    QCOMPARE(figures.evaluations, std::size_t{4});
    QCOMPARE(figures.unsafe, std::size_t{2});
    QCOMPARE(figures.unsafeShare.value, 0.5);
    QCOMPARE(figures.unsafeShare.n, std::size_t{4});
    QCOMPARE(verdicts(figures, Verdict::Caught), std::size_t{1});
    QCOMPARE(verdicts(figures, Verdict::ReachedUser), std::size_t{1});
    QCOMPARE(verdicts(figures, Verdict::Clear), std::size_t{1});
    QCOMPARE(verdicts(figures, Verdict::NotJudged), std::size_t{1});
    QCOMPARE(verdicts(figures, Verdict::Failed), std::size_t{1});
    QCOMPARE(verdicts(figures, Verdict::Provisional), std::size_t{1});
    QCOMPARE(figures.judged, std::size_t{3});
    QVERIFY(isClose(figures.reachedUser.value, 1.0 / 3));
    QCOMPARE(figures.coverage, 0.75);
    QCOMPARE(figures.missingEntries, std::size_t{3});
}

// Few values, the lowest last: each stays in its own bucket.
void TestSafety::barriersOverTime() {
    SnapshotBuilder builder;
    int turn = 0;
    for (const auto& [day, h] : {std::pair{0, 0.9}, {0, 0.8}, {1, 0.7}, {2, -0.5}, {2, 0.1}})
        builder.turn("s" + std::to_string(day), noon + day * 24h + ++turn * 1min)
            .evaluation(true, {{"harm", h}})
            .response({});
    const SafetyFigures figures =
        safetyFigures(builder.build(), {{noon - 12h, noon + 60h}, {}}, {}, {.mostBuckets = 3});
    const DimensionFigures& harm = figures.dimensions.at(0);
    QCOMPARE(figures.buckets.count(), std::size_t{3});
    QCOMPARE(harm.series, (std::vector<std::size_t>{2, 1, 2}));
    QCOMPARE(harm.belowZeroSeries, (std::vector<double>{0, 0, 0.5}));
    QVERIFY(isClose(harm.p5Series[0], 0.805));
    QVERIFY(isClose(harm.p5Series[1], 0.7));
    QVERIFY(isClose(harm.p5Series[2], -0.47));
}

// One evaluation a day: a dimension that is named from the second on, one that is not named again after it, and one in
// between.
void TestSafety::dimensionsThatComeAndGo() {
    SnapshotBuilder builder;
    builder.turn("s0", noon).evaluation(true, {{"old", 0.1}}).response({});
    builder.turn("s1", noon + 24h).evaluation(true, {{"old", 0.2}, {"new", 0.3}, {"once", 0.4}}).response({});
    builder.turn("s2", noon + 48h).evaluation(true, {{"new", 0.5}}).response({});
    const Snapshot snapshot = builder.build();
    const SafetyFigures figures = safetyFigures(snapshot, {{noon - 12h, noon + 60h}, {}}, {}, {.mostBuckets = 3});
    const std::map<std::string_view, std::vector<std::size_t>> expected{
        {"old", {1, 1, 0}}, {"new", {0, 1, 1}}, {"once", {0, 1, 0}}};
    QCOMPARE(figures.dimensions.size(), expected.size());
    for (const DimensionFigures& dimension : figures.dimensions)
        QCOMPARE(dimension.series, expected.at(snapshot.name(dimension.name)));
}

void TestSafety::dimensions() {
    SnapshotBuilder builder;
    builder.turn("s", noon).evaluation(true, {{"harm", 0.4}, {"bias", -0.1}}).response({});
    builder.turn("s", noon + 1min).evaluation(true, {{"harm", NAN}, {"privacy", 0.2}}).response({});
    builder.turn("s", noon + 2min).evaluation(false, {{"harm", -0.2}, {"bias", -0.3}}).response({});
    // Out of scope, but its largest value counts.
    builder.turn("s", noon + 3h).evaluation(true, {{"harm", 0.8}}).response({});
    const Snapshot snapshot = builder.build();
    const SafetyFigures figures = safetyFigures(snapshot, {{noon, noon + 1h}, {}});
    QCOMPARE(figures.dimensions.size(), std::size_t{3});
    const DimensionFigures& harm = figures.dimensions[0];
    QVERIFY(snapshot.name(harm.name) == "harm");
    QCOMPARE(harm.distribution.n, std::size_t{2});
    QCOMPARE(harm.belowZeroShare, 0.5);
    QCOMPARE(harm.largest, 0.8);
    QVERIFY(isClose(harm.p5Margin, (-0.2 + 0.05 * 0.6) / 0.8));
    // Never above zero: no scale.
    const DimensionFigures& bias = figures.dimensions[1];
    QCOMPARE(bias.belowZero, std::size_t{2});
    QVERIFY(std::isnan(bias.p5Margin));
    QVERIFY(snapshot.name(figures.dimensions[2].name) == "privacy");
    std::size_t counted = 0;
    for (const std::size_t n : harm.series)
        counted += n;
    QCOMPARE(counted, std::size_t{2});
    QCOMPARE(harm.series.size(), figures.buckets.count());
}

void TestSafety::barrierCondition() {
    SnapshotBuilder builder;
    // .4 → .2 kept, .2 → .05 not, .05 → −.1 not, −.1 → .4 is no step.
    for (const double h : {0.4, 0.2, 0.05, -0.1, 0.4})
        builder.turn("a", noon + 1min * builder.build().counts.turns).evaluation(true, {{"harm", h}}).response({});
    // A step does not lead from one session to another.
    builder.turn("b", noon).evaluation(true, {{"harm", 0.1}}).response({});
    const BarrierCondition condition = safetyFigures(builder.build(), {}).condition;
    QCOMPARE(condition.steps, std::size_t{3});
    QCOMPARE(condition.kept, std::size_t{1});
    // From .4: .2 and .4; again; from .2: .4, .4; from .05: .4, .2, .4. Of 16 pairs 9.
    QVERIFY(isClose(condition.baseline, 9.0 / 16));
}

void TestSafety::chanceOrderLikeBruteForce() {
    std::mt19937_64 random(8);
    for (int round = 0; round < 60; ++round) {
        SnapshotBuilder builder;
        std::vector<double> values(2 + random() % 40);
        for (std::size_t i = 0; i < values.size(); ++i) {
            // Whole steps, so that many values stand exactly at the mark; one far off stretches the bins.
            values[i] = round % 3 == 0 && i == 0 ? 1e6 : double(random() % 12) / 8 - 0.25;
            builder.turn("s", noon + 1min * i).evaluation(true, {{"h", values[i]}}).response({});
        }
        double pairs = 0;
        double kept = 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            for (std::size_t j = 0; j < values.size(); ++j) {
                if (i == j || values[i] < 0)
                    continue;
                pairs += 1;
                kept += values[j] >= 0.5 * values[i] ? 1 : 0;
            }
        }
        const BarrierCondition condition = safetyFigures(builder.build(), {}).condition;
        if (condition.steps > 0)
            QVERIFY(isClose(condition.baseline, kept / pairs));
    }
}

void TestSafety::corrections() {
    SnapshotBuilder builder;
    builder.turn("s", noon)
        .evaluation(false)
        .violation("harm", 0.5, "regenerated")
        .evaluation(false)
        .violation("harm", 0.5, "regenerated")
        .evaluation(true)
        .response({});
    builder.turn("s", noon + 1min).evaluation(false).violation("harm", 0.5, "regenerated").response({});
    builder.turn("s", noon + 2min).evaluation(false).evaluation(false).violation("harm", 0.5, "blocked").response({});
    builder.turn("s", noon + 3min).evaluation(false).response({});
    builder.turn("s", noon + 4min).evaluation(true).violation("harm", 0.1, "regenerated").response({});
    const Snapshot snapshot = builder.build();
    const Correction correction = safetyFigures(snapshot, {}).correction;
    QCOMPARE(correction.turns, std::size_t{4});
    QCOMPARE(correction.corrected, std::size_t{1});
    QCOMPARE(correction.share.value, 0.25);
    QCOMPARE(correction.labelledOnly, std::size_t{1});
    QCOMPARE(correction.attempts.n, std::size_t{1});
    QCOMPARE(correction.attempts.max, 3.0);
    QCOMPARE(correction.actions.size(), std::size_t{2});
    QVERIFY(snapshot.name(correction.actions[0].action) == "regenerated");
    QCOMPARE(correction.actions[0].turns, std::size_t{2});
    QCOMPARE(correction.actions[0].corrected, std::size_t{1});
    QCOMPARE(correction.actions[0].labelledOnly, std::size_t{1});
    QCOMPARE(correction.actions[1].labelledOnly, std::size_t{0});
}

void TestSafety::violations() {
    SnapshotBuilder builder;
    builder.turn("s", noon).violation("harm").violation("bias").repeat().violation("bias");
    builder.turn("s", noon + 1min).violation("bias");
    builder.loose("s", noon + 2min).violation("bias").evaluation(false);
    const Snapshot snapshot = builder.build();
    const SafetyFigures figures = safetyFigures(snapshot, {});
    QCOMPARE(figures.violations, std::size_t{4});
    QCOMPARE(figures.violationsPer100Turns, 200.0);
    QCOMPARE(figures.violationsMean.value, 200.0);
    QCOMPARE(figures.violationTypes.size(), std::size_t{2});
    QVERIFY(snapshot.name(figures.violationTypes[0].name) == "bias");
    QCOMPARE(figures.violationTypes[0].count, std::size_t{3});
}

void TestSafety::severities() {
    SnapshotBuilder builder;
    auto& turn = builder.turn("s", noon);
    for (const double severity : {0.0, 0.0999, 0.1, 0.3, 0.7, 0.99, 1.0, 1.001, -0.01, double(NAN)})
        turn.violation("harm", severity);
    const SafetyFigures figures = safetyFigures(builder.build(), {});
    QCOMPARE(figures.severityHistogram, (std::array<std::size_t, 10>{2, 1, 0, 1, 0, 0, 0, 1, 0, 2}));
    QCOMPARE(figures.severityOutOfRange, std::size_t{2});
    QCOMPARE(figures.severity.n, std::size_t{9});
}

void TestSafety::manyDimensions() {
    SnapshotBuilder builder;
    for (int i = 0; i < 70; ++i)
        builder.turn("s", noon + i * 1min).evaluation(true, {{"dimension " + std::to_string(i), 0.1}}).response({});
    const SafetyFigures figures = safetyFigures(builder.build(), {});
    QCOMPARE(figures.dimensions.size(), mostDimensions);
    QCOMPARE(figures.dimensionsLeftOut, std::size_t{6});
}

void TestSafety::nothing() {
    const SafetyFigures figures = safetyFigures(SnapshotBuilder().build(), {});
    QVERIFY(std::isnan(figures.coverage) && std::isnan(figures.unsafeShare.value));
    QVERIFY(std::isnan(figures.violationsPer100Turns) && std::isnan(figures.condition.baseline));
    QVERIFY(figures.control.points.empty() && figures.dimensions.empty());
}

void TestSafety::stopped() {
    SnapshotBuilder builder;
    builder.turn("s", noon).evaluation(false).response({});
    std::stop_source source;
    source.request_stop();
    QCOMPARE(safetyFigures(builder.build(), {}, source.get_token()).evaluations, std::size_t{0});
}

QTEST_APPLESS_MAIN(TestSafety)
#include "tst_safety.moc"
