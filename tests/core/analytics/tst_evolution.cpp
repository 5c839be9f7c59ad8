// SPDX-License-Identifier: GPL-3.0-or-later
// Figures worked out by hand; on whole log directories tst_report holds effects and placebos to another implementation.
#include <QtTest>

#include <cmath>

#include <moie/analytics/evolution.h>

#include "support/close.h"
#include "support/snapshot_builder.h"

using namespace std::chrono_literals;
using namespace moie;

namespace {

const Time noon = fromUnixSeconds(1795172400);
constexpr auto love = static_cast<std::size_t>(EffectMetric::LoveMagnitude);
constexpr auto seconds = static_cast<std::size_t>(EffectMetric::ResponseTime);

// A vector of that length, with the response time ten times as long.
SnapshotBuilder::Entries& addTurn(SnapshotBuilder& builder, const std::string& session, Time time, double length) {
    return builder.turn(session, time).response({length, 0, 0, 0, 0}, 10 * length);
}

// Sessions of 24 turns of lengths .5, .6, .5, … without any event: placebos of 0.
void addQuietSessions(SnapshotBuilder& builder, int count) {
    for (int session = 0; session < count; ++session)
        for (int turn = 0; turn < 24; ++turn)
            addTurn(builder, "quiet" + std::to_string(session), noon + 24h * (session + 1) + turn * 1min,
                    turn % 2 == 0 ? 0.5 : 0.6);
}

const EvolutionEvent* eventOf(const EvolutionFigures& figures, EvolutionKind kind) {
    const auto found = std::find_if(figures.timeline.begin(), figures.timeline.end(),
                                    [kind](const EvolutionEvent& event) { return event.kind == kind; });
    return found == figures.timeline.end() ? nullptr : &*found;
}

} // namespace

class TestEvolution : public QObject {
    Q_OBJECT

private slots:
    void effectOfAnEvent();
    void turnsWithoutTheFigureDoNotCount();
    void anotherEventIsInTheWay();
    void tooFewTurns();
    void looseEventsAndMarkers();
    void changesOfModel();
    void counts();
    void eventsBeyondTheTurnsHaveBucketsOfTheirOwn();
    void thresholdsAndFields();
    void feedback();
    void ratedFeedback();
    void changesOfVersion();
    void changesOfThreshold();
    void effectiveness();
    void nothing();
    void stopped();
};

void TestEvolution::effectOfAnEvent() {
    SnapshotBuilder builder;
    addQuietSessions(builder, 4);
    for (int turn = 0; turn < 16; ++turn) {
        auto& entries = addTurn(builder, "s", noon + turn * 1min, turn < 8 ? 0.4 : 0.7);
        if (turn == 7)
            entries.learning("tuning");
    }
    const EvolutionFigures figures = evolutionFigures(builder.build(), {});
    // Nine places in each quiet session, all with an effect of 0.
    QCOMPARE(figures.placebos[love], std::size_t{36});
    const EvolutionEvent* event = eventOf(figures, EvolutionKind::Learning);
    QVERIFY(event != nullptr);
    QVERIFY(isClose(event->effects[love].change, 0.3));
    QVERIFY(isClose(event->effects[love].p, 1.0 / 37));
    QVERIFY(event->effects[love].helped == Helped::Yes);
    QVERIFY(isClose(event->effects[seconds].change, 3));
    QVERIFY(event->effects[seconds].helped == Helped::No); // slower
    QVERIFY(event->effects[std::size_t(EffectMetric::Margin)].helped == Helped::TooFew);
    QCOMPARE(figures.kinds.size(), effectMetricCount);
    const KindEffect& kind = figures.kinds[love];
    QCOMPARE(kind.judged, std::size_t{1});
    QVERIFY(isClose(kind.effect, 0.3));
    // What one event did says nothing of its kind.
    QVERIFY(std::isnan(kind.p) && kind.helped == Helped::TooFew);
}

void TestEvolution::turnsWithoutTheFigureDoNotCount() {
    SnapshotBuilder builder;
    addQuietSessions(builder, 1);
    // Failed turns on both sides: eight with a figure are found beyond them.
    for (int turn = 0; turn < 20; ++turn) {
        const Time time = noon + turn * 1min;
        auto& entries = turn == 3 || turn == 9 || turn == 10 || turn == 15
                            ? builder.turn("s", time).error("timeout")
                            : addTurn(builder, "s", time, turn < 9 ? 0.4 : 0.5);
        if (turn == 9)
            entries.adaptation("harm", 0.8, 0.81);
    }
    const EvolutionFigures figures = evolutionFigures(builder.build(), {});
    const EvolutionEvent* event = eventOf(figures, EvolutionKind::Adaptation);
    QVERIFY(isClose(event->effects[love].change, 0.1));
}

void TestEvolution::anotherEventIsInTheWay() {
    const auto changeWith = [](int otherTurn) {
        SnapshotBuilder builder;
        addQuietSessions(builder, 1);
        for (int turn = 0; turn < 30; ++turn) {
            auto& entries = addTurn(builder, "s", noon + turn * 1min, 0.5);
            if (turn == 14)
                entries.adaptation("harm");
            if (turn == otherTurn)
                entries.feedback(1);
        }
        return eventOf(evolutionFigures(builder.build(), {}), EvolutionKind::Adaptation)->effects[love].change;
    };
    // The window holds turns 7…22, whose places between are those after 7…21.
    QVERIFY(!std::isnan(changeWith(6)));
    QVERIFY(std::isnan(changeWith(7)));
    QVERIFY(std::isnan(changeWith(13)));
    QVERIFY(!std::isnan(changeWith(14))); // at the same place
    QVERIFY(std::isnan(changeWith(21)));
    QVERIFY(!std::isnan(changeWith(22)));
}

void TestEvolution::tooFewTurns() {
    SnapshotBuilder builder;
    addQuietSessions(builder, 1);
    for (int turn = 0; turn < 40; ++turn) {
        // Sittings of 20, in which the event comes early.
        auto& entries = addTurn(builder, "s", noon + (turn < 20 ? 0h : 3h) + turn * 1min, 0.5);
        if (turn == 26)
            entries.adaptation("harm");
        if (turn == 19)
            entries.learning("between the sittings");
    }
    const EvolutionFigures figures = evolutionFigures(builder.build(), {});
    QVERIFY(eventOf(figures, EvolutionKind::Adaptation)->effects[love].helped == Helped::TooFew);
    QVERIFY(eventOf(figures, EvolutionKind::Learning)->effects[love].helped == Helped::TooFew);
}

void TestEvolution::looseEventsAndMarkers() {
    SnapshotBuilder builder;
    addQuietSessions(builder, 1);
    for (int turn = 0; turn < 16; ++turn)
        addTurn(builder, "s", noon + turn * 1min, turn < 8 ? 0.4 : 0.6);
    builder.loose("s", noon + 7min + 30s).adaptation("harm");
    EvolutionOptions options;
    options.markers = {{noon + 7min + 40s, "changed the prompt"}, {noon + 12h, "nobody was there"}};
    const EvolutionFigures figures = evolutionFigures(builder.build(), {}, {}, options);
    QVERIFY(isClose(eventOf(figures, EvolutionKind::Adaptation)->effects[love].change, 0.2));
    const EvolutionEvent* marker = eventOf(figures, EvolutionKind::Marker);
    QCOMPARE(marker->marker, std::size_t{0});
    QVERIFY(isClose(marker->effects[love].change, 0.2));
    QCOMPARE(figures.counts[std::size_t(EvolutionKind::Marker)], std::size_t{2});
    QVERIFY(figures.timeline[2].marker == 1 && std::isnan(figures.timeline[2].effects[love].change));
}

void TestEvolution::changesOfModel() {
    SnapshotBuilder builder;
    addQuietSessions(builder, 1);
    for (int turn = 0; turn < 16; ++turn)
        addTurn(builder, "s", noon + turn * 1min, turn < 8 ? 0.4 : 0.6).modelRun(turn < 8 ? "old" : "new");
    // Where each turn takes another, nothing changes.
    for (int turn = 0; turn < 30; ++turn)
        addTurn(builder, "t", noon + 3h + turn * 1min, 0.5).modelRun(turn % 2 == 0 ? "old" : "new");
    // Seen for the first time in a session of its own.
    addTurn(builder, "u", noon + 9h, 0.5).modelRun("latest");
    const Snapshot snapshot = builder.build();
    const EvolutionFigures figures = evolutionFigures(snapshot, {});
    QCOMPARE(figures.counts[std::size_t(EvolutionKind::ModelChange)], std::size_t{2});
    QVERIFY(figures.timeline[0].time == noon + 8min);
    QVERIFY(snapshot.name(figures.timeline[0].what) == "new");
    QVERIFY(isClose(figures.timeline[0].effects[love].change, 0.2));
    QVERIFY(snapshot.name(figures.timeline[1].what) == "latest");
}

void TestEvolution::counts() {
    SnapshotBuilder builder;
    builder.turn("s", noon).adaptation("harm").repeat().adaptation("harm").evolution();
    builder.turn("s", noon + 24h).learning("a", {{"quality", 0.2}}).learning("b", {{"quality", 0.4}, {"speed", -1}});
    builder.loose("s", noon + 24h + 1min).checkpoint().feedback(0.5);
    const Snapshot snapshot = builder.build();
    const EvolutionFigures figures = evolutionFigures(snapshot, {});
    QCOMPARE(figures.counts, (std::array<std::size_t, 8>{1, 2, 1, 0, 0, 0, 0, 1}));
    QCOMPARE(figures.events, std::size_t{5});
    QCOMPARE(figures.eventsPerDay, 5.0);
    QCOMPARE(figures.days.size(), std::size_t{2});
    QVERIFY(figures.days[0].day == localDate(noon) && figures.days[1].day == localDate(noon + 24h));
    QCOMPARE(figures.days[1].counts, (std::array<std::size_t, 8>{0, 2, 1, 0, 0, 0, 0, 1}));
    QCOMPARE(figures.impacts.size(), std::size_t{2});
    QVERIFY(isClose(figures.impacts[0].mean, 0.3));
    QCOMPARE(figures.impacts[1].n, std::size_t{1});
    std::size_t charted = 0;
    for (const auto& series : figures.eventSeries)
        for (const std::size_t count : series)
            charted += count;
    QCOMPARE(charted, std::size_t{5});
}

// What happened hours before the first turn and a day after the last stands where it was.
void TestEvolution::eventsBeyondTheTurnsHaveBucketsOfTheirOwn() {
    SnapshotBuilder builder;
    builder.loose("s", noon - 3h).adaptation("harm");
    builder.turn("s", noon).adaptation("harm");
    builder.turn("s", noon + 1h).learning("a");
    builder.loose("s", noon + 26h).adaptation("harm");
    const Snapshot snapshot = builder.build();
    // 09:00 to 14:00 of the next day in steps of three hours, the smallest that give ten or fewer.
    EvolutionOptions options;
    options.mostBuckets = 10;
    const EvolutionFigures figures = evolutionFigures(snapshot, {}, {}, options);
    const Buckets& buckets = figures.buckets;
    QVERIFY((buckets.size == BucketSize{3, BucketUnit::Hour}));
    QVERIFY(buckets.edges.front() == noon - 3h && buckets.edges.back() == noon + 27h);
    QCOMPARE(figures.eventSeries[std::size_t(EvolutionKind::Adaptation)],
             (std::vector<std::size_t>{1, 1, 0, 0, 0, 0, 0, 0, 0, 1}));
    QCOMPARE(figures.eventSeries[std::size_t(EvolutionKind::Learning)],
             (std::vector<std::size_t>{0, 1, 0, 0, 0, 0, 0, 0, 0, 0}));

    // A range that ends before the last of them leaves it out.
    const EvolutionFigures part = evolutionFigures(snapshot, {{{}, noon + 6h}, {}}, {}, options);
    QCOMPARE(part.counts[std::size_t(EvolutionKind::Adaptation)], std::size_t{2});
    QVERIFY(part.buckets.edges.front() == noon - 3h && part.buckets.edges.back() == noon + 6h);

    // There may be no turn at all.
    SnapshotBuilder alone;
    alone.loose("s", noon).adaptation("harm");
    const EvolutionFigures nobody = evolutionFigures(alone.build(), {});
    QCOMPARE(nobody.buckets.count(), std::size_t{1});
    QCOMPARE(nobody.eventSeries[std::size_t(EvolutionKind::Adaptation)], (std::vector<std::size_t>{1}));
}

void TestEvolution::thresholdsAndFields() {
    SnapshotBuilder builder;
    builder.turn("b", noon + 1h).adaptation("harm", 0.81, 0.82).checkpoint({{"fitness", 0.7}});
    builder.turn("a", noon).adaptation("harm", 0.8, 0.81).adaptation("bias").checkpoint({{"fitness", 0.6}, {"n", 1}});
    const Snapshot snapshot = builder.build();
    const EvolutionFigures figures = evolutionFigures(snapshot, {});
    QCOMPARE(figures.thresholds.size(), std::size_t{1});
    QCOMPARE(figures.thresholds[0].thresholds, (std::vector<double>{0.81, 0.82}));
    QVERIFY(figures.thresholds[0].times[0] == noon);
    QCOMPARE(figures.checkpoints.size(), std::size_t{2});
    QCOMPARE(figures.checkpoints[0].values, (std::vector<double>{0.6, 0.7}));
    QCOMPARE(figures.checkpoints[1].values, (std::vector<double>{1}));
}

void TestEvolution::feedback() {
    SnapshotBuilder builder;
    // Satisfaction goes before strength.
    for (const auto& [length, strength, satisfaction] :
         {std::tuple{0.2, 0.9, 0.1}, {0.4, 0.3, missing}, {0.6, 0.8, missing}, {0.8, 0.1, 0.9}})
        addTurn(builder, "s", noon + 1min * builder.build().counts.turns, length)
            .evaluation(true, {{"harm", length}})
            .feedback(strength, satisfaction);
    builder.turn("s", noon + 10min).feedback(1);
    const EvolutionFigures figures = evolutionFigures(builder.build(), {});
    QCOMPARE(figures.feedbackLove.n, std::size_t{4});
    QCOMPARE(figures.feedbackLove.good, std::size_t{2});
    QVERIFY(isClose(figures.feedbackLove.difference.change, 0.4));
    QVERIFY(isClose(figures.feedbackLove.kendall.tau, 1));
    // h over the largest: 0.25, 0.5, 0.75, 1.
    QVERIFY(isClose(figures.feedbackMargin.difference.change, 0.5));
}

// A rating says which side it is on, its strength how far; a satisfaction that was given stays the value.
void TestEvolution::ratedFeedback() {
    SnapshotBuilder builder;
    addTurn(builder, "s", noon, 0.2).rated(false, 0.9);         // 0.05
    addTurn(builder, "s", noon + 1min, 0.4).rated(false, 0.2);  // 0.4
    addTurn(builder, "s", noon + 2min, 0.6).rated(true, 0.1);   // 0.55
    addTurn(builder, "s", noon + 3min, 0.8).rated(true);        // 1
    addTurn(builder, "s", noon + 4min, 0.7).feedback(0.9, 0.6); // no rating: by its value
    const EvolutionFigures figures = evolutionFigures(builder.build(), {});
    QCOMPARE(figures.feedbackLove.n, std::size_t{5});
    QCOMPARE(figures.feedbackLove.good, std::size_t{3});
    QVERIFY(isClose(figures.feedbackLove.difference.before.value, 0.3));
    QVERIFY(isClose(figures.feedbackLove.difference.now.value, 0.7));
    QVERIFY(isClose(figures.feedbackLove.kendall.tau, 1));
    QVERIFY(figures.timeline[0].isGood == Tristate::No && figures.timeline[3].isGood == Tristate::Yes);
}

void TestEvolution::changesOfVersion() {
    const auto changesIn = [](std::initializer_list<const char*> versions) {
        SnapshotBuilder builder;
        int session = 0;
        for (const char* version : versions) {
            const std::string id = "s" + std::to_string(session);
            builder.loose(id, noon + session * 1h).engineVersion(version);
            addTurn(builder, id, noon + session++ * 1h + 1min, 0.5);
        }
        const Snapshot snapshot = builder.build();
        std::string text;
        for (const EvolutionEvent& event : evolutionFigures(snapshot, {}).timeline)
            if (event.kind == EvolutionKind::VersionChange)
                text += std::string(snapshot.name(event.before)) + ">" + std::string(snapshot.name(event.what)) + "@" +
                        std::to_string((event.time - noon) / 1h) + " ";
        return text;
    };
    QCOMPARE(changesIn({"1", "1", "1"}), std::string());
    QCOMPARE(changesIn({"1", "2", "2"}), std::string("1>2@1 "));
    QCOMPARE(changesIn({"1", "2", "3"}), std::string("1>2@1 2>3@2 "));
    // Back again, and to stay; and two beside each other.
    QCOMPARE(changesIn({"1", "2", "1", "1", "1"}), std::string("1>2@1 2>1@2 "));
    QCOMPARE(changesIn({"1", "2", "1", "2", "1", "2", "1", "1"}), std::string("1>2@1 "));
}

void TestEvolution::changesOfThreshold() {
    SnapshotBuilder builder;
    addTurn(builder, "a", noon, 0.5).checkpoint({{"harm_threshold", 0.1}, {"turns", 1}});
    addTurn(builder, "a", noon + 1min, 0.5).adaptation("harm", 0.1, 0.2);
    addTurn(builder, "a", noon + 2min, 0.5).checkpoint({{"harm_threshold", 0.2}}); // as adapted
    addTurn(builder, "b", noon + 3min, 0.5).checkpoint({{"harm_threshold", 0.1}}); // another process forgot it
    addTurn(builder, "a", noon + 4min, 0.5).checkpoint({{"harm_threshold", 0.2}}); // this one did not
    addTurn(builder, "b", noon + 5min, 0.5).checkpoint({{"harm_threshold", 0.3}, {"bias_threshold", 0.4}});
    const Snapshot snapshot = builder.build();
    const EvolutionFigures figures = evolutionFigures(snapshot, {});
    std::vector<const EvolutionEvent*> found;
    for (const EvolutionEvent& event : figures.timeline)
        if (event.kind == EvolutionKind::ThresholdChange)
            found.push_back(&event);
    QCOMPARE(found.size(), std::size_t{2});
    QVERIFY(found[0]->time == noon + 3min && snapshot.name(found[0]->what) == "harm_threshold");
    QVERIFY(found[0]->oldThreshold == 0.2 && found[0]->newThreshold == 0.1);
    QVERIFY(found[1]->time == noon + 5min && found[1]->oldThreshold == 0.1 && found[1]->newThreshold == 0.3);
    // Not judged: the moment is not known.
    QVERIFY(std::none_of(figures.kinds.begin(), figures.kinds.end(), [](const KindEffect& effect) {
        return effect.kind == EvolutionKind::ThresholdChange || effect.kind == EvolutionKind::Checkpoint;
    }));
}

void TestEvolution::effectiveness() {
    const auto effectivenessOf = [](int events) {
        SnapshotBuilder builder;
        addQuietSessions(builder, 30);
        for (int session = 0; session < events; ++session) {
            for (int turn = 0; turn < 16; ++turn) {
                // All but one help.
                const double later = session == 0 ? 0.4 : 0.8;
                auto& entries = addTurn(builder, "s" + std::to_string(session),
                                        noon - (session + 1) * 24h + turn * 1min, turn < 8 ? 0.4 : later);
                if (turn == 7)
                    entries.learning("tuning");
            }
        }
        return evolutionFigures(builder.build(), {});
    };
    QCOMPARE(effectivenessOf(4).judgedEvents, std::size_t{4});
    QVERIFY(std::isnan(effectivenessOf(4).effectiveness));
    QVERIFY(isClose(effectivenessOf(5).effectiveness, 0.8));
    QVERIFY(std::isnan(effectivenessOf(3).kinds[love].p));
    QVERIFY(effectivenessOf(3).kinds[love].helped == Helped::TooFew);
    QVERIFY(effectivenessOf(4).kinds[love].helped == Helped::Yes);
    QVERIFY(isClose(effectivenessOf(5).kinds[love].effect, 0.32));
    QVERIFY(effectivenessOf(5).kinds[love].helped == Helped::Yes);
}

void TestEvolution::nothing() {
    const EvolutionFigures figures = evolutionFigures(SnapshotBuilder().build(), {});
    QCOMPARE(figures.events, std::size_t{0});
    QVERIFY(std::isnan(figures.eventsPerDay) && std::isnan(figures.effectiveness));
    QVERIFY(figures.timeline.empty() && figures.kinds.empty());
}

void TestEvolution::stopped() {
    SnapshotBuilder builder;
    builder.turn("s", noon).learning("x");
    std::stop_source source;
    source.request_stop();
    QCOMPARE(evolutionFigures(builder.build(), {}, source.get_token()).events, std::size_t{0});
}

QTEST_APPLESS_MAIN(TestEvolution)
#include "tst_evolution.moc"
