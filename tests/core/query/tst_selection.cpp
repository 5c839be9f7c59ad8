// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <moie/query/matching.h>
#include <moie/query/selection.h>
#include <moie/query/vocabulary.h>

#include "support/snapshot_builder.h"

using namespace std::chrono_literals;
using namespace moie;

namespace {

const Time noon = fromUnixSeconds(1795172400);

// "session number" of the turns in scope, in the order in which they are visited.
QStringList turnsOf(const Snapshot& snapshot, const Scope& scope) {
    QStringList found;
    const bool complete = forEachTurn(snapshot, scope, {}, [&](const SelectedTurn& selected) {
        const std::string_view id = snapshot.name(selected.session->id);
        found << QString("%1 %2")
                     .arg(QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size())))
                     .arg(selected.number);
    });
    return complete ? found : QStringList{"stopped"};
}

} // namespace

class TestSelection : public QObject {
    Q_OBJECT

private slots:
    void everything();
    void rangeIsHalfOpenAndGoesByTheOpening();
    void sessionByItsBeginning();
    void skipsSessionsOutside();
    void turnsAcrossBlocks();
    void clockSetBack();
    void entriesOfATurn();
    void looseEntriesGoByTheirOwnTime();
    void stops();
    void turnAtAMoment();
    void turnWithAnEntry();
    void anExampleFindsATurn();
};

void TestSelection::anExampleFindsATurn() {
    SnapshotBuilder builder;
    auto turn = [&, at = noon](bool safe) mutable -> SnapshotBuilder::Entries& {
        return builder.turn("a", at += 1min).response({1, 1, 1, 1, 1}, 1.0).evaluation(safe, {});
    };
    const auto finds = [&](const char* expected) {
        const Snapshot snapshot = builder.build();
        const std::string example = exampleFilter(snapshot);
        QCOMPARE(example, std::string(expected));
        const auto filter = parseFilter(example, noon);
        QVERIFY(filter.has_value());
        const TurnMatches matches = matchTurns(snapshot, *filter, {});
        bool found = false;
        for (std::size_t number = 1; number <= snapshot.sessions[0]->turnCount; ++number)
            found = found || matches.turns->hasTurn(SessionIndex{0}, number);
        QVERIFY(found);
    };
    QCOMPARE(exampleFilter(builder.build()), std::string());
    turn(true).provisional();
    QCOMPARE(exampleFilter(builder.build()), std::string());
    turn(true);
    finds("turn:clear");
    turn(true).flags("hope, sleep");
    finds("turn:clear context:hope");
    turn(true).flags("late night");
    turn(true).flags("late night, sleep");
    finds("turn:clear context:\"late night\"");
    // Unsafe ones come first, however few; a flag's name may be too long to be read.
    turn(false).flags("a flag with a very long name indeed");
    finds("turn:unsafe");
    turn(false).flags("grief");
    turn(false).flags("grief");
    finds("turn:unsafe context:grief");
}

void TestSelection::turnWithAnEntry() {
    SnapshotBuilder builder;
    builder.turn("a", noon).after(1s).response({1, 1, 1, 1, 1});
    builder.turn("a", noon + 1h).after(1s).response({1, 1, 1, 1, 1}).evaluation(true, {});
    builder.loose("a", noon + 2h).feedback(0.5);
    const Snapshot snapshot = builder.build();
    const SessionIndex session{0};
    std::size_t visited = 0;
    forEachTurn(snapshot, {}, {}, [&](const SelectedTurn& selected) {
        for (const TurnEntry& entry : selected.entries()) {
            ++visited;
            const auto found = turnWith(snapshot, session, entry.id);
            QVERIFY(found);
            QCOMPARE(found->number, selected.number);
        }
    });
    QVERIFY(visited > 2);
    QVERIFY(!turnWith(snapshot, session, snapshot.sessions[0]->loose->front().id()));
    QVERIFY(!turnWith(snapshot, session, noEntry));
}

void TestSelection::everything() {
    SnapshotBuilder builder;
    builder.turn("b", noon);
    builder.turn("a", noon - 1h);
    builder.turn("b", noon + 1h);
    const Snapshot snapshot = builder.build();
    QCOMPARE(turnsOf(snapshot, {}), (QStringList{"b 1", "b 2", "a 1"}));
    QCOMPARE(turnsOf(Snapshot(), {}), QStringList());
}

void TestSelection::rangeIsHalfOpenAndGoesByTheOpening() {
    SnapshotBuilder builder;
    // Opened before the range, answered in it.
    builder.turn("a", noon - 1ns).after(10s).response({1, 1, 1, 1, 1});
    builder.turn("a", noon);
    builder.turn("a", noon + 1h - 1ns);
    builder.turn("a", noon + 1h);
    const Snapshot snapshot = builder.build();
    QCOMPARE(turnsOf(snapshot, {{noon, noon + 1h}, {}}), (QStringList{"a 2", "a 3"}));
    QCOMPARE(turnsOf(snapshot, {{noon, std::nullopt}, {}}), (QStringList{"a 2", "a 3", "a 4"}));
    QCOMPARE(turnsOf(snapshot, {{std::nullopt, noon}, {}}), (QStringList{"a 1"}));
    QCOMPARE(turnsOf(snapshot, {{noon, noon}, {}}), QStringList());
}

void TestSelection::sessionByItsBeginning() {
    SnapshotBuilder builder;
    for (const char* session : {"4f1c-a", "4f1c-b", "4f2", "decisions/eve"})
        builder.turn(session, noon);
    const Snapshot snapshot = builder.build();
    QCOMPARE(turnsOf(snapshot, {{}, "4f1c"}), (QStringList{"4f1c-a 1", "4f1c-b 1"}));
    QCOMPARE(turnsOf(snapshot, {{}, "4f2"}), (QStringList{"4f2 1"}));
    QCOMPARE(turnsOf(snapshot, {{}, "f1c"}), QStringList());
}

void TestSelection::skipsSessionsOutside() {
    SnapshotBuilder builder;
    builder.turn("before", noon - 2h);
    builder.turn("in", noon);
    builder.turn("over", noon - 2h);
    builder.turn("over", noon + 3h);
    builder.turn("after", noon + 1h);
    const Snapshot snapshot = builder.build();
    const Scope scope{{noon - 1h, noon + 1h}, {}};
    const auto sessions = sessionsInScope(snapshot, scope);
    QCOMPARE(sessions.size(), std::size_t{2}); // "over" overlaps, though no turn of it is in scope
    QCOMPARE(turnsOf(snapshot, scope), (QStringList{"in 1"}));
}

void TestSelection::turnsAcrossBlocks() {
    SnapshotBuilder builder;
    for (int i = 0; i < 600; ++i)
        builder.turn("a", noon + i * 1s);
    const Snapshot snapshot = builder.build();
    QCOMPARE(snapshot.sessions[0]->blocks.size(), std::size_t{3});
    const QStringList found = turnsOf(snapshot, {{noon + 255s, noon + 514s}, {}});
    QCOMPARE(found.size(), 259);
    QCOMPARE(found.front(), "a 256");
    QCOMPARE(found.back(), "a 514");
}

void TestSelection::clockSetBack() {
    SnapshotBuilder builder;
    for (int i = 0; i < 300; ++i)
        builder.turn("a", i == 100 ? noon : noon + 1h + i * 1s);
    QCOMPARE(turnsOf(builder.build(), {{noon, noon + 1s}, {}}), (QStringList{"a 101"}));
}

void TestSelection::entriesOfATurn() {
    SnapshotBuilder builder;
    builder.turn("a", noon).response({1, 1, 1, 1, 1});
    builder.turn("a", noon + 1min).violation("harm").repeat().violation("harm").response({0, 0, 0, 0, 0});
    std::vector<std::size_t> sizes;
    std::vector<Kind> kinds;
    forEachTurn(builder.build(), {}, {}, [&](const SelectedTurn& selected) {
        sizes.push_back(selected.entries().size());
        for (const TurnEntry& entry : selected.entries())
            kinds.push_back(entry.kind);
        QCOMPARE(selected.turn->opening, selected.entries().front().id);
    });
    QVERIFY((sizes == std::vector<std::size_t>{2, 4}));
    QVERIFY((kinds == std::vector<Kind>{Kind::UserInput, Kind::Response, Kind::UserInput, Kind::Violation,
                                        Kind::Violation, Kind::Response}));
}

void TestSelection::looseEntriesGoByTheirOwnTime() {
    SnapshotBuilder builder;
    builder.turn("a", noon);
    builder.loose("a", noon - 1ns).error("early");
    builder.loose("a", noon).checkpoint().after(1h).feedback(0.5);
    builder.loose("b", noon + 5s).checkpoint();
    const Snapshot snapshot = builder.build();
    const auto kindsIn = [&](const Scope& scope) {
        std::vector<Kind> kinds;
        forEachLooseEntry(snapshot, scope, {}, [&](const LooseEntry& loose) { kinds.push_back(loose.entry.kind); });
        return kinds;
    };
    QVERIFY((kindsIn({}) == std::vector<Kind>{Kind::SystemError, Kind::Checkpoint, Kind::Feedback, Kind::Checkpoint}));
    QVERIFY((kindsIn({{noon, noon + 1h}, {}}) == std::vector<Kind>{Kind::Checkpoint, Kind::Checkpoint}));
    QVERIFY((kindsIn({{noon, noon + 2h}, "a"}) == std::vector<Kind>{Kind::Checkpoint, Kind::Feedback}));
}

void TestSelection::stops() {
    SnapshotBuilder builder;
    for (const char* session : {"a", "b", "c"})
        builder.turn(session, noon);
    const Snapshot snapshot = builder.build();
    std::stop_source source;
    int visited = 0;
    const bool complete = forEachTurn(snapshot, {}, source.get_token(), [&](const SelectedTurn&) {
        ++visited;
        source.request_stop();
    });
    QVERIFY(!complete);
    QCOMPARE(visited, 1);
}

void TestSelection::turnAtAMoment() {
    SnapshotBuilder builder;
    builder.turn("a", noon);
    builder.turn("a", noon + 3h);
    builder.turn("b", noon + 1h);
    builder.turn("c", noon - 2h);
    const Snapshot snapshot = builder.build();
    const auto at = [&](const Scope& scope, Time time) {
        const auto found = turnAt(snapshot, scope, time);
        if (!found)
            return QString();
        return QString::fromStdString(std::string(snapshot.name(found->session->id))) + QLatin1Char(' ') +
               QString::number(found->number);
    };
    QCOMPARE(at({}, noon), QStringLiteral("a 1"));
    QCOMPARE(at({}, noon + 2h), QStringLiteral("b 1"));
    QCOMPARE(at({}, noon + 3h - 1ns), QStringLiteral("b 1"));
    QCOMPARE(at({}, noon + 9h), QStringLiteral("a 2"));
    QCOMPARE(at({}, noon - 1h), QStringLiteral("c 1"));
    // None opened by then: the first one after.
    QCOMPARE(at({}, noon - 3h), QStringLiteral("c 1"));
    QCOMPARE(at({{noon + 1ns, std::nullopt}, {}}, noon - 3h), QStringLiteral("b 1"));
    QCOMPARE(at({{}, "a"}, noon + 2h), QStringLiteral("a 1"));
    QCOMPARE(at({{noon + 5h, std::nullopt}, {}}, noon), QString());
}

QTEST_APPLESS_MAIN(TestSelection)
#include "tst_selection.moc"
