// SPDX-License-Identifier: GPL-3.0-or-later
// Groups and comparisons: who belongs where, by hand; differences as the Overview's.
#include <QtTest>

#include <cmath>
#include <map>
#include <string>

#include <moie/analytics/comparison.h>
#include <moie/analytics/groups.h>
#include <moie/analytics/overview.h>

#include "support/close.h"
#include "support/snapshot_builder.h"

using namespace std::chrono_literals;
using namespace moie;

namespace {

const Time noon = fromUnixSeconds(1795172400); // 12:00 in Berlin
constexpr auto magnitude = static_cast<std::size_t>(Measure::Magnitude);
constexpr auto reached = static_cast<std::size_t>(Measure::UnsafeReplies);

// Two models, of which the second is better; 6 sittings with 4 turns of each.
Snapshot twoModels() {
    SnapshotBuilder builder;
    for (int sitting = 0; sitting < 6; ++sitting) {
        for (int turn = 0; turn < 8; ++turn) {
            const bool better = turn % 2 == 1;
            const double value = (better ? 0.8 : 0.5) + 0.01 * sitting + 0.005 * turn;
            builder.turn("s" + std::to_string(sitting), noon + sitting * 24h + turn * 1min)
                .modelRun("first try")
                .modelRun(better ? "large" : "small")
                .evaluation(better || turn > 2)
                .response({value, value, value, value, value}, better ? 2 : 1);
        }
    }
    return builder.build();
}

} // namespace

class TestGroups : public QObject {
    Q_OBJECT

private slots:
    void names();
    void byModel();
    void byEachKey();
    void byHour();
    void manyGroups();
    void comparisonIsTheOverviews();
    void comparisonOfGroups();
    void nothing();
};

void TestGroups::names() {
    QVERIFY(toString(GroupKey::Model) == "model" && toString(GroupKey::Action) == "action");
}

void TestGroups::byModel() {
    const Snapshot snapshot = twoModels();
    const Groups groups = groupFigures(snapshot, {}, GroupKey::Model);
    QCOMPARE(groups.groups.size(), std::size_t{2});
    const GroupFigures& small = groups.groups[0];
    QVERIFY(snapshot.name(small.name.name) == "small");
    QCOMPARE(small.turns, std::size_t{24});
    // Turns 0, 2, 4, 6, of which 0 and 2 reach the user.
    QCOMPARE(small.estimates[reached].value, 0.5);
    QCOMPARE(small.verdicts[std::size_t(Verdict::ReachedUser)], std::size_t{12});
    QVERIFY(isClose(small.distributions[0].mean, 0.5 + 0.025 + 0.015));
    QCOMPARE(small.estimates[magnitude].sittings, std::size_t{6});
    const Difference& difference = small.againstOthers[magnitude];
    QVERIFY(isClose(difference.change, -(0.3 + 0.005) * std::sqrt(5.0)));
    QVERIFY(difference.moreThanNoise);
    QVERIFY(isClose(groups.groups[1].againstOthers[magnitude].change, (0.3 + 0.005) * std::sqrt(5.0)));
    // No violation anywhere: nothing to tell apart.
    QVERIFY(!small.againstOthers[std::size_t(Measure::Violations)].moreThanNoise);
}

void TestGroups::byEachKey() {
    SnapshotBuilder builder;
    builder.turn("s", noon).profile("first").profile("calm").flags("crisis, grief").violation("a", 1, "blocked");
    builder.turn("s", noon + 1min).violation("a", 1, "blocked").violation("a", 1, "regenerated");
    builder.turn("s", noon + 2min).profile("calm").repeat().profile("other").provisional();
    const Snapshot snapshot = builder.build();
    const auto sizes = [&](GroupKey key) {
        std::map<std::string, std::size_t> found;
        for (const GroupFigures& group : groupFigures(snapshot, {}, key).groups)
            found[std::string(snapshot.name(group.name.name))] = group.turns;
        return found;
    };
    using Sizes = std::map<std::string, std::size_t>;
    QVERIFY((sizes(GroupKey::Profile) == Sizes{{"calm", 1}, {"", 1}}));
    QVERIFY((sizes(GroupKey::ContextFlags) == Sizes{{"crisis, grief", 1}, {"", 1}}));
    QVERIFY((sizes(GroupKey::Action) == Sizes{{"blocked", 2}}));
    QVERIFY((sizes(GroupKey::Model) == Sizes{{"", 2}}));
}

void TestGroups::byHour() {
    SnapshotBuilder builder;
    for (const auto offset : {0min, 59min, 60min, -1min, 24 * 60min})
        builder.turn("s" + std::to_string(offset.count()), noon + offset);
    const auto groups = groupFigures(builder.build(), {}, GroupKey::Hour).groups;
    QCOMPARE(groups.size(), std::size_t{3});
    for (std::size_t i = 0; i < 3; ++i)
        QCOMPARE(groups[i].name.hour, 11 + int(i));
    QCOMPARE(groups[1].turns, std::size_t{3});
}

void TestGroups::manyGroups() {
    SnapshotBuilder builder;
    for (int i = 0; i < 60; ++i)
        builder.turn("s", noon + i * 1min).modelRun("model " + std::to_string(i));
    const Groups groups = groupFigures(builder.build(), {}, GroupKey::Model);
    QCOMPARE(groups.groups.size(), mostGroups);
    QCOMPARE(groups.turnsLeftOut, std::size_t{10});
}

void TestGroups::comparisonIsTheOverviews() {
    const Snapshot snapshot = twoModels();
    const TimeRange first{noon, noon + 72h};
    const TimeRange second{noon + 72h, noon + 144h};
    const Comparison comparison = compare(snapshot, {{first, {}}, {}}, {{second, {}}, {}});
    const Overview present = overview(snapshot, {second, {}});
    QCOMPARE(comparison.first.turns, std::size_t{24});
    QCOMPARE(comparison.second.judged, present.judged);
    QCOMPARE(comparison.second.verdicts, present.verdicts);
    QVERIFY(isClose(comparison.differences[magnitude].change, present.magnitudeChange->change));
    QVERIFY(isClose(comparison.differences[magnitude].pHolm, present.magnitudeChange->pHolm));
    QVERIFY(isClose(comparison.differences[reached].change, present.reachedUserChange->change));
    QVERIFY(isClose(comparison.second.distributions[magnitude].p50, present.magnitude.p50));
    QCOMPARE(comparison.second.love[2].n, present.love[2].n);
    QVERIFY(isClose(comparison.second.love[2].mean[0], present.love[2].mean[0]));
}

void TestGroups::comparisonOfGroups() {
    const Snapshot snapshot = twoModels();
    const Groups groups = groupFigures(snapshot, {}, GroupKey::Model);
    const auto only = [&](std::size_t group) {
        return ComparedScope{{}, ComparedScope::Only{GroupKey::Model, groups.groups[group].name}};
    };
    const Comparison comparison = compare(snapshot, only(0), only(1));
    QCOMPARE(comparison.first.turns, std::size_t{24});
    QVERIFY(isClose(comparison.differences[magnitude].change, 0.305 * std::sqrt(5.0)));
    QVERIFY(comparison.differences[magnitude].moreThanNoise);
    // A group that is not there has no turns.
    const Comparison none = compare(snapshot, {{}, ComparedScope::Only{GroupKey::Hour, {NameId{}, 3}}}, only(1));
    QCOMPARE(none.first.turns, std::size_t{0});
    QVERIFY(std::isnan(none.differences[magnitude].change));
}

void TestGroups::nothing() {
    const Snapshot empty = SnapshotBuilder().build();
    QVERIFY(groupFigures(empty, {}, GroupKey::Model).groups.empty());
    QVERIFY(std::isnan(compare(empty, {}, {}).differences[magnitude].change));
    std::stop_source source;
    source.request_stop();
    QVERIFY(groupFigures(twoModels(), {}, GroupKey::Model, source.get_token()).groups.empty());
}

QTEST_APPLESS_MAIN(TestGroups)
#include "tst_groups.moc"
