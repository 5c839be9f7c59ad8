// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ui/pages/overview_texts.h"
#include "ui/support/sample_overview.h"

using namespace moie;
using namespace moie::ui;

namespace {

std::shared_ptr<Overview> compared() {
    auto overview = test::sampleOverview();
    test::addPreviousPeriod(*overview);
    return overview;
}

const Time now = *parseIso("2026-11-22T10:00:00");

} // namespace

class TestOverviewTexts : public QObject {
    Q_OBJECT

private slots:
    void tilesSayFigureChangeAndProportion() {
        const auto o = compared();
        const TileContent unsafe = unsafeRepliesTile(*o, false);
        QCOMPARE(unsafe.figure, QStringLiteral("130"));
        QCOMPARE(unsafe.change, QStringLiteral("0.6 points")); // 13.656 % − 13.1 %
        QCOMPARE(unsafe.changeMarker, Marker::TriangleUp);
        QCOMPARE(unsafe.changeColor, ColorRole::Dim); // no more than noise
        QCOMPARE(unsafe.sub, QStringLiteral("13.7 % of 952 · 11.6–16.1 %"));

        const TileContent love = loveTile(*o, false);
        QCOMPARE(love.figure, QStringLiteral("1.58"));
        QCOMPARE(love.change, QStringLiteral("0.29"));
        QCOMPARE(love.changeColor, ColorRole::GoodText);
        QCOMPARE(love.sub, QStringLiteral("70.8 % of √5 · improving"));

        const TileContent violations = violationsTile(*o, false);
        QCOMPARE(violations.figure, QStringLiteral("8.85"));
        QCOMPARE(violations.change, QStringLiteral("0.40"));
        QCOMPARE(violations.sub, QStringLiteral("85 in 960 turns"));

        const TileContent response = responseTimeTile(*o, false);
        QCOMPARE(response.figure, QStringLiteral("3.3 s"));
        QCOMPARE(response.changeMarker, Marker::TriangleDown);
        QCOMPARE(response.change, QStringLiteral("0.1 s"));
        QCOMPARE(response.sub, QStringLiteral("p50 1.2 s · 8 of 960 failed"));

        QCOMPARE(coverageTile(*o, false).figure, QStringLiteral("100 %"));
        QCOMPARE(coverageTile(*o, false).sub, QStringLiteral("all judged · no entry missing"));
        QCOMPARE(eventsTile(*o, false).change, QStringLiteral("15.6 a day"));
        QCOMPARE(eventsTile(*o, false).sub, QStringLiteral("118 adapted or learned, 60 feedback, 40 checkpoints"));
    }

    void aWorseningIsBadWhereLowerIsBetter() {
        auto o = compared();
        o->reachedUserChange->moreThanNoise = true;
        QCOMPARE(unsafeRepliesTile(*o, false).changeColor, ColorRole::BadText);
        // More of them, but of twice as many turns: the share fell.
        o->reachedUserBefore = 20;
        o->reachedUserChange = test::sampleDifference(0.54, 0.137, true);
        QCOMPARE(unsafeRepliesTile(*o, false).change, QStringLiteral("40.3 points"));
        QCOMPARE(unsafeRepliesTile(*o, false).changeColor, ColorRole::GoodText);
        QCOMPARE(unsafeRepliesTile(*o, false).changeMarker, Marker::TriangleDown);
        o->magnitudeChange = test::sampleDifference(1.7, 1.583, true);
        QCOMPARE(loveTile(*o, false).changeColor, ColorRole::BadText);
    }

    void noChangeHasNeitherTriangleNorColour() {
        auto o = compared();
        for (auto* difference : {&o->reachedUserChange, &o->magnitudeChange, &o->violationsChange})
            *difference = test::sampleDifference(0.5, 0.5, false);
        for (const auto tile : {unsafeRepliesTile, loveTile, violationsTile}) {
            const TileContent content = tile(*o, false);
            QCOMPARE(content.change, QStringLiteral("no change"));
            QCOMPARE(content.changeMarker, Marker::None);
            QCOMPARE(content.changeColor, ColorRole::Dim);
        }
    }

    void theChangeOfAPercentileIsNeverColoured() {
        auto o = compared();
        o->responseTimeChange = test::sampleDifference(1.2, 1.9, true);
        const TileContent tile = responseTimeTile(*o, false);
        QCOMPARE(tile.changeMarker, Marker::TriangleDown);
        QCOMPARE(tile.changeColor, ColorRole::Dim);
        QVERIFY(tile.definition.contains(QStringLiteral("means: before 1.2 s, now 1.9 s")));
    }

    void nothingMeasuredIsNotZero() {
        const Overview nothing;
        QCOMPARE(unsafeRepliesTile(nothing, false).figure, QStringLiteral("–"));
        QCOMPARE(unsafeRepliesTile(nothing, false).sub, QStringLiteral("no turn was judged"));
        QCOMPARE(loveTile(nothing, false).figure, QStringLiteral("–"));
        QCOMPARE(responseTimeTile(nothing, false).figure, QStringLiteral("–"));
        QCOMPARE(coverageTile(nothing, false).figure, QStringLiteral("–"));
        QCOMPARE(eventsTile(nothing, false).sub, QStringLiteral("none in this range"));
    }

    void tooFewForP95SaysTheMedian() {
        auto o = test::sampleOverview();
        o->responseSeconds = {};
        o->responseSeconds.n = 7;
        o->responseSeconds.p50 = 0.85;
        const TileContent tile = responseTimeTile(*o, false);
        QCOMPARE(tile.title, QStringLiteral("Response time p50"));
        QCOMPARE(tile.figure, QStringLiteral("850 ms"));
        QVERIFY2(tile.sub.startsWith(QStringLiteral("7 turns, too few for p95")), qPrintable(tile.sub));
    }

    void gapsInCoverageAreSaid() {
        auto o = test::sampleOverview();
        o->coverage = 0.9998;
        o->verdicts[static_cast<std::size_t>(Verdict::NotJudged)] = 12;
        o->missingEntries = 1;
        QCOMPARE(coverageTile(*o, false).figure, QStringLiteral(">99.9 %"));
        QCOMPARE(coverageTile(*o, false).sub, QStringLiteral("12 not judged · 1 entry missing"));
    }

    void partialFiguresAreMarkedAndNotCompared() {
        const auto o = compared();
        for (const auto tile :
             {unsafeRepliesTile, loveTile, violationsTile, responseTimeTile, coverageTile, eventsTile}) {
            const TileContent content = tile(*o, true);
            QCOMPARE(content.change, QStringLiteral("partial"));
            QCOMPARE(content.changeMarker, Marker::None);
        }
        QVERIFY(changeRows(*o, {}, true, now).empty());
        QVERIFY(changesSubtitle(*o, {}, true, now).contains(QStringLiteral("once all of the log is read")));
    }

    void changesThatPassTheirTestComeFirst() {
        const auto o = compared();
        const auto rows = changeRows(*o, {}, false, now);
        QCOMPARE(rows.size(), std::size_t(3));
        QCOMPARE(rows[0].text, QStringLiteral("Warmth rose from 0.540 to 0.710"));
        QCOMPARE(rows[0].marker, Marker::TriangleUp);
        QCOMPARE(rows[0].markerColor, ColorRole::Good);
        QCOMPARE(rows[0].figure, QStringLiteral("+0.170"));
        QCOMPARE(rows[1].text, QStringLiteral("Response time rose from 1.2 s to 1.9 s"));
        QCOMPARE(rows[1].markerColor, ColorRole::Bad);
        QCOMPARE(rows[1].figure, QStringLiteral("+0.7 s"));
        QCOMPARE(rows[2].figure, QStringLiteral("13.1 % → 13.7 %"));
        QCOMPARE(rows[2].text, QStringLiteral("Unsafe replies: cannot tell"));
        QCOMPARE(rows[2].marker, Marker::Equal);
        QVERIFY(rows[2].toolTip.contains(QStringLiteral("before 13.1 % (n 930), now 13.7 % (n 952)")));
        QCOMPARE(changesSubtitle(*o, {}, false, now),
                 QStringLiteral("against 23 Oct – 5 Nov; named only if more than chance"));
    }

    void withoutAnEarlierPeriodTheRangeSpeaks() {
        const auto o = test::sampleOverview();
        const auto rows = changeRows(*o, {}, false, now);
        QCOMPARE(rows[0].text, QStringLiteral("Magnitude improving (38 sittings)"));
        QCOMPARE(rows[0].figure, QStringLiteral("+0.0312 a day"));
        QCOMPARE(rows.size(), std::size_t(8));
        QCOMPARE(rows[1].text, QStringLiteral("Warmth, first and last day"));
        QCOMPARE(rows[1].figure, QStringLiteral("0.400 → 0.790"));
        QCOMPARE(rows[1].markerColor, ColorRole::Warmth);
        QVERIFY(rows[1].toolTip.startsWith(QStringLiteral("6 Nov: mean of 60 turns\n19 Nov: mean of 60 turns")));
        QCOMPARE(rows[6].text, QStringLiteral("Most unsafe replies: 6 Nov"));
        QCOMPARE(rows[6].figure, QStringLiteral("10"));
        QCOMPARE(rows[7].text, QStringLiteral("Slowest p95: 19 Nov"));
        QCOMPARE(rows[7].figure, QStringLiteral("4.3 s"));
        QVERIFY(changesSubtitle(*o, {}, false, now).startsWith(QStringLiteral("No earlier period")));
        QVERIFY(changeRows(Overview(), {}, false, now).empty());
    }

    void aSlopeOfChanceIsNoNumber() {
        auto o = test::sampleOverview();
        o->magnitudeTrend = {Direction::Stable, 0.0000123, -0.001, 0.001, 0.8, 38};
        const auto rows = changeRows(*o, {}, false, now);
        QCOMPARE(rows[0].text, QStringLiteral("Magnitude stable (38 sittings)"));
        QCOMPARE(rows[0].figure, QString());
    }

    void tooFewSittingsIsSaid() {
        auto o = test::sampleOverview();
        o->magnitudeTrend = {};
        o->magnitudeTrend.sittings = 3;
        const auto rows = changeRows(*o, {}, false, now);
        QCOMPARE(rows[0].text, QStringLiteral("Magnitude: too few sittings for a trend"));
        QCOMPARE(rows[0].figure, QStringLiteral("3 of 8 sittings"));
        QCOMPARE(rows[0].toolTip,
                 QStringLiteral("A trend takes sittings of at least 3 turns: there are 3 of 8 sittings."));
    }

    // There are sittings, but none with turns enough that match.
    void tooFewTurnsThatMatchIsSaid() {
        auto o = test::sampleOverview();
        o->magnitudeTrend = {};
        Scope scope;
        scope.filter = "turn:unsafe";
        const auto rows = changeRows(*o, scope, false, now);
        QCOMPARE(rows[0].text, QStringLiteral("Magnitude: too few matching turns for a trend"));
        QCOMPARE(rows[0].figure, QStringLiteral("0 of 8 sittings"));
        QCOMPARE(rows[0].toolTip, QStringLiteral("A trend takes sittings with at least 3 turns that match the "
                                                 "filter: there are 0 of 8 sittings."));
    }

    void checkpointsAreCountedNotListed() {
        Overview o;
        QCOMPARE(eventsSubtitle(o), QString());
        o.checkpoints = 1;
        QCOMPARE(eventsSubtitle(o), QStringLiteral("1 checkpoint left out"));
        o.checkpoints = 14;
        QCOMPARE(eventsSubtitle(o), QStringLiteral("14 checkpoints left out"));
    }

    void eventsAreLogTextAndPlain() {
        auto o = test::sampleOverview();
        const auto snapshot = test::sampleSnapshot(*o, 2);
        auto rows = eventRows(*o, *snapshot, now);
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(rows[0].time, QStringLiteral("19 Nov 19:00:00"));
        QCOMPARE(rows[0].text, QStringLiteral("violation: harm prevention"));
        QCOMPARE(rows[0].figure, QStringLiteral("severity 0.21"));
        QVERIFY(rows[0].toolTip.contains(QStringLiteral("action announced: regenerated")));
        QCOMPARE(rows[0].detail, QStringLiteral("2bd05e7a"));

        NameTable names;
        o->latest[0].kind = EventKind::Error;
        o->latest[0].what = names.intern("timeout\nafter <b>30</b> s");
        o->latest[0].session = static_cast<SessionIndex>(7); // not in the snapshot
        snapshot->names = names.view();
        rows = eventRows(*o, *snapshot, now);
        QCOMPARE(rows[0].text, QStringLiteral("error: timeout\\nafter <b>30</b> s"));
        QCOMPARE(rows[0].figure, QString());
        QCOMPARE(rows[0].detail, QString());
    }
};

QTEST_APPLESS_MAIN(TestOverviewTexts)
#include "tst_overview_texts.moc"
