// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <moie/analytics/overview.h>

#include "support/log_lines.h"
#include "support/snapshot_builder.h"
#include "ui/workspace/figures_query.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

using namespace moie;
using namespace moie::ui;
using namespace std::chrono_literals;

namespace {

const Time start = fromUnixSeconds(1'763'600'000);

// `turns` turns, a minute apart from `start` on.
SnapshotPtr snapshotOf(int turns, std::uint64_t generation = 1) {
    SnapshotBuilder builder;
    for (int i = 0; i < turns; ++i)
        builder.turn("s", start + i * 1min).response({0.5, 0.5, 0.5, 0.5, 0.5}, 1.0);
    auto snapshot = std::make_shared<Snapshot>(builder.build());
    snapshot->generation = generation;
    return snapshot;
}

// What an overview that is looked at shows of the workspace's subjects.
struct Answers {
    explicit Answers(Workspace& workspace)
        : query(
              workspace,
              [](const Snapshot& snapshot, const Scope& of, std::stop_token) { return overview(snapshot, of); },
              [this](const std::shared_ptr<const Overview>& overview, const Subject& subject) {
                  ++count;
                  turns = overview->turns;
                  generation = subject.snapshot->generation;
                  scope = subject.scope;
              }) {
        query.setActive(true);
    }

    FiguresQuery<Overview> query;
    int count = 0;
    std::size_t turns = 0;
    std::uint64_t generation = 0;
    Scope scope;
};

} // namespace

class TestWorkspace : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_directory = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<Settings>(m_directory->filePath("settings.ini"));
    }
    void answersForTheNewestSnapshot();
    void answersForTheChosenScope();
    void movesRelativeRangesWithTheClock();
    void firstOpensOnAll();
    void remembersTheRangeByDirectory();
    void commandLineRangeIsNotRemembered();
    void walksBackAndForward();
    void answersAFilterOnceForAll();
    void saysWhenAFilterIsAnsweredNoMore();
    void asksWithoutTheAnswerWhereItIsNotNeeded();
    void refusesAWrongFilter();
    void asksNothingWhileNobodyLooks();
    void asksAnotherQuestionOfTheSameSubject();
    void knowsTheLastVisit();
    void readsAndFollowsADirectory();
    void forgetsTheDirectoryItLeaves();
    void forgetsADirectoryThatIsMadeAnew();
    void saysThatADirectoryIsMissing();
    void remembersWhatCouldBeRead();

private:
    QString logs(const char* name) const { return m_directory->filePath(QLatin1String(name)); }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Settings> m_settings;
};

void TestWorkspace::answersForTheNewestSnapshot() {
    Workspace workspace(*m_settings);
    const Answers answers(workspace);
    QSignalSpy published(&workspace, &Workspace::snapshotPublished);
    workspace.openUnwatched(logs("a"));
    for (std::uint64_t i = 1; i <= 100; ++i)
        workspace.receive(snapshotOf(static_cast<int>(i), i));
    QTRY_COMPARE(answers.generation, 100u);
    QCOMPARE(answers.turns, std::size_t{100});
    QCOMPARE(published.count(), 100);
    // All hundred came in one turn of the event loop: the first was asked for at once, the last after a pause.
    QCOMPARE(answers.count, 2);
}

void TestWorkspace::answersForTheChosenScope() {
    ManualClock clock(start + 10min);
    Workspace workspace(*m_settings, clock);
    const Answers answers(workspace);
    workspace.openUnwatched(logs("a"));
    workspace.receive(snapshotOf(10));
    QTRY_COMPARE(answers.turns, std::size_t{10});

    QSignalSpy places(&workspace, &Workspace::placeChanged);
    const RangeChoice middle = RangeChoice::between({start + 2min, start + 5min});
    workspace.setRangeChoice(middle);
    QCOMPARE(places.count(), 1);
    workspace.setRangeChoice(middle);
    QCOMPARE(places.count(), 1);
    QTRY_COMPARE(answers.turns, std::size_t{3});
    QCOMPARE(answers.scope, (Scope{{start + 2min, start + 5min}, ""}));

    workspace.setSession("other");
    QTRY_COMPARE(answers.turns, std::size_t{0});
    workspace.setSession("");
    workspace.setRangeChoice(RangeChoice::between({})); // as of a chart that shows all again
    QCOMPARE(workspace.place().range, RangeChoice::all());
    QTRY_COMPARE(answers.turns, std::size_t{10});
}

void TestWorkspace::movesRelativeRangesWithTheClock() {
    ManualClock clock(start + 1h);
    Workspace workspace(*m_settings, clock);
    const Answers answers(workspace);
    workspace.openUnwatched(logs("a"));
    workspace.setRangeChoice(RangeChoice::last(1h));
    QCOMPARE(workspace.scope().range, (TimeRange{start, start + 1h}));
    workspace.receive(snapshotOf(10, 1));
    QTRY_COMPARE(answers.turns, std::size_t{10});

    clock.advance(4min);
    QCOMPARE(workspace.scope().range, (TimeRange{start + 4min, start + 64min}));
    workspace.receive(snapshotOf(10, 2));
    QTRY_COMPARE(answers.generation, 2u);
    QCOMPARE(answers.turns, std::size_t{6});
}

void TestWorkspace::firstOpensOnAll() {
    Workspace workspace(*m_settings);
    workspace.openUnwatched(logs("a"));
    QCOMPARE(workspace.rangeChoice(), RangeChoice::all());
    QCOMPARE(workspace.scope(), Scope{});
}

void TestWorkspace::remembersTheRangeByDirectory() {
    {
        Workspace workspace(*m_settings);
        workspace.openUnwatched(logs("a"));
        workspace.setRangeChoice(RangeChoice::last(24h));
        workspace.openUnwatched(logs("b"));
        QCOMPARE(workspace.rangeChoice(), RangeChoice::all());
    }
    Workspace workspace(*m_settings);
    workspace.openUnwatched(logs("a"));
    QCOMPARE(workspace.rangeChoice(), RangeChoice::last(24h));
}

void TestWorkspace::commandLineRangeIsNotRemembered() {
    {
        Workspace workspace(*m_settings);
        workspace.openUnwatched(logs("a"));
        Place place = workspace.place();
        place.range = RangeChoice::last(24h);
        workspace.begin(place);
        QCOMPARE(workspace.rangeChoice(), RangeChoice::last(24h));
    }
    Workspace workspace(*m_settings);
    workspace.openUnwatched(logs("a"));
    QCOMPARE(workspace.rangeChoice(), RangeChoice::all());
}

void TestWorkspace::remembersWhatCouldBeRead() {
    Workspace workspace(*m_settings);
    workspace.openUnwatched(logs("a file"));
    auto unreadable = std::make_shared<Snapshot>(*snapshotOf(0));
    unreadable->problem = Error{ErrorCode::NotADirectory, "is a file", {}, {}};
    workspace.receive(unreadable);
    QCOMPARE(m_settings->recents(), QStringList());
    // Made a directory since.
    workspace.receive(snapshotOf(1, 2));
    workspace.openUnwatched(logs("another"));
    QCOMPARE(m_settings->recents(), QStringList{logs("a file")});
}

void TestWorkspace::walksBackAndForward() {
    ManualClock clock(start + 10min);
    Workspace workspace(*m_settings, clock);
    const Answers answers(workspace);
    workspace.openUnwatched(logs("a"));
    workspace.receive(snapshotOf(10));
    QVERIFY(!workspace.canGoBack());
    workspace.setRangeChoice(RangeChoice::between({start, start + 5min}));
    workspace.setPage("safety");
    workspace.selectTurn(TurnPlace{SessionIndex{0}, EntryId{4}});
    QTRY_COMPARE(answers.turns, std::size_t{5});

    workspace.back();
    QVERIFY(!workspace.place().turn);
    workspace.back();
    QCOMPARE(workspace.place().page, QString());
    QCOMPARE(workspace.rangeChoice(), RangeChoice::between({start, start + 5min}));
    workspace.back();
    QTRY_COMPARE(answers.turns, std::size_t{10});
    QVERIFY(!workspace.canGoBack());
    workspace.forward();
    workspace.forward();
    QCOMPARE(workspace.place().page, QString("safety"));
    // Somewhere new forgets what lay ahead.
    workspace.setSession("s");
    QVERIFY(!workspace.canGoForward());
    // Another directory is another walk.
    workspace.openUnwatched(logs("b"));
    QVERIFY(!workspace.canGoBack());
    QCOMPARE(workspace.place().page, QString("safety"));
}

void TestWorkspace::answersAFilterOnceForAll() {
    Workspace workspace(*m_settings);
    const Answers first(workspace);
    const Answers second(workspace);
    workspace.openUnwatched(logs("a"));
    SnapshotBuilder builder;
    for (int i = 0; i < 6; ++i)
        builder.turn("s", start + i * 1min).response({0.5, 0.5, 0.5, 0.5, 0.5}, i < 2 ? 9.0 : 1.0);
    workspace.receive(std::make_shared<Snapshot>(builder.build()));
    QVERIFY(!workspace.setFilter("duration>5s"));
    QTRY_COMPARE(first.turns, std::size_t{2});
    QTRY_COMPARE(second.turns, std::size_t{2});
    QVERIFY(first.scope.filtered);
    QCOMPARE(first.scope.filtered, second.scope.filtered);
    QCOMPARE(workspace.subject()->scope.filtered, first.scope.filtered);

    // The answer holds for another time, and is not asked for again.
    workspace.setRangeChoice(RangeChoice::between({start + 1min, std::nullopt}));
    QTRY_COMPARE(first.turns, std::size_t{1});
    QCOMPARE(workspace.subject()->scope.filtered, second.scope.filtered);
    QVERIFY(!workspace.setFilter(""));
    QTRY_COMPARE(first.turns, std::size_t{5});
}

void TestWorkspace::saysWhenAFilterIsAnsweredNoMore() {
    Workspace workspace(*m_settings);
    workspace.openUnwatched(logs("a"));
    workspace.receive(snapshotOf(3));
    const QSignalSpy answering(&workspace, &Workspace::filterAnswering);
    QVERIFY(!workspace.setFilter("duration>5s"));
    QCOMPARE(answering.count(), 1);
    QVERIFY(answering.last().front().toBool());
    // Taken back before the answer came.
    QVERIFY(!workspace.setFilter(""));
    QVERIFY(!answering.last().front().toBool());
    QVERIFY(!workspace.setFilter("duration>4s"));
    QVERIFY(answering.last().front().toBool());
    workspace.openUnwatched(logs("b"));
    QVERIFY(!answering.last().front().toBool());
    QCOMPARE(answering.count(), 4);
}

void TestWorkspace::asksWithoutTheAnswerWhereItIsNotNeeded() {
    Workspace workspace(*m_settings);
    std::vector<Subject> asked;
    SubjectQuery query(
        workspace,
        [&](const Subject& subject, const std::stop_token&) -> LatestQuery::Deliver {
            return [&asked, subject] { asked.push_back(subject); };
        },
        SubjectQuery::Filter::Unanswered);
    query.setActive(true);
    workspace.openUnwatched(logs("a"));
    workspace.receive(snapshotOf(3));
    QTRY_COMPARE(asked.size(), std::size_t{1});
    const QSignalSpy replaced(&workspace, &Workspace::unansweredReplaced);
    const QSignalSpy answered(&workspace, &Workspace::subjectReplaced);
    QVERIFY(!workspace.setFilter("turn:clear"));
    QCOMPARE(replaced.count(), 1); // at once
    QVERIFY(!workspace.subject());
    QTRY_COMPARE(asked.size(), std::size_t{2});
    QCOMPARE(asked.back().scope.filter, std::string("turn:clear"));
    QVERIFY(!asked.back().scope.filtered);
    // That the answer came is nothing new.
    QTRY_COMPARE(answered.count(), 2);
    QVERIFY(workspace.subject()->scope.filtered);
    QCOMPARE(replaced.count(), 1);
    workspace.openUnwatched(logs("b"));
    QVERIFY(!workspace.unanswered());
}

void TestWorkspace::refusesAWrongFilter() {
    Workspace workspace(*m_settings);
    workspace.openUnwatched(logs("a"));
    const auto error = workspace.setFilter("severity>much");
    QVERIFY(error);
    QCOMPARE(error->place.at, std::size_t{9});
    QCOMPARE(workspace.place().filter, std::string());
}

void TestWorkspace::asksNothingWhileNobodyLooks() {
    Workspace workspace(*m_settings);
    Answers answers(workspace);
    answers.query.setActive(false);
    const Answers other(workspace);
    workspace.openUnwatched(logs("a"));
    workspace.receive(snapshotOf(3));
    QTRY_COMPARE(other.turns, std::size_t{3});
    QCOMPARE(answers.count, 0);
    answers.query.setActive(true);
    QTRY_COMPARE(answers.turns, std::size_t{3});
    // Nothing is new: it is not asked again.
    answers.query.setActive(false);
    answers.query.setActive(true);
    workspace.receive(snapshotOf(4, 2));
    QTRY_COMPARE(answers.turns, std::size_t{4});
    QCOMPARE(answers.count, 2);
}

void TestWorkspace::asksAnotherQuestionOfTheSameSubject() {
    Workspace workspace(*m_settings);
    Answers answers(workspace);
    workspace.openUnwatched(logs("a"));
    workspace.receive(snapshotOf(3));
    QTRY_COMPARE(answers.turns, std::size_t{3});
    answers.query.setCompute([](const Snapshot&, const Scope&, std::stop_token) {
        Overview overview;
        overview.turns = 77;
        return overview;
    });
    QTRY_COMPARE(answers.turns, std::size_t{77});
}

void TestWorkspace::knowsTheLastVisit() {
    ManualClock clock(start);
    {
        Workspace workspace(*m_settings, clock);
        workspace.openUnwatched(logs("a"));
        QVERIFY(!workspace.lastVisit());
        clock.advance(2h);
    }
    Workspace workspace(*m_settings, clock);
    clock.advance(3h);
    workspace.openUnwatched(logs("a"));
    QCOMPARE(workspace.lastVisit(), std::optional(start + 2h));
    workspace.setRangeChoice(RangeChoice::sinceLastVisit());
    QCOMPARE(workspace.scope().range, (TimeRange{start + 2h, std::nullopt}));
}

void TestWorkspace::readsAndFollowsADirectory() {
    const std::string file = logs("a/interactions/interaction_2025-11-20.jsonl").toStdString();
    logLines::Writer writer("s");
    logLines::append(file, writer.user("hello").evaluated(true).responded().take());
    Workspace workspace(*m_settings);
    const Answers answers(workspace);
    workspace.open(logs("a"));
    QTRY_VERIFY(workspace.snapshot() && workspace.snapshot()->load.complete);
    QCOMPARE(workspace.snapshot()->counts.lines.accepted, 3u);

    logLines::append(file, writer.user("more").take());
    QTRY_COMPARE(workspace.snapshot()->counts.lines.accepted, 4u);
    QTRY_COMPARE(answers.generation, workspace.snapshot()->generation);
}

void TestWorkspace::forgetsTheDirectoryItLeaves() {
    for (const char* name : {"a", "b"})
        logLines::append((logs(name) + "/x.jsonl").toStdString(), logLines::Writer(name).user("hello").take());
    Workspace workspace(*m_settings);
    QStringList seen;
    connect(&workspace, &Workspace::snapshotPublished, &workspace, [&](const SnapshotPtr& snapshot) {
        if (!seen.contains(QString::fromStdString(snapshot->directory)))
            seen += QString::fromStdString(snapshot->directory);
    });
    workspace.open(logs("a"));
    workspace.open(logs("b"));
    QVERIFY(!workspace.snapshot());
    QTRY_VERIFY(workspace.snapshot() && workspace.snapshot()->load.complete);
    QCOMPARE(workspace.directory(), logs("b"));
    QCOMPARE(seen, QStringList({logs("b")}));
}

void TestWorkspace::forgetsADirectoryThatIsMadeAnew() {
    const std::string file = (logs("a") + "/x.jsonl").toStdString();
    logLines::append(file, logLines::Writer("s").user("one").responded().user("two").responded().take());
    Workspace workspace(*m_settings);
    workspace.open(logs("a"));
    QTRY_VERIFY(workspace.snapshot() && workspace.snapshot()->load.complete);
    workspace.setFilter("level:info");
    Place place = workspace.place();
    place.turn = TurnPlace{SessionIndex{0}, EntryId{2}};
    place.entry = EntryId{3};
    workspace.go(place);
    QStringList signalled;
    connect(&workspace, &Workspace::directoryChanged, this, [&] {
        signalled += "directory";
        QVERIFY(!workspace.snapshot());
        QVERIFY(!workspace.subject());
        QVERIFY(!workspace.unanswered());
    });
    connect(&workspace, &Workspace::snapshotPublished, this, [&] { signalled += "snapshot"; });

    QVERIFY(QDir(logs("a")).removeRecursively());
    logLines::append(file, logLines::Writer("t").user("another").take());
    QTRY_VERIFY(signalled.contains("directory"));
    QCOMPARE(signalled.count("directory"), 1);
    QCOMPARE(signalled.value(signalled.indexOf("directory") + 1), QString("snapshot"));
    QTRY_COMPARE(workspace.snapshot()->entries.size(), std::size_t{1});
    QVERIFY(!workspace.place().turn);
    QVERIFY(!workspace.place().entry);
    QVERIFY(!workspace.canGoBack()); // to what is not there
    QCOMPARE(workspace.place().filter, std::string("level:info"));
    QTRY_VERIFY(workspace.subject() && workspace.subject()->snapshot == workspace.snapshot());
}

void TestWorkspace::saysThatADirectoryIsMissing() {
    Workspace workspace(*m_settings);
    workspace.open(logs("nowhere"));
    QTRY_VERIFY(workspace.snapshot() && workspace.snapshot()->problem);
    QCOMPARE(workspace.snapshot()->problem->code, ErrorCode::NotFound);
    QCOMPARE(m_settings->recents(), QStringList());

    // It waits for it, too.
    logLines::append((logs("nowhere") + "/x.jsonl").toStdString(), logLines::Writer("s").user("hello").take());
    QTRY_COMPARE(workspace.snapshot()->counts.lines.accepted, 1u);
    QVERIFY(!workspace.snapshot()->problem);
}

QTEST_GUILESS_MAIN(TestWorkspace)
#include "tst_workspace.moc"
