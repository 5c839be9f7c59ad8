// SPDX-License-Identifier: GPL-3.0-or-later
// The values: keys that survive a move, changes, merging, finding, the markers of a log; and JSON Lines.
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "support/snapshot_builder.h"
#include "ui/workspace/annotation_lines.h"
#include "ui/workspace/annotation_set.h"

using namespace moie;
using namespace moie::ui;
using namespace std::chrono_literals;

namespace {

const Time start = fromUnixSeconds(1'763'600'000);

TurnKey turnAt(std::uint32_t number, Time time = start) {
    return {"7cf65b9b", number, time};
}

QStringList textsOf(const std::vector<TimeMarker>& markers) {
    QStringList texts;
    for (const TimeMarker& marker : markers)
        texts += marker.text;
    return texts;
}

} // namespace

class TestAnnotationSet : public QObject {
    Q_OBJECT

private slots:
    void namesATurnByItsOpeningEntry();
    void changesOnlyWhatIsSaid();
    void forgetsATurnWithNothingLeft();
    void takesTheLaterStateOfTwo();
    void findsByText();
    void keepsMarkersWithTheirSessions();
    void givesMarkersOfAnEmptyLogToItsDirectory();
    void roundTripsThroughJsonLines();
    void takesAllLinesOrNone_data();
    void takesAllLinesOrNone();
    void writesAFileForItsOwnerAlone();
};

void TestAnnotationSet::namesATurnByItsOpeningEntry() {
    SnapshotBuilder builder;
    builder.turn("alice", start).response({0.5, 0.5, 0.5, 0.5, 0.5}); // n = 1, 2
    builder.turn("alice", start + 1min);                              // n = 3
    const Snapshot snapshot = builder.build();
    const auto& turns = snapshot.sessions[0]->blocks[0]->turns;
    QCOMPARE(keyOf(snapshot, SessionIndex{0}, turns[0].opening), (TurnKey{"alice", 1, start}));
    QCOMPARE(keyOf(snapshot, SessionIndex{0}, turns[1].opening), (TurnKey{"alice", 3, start + 1min}));
}

void TestAnnotationSet::changesOnlyWhatIsSaid() {
    AnnotationSet set;
    set.apply(TurnChange{.turn = turnAt(1), .note = QStringLiteral("why?"), .at = start});
    set.apply(TurnChange{.turn = turnAt(1), .bookmarked = true, .at = start + 1s});
    set.apply(TurnChange{.turn = turnAt(1), .judgement = Judgement::FalseAlarm, .at = start + 2s});
    QCOMPARE(set.turns.size(), std::size_t{1});
    QCOMPARE(*set.of(turnAt(1)), (TurnNotes{true, QStringLiteral("why?"), Judgement::FalseAlarm, start + 2s}));
    QVERIFY(!set.of(turnAt(2)));
    QVERIFY(!set.of(turnAt(1, start + 1s)));
}

void TestAnnotationSet::forgetsATurnWithNothingLeft() {
    AnnotationSet set;
    set.apply(TurnChange{.turn = turnAt(1), .bookmarked = true, .at = start});
    set.apply(TurnChange{.turn = turnAt(1), .bookmarked = false, .at = start});
    QVERIFY(set.turns.empty());
    set.apply(TimeMarker{.id = QStringLiteral("m"), .time = start, .text = QStringLiteral("new prompt")});
    set.apply(MarkerRemoval{QStringLiteral("m")});
    QVERIFY(set.markers.empty());
}

void TestAnnotationSet::takesTheLaterStateOfTwo() {
    AnnotationSet mine;
    mine.apply(TurnChange{.turn = turnAt(1), .note = QStringLiteral("mine, later"), .at = start + 1s});
    mine.apply(TurnChange{.turn = turnAt(2), .note = QStringLiteral("mine, earlier"), .at = start});
    AnnotationSet other;
    other.apply(TurnChange{.turn = turnAt(1), .note = QStringLiteral("other, earlier"), .at = start});
    other.apply(TurnChange{.turn = turnAt(2), .note = QStringLiteral("other, later"), .at = start + 1s});
    other.apply(TurnChange{.turn = turnAt(3), .bookmarked = true, .at = start});
    mine.merge(other);
    QCOMPARE(mine.of(turnAt(1))->note, QStringLiteral("mine, later"));
    QCOMPARE(mine.of(turnAt(2))->note, QStringLiteral("other, later"));
    QVERIFY(mine.of(turnAt(3))->bookmarked);
}

void TestAnnotationSet::findsByText() {
    AnnotationSet set;
    set.apply(TurnChange{.turn = turnAt(1, start + 1h), .note = QStringLiteral("Ask ÜBER this"), .at = start});
    set.apply(TurnChange{.turn = turnAt(9, start), .note = QStringLiteral("über alles"), .at = start});
    set.apply(TurnChange{.turn = turnAt(2), .note = QStringLiteral("unter"), .at = start});
    set.apply(TimeMarker{.id = QStringLiteral("m"), .time = start, .text = QStringLiteral("Über prompt")});
    QCOMPARE(set.turnsWith(QStringLiteral("über")), (std::vector{turnAt(9, start), turnAt(1, start + 1h)}));
    QCOMPARE(textsOf(set.markersWith(QStringLiteral("PROMPT"))), QStringList{QStringLiteral("Über prompt")});
    QVERIFY(set.turnsWith(QStringLiteral("nowhere")).empty());
}

void TestAnnotationSet::keepsMarkersWithTheirSessions() {
    SnapshotBuilder builder;
    builder.turn("one", start);
    builder.turn("two", start + 1h);
    const Snapshot log = builder.build();
    SnapshotBuilder otherBuilder;
    otherBuilder.turn("three", start);
    const Snapshot otherLog = otherBuilder.build();

    const QString here = QStringLiteral("/logs/a");
    const TimeMarker before = makeTimeMarker(log, here, start - 1h, QStringLiteral("before"));
    const TimeMarker between = makeTimeMarker(log, here, start + 30min, QStringLiteral("between"));
    const TimeMarker after = makeTimeMarker(log, here, start + 2h, QStringLiteral("after"));
    QCOMPARE(before.session, std::string("one"));
    QCOMPARE(between.session, std::string("one"));
    QCOMPARE(after.session, std::string("two"));
    AnnotationSet set;
    for (const TimeMarker& marker : {after, before, between})
        set.apply(marker);
    const QStringList all{QStringLiteral("before"), QStringLiteral("between"), QStringLiteral("after")};
    QCOMPARE(textsOf(set.markersOf(log, here)), all);
    QCOMPARE(textsOf(set.markersOf(log, QStringLiteral("/moved/elsewhere"))), all);
    QVERIFY(set.markersOf(otherLog, here).empty());
}

void TestAnnotationSet::givesMarkersOfAnEmptyLogToItsDirectory() {
    const QString here = QStringLiteral("/logs/a");
    AnnotationSet set;
    set.apply(makeTimeMarker(SnapshotBuilder().build(), here, start, QStringLiteral("set up")));
    SnapshotBuilder builder;
    builder.turn("one", start + 1h);
    QCOMPARE(textsOf(set.markersOf(builder.build(), here)), QStringList{QStringLiteral("set up")});
    QVERIFY(set.markersOf(builder.build(), QStringLiteral("/logs/b")).empty());
}

void TestAnnotationSet::roundTripsThroughJsonLines() {
    AnnotationSet set;
    const QString hostile = QStringLiteral("\"a\\\n<img src=x>\u202e\t\u0001😀 ü");
    set.apply(TurnChange{.turn = {"dec/älice\n", 0, Time(1'763'600'000'123'456'789ns)},
                         .bookmarked = true,
                         .note = hostile,
                         .judgement = Judgement::Missed,
                         .at = Time(-1ns)});
    set.apply(TurnChange{.turn = turnAt(4294967295), .judgement = Judgement::FalseAlarm, .at = start});
    set.apply(
        TimeMarker{QStringLiteral("id"), Time(1'763'600'000'000'000'001ns), hostile, "s", QStringLiteral("/l"), start});
    const QByteArray lines = toJsonLines(set);
    QCOMPARE(lines.count('\n'), 3);
    const auto read = annotationsFromJsonLines("\n" + lines + "  \n");
    QVERIFY(read);
    QVERIFY(*read == set);
}

void TestAnnotationSet::takesAllLinesOrNone_data() {
    QTest::addColumn<QByteArray>("bad");
    QTest::newRow("cut") << QByteArray(R"({"kind": "turn", "session": "s", "num)");
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("unknown kind") << QByteArray(R"({"kind": "colour"})");
    QTest::newRow("time as a number") << QByteArray(
        R"({"kind":"marker","id":"m","time_ns":1,"text":"","session":"","directory":"","changed_ns":"1"})");
    QTest::newRow("negative n") << QByteArray(
        R"({"kind":"turn","session":"s","number":-1,"time_ns":"1","bookmarked":true,"note":"","judgement":"","changed_ns":"1"})");
    QTest::newRow("unknown judgement") << QByteArray(
        R"({"kind":"turn","session":"s","number":1,"time_ns":"1","bookmarked":true,"note":"","judgement":"odd","changed_ns":"1"})");
}

void TestAnnotationSet::takesAllLinesOrNone() {
    QFETCH(const QByteArray, bad);
    AnnotationSet set;
    set.apply(TurnChange{.turn = turnAt(1), .bookmarked = true, .at = start});
    const auto read = annotationsFromJsonLines(toJsonLines(set) + bad + '\n');
    QVERIFY(!read);
    QVERIFY(read.error().text.find("line 2") != std::string::npos);
}

void TestAnnotationSet::writesAFileForItsOwnerAlone() {
    QTemporaryDir directory;
    const QString file = directory.filePath(QStringLiteral("notes.jsonl"));
    AnnotationSet set;
    set.apply(TurnChange{.turn = turnAt(1), .note = QStringLiteral("x"), .at = start});
    QVERIFY(writeAnnotations(file, set));
    const QFile::Permissions others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(file) & others));
    QVERIFY(*readAnnotations(file) == set);
    const auto missing = readAnnotations(directory.filePath(QStringLiteral("none.jsonl")));
    QVERIFY(!missing && missing.error().path == directory.filePath(QStringLiteral("none.jsonl")).toStdString());
    QVERIFY(!writeAnnotations(directory.filePath(QStringLiteral("no/such/notes.jsonl")), set));
}

QTEST_GUILESS_MAIN(TestAnnotationSet)
#include "tst_annotation_set.moc"
